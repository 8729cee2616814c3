package markup

import (
	"regexp"
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

// suffix is the Latin numbering of what is inserted after a number; "quarter" and
// "quart" are mistakes that texts make.
const suffix = `(?:bis|ter|quater|quarter|quart|quinquies|sexies|septies|octies|novies|nonies|decies|undecies|duodecies|terdecies|quaterdecies|quindecies|alt)`

var (
	numberRE     = regexp.MustCompile(`^(\d{1,3})((?:\.\d{1,3})*)(?:\.?[ \x{a0}]?(` + suffix + `)\b)?((?:\.\d{1,3})*)(?:[ \x{a0}]?(` + suffix + `)\b)?`)
	looseRE      = regexp.MustCompile(`^(\d{1,3}\. (\d{1,2})) [\[\p{Lu}]`) // "23. 1 The Parties", for 23.1
	bracketedRE  = regexp.MustCompile(`^(?:\[\d{1,3}(?:[ \x{a0}]?` + suffix + `)?\]){1,4}`)
	proposalRE   = regexp.MustCompile(`^((?i:PP|OP))[ \x{a0}]?(\d{1,3})[ \x{a0}]?(` + suffix + `\b)?[ \x{a0}]?(` + suffix + `\b)?[.:)]?`)
	parenRE      = regexp.MustCompile(`^[(（]([a-z]{1,6}|[A-Z]{1,4}|\d{1,2}|[а-я]|[أ-ي]|[一二三四五六七八九十]{1,4})(?:[ \x{a0}](` + suffix + `))?[)）](?:[ \x{a0}](` + suffix + `)\b)?`)
	halfParenRE  = regexp.MustCompile(`^([a-z]{1,6}|\d{1,2}|[а-я]|[أ-ي])\)`)
	letterDotRE  = regexp.MustCompile(`^(?:new )?([a-z]{1,6})(?: (` + suffix + `))?\.`)
	optionRE     = regexp.MustCompile(`^(?i:options?|opción|variante|вариант|الخيار|备选案文)[ \x{a0}]?(\d{1,2}|[IVX]{1,5}\b|[A-Z]\b|\([a-z]{1,5}\)|[ivx]{1,5}\b|[a-z]\b|[一二三四五六七八九十])(?:[ \x{a0}]?(` + suffix + `)\b)?(?:[ \x{a0}]?\((?i:chapeau)\))?`)
	chineseDotRE = regexp.MustCompile(`^([一二三四五六七八九十]{1,4})、`)
)

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
	m := bracketedRE.FindString(s)
	if m == "" {
		return label{}, false
	}
	rest, dot := strings.CutPrefix(s[len(m):], ".")
	inner := m[1:strings.IndexByte(m, ']')]
	main, err := strconv.Atoi(numberRE.FindStringSubmatch(inner)[1])
	several, suffixed := strings.Count(m, "[") > 1, strings.Trim(inner, "0123456789") != ""
	if err != nil || !dot && !suffixed && (several || main != current+1 || !startsSentence(rest)) {
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
	m := numberRE.FindStringSubmatch(s)
	if m == nil {
		return label{}, false
	}
	rest, dot := strings.CutPrefix(s[len(m[0]):], ".")
	if rest != "" && !followsLabel(rest, dot) {
		return label{}, false
	}
	main, _ := strconv.Atoi(m[1])
	if main == current {
		if part := looseRE.FindStringSubmatch(s); part != nil {
			return label{kind: numberLabel, printed: part[1], name: m[1] + "." + part[2], rest: s[len(part[1]):], main: main, depth: 1}, true
		}
	}
	depth := strings.Count(m[2], ".") + strings.Count(m[4], ".")
	suffixed := m[3] != "" || m[5] != ""
	switch {
	case depth > 0 && main != current && main != current+1 && (current != 0 || main != 1):
		return label{}, false // "1.5 °C above pre-industrial levels"
	case depth == 0 && !dot && !suffixed && (main != current+1 || current == 0 || !startsSentence(rest) || strings.TrimSpace(rest) == ""):
		return label{}, false
	}
	name := m[1] + m[2]
	if m[3] != "" {
		name += " " + m[3]
	}
	name += m[4]
	if m[5] != "" {
		name += " " + m[5]
	}
	return label{kind: numberLabel, printed: m[0], name: name, rest: rest, main: main, depth: depth, bare: !dot && !suffixed}, true
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
	if len(s) < 2 || s[1] != 'P' && s[1] != 'p' {
		return label{}, false
	}
	m := proposalRE.FindStringSubmatch(s)
	if m == nil {
		return label{}, false
	}
	printed := strings.TrimRight(m[0], " \u00a0")
	rest := s[len(printed):]
	if rest != "" && !followsLabel(rest, strings.ContainsAny(printed[len(printed)-1:], ".:)")) {
		return label{}, false
	}
	name := m[2]
	for _, more := range m[3:] {
		if more != "" {
			name += " " + more
		}
	}
	l := label{kind: operativeLabel, printed: strings.TrimRight(printed, ".:)"), name: name, rest: rest}
	l.main, _ = strconv.Atoi(m[2])
	if strings.EqualFold(m[1], "PP") {
		l.kind, l.name = preambularLabel, "PP"+name
	}
	return l, true
}

// option reads "Option 2:", "Option II", "Option (a) bis:", "Option 1 (chapeau):".
func option(s string) (label, bool) {
	if !startsOption(s) {
		return label{}, false
	}
	m := optionRE.FindStringSubmatch(s)
	if m == nil {
		return label{}, false
	}
	rest, colon := s[len(m[0]):], false
	for _, sep := range []string{":", " :", ".", " –", " -", "："} {
		if t, ok := strings.CutPrefix(rest, sep); ok {
			rest, colon = t, true
			break
		}
	}
	if !colon && strings.Trim(rest, " ]") != "" && !strings.HasPrefix(rest, " (") && (!strings.HasPrefix(rest, " ") || !startsSentence(rest)) {
		return label{}, false
	}
	name := "option " + strings.ToLower(m[1])
	if strings.Trim(m[1], "IVX") == "" {
		name = "option " + m[1]
	}
	if m[2] != "" {
		name += " " + m[2]
	}
	l := label{kind: optionLabel, printed: m[0], name: name, rest: rest}
	form := ""
	if strings.HasPrefix(m[1], "(") {
		form = "()"
	}
	l.readings = readingsOf(strings.Trim(m[1], "()"), form)
	for i := range l.readings {
		l.readings[i].style = "option " + l.readings[i].style
	}
	if l.readings == nil {
		return label{}, false
	}
	return l, true
}

// startsOption says whether s may begin with the word for an option: most paragraphs are spared the expression.
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

// item reads "(a)", "(iv)", "a)", "a.", "(a) bis", "1)", "•".
func item(s string) label {
	if isBullet(s) {
		_, size := utf8.DecodeRuneInString(s)
		return label{kind: itemLabel, printed: "•", rest: s[size:], readings: []reading{{"•", 0}}}
	}
	if t, ok := strings.CutPrefix(s, "o "); ok && startsSentence(t) { // a hollow bullet of a word processor
		return label{kind: itemLabel, printed: "o", rest: t, readings: []reading{{"o", 0}}}
	}
	if s[0] < 0x80 && !asciiItem(s) {
		return label{}
	}
	if m := chineseDotRE.FindStringSubmatch(s); m != nil {
		return label{kind: numberLabel, printed: m[1], name: strconv.Itoa(chinese(m[1])), rest: s[len(m[0]):], main: chinese(m[1])}
	}
	for _, form := range []struct {
		re   *regexp.Regexp
		name string
	}{{parenRE, "()"}, {halfParenRE, ")"}, {letterDotRE, "."}} {
		if form.name == "()" && s[0] < 0x80 && s[0] != '(' {
			continue
		}
		m := form.re.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		rest := s[len(m[0]):]
		if rest != "" && !strings.ContainsRune(" []{\u00a0", firstRune(rest)) && !wide(m[1]) {
			continue
		}
		readings := readingsOf(m[1], form.name)
		if readings == nil {
			continue
		}
		name := "(" + m[1]
		for _, more := range m[2:] {
			if more != "" {
				name += " " + more
			}
		}
		return label{kind: itemLabel, printed: strings.TrimSuffix(m[0], "."), name: name + ")", rest: rest, readings: readings}
	}
	return label{}
}

// asciiItem says whether s, which begins with an ASCII character, may begin with an item: a parenthesis first, or soon one that
// closes or a full stop.
func asciiItem(s string) bool {
	const longest = len("new abcdef quaterdecies.")
	return s[0] == '(' || strings.ContainsAny(s[:min(len(s), longest)], ").")
}

func isBullet(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size > 0 && strings.ContainsRune(bulletMarks, r) && (len(s) == size || unicode.IsSpace(firstRune(s[size:])))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
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

// chinese is a Chinese numeral up to 99.
func chinese(s string) int {
	const digits = "一二三四五六七八九"
	tens, ones, seen := 0, 0, false
	for _, r := range s {
		if r == '十' {
			tens, ones, seen = max(ones, 1), 0, true
			continue
		}
		ones = strings.IndexRune(digits, r)/len("一") + 1
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
