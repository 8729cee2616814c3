package markup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	stopRE     = regexp.MustCompile(`^[Ss]ession\b|[Ss]ession,|^\d{1,2} \p{Lu}?\pL+ \d{4}$|^[A-Z]+/[A-Z0-9./-]+$`)
	documentRE = regexp.MustCompile(`(?i)\b(?:text|draft|agreement|report|resolution|decision|declaration|paper|non-paper|convention|protocol|treaty|compact|outcome|projet|accord|rapport|texte|proyecto|acuerdo|informe|texto)\b|проект|соглашени|доклад|текст|اتفاق|مشروع|تقرير|协定|草案|报告`)
)

// maxFront is how many pieces at the head of a text may hold its title.
const maxFront = 20

// isTitle says whether the words are the title: a short paragraph at the head of the text, not a date or a session, that names a
// document, or the first one where none does.
func (r *reader) isTitle(s string) bool {
	if r.begun || r.title != "" || len(r.blocks) >= maxFront || !titleForm(s) {
		return false
	}
	if documentRE.MatchString(s) && !stopRE.MatchString(s) {
		return true
	}
	for _, p := range r.pieces[len(r.blocks)+1 : min(len(r.pieces), len(r.blocks)+maxFront)] {
		if p.heading > 0 || !titleForm(p.body) || headingWord(p.body).label != "" || headingNumber(p.body).label != "" || readLabel(p.body, 0).kind != noLabel {
			break
		}
		if documentRE.MatchString(p.body) && !stopRE.MatchString(p.body) {
			return false // a better one follows
		}
	}
	return !stopRE.MatchString(s) && !isParticiple(s)
}

func titleForm(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > 300 || strings.HasPrefix(s, "[") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsRune(".,;:。，；：", last) && startsSentence(s) && strings.ContainsFunc(s, unicode.IsLetter)
}
