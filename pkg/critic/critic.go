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

// separator parts author, time and words of a comment, paragraphs those of its words.
const (
	separator  = " · "
	paragraphs = " / "
)

// Write writes the paper.
func Write(w io.Writer, p paper.Paper) error {
	p = held(p)
	out := writer{w: bufio.NewWriter(w), p: p, said: map[string]bool{}}
	out.masthead()
	for i, q := range p.Paragraphs {
		out.paragraph(i, q)
	}
	out.notes()
	out.loose()
	return out.w.Flush()
}

type writer struct {
	w    *bufio.Writer
	p    paper.Paper
	said map[string]bool // comments, by ID
	last string          // the authorship that was written last in the paragraph
}

// masthead writes the head as a quotation of broken lines: it is not part of the text.
func (w *writer) masthead() {
	m := w.p.Masthead
	if m == nil {
		return
	}
	for _, line := range append([]string{m.Organization, m.Body, m.Symbol}, m.Lines...) {
		if line != "" {
			w.w.WriteString("> " + edged(escaper{}.escape(line)) + "\\\n")
		}
	}
	w.w.WriteString("\n")
}

func (w *writer) paragraph(i int, q paper.Paragraph) {
	if nothing(q) {
		if i > 0 && w.p.Paragraphs[i-1].Inserted != w.p.Paragraphs[i-1].Deleted { // it keeps those around it apart
			w.w.WriteString(empty + "\n\n")
		}
		return
	}
	w.last = ""
	if q.Cell != nil {
		w.cell(i, q)
		return
	}
	label := w.label(q)
	words := edged(w.spans(q, escaper{first: true, lines: true}))
	if label != "" && words == "" {
		words = empty // a label is one before something only
	}
	switch q.Style {
	case paper.Title:
		w.w.WriteString("# ")
	case paper.Heading:
		w.w.WriteString(strings.Repeat("#", min(max(q.Level, 1)+1, 6)) + " ")
	case paper.Remark:
		w.w.WriteString("> ")
	case paper.Head:
		w.w.WriteString("> " + words + "\\\n\n")
		return
	}
	w.w.WriteString(guarded(q, label, words) + "\n\n")
}

// nothing says whether a paragraph has nothing that is written.
func nothing(q paper.Paragraph) bool {
	return q.Style == paper.Contents || q.Style == paper.Furniture || len(q.Spans) == 0 && q.Label == "" && q.Was == nil && q.Inserted == nil && q.Deleted == nil && q.Cell == nil
}

// empty is a paragraph without words, where there must be one: nothing, inserted.
const empty = "{++++}"

// bullet is the label of an item of a list without numbers.
const bullet = "•"

// label is the label with the space behind it, and what is tracked on it.
func (w *writer) label(q paper.Paragraph) string {
	label := escaper{}.escape(q.Label)
	switch {
	case q.Was != nil && q.Was.Label == "":
		return "{++" + label + "++}" + w.whose(q.Was.Change) + " "
	case q.Was != nil && q.Label == "":
		return "{--" + escaper{}.escape(q.Was.Label) + "--}" + w.whose(q.Was.Change) + " "
	case q.Was != nil:
		return "{~~" + escaper{}.escape(q.Was.Label) + "~>" + label + "~~}" + w.whose(q.Was.Change) + " "
	case q.Label == bullet && q.Style == paper.Numbered:
		return "- "
	case q.Label != "" && strings.ContainsAny(q.Label[:1], "#>-+"):
		return "\\" + label + " "
	case q.Label != "":
		return label + " "
	}
	return ""
}

// cell writes a paragraph of a table. The first one of a row opens it.
func (w *writer) cell(i int, q paper.Paragraph) {
	before := w.neighbour(i - 1)
	newTable := before == nil || before.Table != q.Cell.Table
	switch {
	case newTable || before.Row != q.Cell.Row:
		w.w.WriteString("| " + strings.Repeat("| ", min(q.Cell.Column, maxPad)))
	case before.Column != q.Cell.Column:
		w.w.WriteString(" " + strings.Repeat("| ", min(max(q.Cell.Column-before.Column, 1), maxPad)))
	default:
		w.w.WriteString("<br>")
	}
	w.w.WriteString(edged(w.spans(q, escaper{})))
	after := w.neighbour(i + 1)
	if after != nil && after.Table == q.Cell.Table && after.Row == q.Cell.Row {
		return
	}
	w.w.WriteString(" |\n")
	if w.firstRow(i) {
		w.w.WriteString(strings.Repeat("| --- ", min(q.Cell.Column, maxPad)+1) + "|\n")
	}
	if after == nil || after.Table != q.Cell.Table {
		w.w.WriteString("\n")
	}
}

