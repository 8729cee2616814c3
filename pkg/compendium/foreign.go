package compendium

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"adref/pkg/lazy"
	"adref/pkg/text"
)

// ownText is what tells a citation of the text from one of another text.
type ownText struct {
	title     string
	symbol    string
	revisions []Revision
}

// Other texts. A citation is of another text where it names it by a number ("paragraph 3 of resolution 75/240"), by its kind
// ("paragraph 3 of the Convention", unless the title of this text says that it is one) or by a year ("paragraph 20 of the 2021
// report").
var (
	beforeZH   = lazy.Regexp(`(?:号决议|决议草案|号决定|《([^》]*)》(?:的)?)\s*$`)
	identified = lazy.Regexp(`^[\s\x{a0}]+(?:(?i:of|in|from|contained in|de la|de|du|del|dans|en|из|в|من|في)\s+)?(?:(?:the|its|this|that|draft|la|le|el|General|проекта|مشروع|\p{Lu}[\p{L}’'-]*)\s+){0,5}` +
		`(?:[Rr]esolutions?|[Dd]ecisions?|[Dd]ocuments?|[Rr]eports?|résolutions?|décisions?|documents?|rapports?|resoluci[oó]n(?:es)?|decisi[oó]n(?:es)?|documentos?|informes?|резолюци\p{L}+|решени\p{L}+|документ\p{L}*|доклад\p{L}*|(?:ال)?قرار|(?:ال)?مقرر|(?:ال)?وثيقة|(?:ال)?تقرير)\s+` +
		`(?:(?:Генеральной Ассамблеи|الجمعية العامة|№)\s+)?(\p{Lu}[\p{Lu}\d]*(?:/[\p{L}\d.()]+)+|\d+/\d+[\p{L}\d/]*|[IVX]+\b|\d{1,4}\b)`)
	bareSymbol = lazy.Regexp(`^\s+(?:of|in|de|du|del|dans|en|в|من)\s+(?:document\s+)?([AES]/[\p{L}\d./()-]+)`)
	dated      = lazy.Regexp(`(?i)^\s+(?:of|in)\s+(?:the|its|our|their|that)\s+(\d{4}|first|second|third|fourth|previous|last|earlier)\s+(?:[\p{L}]+\s+){0,5}report|` +
		`^\s+(?:du|del|de l['’])\s*(?:rapport|informe)\s+(?:annuel\s+|anual\s+)?de\s+(\d{4})|^\s+доклада\s+(?:за\s+)?(\d{4})`)
	instrument = lazy.Regexp(`^\s+(?:(?:of|in)\s+(?:the|that|this)\s+|de la\s+|du\s+|del\s+|de l['’]|من\s+)?(?:(?:draft|\p{Lu}[\p{L}’'-]*)\s+){0,4}?` + instrumentNames)
)

// instruments are the kinds of texts that have a name of their own; each is one kind in several languages.
var instruments = []string{
	"Convention|Convención|Конвенции|(?:ال)?اتفاقية",
	"Charter|Charte|Carta|Устава|(?:ال)?ميثاق",
	"Covenant|Pacte|Pacto|Пакта|(?:ال)?عهد",
	"Treaty|Traité|Tratado|Договора|(?:ال)?معاهدة",
	"Protocol|Protocole|Protocolo|Протокола|(?:ال)?بروتوكول",
	"Statute|Statut|Estatuto|Статута|(?:ال)?نظام الأساسي",
	"Declaration|Déclaration|Declaración|Декларации|(?:ال)?إعلان",
	"Agreement|Accord|Acuerdo|Соглашения|(?:ال)?اتفاق",
	"Constitution|Constitución|Конституции",
	"Programme of Action|Programme d['’]action|Programa de Acción|Программы действий|برنامج العمل",
}

var instrumentKinds = func() (res []func() *regexp.Regexp) {
	for _, names := range instruments {
		res = append(res, lazy.Regexp("(?i)(?:"+names+")"))
	}
	return res
}()

var instrumentNames = "(" + strings.Join(instruments, "|") + ")s?"

// foreign says that the citation at span is of another text.
func (o ownText) foreign(s string, span text.Span) bool {
	before, after := s[:span.Start], s[span.End:]
	if m := beforeZH().FindStringSubmatch(before); m != nil {
		return m[1] == "" || !strings.Contains(o.title, m[1])
	}
	for _, re := range []func() *regexp.Regexp{identified, bareSymbol} {
		if m := re().FindStringSubmatch(after); m != nil {
			return !o.isSymbol(m[1])
		}
	}
	if m := dated().FindStringSubmatch(after); m != nil {
		return !containsFold(o.title, m[1]+m[2]+m[3])
	}
	if m := instrument().FindStringSubmatch(after); m != nil && wordEnds(after[len(m[0]):]) {
		return !o.isA(m[1])
	}
	return false
}

// isSymbol says that a symbol is that of this text, in any revision.
func (o ownText) isSymbol(s string) bool {
	trim := func(s string) string {
		s, _, _ = strings.Cut(strings.TrimRight(s, ".,;)"), "/Rev.")
		return s
	}
	return o.symbol != "" && trim(s) == trim(o.symbol)
}

// isA says that the title of this text names the same kind of instrument.
func (o ownText) isA(noun string) bool {
	for _, expression := range instrumentKinds {
		kinds := expression()
		if kinds.FindString(noun) == noun && kinds.MatchString(o.title) {
			return true
		}
	}
	return false
}

// revisionNamed is the ordinal of the revision that the words after a citation name ("… of Rev.1", "… of the zero draft").
func (o ownText) revisionNamed(after string) int {
	after = strings.TrimLeft(after, " \u00a0,")
	for _, p := range []string{"of the ", "in the ", "of ", "in ", "de la ", "du ", "de ", "dans ", "del ", "en ", "من "} {
		if rest, ok := strings.CutPrefix(after, p); ok {
			after = rest
			break
		}
	}
	named, length := 0, 0
	for _, r := range o.revisions {
		if n := len(r.Name); n > length && n <= len(after) && strings.EqualFold(after[:n], r.Name) && wordEnds(after[n:]) {
			named, length = r.Ordinal, n
		}
	}
	return named
}

func containsFold(s, sub string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(sub))
}

func wordEnds(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	return size == 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}
