package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Chinese is written without spaces, so that its tokens are characters and a change of words would be shown as changes of single
// characters. Four rules make changes good to read; none needs a dictionary of the whole language:
//
//  1. A number is whole: a run of numerals, an ordinal with its counter (第十二条), a date (2026年7月6日), a percentage (百分之三十).
//  2. A change that goes up to the middle of a known word (hanWords) of the old or the new text is widened to it: 保[-护-]{+障+} is
//     [-保护-]{+保障+}, 应{+当+} is [-应-]{+应当+}.
//  3. What is only inserted or deleted inside a known word, so that its halves come apart, changes the word.
//  4. Two changes of Chinese with one kept character between them are one change, unless the character is a word of its own that
//     joins others (的, 和, 应 …).

// joins says whether the old tokens from a to b are one Chinese character that belongs to the changes on both sides.
func (c cleaner) joins(last, next hunk) bool {
	if next.a0-last.a1 != 1 || !c.touches(last, next) {
		return false
	}
	w := c.oldAt(last.a1)
	return isHanToken(w) && !strings.Contains(ownWords, w)
}

// ownWords are characters that are words of their own.
const ownWords = "的和与或及并在于对为以由从向而等所之其应须可不将已是有该本此每至按若但且则者"

// touches says whether two changes end and begin with Chinese.
func (c cleaner) touches(last, next hunk) bool {
	ends := last.a1 > last.a0 && isHanToken(c.oldAt(last.a1-1)) || last.b1 > last.b0 && isHanToken(c.newAt(last.b1-1))
	begins := next.a1 > next.a0 && isHanToken(c.oldAt(next.a0)) || next.b1 > next.b0 && isHanToken(c.newAt(next.b0))
	return ends && begins
}

// widen makes hunks end where numbers and known words end, and joins those that meet.
func (c cleaner) widen(hunks []hunk) []hunk {
	out := hunks[:0]
	begin := 0 // of what was kept before the hunk
	for n, h := range hunks {
		end := len(c.a.ids)
		if n+1 < len(hunks) {
			end = hunks[n+1].a0
		}
		h = c.toWords(h, begin, end)
		for h.a0 > begin && (inNumber(c.old, c.a.tokens, h.a0) || inNumber(c.new, c.b.tokens, h.b0)) {
			h.a0, h.b0 = h.a0-1, h.b0-1
		}
		for h.a1 < end && (inNumber(c.old, c.a.tokens, h.a1) || inNumber(c.new, c.b.tokens, h.b1)) {
			h.a1, h.b1 = h.a1+1, h.b1+1
		}
		if len(out) > 0 && h.a0 == begin {
			out[len(out)-1].a1, out[len(out)-1].b1 = h.a1, h.b1
		} else {
			out = append(out, h)
		}
		begin = h.a1
	}
	return out
}

// toWords widens a hunk by the other halves of known words, not beyond begin and end.
func (c cleaner) toWords(h hunk, begin, end int) hunk {
	before, after := c.halfBefore(h), c.halfAfter(h)
	if h.a0 == h.a1 && knownWord(c.old, c.a.tokens, h.a0) || h.b0 == h.b1 && knownWord(c.new, c.b.tokens, h.b0) {
		before, after = true, true
	}
	if before && h.a0 > begin {
		h.a0, h.b0 = h.a0-1, h.b0-1
	}
	if after && h.a1 < end {
		h.a1, h.b1 = h.a1+1, h.b1+1
	}
	return h
}

// halfBefore says whether a change begins with the second half of a known word.
func (c cleaner) halfBefore(h hunk) bool {
	return h.a0 < h.a1 && knownWord(c.old, c.a.tokens, h.a0) || h.b0 < h.b1 && knownWord(c.new, c.b.tokens, h.b0)
}

// halfAfter says whether a change ends with the first half of a known word.
func (c cleaner) halfAfter(h hunk) bool {
	return h.a0 < h.a1 && knownWord(c.old, c.a.tokens, h.a1) || h.b0 < h.b1 && knownWord(c.new, c.b.tokens, h.b1)
}

// knownWord says whether tokens i-1 and i are a known Chinese word.
func knownWord(s string, t []token, i int) bool {
	if i <= 0 || i >= len(t) || t[i-1].end != t[i].start {
		return false
	}
	w := s[t[i-1].start:t[i].end]
	return len(w) == 6 && w[0] >= 0xe3 && hanWords()[w]
}

func (c cleaner) oldAt(i int) string { return c.old[c.a.tokens[i].start:c.a.tokens[i].end] }
func (c cleaner) newAt(j int) string { return c.new[c.b.tokens[j].start:c.b.tokens[j].end] }

func isHanToken(w string) bool {
	if len(w) < 3 || w[0] < 0xe2 { // saves decoding most
		return false
	}
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.Is(unicode.Han, r)
}

// longestNumber is how many tokens before a place a number that goes on behind it can begin.
const longestNumber = 12

// inNumber says whether a place between two tokens is inside a Chinese number.
func inNumber(s string, t []token, i int) bool {
	if i <= 0 || i >= len(t) || !numberToken(s, t, i-1) || !numberToken(s, t, i) {
		return false
	}
	from := i - 1
	for from > 0 && i-from < longestNumber && numberToken(s, t, from-1) {
		from--
	}
	for from < i {
		end := numberEnd(s, t, from)
		if end > i {
			return true
		}
		from = max(from+1, end)
	}
	return false
}

const (
	hanNumerals = "〇零一二三四五六七八九十百千万亿两"
	hanCounters = "条款项段章节号届次卷页"
	hanInNumber = hanNumerals + hanCounters + "第分之年月日"
)

func tokenAt(s string, t []token, i int) string {
	if i >= len(t) {
		return ""
	}
	return s[t[i].start:t[i].end]
}

func numberToken(s string, t []token, i int) bool {
	w := tokenAt(s, t, i)
	return digits(w) || isHanToken(w) && strings.Contains(hanInNumber, w)
}

func digits(w string) bool {
	return w != "" && strings.Trim(w, "0123456789") == ""
}

// numberEnd is the place after the number that begins with token i, i where none does.
func numberEnd(s string, t []token, i int) int {
	if at := numerals(s, t, i); at > i && tokenAt(s, t, at) == "分" && tokenAt(s, t, at+1) == "之" { // 百分之三十, 三分之一
		if end := numerals(s, t, at+2); end > at+2 {
			return end
		}
	}
	if tokenAt(s, t, i) == "第" {
		end := numerals(s, t, i+1)
		if w := tokenAt(s, t, end); end > i+1 && w != "" && strings.Contains(hanCounters, w) {
			end++
		}
		return end
	}
	return max(dateEnd(s, t, i), numerals(s, t, i))
}

// numerals is the place after the numerals that begin with token i.
func numerals(s string, t []token, i int) int {
	if digits(tokenAt(s, t, i)) {
		return i + 1
	}
	for i < len(t) && strings.Contains(hanNumerals, tokenAt(s, t, i)) {
		i++
	}
	return i
}

// dateEnd is the place after a date: a year, a month, a day, or those of them that follow one another.
func dateEnd(s string, t []token, i int) int {
	end := i
	for _, mark := range []string{"年", "月", "日"} {
		k := numerals(s, t, end)
		if k > end && tokenAt(s, t, k) == mark {
			end = k + 1
		} else if end > i {
			break
		}
	}
	return end
}
