package docx_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"pgregory.net/rapid"

	"adref/pkg/paper"
)

// generator makes papers of the form that Read gives, of everything that a paper holds.
type generator struct {
	*rapid.T
	p        paper.Paper
	comments []string // whose range is open
	moves    int
	marks    map[bool]int // marks of notes so far, by whether they are of endnotes
}

var someWords = rapid.OneOf(
	rapid.StringMatching(`[a-zA-Z0-9 .,;()\[\]/-]{1,12}`),
	rapid.StringMatching("[a-z \t\n\r<>&\"'%_é条約‘’]{1,8}"),
	rapid.SampledFrom([]string{" ", "  ", "\n", "\t", "\t\t", "شرط", "A/79/1 شرط", "مادة (A/1) 12", "条约", "𝔘👩‍👧", "1.\t", "(a) ", "]]>", "&amp;", "\u00a0", "\u00ad", "\u2011", "\u200f", "\ufeff", "e\u0301", "_x000D_"}),
	rapid.StringOf(rapid.Rune().Filter(func(r rune) bool { return r >= ' ' && r != 0xFFFE && r != 0xFFFF })).Filter(func(s string) bool { return s != "" }),
)

var names = rapid.SampledFrom([]string{"Ruritania", "Borduria", "Sylvania; Freedonia", `"A" & <B>`, "", "Кот-д’Ивуар", "条"})

func (g *generator) flip(n int, label string) bool { return rapid.IntRange(0, n).Draw(g.T, label) == 0 }

func (g *generator) time() time.Time {
	if g.flip(4, "no time") {
		return time.Time{}
	}
	return time.Unix(rapid.Int64Range(0, 4e9).Draw(g.T, "time"), 0).UTC()
}

func (g *generator) change(n int) *paper.Change {
	if !g.flip(n, "change") {
		return nil
	}
	return &paper.Change{By: names.Draw(g.T, "by"), At: g.time()}
}

func language(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "", "", "en", "fr", "ru", "zh", "zh-Hant", "ar", "he", "es"}).Draw(t, "language")
}

func right(l string) bool { return l == "ar" || l == "he" }

func (g *generator) spans(p *paper.Paragraph, anchored, notes bool) {
	own := p.Language
	if own == "" {
		own = g.p.Language
	}
	for range rapid.IntRange(0, 5).Draw(g.T, "spans") {
		s := paper.Span{Text: someWords.Draw(g.T, "text"), Inserted: g.change(4), Deleted: g.change(4), Formatted: g.change(9)}
		s.Marks = paper.Marks(rapid.IntRange(0, int(paper.Hidden<<1-1)).Draw(g.T, "marks")) &^ paper.Subscript
		if g.flip(1, "no marks") {
			s.Marks = 0
		}
		if l := language(g.T); g.flip(4, "language") && l != own {
			s.Language = l
		}
		if g.flip(5, "link") {
			s.Link = rapid.SampledFrom([]string{"https://example.org/a?b&c", "mailto:a@example.org", "#p0", "#P/0", "#nowhere"}).Draw(g.T, "link")
		}
		if notes && g.flip(6, "note") {
			g.note(&s)
		}
		if anchored {
			g.anchor(&s)
		}
		p.Spans = append(p.Spans, s)
	}
}

func (g *generator) note(s *paper.Span) {
	n := paper.Note{End: g.flip(2, "end")}
	g.marks[n.End]++
	id := 1
	for _, m := range g.p.Notes {
		if m.End == n.End {
			id++
		}
	}
	n.ID = "f" + strconv.Itoa(id)
	if n.End {
		n.ID = "e" + strconv.Itoa(id)
	}
	s.Marks &^= paper.Superscript // its style raises it
	s.Text, s.Note = strconv.Itoa(g.marks[n.End]), n.ID
	if g.flip(3, "own mark") {
		g.marks[n.End]--
		s.Text = rapid.SampledFrom([]string{"*", "†", "**"}).Draw(g.T, "mark")
	}
	for range rapid.IntRange(1, 2).Draw(g.T, "paragraphs") {
		q := paper.Paragraph{Style: paper.Body, Inserted: g.change(9)}
		g.paragraphLanguage(&q)
		g.spans(&q, false, false)
		n.Paragraphs = append(n.Paragraphs, q)
	}
	g.p.Notes = append(g.p.Notes, n)
}

