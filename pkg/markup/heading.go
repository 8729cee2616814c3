package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// headingLabel is the number of a heading.
type headingLabel struct {
	style    string    // headings of one style stand at one level
	label    string    // as printed, with the brackets that enclose it alone
	cite     string    // "Article 3 bis"; for a letter or a roman numeral the numeral alone
	rest     string    // the words behind it
	readings []reading // of a letter or a roman numeral
}

// headingStyles are the words that head a part of a text, in the six languages, by what they number.
var headingStyles = map[string]string{
	"part": "part", "partie": "part", "parte": "part", "часть": "part", "الجزء": "part",
	"chapter": "chapter", "chapitre": "chapter", "capítulo": "chapter", "глава": "chapter", "الفصل": "chapter",
	"section": "section", "sección": "section", "раздел": "section", "القسم": "section",
	"article": "article", "artículo": "article", "статья": "article", "المادة": "article",
	"rule": "article", "règle": "article", "regla": "article", "правило": "article", "regulation": "article", "principle": "article",
	"annex": "annex", "annexe": "annex", "anexo": "annex", "приложение": "annex", "المرفق": "annex", "appendix": "annex", "appendice": "annex", "apéndice": "annex",
	"preamble": "preamble", "préambule": "preamble", "preámbulo": "preamble", "преамбула": "preamble", "الديباجة": "preamble", "序言": "preamble",
}

// outerStyles begin again at the first level, whatever stood before.
var outerStyles = map[string]bool{"part": true, "annex": true}

var hanStyles = map[string]string{"部分": "part", "章": "chapter", "节": "section", "節": "section", "条": "article", "條": "article"}

// maxHeading is how many characters a heading may have.
const maxHeading = 160

// headingWord reads a heading that a word introduces: "Article 3 (MITIGATION)", "[Article 3 bis] (REDD-PLUS)", "PART II", "Preamble".
func headingWord(s string) headingLabel {
	if len(s) > 4*maxHeading {
		return headingLabel{}
	}
	open, body := openings(s)
	h := headingWordAt(body)
	if h.label == "" || characters(s) > maxHeading || !headsText(h) {
		return headingLabel{}
	}
	if n := len(open); n > 0 && strings.HasPrefix(h.rest, strings.Repeat("]", n)) {
		h.label, h.rest, open = open+h.label+h.rest[:n], h.rest[n:], ""
	}
	h.rest = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(h.rest), ".:–—-"))
	if open != "" {
		h.rest = open + h.rest
	}
	return h
}

func headingWordAt(s string) headingLabel {
	if strings.HasPrefix(s, "第") {
		if n, unit := hanNumber(s); n > 0 {
			return headingLabel{style: hanStyles[unit], label: s[:n], cite: s[:n], rest: s[n:]}
		}
	}
	if strings.HasPrefix(s, "序言") {
		return headingLabel{style: "preamble", label: "序言", cite: "序言", rest: s[len("序言"):]}
	}
	word := leadingLetters(s)
	if len(word) > longestHeadingWord || unicode.IsLower(firstRune(word)) {
		return headingLabel{}
	}
	var room [2 * longestHeadingWord]byte
	style := headingStyles[string(appendLower(room[:0], word))]
	if style == "" {
		return headingLabel{}
	}
	number, suffix, n := headingNumeral(s[len(word):])
	h := headingLabel{style: style, label: s[:len(word)+n], rest: s[len(word)+n:]}
	switch {
	case number == "" && style != "annex" && style != "preamble":
		return headingLabel{}
	case style == "preamble":
		return headingLabel{style: style, label: word, cite: titleCase(word), rest: s[len(word):]}
	}
	h.cite = titleCase(word)
	if style == "section" {
		h.cite = strings.ToLower(word)
	}
	for _, more := range []string{number, suffix} {
		if more != "" {
			h.cite += " " + more
		}
	}
	return h
}

// longestHeadingWord is above the length of every word that heads a part of a text, in bytes, however its capitals are written.
const longestHeadingWord = 32

// headingNumeral reads " 3 bis", " IV", " premier" and how many bytes it takes; 0 for none.
func headingNumeral(s string) (number, suffix string, length int) {
	from := gaps(s)
	if from == 0 {
		return "", "", 0
	}
	n := numeral(s[from:])
	if n == 0 {
		return "", "", 0
	}
	suffix, k := suffixBehind(s[from+n:])
	return s[from : from+n], suffix, from + n + k
}

// numeral is the bytes of the number that s begins with, written in words, digits, roman numerals or a capital letter.
func numeral(s string) int {
	for _, first := range []string{"premier", "première", "первая", "primero"} {
		if n := folded(s, first); n > 0 && boundary(s, n) {
			return n
		}
	}
	if n := digits(s, 3); n > 0 {
		return n
	}
	for _, n := range []int{made(s, "IVXLivxl", 6), within(s, 'A', 'Z', 1)} {
		if n > 0 && boundary(s, n) {
			return n
		}
	}
	return 0
}

