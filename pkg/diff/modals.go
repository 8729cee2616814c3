package diff

import (
	"strings"
	"sync"
)

// force is what a modal verb says of its sentence.
type force string

// Forces of modal verbs. An auxiliary of the future is an obligation or none, by the text: it is told as what it is.
const (
	obligation     force = "an obligation"
	recommendation force = "a recommendation"
	permission     force = "a permission"
	future         force = "a statement about the future"
	negative       force = "a negation"
)

// modalWords are the modal verbs and negations of the six languages, in small letters. Chinese ones of several characters are
// several tokens.
var modalWords = map[force]string{
	obligation: "shall|must|doit|doivent|devra|devront|debe|deben|deberá|deberán|должен|должна|должно|должны|обязан|обязана|обязано|обязаны|надлежит|" +
		"يجب|يتعين|应|应当|须|必须",
	recommendation: "should|devrait|devraient|debería|deberían|следует|рекомендуется|ينبغي|宜|最好",
	permission:     "may|might|can|could|peut|peuvent|pourra|pourront|pourrait|pourraient|podrá|podrán|puede|pueden|podría|podrían|может|могут|вправе|يجوز|يمكن|可|可以|得",
	future:         "will|would",
	negative:       "not|never|cannot|ne|jamais|no|nunca|не|никогда|لا|لن|ليس|不|不得|未",
}

// months are the names of the months in the six languages, in small letters.
const monthWords = "january|february|march|april|may|june|july|august|september|october|november|december|" +
	"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|" +
	"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|" +
	"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|" +
	"يناير|فبراير|مارس|أبريل|مايو|يونيه|يونيو|يوليه|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|月"

var (
	forces = sync.OnceValue(func() map[string]force {
		out := make(map[string]force)
		for f, words := range modalWords {
			for _, w := range strings.Split(words, "|") {
				out[w] = f
			}
		}
		return out
	})
	months = sync.OnceValue(func() map[string]bool {
		out := make(map[string]bool)
		for _, w := range strings.Split(monthWords, "|") {
			out[w] = true
		}
		return out
	})
)

// isMonth says whether a token is the name of a month. "May" is one with a capital letter only: else it is a verb.
func isMonth(w string) bool { return w != "may" && months()[strings.ToLower(w)] }

// longestModal is the modal verb or negation that begins with the first token, and how many tokens it has; 0 for none.
func longestModal(s string, t []token) (int, string) {
	for n := min(2, len(t)); n > 0; n-- {
		if n > 1 && t[0].end != t[1].start {
			continue
		}
		if w := strings.ToLower(s[t[0].start:t[n-1].end]); forces()[w] != "" && s[t[0].start:t[n-1].end] != "May" {
			return n, w
		}
	}
	return 0, ""
}