// maxPad is how many empty cells stand for columns that a row does not have.
const maxPad = 64

// firstRow says whether the paragraph stands in the first row of its table.
func (w *writer) firstRow(i int) bool {
	c := w.p.Paragraphs[i].Cell
	for i--; i >= 0; i-- {
		before := w.neighbour(i)
		if before == nil || before.Table != c.Table {
			return true
		}
		if before.Row != c.Row {
			return false
		}
	}
	return true
}

func (w *writer) neighbour(i int) *paper.Cell {
	if i < 0 || i >= len(w.p.Paragraphs) {
		return nil
	}
	return w.p.Paragraphs[i].Cell
}

// spans are the runs of a paragraph. Neighbours with one history are one change; the tracked end of the paragraph goes with the last
// of them.
func (w *writer) spans(q paper.Paragraph, e escaper) string {
	spans := q.Spans
	if q.Inserted != nil || q.Deleted != nil {
		spans = append(append([]paper.Span{}, spans...), endOf(q.Inserted, q.Deleted))
	}
	var b strings.Builder
	for i := 0; i < len(spans); {
		n := i + 1
		for n < len(spans) && same(spans[i].Inserted, spans[n].Inserted) && same(spans[i].Deleted, spans[n].Deleted) {
			n++
		}
		b.WriteString(w.run(spans[i:n], e))
		e.first = false
		i = n
	}
	return b.String()
}

func same(a, b *paper.Change) bool {
	return a == nil && b == nil || a != nil && b != nil && a.By == b.By && a.At.Equal(b.At)
}

// run are runs of one history, with the comments on them.
func (w *writer) run(spans []paper.Span, e escaper) string {
	var b strings.Builder
	strongly := func(k int) bool { return k >= 0 && k < len(spans) && spans[k].Marks&strong != 0 }
	for k, s := range spans {
		b.WriteString(marked(s, e, !strongly(k-1) && !strongly(k+1)))
		e.first = false
	}
	words := b.String()
	if c := spans[0].Inserted; c != nil {
		words = "{++" + words + "++}" + w.whose(*c)
	}
	if c := spans[0].Deleted; c != nil {
		words = "{--" + words + "--}" + w.whose(*c)
	}
	for _, s := range spans {
		for _, id := range s.Comments {
			words += w.comment(id)
		}
	}
	return words
}

// whose is the comment that says whose a change is, once for changes in a row.
func (w *writer) whose(c paper.Change) string {
	says := ""
	if c.By != "" || !c.At.IsZero() {
		says = escaper{field: true}.escape(c.By) + separator + stamp(c.At)
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
	return t.UTC().Format(time.RFC3339Nano)
}

// comment is what a comment says, where it is said for the first time.
func (w *writer) comment(id string) string {
	if w.said[id] {
		return ""
	}
	for _, c := range w.p.Comments {
		if c.ID != id {
			continue
		}
		w.said[id] = true
		field := escaper{field: true}
		var lines []string
		for _, q := range c.Paragraphs {
			lines = append(lines, field.escape(q.Text()))
		}
		return "{>>" + field.escape(c.By) + separator + stamp(c.At) + separator + strings.Join(lines, paragraphs) + "<<}"
	}
	return ""
}

// notes writes the notes. Their paragraphs are lines of their own; one without words is none.
func (w *writer) notes() {
	for _, n := range w.p.Notes {
		w.w.WriteString("[^" + n.ID + "]:")
		gap := " "
		for _, q := range n.Paragraphs {
			w.last = ""
			if words := edged(w.spans(q, escaper{first: true})); words != "" {
				w.w.WriteString(gap + words)
				gap = "\n    "
			}
		}
		w.w.WriteString("\n\n")
	}
}

// loose writes the comments whose words are gone.
func (w *writer) loose() {
	for _, c := range w.p.Comments {
		if words := w.comment(c.ID); words != "" {
			w.w.WriteString(words + "\n\n")
		}
	}
}
