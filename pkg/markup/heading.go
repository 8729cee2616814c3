package markup

import (
	"regexp"
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

var (
	headWordRE = regexp.MustCompile(`^(\pL+)(?:[ \x{a0}]+((?i:premier|première|первая|primero)\b|\d{1,3}|[IVXLivxl]{1,6}\b|[A-Z]\b)(?:[ \x{a0}]?(` + suffix + `)\b)?)?`)
	headHanRE  = regexp.MustCompile(`^第([一二三四五六七八九十\d]{1,5})(部分|章|节|節|条|條)`)
	headNumRE  = regexp.MustCompile(`^([A-Z]|[IVXL]{1,6})\.(?:[ \x{a0}]|\[)`)
)

var hanStyles = map[string]string{"部分": "part", "章": "chapter", "节": "section", "節": "section", "条": "article", "條": "article"}

// maxHeading is how many characters a heading may have.
const maxHeading = 160

// headingWord reads a heading that a word introduces: "Article 3 (MITIGATION)", "[Article 3 bis] (REDD-PLUS)", "PART II", "Preamble".
func headingWord(s string) headingLabel {
	if len(s) > 4*maxHeading || utf8.RuneCountInString(s) > maxHeading {
		return headingLabel{}
	}
	open, body := openings(s)
	h := headingWordAt(body)
	if h.label == "" || !headsText(h) {
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
		if m := headHanRE.FindStringSubmatch(s); m != nil {
			return headingLabel{style: hanStyles[m[2]], label: m[0], cite: m[0], rest: s[len(m[0]):]}
		}
	}
	if strings.HasPrefix(s, "序言") {
		return headingLabel{style: "preamble", label: "序言", cite: "序言", rest: s[len("序言"):]}
	}
	if headingStyles[strings.ToLower(leadingLetters(s))] == "" {
		return headingLabel{}
	}
	m := headWordRE.FindStringSubmatch(s)
	if m == nil {
		return headingLabel{}
	}
	style := headingStyles[strings.ToLower(m[1])]
	if style == "" || !unicode.IsUpper(firstRune(m[1])) && unicode.IsLower(firstRune(m[1])) {
		return headingLabel{}
	}
	h := headingLabel{style: style, label: m[0], rest: s[len(m[0]):]}
	switch {
	case m[2] == "" && style != "annex" && style != "preamble":
		return headingLabel{}
	case style == "preamble":
		h.label, h.rest = m[1], s[len(m[1]):]
	}
	h.cite = titleCase(m[1])
	if style == "section" && m[1] != "" {
		h.cite = strings.ToLower(m[1])
	}
	for _, more := range m[2:] {
		if more != "" && style != "preamble" {
			h.cite += " " + more
		}
	}
	return h
}

// leadingLetters is the letters that s begins with.
func leadingLetters(s string) string {
	if n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); n >= 0 {
		return s[:n]
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
	m := headNumRE.FindStringSubmatch(s)
	if m == nil || utf8.RuneCountInString(s) > 2*maxHeading {
		return headingLabel{}
	}
	rest := strings.TrimSpace(s[len(m[1])+1:])
	if rest == "" || !startsSentence(rest) {
		return headingLabel{}
	}
	h := headingLabel{label: m[1], cite: m[1], rest: rest}
	if n := roman(strings.ToLower(m[1])); n > 0 {
		h.readings = append(h.readings, reading{"I.", n})
	}
	if n := letter(strings.ToLower(m[1])); n > 0 && len(m[1]) == 1 {
		h.readings = append(h.readings, reading{"A.", n})
	}
	return h
}

// isCapitals says whether a short line is all in capital letters.
func isCapitals(s string) bool {
	if len(s) > 4*maxHeading || utf8.RuneCountInString(s) > maxHeading {
		return false
	}
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 3
}

// isTitleLike says whether a line has the form of a heading without a number: few words, a capital first, no full stop.
func isTitleLike(s string) bool {
	if s == "" || len(s) > 100 || len(strings.Fields(s)) > 10 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsUpper(firstRune(s)) && (unicode.IsLetter(last) || unicode.IsDigit(last) || last == ')' || last == ']') && !strings.ContainsAny(s, ".;,:") && balanced(s)
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
