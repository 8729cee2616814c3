package history

import (
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/text"
)

// Propose is the proposal that makes one wording of a paragraph into another: the shortest words that hold every change. Its
// anchor has no revision and no paragraph yet. Law: amendment.Apply(Propose(before, after), before) == after, unless one of
// them has no words.
func Propose(before, after string) amendment.Proposal {
	if strings.TrimSpace(after) == "" {
		return amendment.Proposal{Operation: amendment.DeleteParagraph}
	}
	all := changes(diff.Words(before, after))
	if len(all) == 0 {
		return replacing(before, 0, len(before), after)
	}
	from, to := all[0].at, all[len(all)-1].end
	words := after[from : len(after)-(len(before)-to)]
	for _, p := range []amendment.Proposal{inserting(before, from, to, words), deleting(before, from, to, words)} {
		if p.Operation != "" && amendment.Apply(p, before) == after {
			return p
		}
	}
	if from == to || strings.TrimSpace(words) == "" {
		from, to = widened(before, from, to)
		words = after[from : len(after)-(len(before)-to)]
	}
	return replacing(before, from, to, words)
}

func replacing(before string, from, to int, words string) amendment.Proposal {
	return amendment.Proposal{Operation: amendment.ReplaceWords, Words: words, Anchor: amendment.Anchor{Quote: before[from:to], Span: text.Span{Start: from, End: to}}}
}

// inserting is the words inserted after the word before them; the zero Proposal where words of the text go.
func inserting(before string, from, to int, words string) amendment.Proposal {
	end := len(strings.TrimRight(before[:from], " \t\r\n"))
	if from != to || strings.TrimSpace(words) == "" || end == 0 {
		return amendment.Proposal{}
	}
	start, _ := widened(before[:end], end, end)
	p := replacing(before, start, end, strings.TrimSpace(words))
	p.Operation = amendment.InsertWords
	return p
}

// deleting is the words deleted; the zero Proposal where words come in their place.
func deleting(before string, from, to int, words string) amendment.Proposal {
	quote := strings.TrimSpace(before[from:to])
	if strings.TrimSpace(words) != "" || quote == "" {
		return amendment.Proposal{}
	}
	from += strings.Index(before[from:to], quote)
	p := replacing(before, from, from+len(quote), "")
	p.Operation = amendment.DeleteWords
	return p
}

// widened is a stretch with the word before it, or else with the one after it, or else all.
func widened(s string, from, to int) (int, int) {
	if t := diff.Tokens(s[:from]); len(t) > 0 {
		return strings.LastIndex(s[:from], t[len(t)-1]), to
	}
	if t := diff.Tokens(s[to:]); len(t) > 0 {
		return from, to + strings.Index(s[to:], t[0]) + len(t[0])
	}
	return 0, len(s)
}
