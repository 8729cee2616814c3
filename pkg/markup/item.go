package markup

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// itemMatch is what is printed of an item: "(a) bis" has the number a. A length of 0 is none.
type itemMatch struct {
	length               int // bytes
	number, suffix, last string
	form                 string // "()", ")" or "."
}

// inParentheses reads "(a)", "(iv)", "(12)", "(а)", "（一）", "(a bis)", "(a) bis".
func inParentheses(s string) (m itemMatch) {
	at := parenthesis(s, "(", "（")
	if at == 0 {
		return m
	}
	n := enumerator(s[at:], true)
	if n == 0 {
		return m
	}
	number := s[at : at+n]
	at += n
	if g := gap(s[at:]); g > 0 {
		n := suffixed(s[at+g:])
		if n == 0 {
			return itemMatch{}
		}
		m.suffix, at = s[at+g:at+g+n], at+g+n
	}
	if n = parenthesis(s[at:], ")", "）"); n == 0 {
		return itemMatch{}
	}
	at += n
	if g := gap(s[at:]); g > 0 {
		if n := suffixed(s[at+g:]); n > 0 {
			m.last, at = s[at+g:at+g+n], at+g+n
		}
	}
	m.number, m.form, m.length = number, "()", at
	return m
}

func parenthesis(s, narrow, wide string) int {
	for _, p := range []string{narrow, wide} {
		if strings.HasPrefix(s, p) {
			return len(p)
		}
	}
	return 0
}

// beforeParenthesis reads "a)", "12)", "а)".
func beforeParenthesis(s string) (m itemMatch) {
	n := enumerator(s, false)
	if n == 0 || !strings.HasPrefix(s[n:], ")") {
		return m
	}
	return itemMatch{length: n + 1, number: s[:n], form: ")"}
}

// beforeStop reads "a.", "iv bis.", "new a.".
func beforeStop(s string) itemMatch {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return itemMatch{}
	}
	if rest, ok := strings.CutPrefix(s, "new "); ok {
		if m := stopped(rest); m.length > 0 {
			m.length += len("new ")
			return m
		}
	}
	return stopped(s)
}

func stopped(s string) (m itemMatch) {
	at := within(s, 'a', 'z', 6)
	if at == 0 {
		return m
	}
	m.number = s[:at]
	if strings.HasPrefix(s[at:], " ") {
		n := suffixed(s[at+1:])
		if n == 0 {
			return itemMatch{}
		}
		m.suffix, at = s[at+1:at+1+n], at+1+n
	}
	if !strings.HasPrefix(s[at:], ".") {
		return itemMatch{}
	}
	m.length, m.form = at+1, "."
	return m
}

// enumerator is the bytes of the letter, numeral or number that s begins with; capitals and Chinese numerals stand between two
// parentheses only.
func enumerator(s string, enclosed bool) int {
	if n := within(s, 'a', 'z', 6); n > 0 {
		return n
	}
	if n := digits(s, 2); n > 0 {
		return n
	}
	if s == "" || s[0] < utf8.RuneSelf && !enclosed {
		return 0
	}
	if n := within(s, 'A', 'Z', 4); n > 0 {
		return n
	}
	if r, n := utf8.DecodeRuneInString(s); r >= 'а' && r <= 'я' || r >= 'أ' && r <= 'ي' {
		return n
	}
	if enclosed {
		return hanNumerals(s, 4)
	}
	return 0
}

// hanNumerals is the bytes of the Chinese numerals that s begins with, at most so many characters.
func hanNumerals(s string, most int) int {
	const each = len("一")
	n := 0
	for ; n < most*each && len(s) >= n+each && s[n] >= utf8.RuneSelf && strings.Contains(hanDigits+"十", s[n:n+each]); n += each {
	}
	return n
}

// label makes a label of what was read at the beginning of s, and says whether what follows bears it out.
func (m itemMatch) label(s string) (label, bool) {
	if m.length == 0 {
		return label{}, false
	}
	rest := s[m.length:]
	if rest != "" && !strings.ContainsRune(" []{\u00a0", firstRune(rest)) && !wide(m.number) {
		return label{}, false
	}
	readings := readingsOf(m.number, m.form)
	if readings == nil {
		return label{}, false
	}
	name := "(" + m.number
	for _, more := range []string{m.suffix, m.last} {
		if more != "" {
			name += " " + more
		}
	}
	return label{kind: itemLabel, printed: strings.TrimSuffix(s[:m.length], "."), name: name + ")", rest: rest, readings: readings}, true
}

// item reads "(a)", "(iv)", "a)", "a.", "(a) bis", "1)", "•", "一、".
func item(s string) label {
	if isBullet(s) {
		_, size := utf8.DecodeRuneInString(s)
		return label{kind: itemLabel, printed: "•", rest: s[size:], readings: []reading{{"•", 0}}}
	}
	if t, ok := strings.CutPrefix(s, "o "); ok && startsSentence(t) { // a hollow bullet of a word processor
		return label{kind: itemLabel, printed: "o", rest: t, readings: []reading{{"o", 0}}}
	}
	if n := hanNumerals(s, 4); n > 0 && strings.HasPrefix(s[n:], "、") {
		return label{kind: numberLabel, printed: s[:n], name: strconv.Itoa(chinese(s[:n])), rest: s[n+len("、"):], main: chinese(s[:n])}
	}
	for _, read := range []func(string) itemMatch{inParentheses, beforeParenthesis, beforeStop} {
		if l, ok := read(s).label(s); ok {
			return l
		}
	}
	return label{}
}
