package markup

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// documents are the words that name a document; parts of words in scripts that decline or do not space them.
var (
	documents    = []string{"text", "draft", "agreement", "report", "resolution", "decision", "declaration", "paper", "convention", "protocol", "treaty", "compact", "outcome", "projet", "accord", "rapport", "texte", "proyecto", "acuerdo", "informe", "texto"}
	documentBits = []string{"проект", "соглашени", "доклад", "текст", "اتفاق", "مشروع", "تقرير", "协定", "草案", "报告"}
)

// namesDocument says whether a document is named in s.
func namesDocument(s string) bool {
	for i, r := range s {
		switch {
		case r >= utf8.RuneSelf:
			if slices.ContainsFunc(documentBits, func(w string) bool { return folded(s[i:], w) > 0 }) {
				return true
			}
		case isWordByte(byte(r)) && boundary(s, i) && beginsWith(s[i:], documents...):
			return true
		}
	}
	return false
}

// stops says whether a line at the head of a text names a session, a date or a symbol, and so no title.
func stops(s string) bool {
	for _, w := range []string{"Session", "session"} {
		if strings.Contains(s, w+",") || strings.HasPrefix(s, w) && boundary(s, len(w)) {
			return true
		}
	}
	return isDate(s) || isSymbol(s)
}

// isDate says whether s is a date: "12 May 2020".
func isDate(s string) bool {
	n := digits(s, 2)
	rest, ok := strings.CutPrefix(s[n:], " ")
	if n == 0 || !ok {
		return false
	}
	month := leadingLetters(rest)
	year, ok := strings.CutPrefix(rest[len(month):], " ")
	return month != "" && ok && len(year) == 4 && digits(year, 4) == 4
}

// isSymbol says whether s has the form of the symbol of a document: "A/AC.292/2025/L.1".
func isSymbol(s string) bool {
	n := within(s, 'A', 'Z', len(s))
	rest, ok := strings.CutPrefix(s[n:], "/")
	return n > 0 && ok && rest != "" && strings.TrimFunc(rest, func(r rune) bool {
		return r >= 'A' && r <= 'Z' || r >= '-' && r <= '9'
	}) == ""
}

// maxFront is how many pieces at the head of a text may hold its title.
const maxFront = 20

// isTitle says whether the words are the title: a short paragraph at the head of the text, not a date or a session, that names a
// document, or the first one where none does.
func (r *reader) isTitle(s string) bool {
	if r.begun || r.title != "" || len(r.blocks) >= maxFront || !titleForm(s) {
		return false
	}
	if namesDocument(s) && !stops(s) {
		return true
	}
	for _, p := range r.pieces[len(r.blocks)+1 : min(len(r.pieces), len(r.blocks)+maxFront)] {
		if p.heading > 0 || !titleForm(p.body) || headingWord(p.body).label != "" || headingNumber(p.body).label != "" || readLabel(p.body, 0).kind != noLabel {
			break
		}
		if namesDocument(p.body) && !stops(p.body) {
			return false // a better one follows
		}
	}
	return !stops(s) && !isParticiple(s)
}

func titleForm(s string) bool {
	if s == "" || characters(s) > 300 || strings.HasPrefix(s, "[") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsRune(".,;:。，；：", last) && startsSentence(s) && strings.ContainsFunc(s, unicode.IsLetter)
}
