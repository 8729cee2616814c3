package gateway

import (
	"fmt"
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/merge"
)

// Compilation is the open amendments to a paragraph put together: what only one of them wants to change, and what they want
// differently, side by side. Nothing that is wanted is left out.
type Compilation struct {
	Amendments []string     `json:"amendments" doc:"Their IDs. The variants of a piece name them by their place here, from 0."`
	Pieces     merge.Pieces `json:"pieces" doc:"The words of the paragraph, in order; where a piece has two variants or more, the amendments are in conflict."`
	Conflicts  int          `json:"conflicts" doc:"Places in which they want different things, that after the paragraph included."`
	Merged     string       `json:"merged" doc:"The words with every change that nothing stands against."`
	After      merge.Pieces `json:"after,omitempty" doc:"The new paragraphs that are wanted right after it. Two variants or more are in conflict: which comes first, and whether all are wanted, is nowhere said."`
	Whole      []string     `json:"whole,omitempty" doc:"IDs of the amendments to delete, move, split or merge the paragraph. They stand against every change of its words."`
}

// compile puts the open amendments together on the current words of a paragraph; nil where there are none. One that was proposed on
// an earlier text comes as the differ has re-drafted it.
func compile(current int, id, words string, amendments []AmendmentFate) *Compilation {
	c := &Compilation{}
	var wordings, after []string
	for _, a := range amendments {
		wanted, ok := wording(current, id, words, a)
		paragraph, follows := following(current, id, a)
		switch {
		case ok || follows:
			if !ok {
				wanted = words
			}
			c.Amendments, wordings, after = append(c.Amendments, a.ID), append(wordings, wanted), append(after, paragraph)
		case ofWhole(a) && a.Proposal.Anchor.Paragraph == id:
			c.Whole = append(c.Whole, a.ID)
		}
	}
	if len(wordings)+len(c.Whole) == 0 {
		return nil
	}
	c.Pieces, c.After = merge.Wordings(words, wordings...), merge.Wordings("", after...)
	c.Conflicts, c.Merged = len(c.Pieces.Conflicts())+len(c.After.Conflicts()), c.Pieces.Merged()
	return c
}

// following is the new paragraph that an open amendment wants right after one. An amendment to the words of a paragraph that is gone
// may come as one.
func following(current int, id string, a AmendmentFate) (string, bool) {
	p := a.Proposal
	if !isOpen(a.Amendment) || a.Stale != "" || p.Amends != "" {
		return "", false
	}
	if p.Anchor.Revision != current {
		if a.Rebase == nil || a.Rebase.Proposal == nil {
			return "", false
		}
		p = *a.Rebase.Proposal
	}
	if p.Operation != amendment.InsertParagraph || p.Anchor.Paragraph != id {
		return "", false
	}
	return p.Words, true
}

// ofWhole says whether an open amendment concerns a paragraph as a whole.
func ofWhole(a AmendmentFate) bool {
	p := a.Proposal
	return isOpen(a.Amendment) && a.Stale == "" && p.Amends == "" && !p.OnWords() && p.Operation != amendment.InsertParagraph
}

// wording is a paragraph as an open amendment wants it.
func wording(current int, id, words string, a AmendmentFate) (string, bool) {
	p := a.Proposal
	switch {
	case !isOpen(a.Amendment) || a.Stale != "" || !p.OnWords() || p.Amends != "":
		return "", false
	case p.Anchor.Revision == current:
		span, err := amendment.Locate(words, p.Anchor.Quote, p.Anchor.Span)
		p.Anchor.Span = span
		if err != nil || p.Anchor.Paragraph != id {
			return "", false
		}
		return amendment.Apply(p, words), true
	case a.Rebase != nil && a.Rebase.Redraft != "" && a.Rebase.Paragraph == id:
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

// compiled says pieces of a compilation in words.
func (w words) compiled(c *Compilation, pieces merge.Pieces) []compiledPiece {
	sponsors := map[string]string{}
	for _, a := range w.d.Amendments {
		sponsors[a.ID] = w.names(a.Sponsors)
	}
	var out []compiledPiece
	for _, p := range pieces {
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

// whole says who wants what done with the whole paragraph.
func (w words) whole(c *Compilation) []string {
	var out []string
	for _, a := range w.d.Amendments {
		if slices.Contains(c.Whole, a.ID) {
			out = append(out, fmt.Sprintf("%s (%s): %s.", w.names(a.Sponsors), a.ID, w.amendment(AmendmentFate{Amendment: a}).Wants))
		}
	}
	return out
}
