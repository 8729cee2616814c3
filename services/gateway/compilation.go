package gateway

import (
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/merge"
)

// Compilation is the open amendments to the words of a paragraph put together: what only one of them wants to change, and what they
// want differently, side by side.
type Compilation struct {
	Amendments []string     `json:"amendments" doc:"Their IDs. The variants of a piece name them by their place here, from 0."`
	Pieces     merge.Pieces `json:"pieces" doc:"The words of the paragraph, in order; where a piece has two variants or more, the amendments are in conflict."`
	Conflicts  int          `json:"conflicts"`
	Merged     string       `json:"merged" doc:"The words with every change that nothing stands against."`
}

// compile puts the open amendments together on the current words of their paragraph; nil where there are none. One that was
// proposed on an earlier text comes as the differ has re-drafted it.
func compile(current int, words string, amendments []AmendmentFate) *Compilation {
	c := &Compilation{}
	var wordings []string
	for _, a := range amendments {
		if wanted, ok := wording(current, words, a); ok {
			c.Amendments, wordings = append(c.Amendments, a.ID), append(wordings, wanted)
		}
	}
	if len(wordings) == 0 {
		return nil
	}
	c.Pieces = merge.Wordings(words, wordings...)
	c.Conflicts, c.Merged = len(c.Pieces.Conflicts()), c.Pieces.Merged()
	return c
}

// wording is the paragraph as an open amendment wants it.
func wording(current int, words string, a AmendmentFate) (string, bool) {
	p := a.Proposal
	switch {
	case !isOpen(a.Amendment) || a.Stale != "" || !p.OnWords() || p.Amends != "":
		return "", false
	case p.Anchor.Revision == current:
		span, err := amendment.Locate(words, p.Anchor.Quote, p.Anchor.Span)
		p.Anchor.Span = span
		if err != nil {
			return "", false
		}
		return amendment.Apply(p, words), true
	case a.Rebase != nil && a.Rebase.Redraft != "" && a.Rebase.Paragraph == p.Anchor.Paragraph:
		return a.Rebase.Redraft, true
	}
	return "", false
}

// compiledPiece is a piece with the names of those who want each variant.
type compiledPiece struct {
	Base     string
	Variants []compiledVariant
}

type compiledVariant struct{ Text, Who string }

// Changed says whether anybody wants the piece changed, Conflict whether they want different things.
func (p compiledPiece) Changed() bool  { return len(p.Variants) > 0 }
func (p compiledPiece) Conflict() bool { return len(p.Variants) > 1 }

// compiled says a compilation in words.
func (w words) compiled(c *Compilation) []compiledPiece {
	if c == nil {
		return nil
	}
	sponsors := map[string]string{}
	for _, a := range w.d.Amendments {
		sponsors[a.ID] = w.names(a.Sponsors)
	}
	var out []compiledPiece
	for _, p := range c.Pieces {
		line := compiledPiece{Base: p.Base}
		for _, v := range p.Variants {
			var who []string
			for _, i := range v.By {
				who = append(who, sponsors[c.Amendments[i]])
			}
			line.Variants = append(line.Variants, compiledVariant{v.Text, strings.Join(who, "; ")})
		}
		out = append(out, line)
	}
	return out
}
