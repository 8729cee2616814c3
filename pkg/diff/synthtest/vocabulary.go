package synthtest

import "strings"

// vocabulary is what sentences of a language are made of. In {t} a thing stands, in {n} a number, in {y} a year, in {d} the
// symbol of a decision.
type vocabulary struct {
	code, title                                                                           string
	spaced                                                                                bool
	stop, comma, colon, semicolon                                                         string
	headings, openers, subjects, modals, verbs, objects, tails, joins, qualifiers, things []string
}

var vocabularies = map[string]vocabulary{"en": english, "fr": french, "es": spanish, "ru": russian, "ar": arabic, "zh": chinese}

// lines are the lines of s.
func lines(s string) []string { return strings.Split(strings.TrimSpace(s), "\n") }
