package paper

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Text is the characters of the spans of the paragraph, tracked ones included; use a view for either side. Marks of notes are
// not among them.
func (p Paragraph) Text() string {
	var b strings.Builder
	for _, s := range p.Spans {
		if s.Note == "" {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// OfText says whether paragraphs of this style are text of the document, and not what stands around it.
func (s Style) OfText() bool { return s != Head && s != Contents && s != Furniture }

// Tracked says whether anything in the paper is a tracked change.
func (p Paper) Tracked() bool { return len(p.Changes()) > 0 }

// Changes are the tracked changes of the paper, each as often as a span, a paragraph's end or a row has it, in their order; those
// of comments come last.
func (p Paper) Changes() []Change {
	var out []Change
	add := func(cs ...*Change) {
		for _, c := range cs {
			if c != nil {
				out = append(out, *c)
			}
		}
	}
	p.each(func(q *Paragraph) {
		if q.Cell != nil {
			add(q.Cell.Inserted, q.Cell.Deleted)
		}
		for _, s := range q.Spans {
			add(s.Inserted, s.Deleted, s.Formatted)
		}
		add(q.Inserted, q.Deleted, q.Formatted)
		if q.Was != nil {
			add(&q.Was.Change)
		}
	})
	return out
}

// Authors are those who tracked changes, in the order of their first change.
func (p Paper) Authors() []string {
	var out []string
	for _, c := range p.Changes() {
		if !slices.Contains(out, c.By) {
			out = append(out, c.By)
		}
	}
	return out
}

// Characters is the number of characters of the paper, those of notes, comments and Running included, labels not. What is tracked as
// deleted counts.
func (p Paper) Characters() int {
	n := 0
	p.each(func(q *Paragraph) {
		for _, s := range q.Spans {
			n += utf8.RuneCountInString(s.Text)
		}
	})
	return n
}

// each visits all paragraphs: those of the paper, of its notes, of its comments, and those that run on every page.
func (p Paper) each(visit func(*Paragraph)) {
	for i := range p.Paragraphs {
		visit(&p.Paragraphs[i])
	}
	for _, n := range p.Notes {
		for i := range n.Paragraphs {
			visit(&n.Paragraphs[i])
		}
	}
	for _, c := range p.Comments {
		for i := range c.Paragraphs {
			visit(&c.Paragraphs[i])
		}
	}
	for i := range p.Running {
		visit(&p.Running[i])
	}
}
