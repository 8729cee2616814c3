package markup

import "strings"

// optionWords introduce an option, in the six languages; "option" stands for its plural, too.
var optionWords = []string{"opción", "variante", "вариант", "الخيار", "备选案文"}

// optionMatch is what is printed of an option: "Option 2 bis (chapeau)" has the number 2. A length of 0 is none.
type optionMatch struct {
	length         int // bytes
	number, suffix string
}

// readOption reads "Option 2", "Option II", "Option (a) bis", "Options 1 (chapeau)".
func readOption(s string) optionMatch {
	if n := folded(s, "options"); n > 0 {
		if m := optionNumber(s, n); m.length > 0 {
			return m
		}
	}
	if n := folded(s, "option"); n > 0 {
		return optionNumber(s, n)
	}
	for _, w := range optionWords {
		if n := folded(s, w); n > 0 {
			return optionNumber(s, n)
		}
	}
	return optionMatch{}
}

// optionNumber reads the number behind the word.
func optionNumber(s string, at int) (m optionMatch) {
	at += gap(s[at:])
	n := ordinal(s[at:])
	if n == 0 {
		return m
	}
	m.number = s[at : at+n]
	at += n
	m.suffix, n = suffixBehind(s[at:])
	at += n
	g := at + gap(s[at:])
	if rest, ok := strings.CutPrefix(s[g:], "("); ok {
		if n := folded(rest, "chapeau"); n > 0 && strings.HasPrefix(rest[n:], ")") {
			at = g + n + len("()")
		}
	}
	m.length = at
	return m
}

// ordinal is the bytes of the number, letter or numeral that s begins with: 12, IV, B, (a), iv, b, 二.
func ordinal(s string) int {
	if n := digits(s, 2); n > 0 {
		return n
	}
	for _, n := range []int{made(s, "IVX", 5), within(s, 'A', 'Z', 1)} {
		if n > 0 && boundary(s, n) {
			return n
		}
	}
	if strings.HasPrefix(s, "(") {
		if n := 1 + within(s[1:], 'a', 'z', 5); n > 1 && strings.HasPrefix(s[n:], ")") {
			return n + 1
		}
	}
	for _, n := range []int{made(s, "ivx", 5), within(s, 'a', 'z', 1)} {
		if n > 0 && boundary(s, n) {
			return n
		}
	}
	return hanNumerals(s, 1)
}

// option reads "Option 2:", "Option II", "Option (a) bis:", "Option 1 (chapeau):".
func option(s string) (label, bool) {
	if !startsOption(s) {
		return label{}, false
	}
	m := readOption(s)
	if m.length == 0 {
		return label{}, false
	}
	rest, colon := s[m.length:], false
	for _, sep := range []string{":", " :", ".", " –", " -", "："} {
		if t, ok := strings.CutPrefix(rest, sep); ok {
			rest, colon = t, true
			break
		}
	}
	if !colon && strings.Trim(rest, " ]") != "" && !strings.HasPrefix(rest, " (") && (!strings.HasPrefix(rest, " ") || !startsSentence(rest)) {
		return label{}, false
	}
	name := "option " + strings.ToLower(m.number)
	if strings.Trim(m.number, "IVX") == "" {
		name = "option " + m.number
	}
	if m.suffix != "" {
		name += " " + m.suffix
	}
	l := label{kind: optionLabel, printed: s[:m.length], name: name, rest: rest}
	form := ""
	if strings.HasPrefix(m.number, "(") {
		form = "()"
	}
	l.readings = readingsOf(strings.Trim(m.number, "()"), form)
	for i := range l.readings {
		l.readings[i].style = "option " + l.readings[i].style
	}
	if l.readings == nil {
		return label{}, false
	}
	return l, true
}

// startsOption says whether s may begin with the word for an option: most paragraphs are told from one by two letters.
func startsOption(s string) bool {
	switch firstRune(s) {
	case 'o', 'O':
		return len(s) > 1 && (s[1] == 'p' || s[1] == 'P')
	case 'v', 'V':
		return len(s) > 1 && (s[1] == 'a' || s[1] == 'A')
	case 'в', 'В', 'ᲀ', 'ا', '备': // U+1C80 folds to в
		return true
	}
	return false
}
