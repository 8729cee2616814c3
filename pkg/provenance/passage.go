package provenance

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Passage is a part of a text that is followed as a whole: a block, or a paragraph of a file.
type Passage struct {
	ID  string // identity through the revisions, "" where it is not known
	Raw string // with its number, and with the white space after it
}

// Passages cuts a text into paragraphs: at blank lines, and before a line that begins with a number or a mark of a list or
// heading. Together they are the text, byte for byte. It sees less of the structure than package markup and is a hundred
// times faster.
func Passages(source string) []Passage {
	out := make([]Passage, 0, len(source)/200+1)
	from, apart := 0, false // where the passage begins; whether the line before was blank
	for at := 0; at < len(source); {
		end := len(source)
		if n := strings.IndexByte(source[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		first := at + spaces(source[at:end])
		switch {
		case blank(source[first:end]):
			apart = true
		case at > from && (apart || first == at && begins(source[at:end])):
			out = append(out, Passage{Raw: source[from:at]})
			from, apart = at, false
		default:
			apart = false
		}
		at = end
	}
	if from < len(source) {
		out = append(out, Passage{Raw: source[from:]})
	}
	return out
}

// blank says whether the rest of a line behind its first spaces has white space only.
func blank(rest string) bool {
	return rest == "" || rest[0] <= ' ' && (rest[0] == '\n' || strings.TrimSpace(rest) == "")
}

// spaces is the number of spaces at the beginning of s.
func spaces(s string) int {
	n := 0
	for n < len(s) && s[n] == ' ' {
		n++
	}
	return n
}

// begins says whether a line that stands directly below another one begins a paragraph. It begins with no space.
func begins(line string) bool {
	c := line[0]
	if c == '\t' || c >= 'a' && c <= 'z' || letter(c) && len(line) > 1 && letter(line[1]) {
		return false
	}
	return labelEnd(line) > 0
}

// longestLabel is the number of bytes within which a label ends.
const longestLabel = 40

// labelEnd is the length of the number of a paragraph with the mark-up before it and the space after it ("12. ", "## ", "(a) ",
// "- ", "第十二条 ", "12 bis. "), 0 where there is none.
func labelEnd(s string) int {
	indent := spaces(s)
	if rest := s[indent:]; len(rest) > 1 && letter(rest[0]) && letter(rest[1]) {
		return indent // most paragraphs without a number
	}
	end := skip(s, 0, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("#*_>-–•", r) })
	for at := skip(s, end, func(r rune) bool { return r == '[' }); at < min(len(s), longestLabel); {
		n := numeral(s[at:])
		if n == 0 {
			break
		}
		stop := skip(s, at+n, func(r rune) bool { return strings.ContainsRune(".)-–:、．）。", r) })
		after := skip(s, stop, unicode.IsSpace)
		if stop == at+n && after == stop && after < len(s) {
			break // the number is a part of a word
		}
		at, end = after, after
	}
	return end
}

// letter says whether c is a Latin letter.
func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// trimmed is s without the white space at its end, as far as that is ASCII.
func trimmed(s string) string {
	n := len(s)
	for n > 0 && (s[n-1] == ' ' || s[n-1] >= '\t' && s[n-1] <= '\r') {
		n--
	}
	return s[:n]
}

// numeral is the length of a number, of a letter that is a number, or of an ordinal at the beginning of s, 0 for none.
func numeral(s string) int {
	at := 0
	if strings.HasPrefix(s, "(") {
		at = 1
	}
	if n := skip(s, at, func(r rune) bool { return unicode.IsDigit(r) || r == '.' }); n > at {
		return n
	}
	for _, w := range []string{"bis", "ter", "quater", "alt"} {
		if strings.HasPrefix(s[at:], w) && !startsLetter(s[at+len(w):]) {
			return at + len(w)
		}
	}
	if strings.HasPrefix(s, "第") {
		if n := strings.IndexAny(s[:min(len(s), longestLabel)], "条段章节"); n > 0 {
			return n + len("条")
		}
	}
	r, n := utf8.DecodeRuneInString(s[at:])
	if !unicode.IsLetter(r) {
		return 0
	}
	if rest := s[at+n:]; strings.HasPrefix(rest, ")") || at == 0 && strings.HasPrefix(rest, ". ") {
		return at + n
	}
	return 0
}

func startsLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// skip is the offset of the first character of s from at on that is not fit.
func skip(s string, at int, fit func(rune) bool) int {
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if !fit(r) {
			break
		}
		at += n
	}
	return at
}
