package markup

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// labelKind is what a label numbers.
type labelKind int

const (
	noLabel     labelKind = iota
	numberLabel           // 12, 12 bis, 3.1, 24 quater.2
	preambularLabel
	operativeLabel
	itemLabel // (a), (iv), a., a), •
	optionLabel
)

// label is a label as it stands at the start of a piece.
type label struct {
	kind     labelKind
	printed  string    // without the full stop: "12 bis", "(a)", "Option 1 (chapeau)"; with the brackets that enclose it alone
	name     string    // as it is cited: "12 bis", "(a)", "PP3", "option 1"
	rest     string    // the words behind it, behind the opening brackets that stood before it
	main     int       // of a number: the first component
	depth    int       // of a number: how many components follow
	bare     bool      // of a number: neither a full stop nor a suffix shows that it is one
	readings []reading // of an item or an option: what it can be in a sequence
}

// reading is one way of reading an item: (i) is the ninth letter or the first roman numeral.
type reading struct {
	style   string
	ordinal int
}

// bulletMarks are what bullets look like, the private character of symbol fonts included.
const bulletMarks = "-–—*•·▪●○◦‣∙\uf0b7\uf0a7"

// readLabel reads the label of a piece whose words are s; current is the last numbered paragraph before it, 0 for none.
func readLabel(s string, current int) label {
	if l, ok := bracketed(s, current); ok {
		return l
	}
	open, body := openings(s)
	l := labelAt(body, current)
	if l.kind == noLabel {
		return l
	}
	if n := len(open); n > 0 && strings.HasPrefix(l.rest, strings.Repeat("]", n)) && !strings.HasPrefix(l.rest, strings.Repeat("]", n+1)) {
		l.printed, l.rest, open = open+l.printed+l.rest[:n], strings.TrimPrefix(l.rest[n:], "."), ""
		l.bare = false
	}
	l.rest = open + strings.TrimSpace(l.rest)
	return l
}

// openings are the brackets that s begins with, and what follows them.
func openings(s string) (open, rest string) {
	i := 0
	for i < len(s) && (s[i] == '[' || s[i] == ' ') {
		i++
	}
	if i == 0 || !strings.Contains(s[:i], "[") {
		return "", s
	}
	return strings.ReplaceAll(s[:i], " ", ""), s[i:]
}

// beginsWithNumber says whether a digit stands at the beginning of s or behind its opening brackets: only then does its label depend on
// the number before it.
func beginsWithNumber(s string) bool {
	i := 0
	for i < len(s) && (s[i] == '[' || s[i] == ' ') {
		i++
	}
	return i < len(s) && s[i] >= '0' && s[i] <= '9'
}

// labelAt reads a label at the very start of s.
func labelAt(s string, current int) label {
	if s == "" {
		return label{}
	}
	c := s[0]
	switch {
	case c >= '0' && c <= '9':
		if l, ok := number(s, current); ok {
			return l
		}
		return item(s)
	case c == 'P' || c == 'p' || c == 'O' || c == 'o':
		if l, ok := proposal(s); ok {
			return l
		}
	case c >= 'A' && c <= 'Z' && c != 'V': // no item begins with a capital, and no other word for an option
		return label{}
	}
	if l, ok := option(s); ok {
		return l
	}
	return item(s)
}

// bracketed reads numbers in brackets of their own: "[50 bis] Decides", "[4][2]. Decides". A lone "[5] years" is not one.
func bracketed(s string, current int) (label, bool) {
	if len(s) < 2 || s[0] != '[' || s[1] < '0' || s[1] > '9' {
		return label{}, false
	}
	m, several := bracketedNumbers(s)
	if m == "" {
		return label{}, false
	}
	rest, dot := strings.CutPrefix(s[len(m):], ".")
	inner := m[1:strings.IndexByte(m, ']')]
	n := digits(inner, 3)
	main, _ := strconv.Atoi(inner[:n])
	if !dot && n == len(inner) && (several || main != current+1 || !startsSentence(rest)) {
		return label{}, false
	}
	if rest != "" && !strings.HasPrefix(rest, " ") {
		return label{}, false
	}
	name := m
	if !several {
		name = spaced(inner)
	}
	return label{kind: numberLabel, printed: m, name: name, rest: strings.TrimSpace(rest), main: main}, true
}

// number reads "12.", "12 bis.", "3.1", "24 quater.2.", "76 bis".
func number(s string, current int) (label, bool) {
	m := readNumbering(s)
	if m.length == 0 {
		return label{}, false
	}
	rest, dot := strings.CutPrefix(s[m.length:], ".")
	if rest != "" && !followsLabel(rest, dot) {
		return label{}, false
	}
	main, _ := strconv.Atoi(m.main)
	if main == current {
		if part, n := loosePart(s, len(m.main)); n > 0 {
			return label{kind: numberLabel, printed: s[:n], name: m.main + "." + part, rest: s[n:], main: main, depth: 1}, true
		}
	}
	depth := strings.Count(m.parts, ".") + strings.Count(m.more, ".")
	suffixed := m.suffix != "" || m.last != ""
	switch {
	case depth > 0 && main != current && main != current+1 && (current != 0 || main != 1):
		return label{}, false // "1.5 °C above pre-industrial levels"
	case depth == 0 && !dot && !suffixed && (main != current+1 || current == 0 || !startsSentence(rest) || strings.TrimSpace(rest) == ""):
		return label{}, false
	}
	return label{kind: numberLabel, printed: s[:m.length], name: m.name(), rest: rest, main: main, depth: depth, bare: !dot && !suffixed}, true
}

