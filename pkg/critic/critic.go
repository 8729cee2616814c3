// Package critic reads and writes papers as Markdown with CriticMarkup, the notation for e-mails and terminals: {++inserted++},
// {--deleted--}, {~~old~>new~~}, {>>a comment<<}.
//
// CriticMarkup knows no authors. A comment right behind a change whose first part is a name, and whose second one a time, says whose
// the change is: {++shall++}{>>Norland · 2026-03-09T10:00:00Z · It is clearer.<<}. The end of a paragraph that is tracked is
// written as a pilcrow: a new paragraph is {++Funds are needed.¶++}.
//
// Law: what Write writes, Read reads back, for all that the notation holds: labels, headings, emphasis, changes with author and
// time, reasons. Tables become lines of cells; notes stand at the end.
package critic

import (
	"bufio"
	"io"
	"strings"
	"time"

	"adref/pkg/paper"
)

// separator parts author, time and words of a comment.
const separator = " · "

// Write writes the paper.
func Write(w io.Writer, p paper.Paper) error {
	p = p.Normal()
	out := writer{w: bufio.NewWriter(w), p: p, said: map[string]bool{}}
	out.masthead()
	for i, q := range p.Paragraphs {
		out.paragraph(i, q)
	}
	out.notes()
	return out.w.Flush()
}

type writer struct {
	w    *bufio.Writer
	p    paper.Paper
	said map[string]bool // comments, by ID
	last string          // the authorship that was written last in the paragraph
}

// masthead writes the head as a quotation: it is not part of the text.
func (w *writer) masthead() {
	m := w.p.Masthead
	if m == nil {
		return
	}
	for _, line := range append([]string{m.Organization, m.Body, m.Symbol}, m.Lines...) {
		if line != "" {
			w.w.WriteString("> " + escape(line, false) + "\\\n")
		}
	}
	w.w.WriteString("\n")
}

func (w *writer) paragraph(i int, q paper.Paragraph) {
	if q.Style == paper.Contents || q.Style == paper.Furniture || len(q.Spans) == 0 && q.Label == "" && q.Inserted == nil && q.Deleted == nil && q.Cell == nil {
		return
	}
	w.last = ""
	if q.Cell != nil {
		w.cell(i, q)
		return
	}
	switch q.Style {
	case paper.Title:
		w.w.WriteString("# ")
	case paper.Heading:
		w.w.WriteString(strings.Repeat("#", min(q.Level+1, 6)) + " ")
	case paper.Remark, paper.Head:
		w.w.WriteString("> ")
	}
	w.label(q)
	w.spans(q.Spans, q.Inserted, q.Deleted)
	w.w.WriteString("\n\n")
}

func (w *writer) label(q paper.Paragraph) {
	switch {
	case q.Was != nil && q.Was.Label == "":
		w.w.WriteString("{++" + escape(q.Label, false) + "++}" + w.whose(q.Was.Change) + " ")
	case q.Was != nil && q.Label == "":
		w.w.WriteString("{--" + escape(q.Was.Label, false) + "--}" + w.whose(q.Was.Change) + " ")
	case q.Was != nil:
		w.w.WriteString("{~~" + escape(q.Was.Label, false) + "~>" + escape(q.Label, false) + "~~}" + w.whose(q.Was.Change) + " ")
	case q.Label != "":
		w.w.WriteString(escape(q.Label, false) + " ")
	}
}

// cell writes a paragraph of a table. The first one of a row opens it.
func (w *writer) cell(i int, q paper.Paragraph) {
	before := w.neighbour(i - 1)
	newRow := before == nil || before.Table != q.Cell.Table || before.Row != q.Cell.Row
	switch {
	case newRow:
		w.w.WriteString("| ")
	case before.Column != q.Cell.Column:
		w.w.WriteString(" | ")
	default:
		w.w.WriteString("<br>")
	}
	w.spans(q.Spans, q.Inserted, q.Deleted)
	after := w.neighbour(i + 1)
	if after != nil && after.Table == q.Cell.Table && after.Row == q.Cell.Row {
		return
	}
	w.w.WriteString(" |\n")
	if q.Cell.Row == 0 {
		w.w.WriteString(strings.Repeat("| --- ", q.Cell.Column+1) + "|\n")
	}
	if after == nil || after.Table != q.Cell.Table {
		w.w.WriteString("\n")
	}
}

func (w *writer) neighbour(i int) *paper.Cell {
	if i < 0 || i >= len(w.p.Paragraphs) {
		return nil
	}
	return w.p.Paragraphs[i].Cell
}

// spans writes runs. Neighbours with one history are one change; the tracked end of the paragraph goes with the last of them.
func (w *writer) spans(spans []paper.Span, inserted, deleted *paper.Change) {
	if inserted != nil || deleted != nil {
		spans = append(append([]paper.Span{}, spans...), paper.Span{Text: "¶", Inserted: inserted, Deleted: deleted})
	}
	for i := 0; i < len(spans); {
		n := i + 1
		for n < len(spans) && same(spans[i].Inserted, spans[n].Inserted) && same(spans[i].Deleted, spans[n].Deleted) {
			n++
		}
		w.run(spans[i:n], i == 0)
		i = n
	}
}

func same(a, b *paper.Change) bool {
	return a == nil && b == nil || a != nil && b != nil && a.By == b.By && a.At.Equal(b.At)
}

// run writes runs of one history.
func (w *writer) run(spans []paper.Span, first bool) {
	var b strings.Builder
	for k, s := range spans {
		b.WriteString(marked(s, first && k == 0))
	}
	words := b.String()
	if c := spans[0].Inserted; c != nil {
		words = "{++" + words + "++}" + w.whose(*c)
	}
	if c := spans[0].Deleted; c != nil {
		words = "{--" + words + "--}" + w.whose(*c)
	}
	w.w.WriteString(words)
	for _, s := range spans {
		for _, id := range s.Comments {
			w.comment(id)
		}
	}
}

// whose is the comment that says whose a change is, once for changes in a row.
func (w *writer) whose(c paper.Change) string {
	says := ""
	if c.By != "" || !c.At.IsZero() {
		says = escape(c.By, false) + separator + stamp(c.At)
	}
	if says == w.last {
		return ""
	}
	w.last = says
	if says == "" {
		return "{>>" + separator + "–<<}"
	}
	return "{>>" + says + "<<}"
}

// stamp is a time as it is written, "–" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format(time.RFC3339)
}

func (w *writer) comment(id string) {
	for _, c := range w.p.Comments {
		if c.ID != id || w.said[id] {
			continue
		}
		w.said[id] = true
		var lines []string
		for _, q := range c.Paragraphs {
			lines = append(lines, escape(q.Text(), false))
		}
		w.w.WriteString("{>>" + escape(c.By, false) + separator + stamp(c.At) + separator + strings.Join(lines, " / ") + "<<}")
	}
}

func (w *writer) notes() {
	for _, n := range w.p.Notes {
		w.w.WriteString("[^" + n.ID + "]: ")
		for i, q := range n.Paragraphs {
			if i > 0 {
				w.w.WriteString("\n    ")
			}
			w.last = ""
			w.spans(q.Spans, nil, nil)
		}
		w.w.WriteString("\n\n")
	}
}
