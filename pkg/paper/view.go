package paper

import "slices"

// Decision says what a view does with a tracked change.
type Decision int

// Decisions. The zero value leaves a change tracked.
const (
	Keep   Decision = iota // stays tracked
	Accept                 // is made
	Refuse                 // is undone
)

// Accept is the paper with every tracked change made.
func (p Paper) Accept() Paper { return p.View(func(Change) Decision { return Accept }) }

// Reject is the paper with every tracked change undone.
func (p Paper) Reject() Paper { return p.View(func(Change) Decision { return Refuse }) }

// View is the paper with each tracked change made, undone or left, as the decision on it says. Comments and notes stay; a comment
// whose words are gone is in no span any more.
//
// Rule for the ends of paragraphs (ISO/IEC 29500-1, 17.13.5.4 and 17.13.5.15): where the end of a paragraph is not there, the next
// one continues it. The two are then one paragraph with the style, the label and the identity of the first of them that has words
// left. Paragraphs of different cells do not join; a row that is not there takes its paragraphs with it.
func (p Paper) View(decide func(Change) Decision) Paper {
	v := viewer{decide}
	p.Paragraphs = v.paragraphs(p.Paragraphs)
	p.Comments = slices.Clone(p.Comments)
	for i := range p.Comments {
		p.Comments[i].Paragraphs = v.paragraphs(p.Comments[i].Paragraphs)
	}
	p.Notes = slices.Clone(p.Notes)
	for i := range p.Notes {
		p.Notes[i].Paragraphs = v.paragraphs(p.Notes[i].Paragraphs)
	}
	p.Running = v.paragraphs(p.Running)
	return p
}

type viewer struct{ decide func(Change) Decision }

// gone says whether what was inserted and deleted by these changes is not there, and what stays tracked of them.
func (v viewer) gone(inserted, deleted *Change) (ins, del *Change, gone bool) {
	if inserted != nil {
		switch v.decide(*inserted) {
		case Keep:
			ins = inserted
		case Refuse:
			gone = true
		}
	}
	if deleted != nil {
		switch v.decide(*deleted) {
		case Keep:
			del = deleted
		case Accept:
			gone = true
		}
	}
	return ins, del, gone
}

func (v viewer) formatted(c *Change) *Change {
	if c != nil && v.decide(*c) == Keep {
		return c
	}
	return nil
}

func (v viewer) paragraphs(ps []Paragraph) []Paragraph {
	if ps == nil {
		return nil
	}
	out := make([]Paragraph, 0, len(ps))
	open := false // the last of out has lost its end
	for _, p := range ps {
		q, row, end := v.paragraph(p)
		if row {
			continue
		}
		if open && sameCell(out[len(out)-1].Cell, q.Cell) {
			out[len(out)-1] = join(out[len(out)-1], q)
		} else {
			if open {
				out = closed(out)
			}
			out = append(out, q)
		}
		open = end
	}
	if open {
		out = closed(out)
	}
	return out
}

// paragraph is the paragraph in this view, whether its row is gone, and whether its end is.
func (v viewer) paragraph(p Paragraph) (q Paragraph, row, end bool) {
	q = p
	if c := p.Cell; c != nil && (c.Inserted != nil || c.Deleted != nil) {
		cell := *c
		if cell.Inserted, cell.Deleted, row = v.gone(c.Inserted, c.Deleted); row {
			return q, true, false
		}
		q.Cell = &cell
	}
	q.Spans = make([]Span, 0, len(p.Spans))
	for _, s := range p.Spans {
		ins, del, gone := v.gone(s.Inserted, s.Deleted)
		if gone {
			continue
		}
		s.Inserted, s.Deleted, s.Formatted = ins, del, v.formatted(s.Formatted)
		q.Spans = append(q.Spans, s)
	}
	q.Formatted = v.formatted(p.Formatted)
	if p.Was != nil {
		switch v.decide(p.Was.Change) {
		case Accept:
			q.Was = nil
		case Refuse:
			q.Label, q.Was = p.Was.Label, nil
		}
	}
	q.Inserted, q.Deleted, end = v.gone(p.Inserted, p.Deleted)
	return q, false, end
}

// join continues a paragraph that has lost its end with the next one.
func join(p, next Paragraph) Paragraph {
	if !p.hasWords() {
		next.Spans = append(p.Spans, next.Spans...) // runs without words may be the places of comments
		return next
	}
	p.Spans = append(p.Spans, next.Spans...)
	p.Inserted, p.Deleted = next.Inserted, next.Deleted
	return p
}

// hasWords says whether any run of the paragraph holds something to be read.
func (p Paragraph) hasWords() bool {
	return slices.ContainsFunc(p.Spans, func(s Span) bool { return s.Text != "" || s.Note != "" })
}

// closed ends a list whose last paragraph has lost its end and has no next one to continue it: one without words is gone.
func closed(ps []Paragraph) []Paragraph {
	if n := len(ps) - 1; !ps[n].hasWords() && !alone(ps, n) {
		return ps[:n]
	}
	return ps
}

// alone says whether a paragraph is the only one of its cell: a cell has one paragraph at least.
func alone(ps []Paragraph, n int) bool {
	return ps[n].Cell != nil && (n == 0 || !sameCell(ps[n-1].Cell, ps[n].Cell))
}

func sameCell(a, b *Cell) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Table == b.Table && a.Row == b.Row && a.Column == b.Column
}
