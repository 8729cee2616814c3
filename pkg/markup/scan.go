package markup

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands at the beginning of a string. Labels and headings are read by these few steps and not by regular expressions: every
// paragraph of a text is asked for its label, most have none, and a program that compares two files is over sooner than many
// expressions are compiled.

// digits is how many digits s begins with, at most so many.
func digits(s string, most int) int {
	n := 0
	for n < len(s) && n < most && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// within is how many bytes from low to high s begins with, at most so many.
func within(s string, low, high byte, most int) int {
	n := 0
	for n < len(s) && n < most && s[n] >= low && s[n] <= high {
		n++
	}
	return n
}

// made is how many of these ASCII characters s begins with, at most so many.
func made(s, of string, most int) int {
	n := 0
	for n < len(s) && n < most && strings.IndexByte(of, s[n]) >= 0 {
		n++
	}
	return n
}

// gap is the bytes of the space or no-break space that s begins with, 0 for none.
func gap(s string) int {
	if strings.HasPrefix(s, " ") {
		return 1
	}
	if strings.HasPrefix(s, "\u00a0") {
		return len("\u00a0")
	}
	return 0
}

// gaps is the bytes of all spaces and no-break spaces that s begins with.
func gaps(s string) int {
	n := 0
	for k := gap(s); k > 0; k = gap(s[n:]) {
		n += k
	}
	return n
}

// isWordByte says whether c is a letter, a digit or the underscore of ASCII.
func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// boundary says whether a word of ASCII begins or ends in s at i.
func boundary(s string, i int) bool {
	return (i > 0 && isWordByte(s[i-1])) != (i < len(s) && isWordByte(s[i]))
}

// folded is the bytes that the word takes at the beginning of s, in whatever capitals, 0 where s does not begin with it.
func folded(s, word string) int {
	n := 0
	for range word {
		if n == len(s) {
			return 0
		}
		_, size := utf8.DecodeRuneInString(s[n:])
		n += size
	}
	if !strings.EqualFold(s[:n], word) {
		return 0
	}
	return n
}

// beginsWith says whether s begins with one of the words, in whatever capitals, and ends or goes on with something else than a word of
// ASCII behind it.
func beginsWith(s string, words ...string) bool {
	for _, w := range words {
		if n := folded(s, w); n > 0 && boundary(s, n) {
			return true
		}
	}
	return false
}

// suffixed is the length of the Latin numbering that s begins with, as a whole word; 0 for none. It is of what is inserted after
// a number; "quarter" and "quart" are mistakes that texts make.
func suffixed(s string) int {
	if s == "" || s[0] < 'a' || s[0] > 'u' {
		return 0
	}
	n := 1
	for n < len(s) && isWordByte(s[n]) {
		n++
	}
	switch s[:n] {
	case "bis", "ter", "quater", "quarter", "quart", "quinquies", "sexies", "septies", "octies", "novies", "nonies", "decies",
		"undecies", "duodecies", "terdecies", "quaterdecies", "quindecies", "alt":
		return n
	}
	return 0
}

// suffixBehind is the suffix that s begins with, a space before it or not, and the bytes of both; "" and 0 for none.
func suffixBehind(s string) (suffix string, n int) {
	g := gap(s)
	if k := suffixed(s[g:]); k > 0 {
		return s[g : g+k], g + k
	}
	return "", 0
}

// characters is the number of characters of s, which is UTF-8: of bytes that do not continue a character, eight at a time.
func characters(s string) int {
	const low = 0x0101010101010101
	n := len(s)
	for ; len(s) >= 8; s = s[8:] {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		n -= bits.OnesCount64(x >> 7 &^ (x >> 6) & low)
	}
	for i := range len(s) {
		if s[i]&0xc0 == 0x80 {
			n--
		}
	}
	return n
}

// trimmed is s without white space around it, and where it begins in s.
func trimmed(s string) (words string, at int) {
	n := len(s)
	for n > 0 && s[n-1] <= ' ' && asciiSpace(s[n-1]) {
		n--
	}
	for at < n && asciiSpace(s[at]) {
		at++
	}
	if at == n {
		return "", n
	}
	if s[at] < utf8.RuneSelf && s[n-1] < utf8.RuneSelf {
		return s[at:n], at
	}
	left := strings.TrimLeftFunc(s, unicode.IsSpace)
	return strings.TrimRightFunc(left, unicode.IsSpace), len(s) - len(left)
}

func asciiSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func firstRune(s string) rune {
	if s != "" && s[0] < utf8.RuneSelf {
		return rune(s[0])
	}
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
