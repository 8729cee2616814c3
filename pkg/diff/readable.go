package diff

import (
	"unicode/utf8"
)

// cleaner makes hunks that are right also good to read.
type cleaner struct {
	old, new string
	a, b     passage
	words    *lexicon
}

// clean joins hunks that only a weak island separates, slides pure insertions and deletions to where a reader expects them, and widens
// Chinese to words (han.go).
func (c cleaner) clean(hunks []hunk) []hunk {
	var out []hunk
	size := 0.0 // of the last one
	for _, h := range hunks {
		own, n := c.size(h), len(out)
		if n > 0 && (c.isIsland(out[n-1].a1, h.a0, min(size, own)) || c.joins(out[n-1], h)) {
			out[n-1].a1, out[n-1].b1 = h.a1, h.b1
			size += own
			continue
		}
		out, size = append(out, h), own
	}
	for i := range out {
		before, after := 0, len(c.a.ids) // one word stays between two changes
		if i > 0 {
			before = out[i-1].a1 + 1
		}
		if i+1 < len(out) {
			after = out[i+1].a0 - 1
		}
		out[i] = c.slide(out[i], before, after)
	}
	return c.widen(out)
}

// Islands are weighed in words: a word of four letters or more is 1. The figures are those that read best on human redlines of
// 1,000 English sentences (arXivEdits).
const (
	islandWeight = 1.6
	islandShare  = 0.3
)

// isIsland says whether the old tokens from a to b, kept between two changes of which the smaller has the size, are too few to
// be worth reading apart from them. A square bracket is always worth it: who follows brackets through the texts must see that it stays.
func (c cleaner) isIsland(a, b int, size float64) bool {
	kept := 0.0
	for i := a; i < b && kept < islandWeight; i++ {
		x := &c.words.list[c.a.ids[i]]
		if x.text == "[" || x.text == "]" {
			return false
		}
		kept += x.size
	}
	return kept < islandWeight && kept <= islandShare*size
}

// size is the weight of the longer side of a hunk.
func (c cleaner) size(h hunk) float64 {
	return max(c.sum(c.a.ids[h.a0:h.a1]), c.sum(c.b.ids[h.b0:h.b1]))
}

func (c cleaner) sum(ids []int32) (w float64) {
	for _, id := range ids {
		w += c.words.list[id].size
	}
	return w
}

// weight is how much a reader has to read of a token.
func weight(w string) float64 {
	switch n := utf8.RuneCountInString(w); {
	case !isWord(w):
		return 0.2
	case n < 4:
		return 0.5
	default:
		return 1
	}
}

// maxSlide is how many tokens a change may be slid.
const maxSlide = 64

// slide moves a pure insertion or deletion along equal words ("[a] [b]" → "[b]" deletes "[a] ", not "a] ["), not beyond the
// old tokens before and after.
func (c cleaner) slide(h hunk, before, after int) hunk {
	s, t, ids, lo, hi := c.new, c.b.tokens, c.b.ids, h.b0, h.b1
	if h.b0 == h.b1 {
		s, t, ids, lo, hi = c.old, c.a.tokens, c.a.ids, h.a0, h.a1
	} else if h.a0 != h.a1 {
		return h
	}
	best, by := -1, 0
	try := func(d int) {
		if n := beauty(s, t, lo+d, hi+d); n > best || n == best && d < by {
			best, by = n, d
		}
	}
	try(0)
	for d := -1; d >= -maxSlide && h.a0+d >= before && ids[lo+d] == ids[hi+d]; d-- {
		try(d)
	}
	for d := 1; d <= maxSlide && h.a1+d <= after && ids[lo+d-1] == ids[hi+d-1]; d++ {
		try(d)
	}
	return hunk{h.a0 + by, h.a1 + by, h.b0 + by, h.b1 + by}
}

// beauty says how well the tokens from lo to hi read as one insertion or deletion: with balanced brackets, from a bracket, a
// sentence or the beginning on, to the end of a clause, and not from or to the middle of a Chinese word.
func beauty(s string, t []token, lo, hi int) int {
	at := func(i int) string { return s[t[i].start:t[i].end] }
	depth, balanced := 0, true
	for i := lo; i < hi; i++ {
		switch at(i) {
		case "[", "(", "{":
			depth++
		case "]", ")", "}":
			depth--
			balanced = balanced && depth >= 0
		}
	}
	score := 0
	if balanced && depth == 0 {
		score += 4
	}
	if w := at(lo); w == "[" || w == "(" || w == "{" {
		score += 2
	}
	if lo == 0 || closes(at(lo-1)) {
		score++
	}
	if hi == len(t) || closes(at(hi-1)) {
		score++
	}
	for _, end := range []int{lo, hi} {
		if !knownWord(s, t, end) && !inNumber(s, t, end) {
			score++
		}
	}
	return score
}

// closes says whether a mark ends a clause or a bracket.
func closes(w string) bool {
	switch w {
	case ".", ";", ":", ",", "]", ")", "}", "。", "，", "；", "،", "؛":
		return true
	}
	return false
}
