package compendium

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"adref/pkg/lazy"
	"adref/pkg/text"
)

// citation is one paragraph that a text cites by its number. Cite is in the form of text.Block.Cite: "12 bis (a)", "PP3".
type citation struct {
	Span text.Span
	Cite string
	// Revision is the ordinal of the revision that the citation names ("paragraph 12 of Rev.1"), 0 for none.
	Revision int
}

// list is the citations after one keyword.
type list struct {
	span  text.Span // with all that belongs to it
	items []citation
}

// keywords open a citation, in the six languages. The groups: many allows a list, pre and op say in which part of a resolution
// the paragraph stands, form is OP or PP written as a code.
var keywords = []func() *regexp.Regexp{
	lazy.Regexp(`(?:(?P<pre>P[Pp])|(?P<op>O[Pp]))(?P<form>)(?P<many>s)?\.?`),
	lazy.Regexp(`(?i)(?:(?P<pre>preambular|preamble|pre\.)\s+|(?P<op>operative|op\.)\s+)?para(?:graphe?)?(?P<many>s)?\.?`),
	lazy.Regexp(`(?i)(?:alinéa|par\.)(?P<many>s)?`),
	lazy.Regexp(`(?i)(?:p[áa]rrafo|párr\.|apartado)(?P<many>s)?(?:\s+(?P<pre>preambular(?:es)?|del preámbulo)|\s+(?P<op>operativos?|dispositivos?|de la parte dispositiva))?`),
	lazy.Regexp(`(?i)(?:пункт(?P<many>ы|ов|ами|ам|ах)?(?:ом|а|у|е)?|пп?\.)(?:\s+(?P<pre>преамбулы)|\s+(?P<op>постановляющей части))?`),
	lazy.Regexp(`[وفبلك]{0,2}(?:ال|لل|ل)?فقر(?:ة|(?P<many>ات|تين|تان))`),
	lazy.Regexp(`(?:(?P<pre>序言部分|序言)|(?P<op>执行部分))?\s*第(?P<many>)`),
}

const chinese = 6 // in keywords

const digits = `[0-9٠-٩۰-۹]`

var (
	opening  = lazy.Regexp(`^[\s\x{a0}\x{202f}]*(?:(?:from|de|du|с|из|من|Nos?\.|nos?|n°|№)[\s\x{a0}]+)?`)
	number   = lazy.Regexp(`^(` + digits + `{1,3}(?:\.` + digits + `{1,2})*|[一二三四五六七八九十]{1,4})(?:[\s\x{a0}]?(bis|ter|quater|quinquies|sexies|septies|octies|alt)\b)?((?:[\s\x{a0}]?` + letter + `)*)`)
	letters  = lazy.Regexp(`^` + letter)
	eachSub  = lazy.Regexp(letter)
	and      = lazy.Regexp(`^(?:\s*[,;،、]\s*(?:(?:and|or|et|ou|y|e|o|u|и|или)\s+|و\s*|أو\s+)?|\s+(?:and|or|as well as|et|ou|ainsi que|y|e|o|u|así como|и|или|а также)\s+|\s+(?:و|أو)\s*|\s*(?:和|及|以及|与|或)\s*(?:第\s*)?)`)
	through  = lazy.Regexp(`^(?:\s*[-–—]\s*|\s+(?:to|through|à|au|a|al|по|إلى)\s+|\s*(?:至|到)\s*(?:第\s*)?)`)
	hyphen   = lazy.Regexp(`^[-–]`)
	preamble = lazy.Regexp(`^\s+(?:of the preamble|du préambule|del preámbulo|преамбулы|من (?:ال)?ديباجة)`)
	sub      = lazy.Regexp(`(?i)(?:sub-?paragraphs?|alinéas?|apartados?|incisos?|подпункт\p{L}*|الفقرة الفرعية)\s+(\(?[a-z]\)|\([أ-ي]\))\s+(?:(?:of|du|del|de|de la|من)\s+)?$`)
)

// subAfter is a sub-paragraph named after its paragraph: "paragraphe 30, alinéa c)".
var subAfter = lazy.Regexp(`^\s*[,،]?\s*(?i:sub-?paragraph|alinéa|apartado|inciso|подпункт\p{L}*|الفقرة الفرعية)\s+(` + letter + `)`)

// letter is a sub-paragraph: "(a)", "(ii)", French and Spanish "a)", Arabic "(أ)".
const letter = `(?:\((?:[a-z]{1,2}|[ivx]{1,5}|[асеох])\)|(?:[a-z]|[ivx]{2,4}|[асеох])\)|\((?:[أابجدهوزحطيكل]|هـ)\))`

// maxRange is the longest range of paragraphs that is spelt out; a longer one is not a citation.
const maxRange = 60

