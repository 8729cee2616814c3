package papertest

import (
	"fmt"

	"adref/pkg/paper"

	"pgregory.net/rapid"
)

// pieces are words that have been lost or changed somewhere: white space of all kinds, characters that are not seen, signs of the
// formats that are written, what looks like a label.
var pieces = []string{
	"shall", "act", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\u00a0", "\u202f", "\u3000", "\u2028", "\u0085", "\u00ad", "\u200d", "\u200e\u200f\u202b", "\ufeff",
	"e\u0301", "é", "条约", "العربية", "👩‍👩‍👧", "𝒜", "]]>", "<br>", "<b>", "</p>", "&amp;", "&#13;", "&nbsp;", "&", "<!--", "|", "| --- |", "¶", "\\", "\\n", "`", "*", "**", "_", "#", "# ",
	"- ", "---", "> ", "+", "{++", "++}", "{--", "--}", "{~~", "~>", "~~}", "{>>", "<<}", "{==", "==}", "{", "}", "~", "=", "[^f1]", "[^", "]: ", ":", "[", "]", " · ", " / ", "–",
	"1.", "3 bis. ", "bis. ", "(a) ", "• ", "A. ", "=1+1", "\"", "'", "_x0041_", "%", "$1",
}

// Words generates words that have been lost somewhere; what XML cannot hold is not among them.
func Words() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		s := ""
		for range rapid.IntRange(0, 5).Draw(t, "pieces") {
			s += rapid.SampledFrom(pieces).Draw(t, "piece")
		}
		return s
	})
}

// Hostile generates papers to lose characters of: words of Words, changes inside changes, comments over several paragraphs, notes
// and cells with tracked changes, rows that came and went, empty paragraphs and cells, authors whose names look like mark-up.
func Hostile() *rapid.Generator[paper.Paper] {
	return rapid.Custom(func(t *rapid.T) paper.Paper {
		h := hostile{t: t}
		for i := range rapid.IntRange(1, 2).Draw(t, "comments") {
			h.p.Comments = append(h.p.Comments, paper.Comment{
				ID: fmt.Sprint("c", i+1), By: authors[rapid.IntRange(0, len(authors)-1).Draw(t, "by")], At: noon, Paragraphs: h.aside(2, false),
			})
		}
		h.p.Language, h.p.Title = "en", "T"
		h.p.Notes = []paper.Note{{ID: "f1", Paragraphs: h.aside(2, true)}}
		for i := range rapid.IntRange(1, 4).Draw(t, "paragraphs") {
			q := h.paragraph(h.style())
			q.ID = fmt.Sprint("p", i)
			h.p.Paragraphs = append(h.p.Paragraphs, q)
		}
		if rapid.Bool().Draw(t, "table") {
			h.table()
		}
		h.refer()
		return h.p
	})
}

var authors = []string{"Norland", "", "a · 2026-01-01T00:00:00Z", "–", " · –", "b <<} {>>c", "EU; \"G77\" <and> & / China", "3. d"}

type hostile struct {
	t *rapid.T
	p paper.Paper
}

func (h *hostile) change(name string) *paper.Change {
	if rapid.IntRange(0, 2).Draw(h.t, name) > 0 {
		return nil
	}
	c := &paper.Change{By: rapid.SampledFrom(authors).Draw(h.t, "author")}
	if rapid.Bool().Draw(h.t, "dated") {
		c.At = noon
	}
	return c
}

func (h *hostile) style() paper.Style {
	return rapid.SampledFrom([]paper.Style{paper.Title, paper.Heading, paper.Body, paper.Numbered, paper.Preambular, paper.Quote, paper.Remark}).Draw(h.t, "style")
}

// aside are the words of a note or a comment; those of a note may be tracked.
func (h *hostile) aside(n int, tracked bool) []paper.Paragraph {
	var out []paper.Paragraph
	for range n {
		q := paper.Paragraph{Style: paper.Body}
		for range rapid.IntRange(1, 2).Draw(h.t, "spans") {
			q.Spans = append(q.Spans, paper.Span{Text: Words().Draw(h.t, "words")})
		}
		if tracked {
			q.Spans[0].Inserted, q.Spans[0].Deleted = h.change("inserted"), h.change("deleted")
		}
		out = append(out, q)
	}
	return out
}

func (h *hostile) paragraph(style paper.Style) paper.Paragraph {
	q := paper.Paragraph{Style: style, Inserted: h.change("end inserted")}
	if q.Inserted == nil {
		q.Deleted = h.change("end deleted")
	}
	switch style {
	case paper.Heading:
		q.Level = 1
	case paper.Numbered:
		q.Label = rapid.SampledFrom([]string{"3.", "4 bis.", "12."}).Draw(h.t, "label")
		if c := h.change("renumbered"); c != nil {
			q.Was = &paper.Was{Label: rapid.SampledFrom([]string{"", "2."}).Draw(h.t, "was"), Change: *c}
		}
	}
	for range rapid.IntRange(0, 4).Draw(h.t, "spans") {
		s := paper.Span{
			Text: Words().Draw(h.t, "words"), Inserted: h.change("inserted"), Deleted: h.change("deleted"),
			Marks: rapid.SampledFrom([]paper.Marks{0, 0, paper.Bold, paper.Italic, paper.Bold | paper.Italic, paper.Underline, paper.Superscript}).Draw(h.t, "marks"),
		}
		if rapid.IntRange(0, 4).Draw(h.t, "language") == 0 {
			s.Language = "fr"
		}
		if rapid.IntRange(0, 3).Draw(h.t, "commented") == 0 {
			s.Comments = []string{"c1"}
		}
		q.Spans = append(q.Spans, s)
	}
	return q
}

// table adds a table of three columns whose first row has a cell over two of them.
func (h *hostile) table() {
	for row := range 3 {
		ins, del := h.change("row inserted"), h.change("row deleted")
		for column := range 3 {
			c := &paper.Cell{Table: 1, Row: row, Column: column, Header: row == 0, Inserted: ins, Deleted: del}
			if row == 0 && column == 1 {
				continue
			}
			if row == 0 && column == 0 {
				c.Span = 2
			}
			for range rapid.IntRange(1, 2).Draw(h.t, "in cell") {
				q := h.paragraph(rapid.SampledFrom([]paper.Style{paper.Body, paper.Numbered}).Draw(h.t, "style"))
				q.Cell, q.Inserted, q.Deleted = c, nil, nil
				h.p.Paragraphs = append(h.p.Paragraphs, q)
			}
		}
	}
}

// refer puts the mark of the note somewhere.
func (h *hostile) refer() {
	q := &h.p.Paragraphs[rapid.IntRange(0, len(h.p.Paragraphs)-1).Draw(h.t, "referring")]
	at := rapid.IntRange(0, len(q.Spans)).Draw(h.t, "after")
	q.Spans = append(q.Spans[:at:at], append([]paper.Span{{Text: "1", Note: "f1"}}, q.Spans[at:]...)...)
}