// anchor begins and ends comments at a span.
func (g *generator) anchor(s *paper.Span) {
	if g.flip(5, "comment begins") {
		c := paper.Comment{ID: strconv.Itoa(len(g.p.Comments)), By: names.Draw(g.T, "by"), At: g.time(), Resolved: g.flip(2, "resolved")}
		if g.flip(1, "initials") {
			c.Initials = "AB"
		}
		if n := len(g.p.Comments); n > 0 && g.flip(2, "answer") {
			c.Parent = strconv.Itoa(rapid.IntRange(0, n-1).Draw(g.T, "parent"))
		}
		for range rapid.IntRange(1, 2).Draw(g.T, "paragraphs") {
			q := paper.Paragraph{Style: paper.Body}
			g.paragraphLanguage(&q)
			g.spans(&q, false, false)
			c.Paragraphs = append(c.Paragraphs, q)
		}
		g.p.Comments = append(g.p.Comments, c)
		if !g.flip(7, "in no span") {
			g.comments = append(g.comments, c.ID)
		}
	}
	s.Comments = slices.Clone(g.comments)
	if len(g.comments) > 0 && g.flip(1, "comment ends") {
		i := rapid.IntRange(0, len(g.comments)-1).Draw(g.T, "which")
		g.comments = slices.Delete(g.comments, i, i+1)
	}
}

func (g *generator) paragraphLanguage(p *paper.Paragraph) {
	if l := language(g.T); g.flip(4, "paragraph language") && l != g.p.Language {
		p.Language = l
	}
	own := p.Language
	if own == "" {
		own = g.p.Language
	}
	p.RightToLeft = right(own) || g.flip(12, "right to left")
}

var styles = rapid.SampledFrom([]paper.Style{
	paper.Title, paper.Subtitle, paper.Heading, paper.Body, paper.Body, paper.Numbered, paper.Numbered, paper.Numbered, paper.Preambular,
	paper.Quote, paper.Remark, paper.Head, paper.Contents, paper.Furniture,
})

var labels = rapid.OneOf(
	rapid.SampledFrom([]string{"1.", "2.", "3 bis.", "(a)", "(b)", "(i)", "(ii)", "•", "–", "1.2.3", "أولا -", "一、", "OP3 alt.", "A", "iv", "100%", "[4.]"}),
	rapid.StringMatching(`[(]?[0-9a-z]{1,3}[.)]`),
)

func (g *generator) paragraph(cell *paper.Cell) {
	i := len(g.p.Paragraphs)
	p := paper.Paragraph{Style: styles.Draw(g.T, "style"), Cell: cell, NewPage: g.flip(9, "new page"), Inserted: g.change(6), Deleted: g.change(6), Formatted: g.change(9)}
	if g.flip(1, "ID") {
		p.ID = rapid.SampledFrom([]string{fmt.Sprintf("p%d", i), fmt.Sprintf("P/%d", i), fmt.Sprintf("long-%d-%040d", i, i), "twice", "Ünicode"}).Draw(g.T, "id")
	}
	switch p.Style {
	case paper.Heading:
		p.Level = rapid.IntRange(1, 9).Draw(g.T, "level")
	case paper.Numbered:
		p.Level = rapid.IntRange(0, 8).Draw(g.T, "level")
	case paper.Contents:
		p.Level = rapid.IntRange(0, 9).Draw(g.T, "level")
	}
	if p.Style != paper.Head && p.Style != paper.Contents && p.Style != paper.Furniture && g.flip(1, "label") {
		p.Label = labels.Draw(g.T, "label")
		p.Auto = p.Style != paper.Body && g.flip(3, "auto") // what Word counts is numbered
		if g.flip(9, "was") {
			p.Was = &paper.Was{Label: rapid.SampledFrom([]string{"", "3.", "(z)"}).Draw(g.T, "was"), Change: paper.Change{By: names.Draw(g.T, "by"), At: g.time()}}
		}
	}
	g.paragraphLanguage(&p)
	g.spans(&p, true, true)
	g.p.Paragraphs = append(g.p.Paragraphs, p)
}