// citations finds the numbered paragraphs that s cites, in order. Those of other texts ("paragraph 3 of resolution 75/240",
// "paragraph 3 of the Charter") are not among them.
func citations(s, lang string, own ownText) []citation {
	var lists []list
	for i, expression := range keywords {
		key := expression()
		for _, m := range key.FindAllStringSubmatchIndex(s, -1) {
			if letterBefore(s, m[0]) && i != chinese || isPreposition(s[m[0]:m[1]], lang) {
				continue
			}
			if l, ok := parseList(s, m[0], m[1], newForm(key, m, i)); ok {
				lists = append(lists, l)
			}
		}
	}
	lists = append(lists, ordinalCitations(s)...)
	lists = append(lists, articleCitations(s)...)
	lists = slices.DeleteFunc(lists, func(l list) bool { return own.foreign(s, l.span) })
	for _, l := range lists {
		named := own.revisionNamed(s[l.span.End:])
		for i := range l.items {
			l.items[i].Revision = named
		}
	}
	return withoutOverlaps(lists)
}

// isPreposition: "para 12 Estados" is "for twelve States" in Spanish and Portuguese.
func isPreposition(keyword, lang string) bool {
	return strings.EqualFold(keyword, "para") && (base(lang) == "es" || base(lang) == "pt")
}

// form is what a keyword says of the numbers after it.
type form struct {
	many, pre, code, chinese bool
}

func newForm(key *regexp.Regexp, m []int, lang int) form {
	has := func(group string) bool {
		i := key.SubexpIndex(group)
		return i > 0 && m[2*i] >= 0
	}
	return form{many: has("many"), pre: has("pre"), code: has("form"), chinese: lang == chinese}
}

// parseList reads the numbers after a keyword at start, and what follows them and belongs to them.
func parseList(s string, start, pos int, f form) (l list, ok bool) {
	items, pos := parseItems(s, start, pos, f)
	if len(items) == 0 {
		return list{}, false
	}
	if in := sub().FindStringSubmatchIndex(s[:start]); in != nil {
		items[0].Cite += " " + subLabel(s[in[2]:in[3]])
		items[0].Span.Start = in[0]
		start = in[0]
	}
	if f.chinese {
		if pos, ok = closeChinese(s, pos, items); !ok {
			return list{}, false
		}
	}
	if p := preamble().FindString(s[pos:]); p != "" {
		f.pre = true
		pos += len(p)
	}
	if f.pre {
		for i := range items {
			items[i].Cite = "PP" + items[i].Cite
		}
	}
	l = list{text.Span{Start: start, End: pos}, items}
	withinArticle(s, &l)
	return l, true
}

// parseItems reads the numbers after a keyword at start: "12", "12 (a) and (c)", "16, 18 and 20 to 22".
func parseItems(s string, start, pos int, f form) (items []citation, end int) {
	pos += len(opening().FindString(s[pos:]))
	first, n := readNumber(s[pos:])
	if n == 0 {
		return nil, pos
	}
	pos += n
	items = []citation{{Span: text.Span{Start: start, End: pos}, Cite: first}}
	if m := subAfter().FindStringSubmatchIndex(s[pos:]); m != nil {
		items[0].Cite += " " + subLabel(s[pos+m[2]:pos+m[3]])
		pos += m[1]
		items[0].Span.End = pos
	}
	for {
		next, end := nextInList(s, pos, items[len(items)-1], f)
		if len(next) == 0 {
			return items, pos
		}
		items = append(items, next...)
		pos = end
	}
}

// nextInList reads one more item after pos: a number, a range up to it, or a further sub-paragraph of the last one.
func nextInList(s string, pos int, last citation, f form) (items []citation, end int) {
	rest := s[pos:]
	if f.many || f.code && hyphen().MatchString(rest) {
		if sep := through().FindString(rest); sep != "" {
			if cite, n := readNumber(rest[len(sep):]); n > 0 {
				end := pos + len(sep) + n
				span := text.Span{Start: last.Span.Start, End: end}
				return expand(last.Cite, cite, span), end
			}
		}
	}
	sep := and().FindString(rest)
	if sep == "" {
		return nil, pos
	}
	at := pos + len(sep)
	if l := letters().FindString(s[at:]); l != "" && strings.HasSuffix(last.Cite, ")") {
		parent := last.Cite[:strings.LastIndexByte(last.Cite, '(')]
		return []citation{{Span: text.Span{Start: at, End: at + len(l)}, Cite: parent + subLabel(l)}}, at + len(l)
	}
	cite, n := readNumber(s[at:])
	if n == 0 || !f.many && !closesClause(s[at+n:]) {
		return nil, pos
	}
	return []citation{{Span: text.Span{Start: at, End: at + n}, Cite: cite}}, at + n
}