// followsLabel says whether the words of a paragraph may begin so behind its number.
func followsLabel(rest string, dot bool) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsSpace(r) || strings.ContainsRune("[]{", r) || dot && (unicode.IsUpper(r) || strings.ContainsRune("(“\"«", r))
}

// spaced writes "50bis" as "50 bis".
func spaced(s string) string {
	digits := strings.TrimRightFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if tail := strings.TrimSpace(s[len(digits):]); tail != "" {
		return digits + " " + tail
	}
	return digits
}

// proposal reads the labels of a resolution: "PP3 alt", "Pp12", "OP6alt".
func proposal(s string) (label, bool) {
	if len(s) < 3 || s[1] != 'P' && s[1] != 'p' {
		return label{}, false
	}
	m := readProposal(s)
	if m.length == 0 {
		return label{}, false
	}
	printed := strings.TrimRight(s[:m.length], " \u00a0")
	rest := s[len(printed):]
	if rest != "" && !followsLabel(rest, strings.ContainsAny(printed[len(printed)-1:], ".:)")) {
		return label{}, false
	}
	l := label{kind: operativeLabel, printed: strings.TrimRight(printed, ".:)"), name: m.name(), rest: rest}
	l.main, _ = strconv.Atoi(m.main)
	if s[0] == 'P' || s[0] == 'p' {
		l.kind, l.name = preambularLabel, "PP"+l.name
	}
	return l, true
}

func isBullet(s string) bool {
	if s == "" || isWordByte(s[0]) {
		return false
	}
	r, size := utf8.DecodeRuneInString(s)
	return size > 0 && strings.ContainsRune(bulletMarks, r) && (len(s) == size || unicode.IsSpace(firstRune(s[size:])))
}

// wide says whether s is of a script that puts no space behind a label.
func wide(s string) bool { return unicode.Is(unicode.Han, firstRune(s)) }

// readingsOf are the ways to read an item, the likelier first.
func readingsOf(s, form string) []reading {
	r := firstRune(s)
	switch {
	case r >= '0' && r <= '9':
		n, _ := strconv.Atoi(s)
		return []reading{{"1" + form, n}}
	case r >= 'А' && r <= 'я':
		return []reading{{"а" + form, 1 + strings.IndexRune(russianLetters, r)/2}}
	case r >= 'أ' && r <= 'ي':
		return []reading{{"أ" + form, 1 + strings.IndexRune(arabicLetters, r)/2}}
	case wide(s):
		return []reading{{"一" + form, chinese(s)}}
	}
	var rs []reading
	lower, caps := strings.ToLower(s), ""
	if lower != s {
		caps = "caps"
	}
	if n := roman(lower); n > 0 {
		rs = append(rs, reading{"i" + form + caps, n})
	}
	if n := letter(lower); n > 0 {
		rs = append(rs, reading{"a" + form + caps, n})
	}
	return rs
}

const (
	russianLetters = "абвгдежзиклмнопрстуфхцчшщэюя"
	arabicLetters  = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
)

// letter is 1 for "a", 26 for "z", 27 for "aa", 28 for "bb"; 0 for what is no such label.
func letter(s string) int {
	for i := range len(s) {
		if s[i] != s[0] || s[i] < 'a' || s[i] > 'z' {
			return 0
		}
	}
	if len(s) == 0 || len(s) > 2 {
		return 0
	}
	return (len(s)-1)*26 + int(s[0]-'a') + 1
}

// romans are the roman numerals that labels use, in order.
var romans = strings.Fields("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv xxv xxvi xxvii xxviii xxix xxx xxxi xxxii xxxiii xxxiv xxxv xxxvi xxxvii xxxviii xxxix xl")

func roman(s string) int {
	for i, r := range romans {
		if r == s {
			return i + 1
		}
	}
	return 0
}

const hanDigits = "一二三四五六七八九"

// chinese is a Chinese numeral up to 99.
func chinese(s string) int {
	tens, ones, seen := 0, 0, false
	for _, r := range s {
		if r == '十' {
			tens, ones, seen = max(ones, 1), 0, true
			continue
		}
		ones = strings.IndexRune(hanDigits, r)/len("一") + 1
	}
	if !seen {
		return ones
	}
	return tens*10 + ones
}

// startsItem says whether a line begins like a piece of its own, wherever it stands.
func startsItem(s string) bool {
	l := readLabel(s, 0)
	if l.kind != noLabel {
		return true
	}
	_, rest := openings(s)
	return strings.HasPrefix(rest, "{") || isParticiple(rest) || headingWord(s).label != ""
}
