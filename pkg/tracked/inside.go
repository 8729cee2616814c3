package tracked

import (
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/history"
	"adref/pkg/text"
)

// inside adds what others changed inside the words of an amendment that was found in a segment.
func (r *reader) inside(i, k int) {
	s, of := &r.segments[i], r.out.Found[k]
	if of.Proposal.Words == "" {
		return
	}
	for _, other := range s.authors() {
		if other == of.Author {
			continue
		}
		mine, theirs := s.parts(of.Author, ""), s.parts(of.Author, other)
		before, after, p, ok := differing(of, mine, theirs)
		if !ok {
			continue
		}
		if before, after, ok = cutTo(of, before, after); !ok || before == after {
			continue
		}
		f := Found{Author: other, Of: k, Cite: of.Cite, Before: before, After: after, At: s.since(other, of.Author)}
		f.Proposal = history.Propose(before, after)
		if f.Proposal.Operation == amendment.DeleteParagraph {
			f.Proposal = amendment.Proposal{Operation: amendment.DeleteWords, Anchor: amendment.Anchor{Quote: before, Span: text.Span{End: len(before)}}}
		}
		f.Proposal.Anchor.Paragraph = of.Proposal.Anchor.Paragraph
		f.Proposal.Rationale = r.reasons(other, p.comments)
		r.out.Found = append(r.out.Found, f)
	}
}

// differing are the words of an amendment's paragraph without and with what another author changed inside it.
func differing(of Found, mine, theirs []part) (before, after string, p part, ok bool) {
	if of.Proposal.Operation != amendment.InsertParagraph {
		return sum(mine).words, sum(theirs).words, sum(theirs), true
	}
	if len(mine) != len(theirs) {
		return "", "", part{}, false
	}
	k := slices.IndexFunc(mine, func(p part) bool { return p.own && strings.HasSuffix(strings.TrimSpace(p.words), of.Proposal.Words) })
	if k < 0 {
		return "", "", part{}, false
	}
	label := strings.TrimSuffix(strings.TrimSpace(mine[k].words), of.Proposal.Words)
	return of.Proposal.Words, strings.TrimPrefix(strings.TrimSpace(theirs[k].words), label), theirs[k], true
}

// cutTo reduces two wordings of a paragraph to the words of the amendment in it.
func cutTo(of Found, before, after string) (string, string, bool) {
	if of.Proposal.Operation == amendment.InsertParagraph {
		return before, after, true
	}
	words := of.Proposal.Words
	for at := 0; ; at++ { // the place of the words that the rest of the paragraph agrees with
		k := strings.Index(before[at:], words)
		if k < 0 {
			return "", "", false
		}
		at += k
		head, tail := before[:at], before[at+len(words):]
		if len(after) >= len(head)+len(tail) && strings.HasPrefix(after, head) && strings.HasSuffix(after, tail) {
			return words, after[len(head) : len(after)-len(tail)], true
		}
	}
}
