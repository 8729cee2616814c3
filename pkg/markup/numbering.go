package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// numbering is a number as it is printed at the head of a paragraph: "24 quater.2 bis" has the main number 24, the suffix quater, more
// parts (.2) and a last suffix (bis). A length of 0 is none.
type numbering struct {
	length                          int // bytes
	main, parts, suffix, more, last string
}

// readNumbering reads "12", "12 bis", "12. bis", "3.1", "24 quater.2".
func readNumbering(s string) (m numbering) {
	at := digits(s, 3)
	if at == 0 {
		return m
	}
	m.main = s[:at]
	m.parts = s[at : at+components(s[at:])]
	at += len(m.parts)
	dot := 0
	if strings.HasPrefix(s[at:], ".") {
		dot = 1
	}
	suffix, n := suffixBehind(s[at+dot:])
	if n > 0 {
		m.suffix, at = suffix, at+dot+n
	}
	m.more = s[at : at+components(s[at:])]
	at += len(m.more)
	m.last, n = suffixBehind(s[at:])
	m.length = at + n
	return m
}

// components is the bytes of ".1.2" at the beginning of s.
func components(s string) int {
	n := 0
	for n < len(s) && s[n] == '.' {
		d := digits(s[n+1:], 3)
		if d == 0 {
			break
		}
		n += 1 + d
	}
	return n
}

// name is the number as it is cited.
func (m numbering) name() string {
	name := m.main + m.parts
	if m.suffix != "" {
		name += " " + m.suffix
	}
	name += m.more
	if m.last != "" {
		name += " " + m.last
	}
	return name
}

// loosePart reads the second number of "23. 1 The Parties", for 23.1, behind the n bytes of the first, and how many bytes both take.
func loosePart(s string, n int) (part string, length int) {
	if !strings.HasPrefix(s[n:], ". ") {
		return "", 0
	}
	from := n + len(". ")
	length = from + digits(s[from:], 2)
	if length == from || !strings.HasPrefix(s[length:], " ") {
		return "", 0
	}
	if next, _ := utf8.DecodeRuneInString(s[length+1:]); next != '[' && !unicode.IsUpper(next) {
		return "", 0
	}
	return s[from:length], length
}

// bracketedNumbers is up to four numbers in brackets of their own, "[50 bis]", "[4][2]", and whether they are several.
func bracketedNumbers(s string) (numbers string, several bool) {
	at := 0
	for k := range 4 {
		n := oneBracketed(s[at:])
		if n == 0 {
			break
		}
		at, several = at+n, k > 0
	}
	return s[:at], several
}

func oneBracketed(s string) int {
	if s == "" || s[0] != '[' {
		return 0
	}
	n := 1 + digits(s[1:], 3)
	if n == 1 {
		return 0
	}
	_, k := suffixBehind(s[n:])
	if n += k; n == len(s) || s[n] != ']' {
		return 0
	}
	return n + 1
}

// readProposal reads "PP3 alt", "Pp12", "OP6alt", of which the caller has seen the two letters.
func readProposal(s string) (m numbering) {
	at := 2
	at += gap(s[at:])
	n := digits(s[at:], 3)
	if n == 0 {
		return m
	}
	m.main = s[at : at+n]
	at += n
	for _, suffix := range []*string{&m.suffix, &m.last} {
		at += gap(s[at:])
		n := suffixed(s[at:])
		*suffix = s[at : at+n]
		at += n
	}
	if at < len(s) && (s[at] == '.' || s[at] == ':' || s[at] == ')') {
		at++
	}
	m.length = at
	return m
}