// hanNumber reads "第三部分", "第12章": its bytes and what it numbers.
func hanNumber(s string) (length int, unit string) {
	at := len("第")
	for range 5 {
		n := hanNumerals(s[at:], 1)
		if n == 0 {
			n = digits(s[at:], 1)
		}
		at += n
	}
	if at == len("第") {
		return 0, ""
	}
	for unit := range hanStyles {
		if strings.HasPrefix(s[at:], unit) {
			return at + len(unit), unit
		}
	}
	return 0, ""
}

// leadingLetters is the letters that s begins with.
func leadingLetters(s string) string {
	n := 0
	for n < len(s) && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z') {
		n++
	}
	if n < len(s) && s[n] < utf8.RuneSelf {
		return s[:n]
	}
	if k := strings.IndexFunc(s[n:], func(r rune) bool { return !unicode.IsLetter(r) }); k >= 0 {
		return s[:n+k]
	}
	return s
}

// headsText says whether what stands behind the number can be a heading and not the rest of a sentence ("Article 3 of the Convention
// applies"): nothing, a parenthesis, or a title.
func headsText(h headingLabel) bool {
	rest := strings.TrimSpace(strings.TrimLeft(h.rest, "]. :–—-\u00a0"))
	if rest == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(rest)
	if strings.ContainsRune(".;,:。；，", last) || strings.HasPrefix(h.rest, ",") || strings.HasPrefix(h.rest, ";") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	if h.style == "preamble" || h.rest[0] != ' ' && !strings.HasPrefix(h.rest, "]") && unicode.IsLetter(firstRune(h.rest)) && !wide(h.rest) {
		return false
	}
	if wide(h.rest) {
		return utf8.RuneCountInString(rest) <= 30 && !strings.ContainsAny(rest, "，。")
	}
	return !unicode.IsLower(r)
}

func titleCase(s string) string {
	lower := []rune(strings.ToLower(s))
	lower[0] = unicode.ToUpper(lower[0])
	return string(lower)
}

// headingNumber reads a heading with a letter or a roman numeral: "A. DRAFT AGREEMENT", "II. Threats". Whether it is one the sequence
// of headings decides.
func headingNumber(s string) headingLabel {
	const longest = len("XXXVII.")
	if s == "" || s[0] < 'A' || s[0] > 'Z' || !strings.Contains(s[:min(len(s), longest)], ".") {
		return headingLabel{}
	}
	n := made(s, "IVXL", 6)
	if n == 0 {
		n = 1
	}
	behind, ok := strings.CutPrefix(s[n:], ".")
	if !ok || gap(behind) == 0 && !strings.HasPrefix(behind, "[") || characters(s) > 2*maxHeading {
		return headingLabel{}
	}
	rest := strings.TrimSpace(behind)
	if rest == "" || !startsSentence(rest) {
		return headingLabel{}
	}
	h := headingLabel{label: s[:n], cite: s[:n], rest: rest}
	small := strings.ToLower(h.label)
	if n := roman(small); n > 0 {
		h.readings = append(h.readings, reading{"I.", n})
	}
	if n := letter(small); n > 0 && len(small) == 1 {
		h.readings = append(h.readings, reading{"A.", n})
	}
	return h
}

// isCapitals says whether a short line is all in capital letters.
func isCapitals(s string) bool {
	if len(s) > 4*maxHeading {
		return false
	}
	n := 0
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z':
			return false
		case r >= 0x600 && r < 0x700, r >= 0x3000 && r < 0xa000: // Arabic and Chinese have no capitals
			continue
		case unicode.IsLower(r):
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 3 && characters(s) <= maxHeading
}

// isTitleLike says whether a line has the form of a heading without a number: few words, a capital first, no full stop.
func isTitleLike(s string) bool {
	if s == "" || len(s) > 100 || !unicode.IsUpper(firstRune(s)) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return (unicode.IsLetter(last) || unicode.IsDigit(last) || last == ')' || last == ']') && !strings.ContainsAny(s, ".;,:") && balanced(s) && len(strings.Fields(s)) <= 10
}

// isBracketedTitle says whether a line is a heading in brackets: "[Institutional arrangements]".
func isBracketedTitle(s string) bool {
	s = strings.TrimSuffix(strings.TrimSpace(s), ":")
	s = strings.TrimSpace(s)
	if !strings.HasPrefix(s, "[") || !strings.HasSuffix(s, "]") {
		return false
	}
	inner := strings.TrimSpace(strings.Trim(s, "[] "))
	return inner != "" && len(inner) <= 160 && len(strings.Fields(inner)) <= 18 && unicode.IsUpper(firstRune(inner)) && !strings.ContainsAny(inner, ".;,:[]")
}

func balanced(s string) bool { return strings.Count(s, "[") == strings.Count(s, "]") }
