package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// token is a word, a punctuation mark or a bracket: the bytes from start to end, of a text below 2 GiB. White space between tokens is no
// token.
type token struct{ start, end int32 }

// tokens cuts s into words by UAX #29, with four rules of this field: a symbol ("A/AC.292/2025/L.1", "1/CP.21"), a hyphenated
// word and a number with its ordinal ("2 bis") are one token; a French elision ("l’") is one of its own. Han characters are
// one token each. A token never ends inside a combining sequence, and between two tokens there is nothing but white space.
//
// Plain words and marks are cut here by a table of their letters; whatever that table does not settle is given to UAX #29 up to the
// next space (scan.go).
func tokens(s string) []token { return appendTokens(make([]token, 0, len(s)/5+1), s) }

// byRule appends the tokens of s by UAX #29 and the rules of this field, moved by the offset.
func byRule(out []token, s string, offset int) []token {
	var room [64]token
	pieces := room[:0]
	for it, at := words.FromString(s), int32(0); it.Next(); {
		n := int32(len(it.Value()))
		pieces = append(pieces, token{at, at + n})
		at += n
	}
	from := int32(offset)
	for k := 0; k < len(pieces); {
		p := pieces[k]
		if isSpace(s[p.start:p.end]) {
			k++
			continue
		}
		k = joined(s, pieces, k)
		p.end = pieces[k-1].end
		if cut := elision(s[p.start:p.end]); cut > 0 {
			out = append(out, token{from + p.start, from + p.start + int32(cut)})
			p.start += int32(cut)
		}
		out = append(out, token{from + p.start, from + p.end})
	}
	return out
}

// isSpace says whether s is white space only. A space that carries a combining mark is not.
func isSpace(s string) bool {
	if len(s) == 1 {
		return s[0] == ' ' || s[0] >= '\t' && s[0] <= '\r'
	}
	return strings.TrimFunc(s, unicode.IsSpace) == ""
}

// joined is the index after the last piece that belongs to the same token as piece k.
func joined(s string, p []token, k int) int {
	at := func(i int) string {
		if i < len(p) {
			return s[p[i].start:p[i].end]
		}
		return ""
	}
	if !startsWord(at(k)) {
		return k + 1
	}
	end := k + 1
	if n := symbolEnd(at, k); n > end {
		end = n
	}
	for hyphen(at(end)) && startsWord(at(end+1)) {
		end += 2
	}
	for digitEnds(at(end-1)) && (at(end) == " " || at(end) == "\u00a0") && ordinal(at(end+1)) {
		end += 2
	}
	return end
}

// symbolEnd is the index after the symbol that begins at piece k: parts in capitals or digits, at least one with a digit,
// joined by at least one "/" and by full stops. "and/or" is none. It is k where there is none.
func symbolEnd(at func(int) string, k int) int {
	end, slash, digit := k, false, false
	for i := k; symbolPart(at(i), i > k); i += 2 {
		digit = digit || strings.ContainsAny(at(i), "0123456789")
		if slash && digit {
			end = i + 1
		}
		if at(i+1) == "/" {
			slash = true
		} else if at(i+1) != "." {
			break
		}
	}
	return end
}

// symbolPart says whether w may be a part of a symbol; after the first, "Rev", "Add", "Corr" and "Amend" may be too.
func symbolPart(w string, later bool) bool {
	if later && (w == "Rev" || w == "Add" || w == "Corr" || w == "Amend") {
		return true
	}
	for i := range len(w) {
		// UAX #29 keeps "292.5" in one piece, so a full stop may stand inside.
		if c := w[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '.' {
			return false
		}
	}
	return w != ""
}

func startsWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

func hyphen(w string) bool { return w == "-" || w == "\u2010" || w == "\u2011" }

func digitEnds(w string) bool { return w != "" && w[len(w)-1] >= '0' && w[len(w)-1] <= '9' }

func ordinal(w string) bool {
	switch w {
	case "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies", "alt":
		return true
	}
	return false
}

// elision is the length of the French elided word before an apostrophe in w, the apostrophe included, else 0.
func elision(w string) int {
	for i := 1; i < len(w) && i <= len("puisqu"); i++ {
		n := 0
		switch {
		case w[i] == '\'':
			n = 1
		case strings.HasPrefix(w[i:], "’"):
			n = len("’")
		default:
			continue
		}
		switch strings.ToLower(w[:i]) {
		case "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
			if startsWord(w[i+n:]) {
				return i + n
			}
		}
		return 0
	}
	return 0
}

// isWord says whether a token is a word or a number, not a mark.
func isWord(w string) bool {
	return strings.IndexFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0
}
