package compendium

import (
	"regexp"
	"unicode"
	"unicode/utf8"

	"adref/pkg/lazy"
	"adref/pkg/position"
	"adref/pkg/text"
)

// stems are how the six languages say that a delegation dissociates itself, or reserves. Both "dissociate" and "disassociate"
// are in use.
var stems = map[position.ExplanationKind]func() *regexp.Regexp{
	position.Dissociates: lazy.Regexp(`(?i)dis(?:as)?sociat|(?:dis|dés)solidaris|dissoci|distanc|disoci|desvincul|desmarc|отмежев|диссоци|дистанци|[نت]نأى|نأي|النأي|不参加|脱离|不加入|不认同`),
	position.ReservesOn:  lazy.Regexp(`(?i)reserv|réserv|оговор|резерв|تحفظ|保留`),
}

// sentencesSaying are the sentences of s that say what the kind of explanation does.
func sentencesSaying(s string, kind position.ExplanationKind) []text.Span {
	var says []text.Span
	for _, span := range sentences(s) {
		if stems[kind]().MatchString(s[span.Start:span.End]) {
			says = append(says, span)
		}
	}
	return says
}

// sentences cuts s at full stops, question marks, exclamation marks and line breaks. The stop of "para. 12" or "Rev.1" ends
// nothing: after one there is a space and then no digit and no small letter.
func sentences(s string) []text.Span {
	var spans []text.Span
	start := 0
	cut := func(end int) {
		if end > start {
			spans = append(spans, text.Span{Start: start, End: end})
		}
		start = end
	}
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		switch r {
		case '\n', '。', '！', '？', '؟':
			cut(end)
		case '.', '!', '?':
			if endsSentence(s[end:]) {
				cut(end)
			}
		}
	}
	cut(len(s))
	return spans
}

func endsSentence(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	if size == 0 {
		return true
	}
	if !unicode.IsSpace(r) {
		return false
	}
	for _, r := range rest[size:] {
		if !unicode.IsSpace(r) {
			return !unicode.IsDigit(r) && !unicode.IsLower(r) && r != '('
		}
	}
	return true
}

// sentenceAround is the sentence that holds the offset.
func sentenceAround(spans []text.Span, offset int) text.Span {
	for _, s := range spans {
		if s.Start <= offset && offset < s.End {
			return s
		}
	}
	return text.Span{}
}