// closesClause says that a number is followed by punctuation: in "paragraph 16 and 18," it is a paragraph, in "paragraph 16
// and 18 States" it is not.
func closesClause(rest string) bool {
	return rest == "" || strings.ContainsRune(".,;:)", rune(rest[0]))
}

// expand is the paragraphs after from up to to; all of them were cited by the same words.
func expand(from, to string, span text.Span) []citation {
	a, errA := strconv.Atoi(from)
	b, errB := strconv.Atoi(to)
	if errA != nil || errB != nil {
		return []citation{{Span: span, Cite: to}}
	}
	if b <= a || b-a > maxRange {
		return nil
	}
	var items []citation
	for n := a + 1; n <= b; n++ {
		items = append(items, citation{Span: span, Cite: strconv.Itoa(n)})
	}
	return items
}

// closeChinese finds the 段 that closes "第12段(a)", and reads the sub-paragraph after it.
func closeChinese(s string, pos int, items []citation) (end int, ok bool) {
	rest := strings.TrimLeft(s[pos:], " \u00a0")
	pos = len(s) - len(rest)
	if !strings.HasPrefix(rest, "段") {
		return 0, false
	}
	pos += len("段")
	last := &items[len(items)-1]
	rest = strings.TrimPrefix(strings.TrimLeft(s[pos:], " "), "第")
	if l := letters().FindString(rest); l != "" {
		last.Cite += " " + subLabel(l)
		pos = len(s) - len(rest) + len(l)
		for _, unit := range []string{"分段", "项"} {
			if strings.HasPrefix(s[pos:], unit) {
				pos += len(unit)
			}
		}
	}
	for i, end := 0, last.Span.End; i < len(items); i++ {
		if items[i].Span.End == end {
			items[i].Span.End = pos
		}
	}
	return pos, true
}

// readNumber reads "12", "١٢", "十二", "12 bis (a)" and says how long it was; 0 for none.
func readNumber(s string) (cite string, length int) {
	m := number().FindStringSubmatchIndex(s)
	if m == nil {
		return "", 0
	}
	cite = western(s[m[2]:m[3]])
	end := m[3]
	if m[4] >= 0 {
		cite += " " + s[m[4]:m[5]]
		end = m[5]
	}
	for _, l := range eachSub().FindAllString(s[m[6]:m[7]], -1) {
		cite += " " + subLabel(l)
		end = m[7]
	}
	r, _ := utf8.DecodeRuneInString(s[end:])
	if unicode.IsDigit(r) || r == '/' || r == '%' || unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) {
		return "", 0
	}
	return cite, end
}

// western writes a number in western digits.
func western(s string) string {
	if n, ok := chineseNumber(s); ok {
		return strconv.Itoa(n)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case '٠' <= r && r <= '٩':
			return r - '٠' + '0'
		case '۰' <= r && r <= '۹':
			return r - '۰' + '0'
		}
		return r
	}, s)
}

// chineseNumber reads 三, 十二, 二十, 四十一.
func chineseNumber(s string) (n int, ok bool) {
	digit := func(r rune) int { return slices.Index([]rune("零一二三四五六七八九"), r) }
	for _, r := range s {
		switch d := digit(r); {
		case r == '十':
			n = max(n, 1) * 10
		case d < 0:
			return 0, false
		default:
			n = n/10*10 + d
		}
	}
	return n, n > 0
}

// arabicLetters are those that number sub-paragraphs in Arabic, and their Latin equals in the other languages.
var arabicLetters = strings.NewReplacer("أ", "a", "ا", "a", "ب", "b", "ج", "c", "د", "d", "هـ", "e", "ه", "e", "و", "f",
	"ز", "g", "ح", "h", "ط", "i", "ي", "j", "ك", "k", "ل", "l")

// cyrillicLetters are typed for the Latin ones that they look like.
var cyrillicLetters = strings.NewReplacer("а", "a", "с", "c", "е", "e", "о", "o", "х", "x")

// subLabel is a sub-paragraph as the text labels it: "(a)".
func subLabel(s string) string {
	s = strings.Trim(s, "() \u00a0")
	return "(" + cyrillicLetters.Replace(arabicLetters.Replace(s)) + ")"
}

func letterBefore(s string, pos int) bool {
	r, size := utf8.DecodeLastRuneInString(s[:pos])
	return size > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// withoutOverlaps keeps, of lists that two rules found at one place, the one that begins first, and of those the longest.
func withoutOverlaps(lists []list) []citation {
	slices.SortStableFunc(lists, func(a, b list) int {
		return cmp.Or(a.span.Start-b.span.Start, b.span.End-a.span.End)
	})
	var kept []citation
	end := 0
	for _, l := range lists {
		if l.span.Start >= end {
			kept = append(kept, l.items...)
			end = l.span.End
		}
	}
	return kept
}
