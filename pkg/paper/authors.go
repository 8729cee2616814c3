package paper

import "slices"

// Attributed is the paper with each author of tracked changes and comments called as the function says. Nothing else changes.
func (p Paper) Attributed(name func(author string) string) Paper {
	p.Paragraphs = attributed(p.Paragraphs, name)
	p.Notes = slices.Clone(p.Notes)
	for i := range p.Notes {
		p.Notes[i].Paragraphs = attributed(p.Notes[i].Paragraphs, name)
	}
	p.Comments = slices.Clone(p.Comments)
	for i := range p.Comments {
		p.Comments[i].By = name(p.Comments[i].By)
		p.Comments[i].Paragraphs = attributed(p.Comments[i].Paragraphs, name)
	}
	return p
}

func attributed(ps []Paragraph, name func(string) string) []Paragraph {
	called := func(c *Change) *Change {
		if c == nil {
			return nil
		}
		out := *c
		out.By = name(c.By)
		return &out
	}
	ps = slices.Clone(ps)
	for i := range ps {
		q := &ps[i]
		q.Inserted, q.Deleted, q.Formatted = called(q.Inserted), called(q.Deleted), called(q.Formatted)
		if q.Was != nil {
			q.Was = &Was{Label: q.Was.Label, Change: *called(&q.Was.Change)}
		}
		if q.Cell != nil {
			c := *q.Cell
			c.Inserted, c.Deleted = called(c.Inserted), called(c.Deleted)
			q.Cell = &c
		}
		q.Spans = slices.Clone(q.Spans)
		for k := range q.Spans {
			s := &q.Spans[k]
			s.Inserted, s.Deleted, s.Formatted = called(s.Inserted), called(s.Deleted), called(s.Formatted)
		}
	}
	return ps
}
