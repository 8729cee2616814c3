package history

import (
	"fmt"
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/merge"
	"adref/pkg/text"
)

// Clash is a place of the newest text in which another open amendment wants something else.
type Clash struct {
	Amendment string `json:"amendment"`       // the other one
	After     string `json:"after,omitempty"` // the words before the place, where nothing stands in it
	Base      string `json:"base"`            // what stands there
	Wants     string `json:"wants"`
	Other     string `json:"other"` // what the other one wants
	// Deleted says which of the two wants the whole paragraph deleted: "this" or "other".
	Deleted string `json:"deleted,omitempty"`
}

// demand is what an open amendment asks of the newest text: a wording of a paragraph ("" where it is to be deleted), or a new
// paragraph after it.
type demand struct {
	amendment, paragraph, words string
	inserts, deletes            bool
}

// clashes puts beside every rebased amendment what the other open ones want in the same places. Two new paragraphs after the same one
// clash unless they are the same words: which comes first would be a guess, and so would be that both are wanted. Of two that insert
// words at the same point the same holds.
func clashes(rebases []Rebase, last Step, amendments []amendment.Amendment) {
	var all []demand
	where := map[string]*Rebase{}
	for i := range rebases {
		where[rebases[i].Amendment] = &rebases[i]
	}
	for _, a := range amendments {
		if a.State != amendment.Open || a.Proposal.Amends != "" {
			continue
		}
		if d, ok := demandOf(a, where[a.ID], last); ok {
			all = append(all, d)
		}
	}
	for _, mine := range all {
		r := where[mine.amendment]
		if r == nil {
			continue
		}
		for _, other := range all {
			if other.amendment != mine.amendment && other.paragraph == mine.paragraph && other.inserts == mine.inserts {
				r.Others = append(r.Others, mine.against(other, last.Revision.Document)...)
			}
		}
	}
}

// demandOf is what an amendment wants of the last text: one to an earlier text as it was rebased, one to the last as it is.
func demandOf(a amendment.Amendment, r *Rebase, last Step) (demand, bool) {
	p := a.Proposal
	if r != nil {
		if r.Proposal == nil || r.Verdict == Satisfied || r.Verdict == TargetGone {
			return demand{}, false
		}
		p = *r.Proposal
	} else if p.Anchor.Revision != last.Revision.Ordinal {
		return demand{}, false
	}
	d := demand{amendment: a.ID, paragraph: p.Anchor.Paragraph, words: p.Words}
	switch {
	case p.Operation == amendment.InsertParagraph:
		d.inserts = true
		return d, true
	case p.Operation == amendment.DeleteParagraph:
		d.words, d.deletes = "", true
		return d, true
	case !p.OnWords():
		return demand{}, false
	}
	i, ok := indexOf(last.Revision.Document, p.Anchor.Paragraph)
	if !ok {
		return demand{}, false
	}
	before := last.Revision.Document.Blocks[i].Text
	span, err := amendment.Locate(before, p.Anchor.Quote, p.Anchor.Span)
	if err != nil {
		return demand{}, false
	}
	p.Anchor.Span = span
	d.words = amendment.Apply(p, before)
	return d, true
}

// against are the places in which two demands on one paragraph want different things.
func (x demand) against(other demand, d text.Document) []Clash {
	base, after := "", ""
	if i, ok := indexOf(d, x.paragraph); ok {
		if b := d.Blocks[i]; x.inserts {
			after = lastWords(b.Text)
		} else {
			base = b.Text
		}
	}
	var out []Clash
	for _, p := range pairs(base, merge.Wordings(base, x.words, other.words)) {
		c := Clash{Amendment: other.amendment, After: p.After, Base: p.Base, Wants: p.Wants, Other: p.Stands}
		switch {
		case x.inserts:
			c.After = after
		case x.deletes:
			c.Deleted = "this"
		case other.deletes:
			c.Deleted = "other"
		}
		out = append(out, c)
	}
	return out
}

// inserted are the words of the paragraphs that the next text has right after a block of its own, and what stands under that, and the
// base had not. The block before the first one is -1.
func (x rebaser) inserted(j int) string {
	k := j + 1
	for j >= 0 && k < len(x.next.Blocks) && x.next.Blocks[k].Level > x.next.Blocks[j].Level {
		k++
	}
	var all []string
	for ; k < len(x.next.Blocks) && !x.continues(k); k++ {
		all = append(all, x.next.Blocks[k].Text)
	}
	return oneLine(strings.Join(all, " "))
}

// continues says whether a block of the next text is one of the base, or a part of one.
func (x rebaser) continues(k int) bool {
	if _, old := indexOf(x.base, x.next.Blocks[k].ID); old {
		return true
	}
	return slices.ContainsFunc(x.through, func(places []int) bool { return slices.Contains(places, k) })
}

// Says is the clash in a sentence.
func (c Clash) Says() string {
	switch c.Deleted {
	case "this":
		return fmt.Sprintf("It wants the paragraph deleted, and %s amends it.", c.Amendment)
	case "other":
		return fmt.Sprintf("%s wants the paragraph deleted.", c.Amendment)
	}
	what := func(words string) string {
		if words == "" {
			return "nothing"
		}
		return "“" + words + "”"
	}
	place := "for " + what(c.Base)
	if c.Base == "" {
		place = "after " + what(c.After)
		if c.After == "" {
			place = "at the start"
		}
	}
	return fmt.Sprintf("%s it wants %s, and %s wants %s.", strings.ToUpper(place[:1])+place[1:], what(c.Wants), c.Amendment, what(c.Other))
}
