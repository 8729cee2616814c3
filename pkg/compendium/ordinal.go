package compendium

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"adref/pkg/lazy"
	"adref/pkg/text"
)

// Preambles are not numbered: they are cited as "the twenty-second preambular paragraph", "le septième alinéa du préambule",
// "el séptimo párrafo del preámbulo", "седьмой пункт преамбулы", "الفقرة السابعة من الديباجة".

var (
	englishOnes = strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth")
	englishTens = map[string]int{"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
	french      = strings.Fields("premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième vingtième")
	spanish     = strings.Fields("primer segundo tercer cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo")
	russian     = strings.Fields("перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат")
	arabicOnes  = strings.Fields("الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة")
)

// ordinalRules find a paragraph cited by an ordinal. Group 1 is the ordinal, op is set for an operative paragraph. The expression
// is slow, so it is tried only where one of the words stands that it cannot do without.
var ordinalRules = []struct {
	words []string
	re    func() *regexp.Regexp
	read  func(string) int
}{
	{[]string{"preambular", "operative"}, lazy.Regexp(`(?i)\b((?:(?:twenty|thirty|forty|fifty)-)?(?:` + strings.Join(englishOnes, "|") + `)|\d{1,2}(?:st|nd|rd|th)|twentieth|thirtieth|fortieth)\s+(?:preambular|(?P<op>operative))\s+para(?:graph|\.)?`), englishOrdinal},
	{[]string{"préambule", "dispositif"}, lazy.Regexp(`(?i)(` + strings.Join(french, "|") + `|\d{1,2}(?:er|e|ème))\s+(?:alinéa|paragraphe)\s+du\s+(?:préambule|(?P<op>dispositif))`), ordinalIn(french)},
	{[]string{"del preámbulo", "preambular", "dispositiva"}, lazy.Regexp(`(?i)((?:décimo\s?)?(?:` + strings.Join(spanish, "|") + `)|\d{1,2}\.?[ºo°])\s+párrafo\s+(?:del preámbulo|preambular|(?P<op>de la parte dispositiva))`), spanishOrdinal},
	{[]string{"преамбулы", "постановляющей"}, lazy.Regexp(`(?i)((?:` + strings.Join(russian, "|") + `)\p{L}{1,3}|\d{1,2}-(?:й|м|го|му))\s+(?:пункт|абзац)\p{L}{0,2}\s+(?:преамбулы|(?P<op>постановляющей части))`), russianOrdinal},
	{[]string{"ديباجة", "منطوق"}, lazy.Regexp(`[وفبلك]{0,2}(?:ال|ل)فقرة\s+(` + strings.Join(arabicOnes, "|") + `)\s+من\s+(?:ال)?(?:ديباجة|(?P<op>منطوق))`), ordinalIn(arabicOnes)},
}

func ordinalCitations(s string) []list {
	var lists []list
	lower := strings.ToLower(s)
	for _, rule := range ordinalRules {
		if !slices.ContainsFunc(rule.words, func(w string) bool { return strings.Contains(lower, w) }) {
			continue
		}
		re := rule.re()
		op := re.SubexpIndex("op")
		for _, m := range re.FindAllStringSubmatchIndex(s, -1) {
			n := rule.read(strings.ToLower(s[m[2]:m[3]]))
			if n == 0 || letterBefore(s, m[0]) {
				continue
			}
			cite := "PP" + strconv.Itoa(n)
			if m[2*op] >= 0 {
				cite = strconv.Itoa(n)
			}
			span := text.Span{Start: m[0], End: m[1]}
			lists = append(lists, list{span, []citation{{Span: span, Cite: cite}}})
		}
	}
	return lists
}

func englishOrdinal(s string) int {
	switch s {
	case "twentieth":
		return 20
	case "thirtieth":
		return 30
	case "fortieth":
		return 40
	}
	if tens, ones, ok := strings.Cut(s, "-"); ok {
		return englishTens[tens] + slices.Index(englishOnes, ones) + 1
	}
	return ordinalIn(englishOnes)(s)
}

// ordinalIn reads "22nd", or one of the words, which stand for 1, 2, 3 …
func ordinalIn(words []string) func(string) int {
	return func(s string) int {
		if n := leadingNumber(s); n > 0 {
			return n
		}
		return slices.Index(words, s) + 1
	}
}

func spanishOrdinal(s string) int {
	if ones, ok := strings.CutPrefix(s, "décimo"); ok && ones != "" {
		return 10 + slices.Index(spanish, strings.TrimSpace(ones)) + 1
	}
	return ordinalIn(spanish)(s)
}

// russianOrdinal reads the stem: the ending is the case.
func russianOrdinal(s string) int {
	if n := leadingNumber(s); n > 0 {
		return n
	}
	found, length := 0, 0
	for i, stem := range russian {
		if strings.HasPrefix(s, stem) && len(stem) > length {
			found, length = i+1, len(stem)
		}
	}
	return found
}

func leadingNumber(s string) int {
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(s)
	}
	n, err := strconv.Atoi(s[:end])
	if err != nil {
		return 0
	}
	return n
}