func (g *generator) table(n int) {
	columns := rapid.IntRange(1, 4).Draw(g.T, "columns")
	for r := range rapid.IntRange(1, 3).Draw(g.T, "rows") {
		ins, del := g.change(6), g.change(6)
		header := g.flip(2, "header")
		for c := 0; c < columns; {
			span := rapid.IntRange(1, columns-c).Draw(g.T, "span")
			cell := &paper.Cell{Table: n, Row: r, Column: c, Header: header, Inserted: ins, Deleted: del}
			if span > 1 {
				cell.Span = span
			}
			for range rapid.IntRange(1, 2).Draw(g.T, "paragraphs") {
				g.paragraph(cell)
			}
			c += span
		}
	}
}

// move makes two neighbouring paragraphs and others the ends of a move.
func (g *generator) move() {
	g.moves++
	c := &paper.Change{By: names.Draw(g.T, "by"), At: g.time(), Move: fmt.Sprintf("move%d", g.moves)}
	p := paper.Paragraph{Style: paper.Numbered, Label: "7.", RightToLeft: right(g.p.Language), Deleted: c, Spans: []paper.Span{{Text: someWords.Draw(g.T, "text"), Deleted: c}, {Text: "and so on", Deleted: c, Marks: paper.Bold}}}
	q := p
	q.Inserted, q.Deleted = c, nil
	q.Spans = []paper.Span{{Text: someWords.Draw(g.T, "text"), Inserted: c}, {Text: "new", Inserted: g.change(1)}, {Text: "moved", Inserted: c, Deleted: g.change(1)}}
	for _, half := range []paper.Paragraph{p, q} {
		for i := range half.Spans {
			half.Spans[i].Comments = slices.Clone(g.comments)
		}
		g.p.Paragraphs = append(g.p.Paragraphs, half)
		g.paragraph(nil)
	}
}

func generated() *rapid.Generator[paper.Paper] {
	return rapid.Custom(func(t *rapid.T) paper.Paper {
		g := &generator{T: t, marks: map[bool]int{}}
		g.p.Language = language(t)
		g.p.Title = rapid.SampledFrom([]string{"", "A title", "<&>"}).Draw(t, "title")
		if g.flip(2, "origin") {
			g.p.Origin = paper.Origin{Process: "OEWG", Document: "report", Revision: rapid.IntRange(0, 9).Draw(t, "revision"), Symbol: "A/1", Digest: "0f"}
		}
		if g.flip(3, "masthead") {
			g.p.Masthead = &paper.Masthead{Organization: "United Nations", Body: "General Assembly", Symbol: "A/AC.292/1", Lines: []string{"Distr.: General"}}
			if g.flip(1, "bare") {
				g.p.Masthead = &paper.Masthead{Symbol: "A/1"}
			}
		}
		tables := 0
		for range rapid.IntRange(0, 6).Draw(t, "parts") {
			switch rapid.IntRange(0, 6).Draw(t, "part") {
			case 0:
				tables++
				g.table(tables)
			case 1:
				g.move()
			default:
				g.paragraph(nil)
			}
		}
		slices.SortStableFunc(g.p.Notes, func(a, b paper.Note) int { return strings.Compare(b.ID[:1], a.ID[:1]) }) // footnotes first
		return g.p
	})
}
