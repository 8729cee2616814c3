package paper

import (
	"reflect"
	"slices"
)

// Normal is the paper in the form in which two papers that say the same are equal: spans that differ in nothing but their text
// are one, spans without text are gone (but not marks of notes), empty lists are nil.
func (p Paper) Normal() Paper {
	p.Paragraphs = normal(p.Paragraphs)
	p.Comments = slices.Clone(p.Comments)
	for i := range p.Comments {
		p.Comments[i].Paragraphs = normal(p.Comments[i].Paragraphs)
	}
	p.Notes = slices.Clone(p.Notes)
	for i := range p.Notes {
		p.Notes[i].Paragraphs = normal(p.Notes[i].Paragraphs)
	}
	p.Running = normal(p.Running)
	if len(p.Comments) == 0 {
		p.Comments = nil
	}
	if len(p.Notes) == 0 {
		p.Notes = nil
	}
	return p
}

func normal(ps []Paragraph) []Paragraph {
	if len(ps) == 0 {
		return nil
	}
	ps = slices.Clone(ps)
	for i := range ps {
		var spans []Span
		for _, s := range ps[i].Spans {
			if s.Text == "" && s.Note == "" {
				continue
			}
			if len(s.Comments) == 0 {
				s.Comments = nil
			}
			if n := len(spans); n > 0 && alike(spans[n-1], s) {
				spans[n-1].Text += s.Text
				continue
			}
			spans = append(spans, s)
		}
		ps[i].Spans = spans
	}
	return ps
}

// alike says whether two spans differ in nothing but their text. Each mark of a note is a span of its own.
func alike(a, b Span) bool {
	if a.Note != "" || b.Note != "" {
		return false
	}
	a.Text, b.Text = "", ""
	return reflect.DeepEqual(a, b)
}
