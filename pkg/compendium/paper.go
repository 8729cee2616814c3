package compendium

import (
	"strings"

	"adref/pkg/page"
	"adref/pkg/paper"
)

// Paper is the compendium as a conference document: masthead, contents, one section for each explanation, index. The paragraphs of
// style Quote of a section are the text of its explanation as received, one for each line; blank lines part paragraphs and are
// not kept.
func (c Compendium) Paper() paper.Paper {
	s := newSheet(c)
	b := binder{s: s}
	p := paper.Paper{
		Language: s.Language, Title: strings.TrimSuffix(s.Title+": "+s.Of, ": "),
		Origin:   paper.Origin{Document: c.Document, Symbol: c.Symbol},
		Masthead: &paper.Masthead{Body: s.Body, Symbol: s.Symbol, Lines: s.Masthead},
	}
	b.head()
	for _, sec := range s.Sections {
		b.section(sec)
	}
	b.index()
	p.Paragraphs = b.out
	return p
}

// binder puts the paragraphs of a sheet together.
type binder struct {
	s   sheet
	out []paper.Paragraph
}

// add adds a paragraph of one run, unless it is empty.
func (b *binder) add(style paper.Style, level int, words string) {
	if words == "" {
		return
	}
	b.out = append(b.out, paper.Paragraph{Style: style, Level: level, Spans: []paper.Span{{Text: words}}})
}

func (b *binder) head() {
	s := b.s
	b.add(paper.Title, 0, s.Title)
	for _, line := range []string{s.Issue, s.Of, s.Draft} {
		b.add(paper.Subtitle, 0, line)
		if line == s.Of && line != "" && otherScript(s.Language) && ascii(line) {
			b.out[len(b.out)-1].Spans[0].Language = "en" // the title of the text, which has no translation
		}
	}
	b.add(paper.Body, 0, s.Adopted)
	b.add(paper.Remark, 0, s.Labels.Note)
	b.changes()
	if len(s.Sections) == 0 {
		b.add(paper.Body, 0, s.Labels.None)
		return
	}
	b.add(paper.Contents, 0, s.Labels.Contents)
}

// changes are what a corrigendum does.
func (b *binder) changes() {
	if len(b.s.Changes) == 0 {
		return
	}
	b.add(paper.Heading, 1, b.s.Labels.Changes)
	for _, x := range b.s.Changes {
		of := paper.Span{Text: x.Heading}
		if x.To != "" {
			of.Link = "#" + x.To
		}
		b.out = append(b.out, paper.Paragraph{Style: paper.Body, Level: 1, Label: "–", Spans: []paper.Span{of, {Text: ": " + x.Says}}})
	}
}

// section is an explanation. Nothing is put into its words: what the compiler adds stands below them.
func (b *binder) section(p part) {
	b.add(paper.Heading, 1, p.heading())
	b.out[len(b.out)-1].ID = p.ID
	b.add(paper.Remark, 0, p.facts(b.s.Labels, true))
	for line := range strings.Lines(p.Text) {
		words := strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(words) != "" {
			b.out = append(b.out, paper.Paragraph{
				Style: paper.Quote, Language: p.Language, RightToLeft: p.Direction == "rtl", Spans: []paper.Span{{Text: words}},
			})
		}
	}
	b.references(p)
}

// references say where in the adopted text the references of an explanation hold.
func (b *binder) references(p part) {
	if len(p.Notes) == 0 {
		return
	}
	l := b.s.Labels
	b.out = append(b.out, paper.Paragraph{Style: paper.Remark, Spans: []paper.Span{
		{Text: l.References + ".", Marks: paper.Bold}, {Text: " " + l.ReferencesNote},
	}})
	for _, n := range p.Notes {
		says := paper.Span{Text: n.Says}
		if n.To != "" {
			says.Link = "#par-" + n.To
		}
		q := paper.Paragraph{Style: paper.Remark, Level: 1, Label: "–", Spans: []paper.Span{{Text: b.quoted(n.As, p), Language: p.Language}, {Text: ": "}, says}}
		if n.Flag != "" {
			q.Spans = append(q.Spans, paper.Span{Text: " (" + l.Check + ")", Marks: paper.Italic})
		}
		b.out = append(b.out, q)
	}
}

// quoted are words of an explanation in a line of the compiler. Where that runs the other way, a mark of direction at both ends keeps
// quotation marks and brackets on their sides, for programs that do not isolate words of another language.
func (b *binder) quoted(words string, p part) string {
	mark := "\u200e" // left to right
	if p.Direction == "rtl" {
		mark = "\u200f"
	}
	if page.Direction(b.s.Language) == p.Direction {
		return words
	}
	return mark + words + mark
}

// otherScript says that a language is not written in Latin letters.
func otherScript(language string) bool {
	return language == "ar" || language == "ru" || language == "zh"
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}

// index is the table of paragraphs and of those who refer to them.
func (b *binder) index() {
	l := b.s.Labels
	b.add(paper.Heading, 1, l.Index)
	b.out[len(b.out)-1].ID = "index"
	if len(b.s.Index) == 0 {
		b.add(paper.Body, 0, l.NoIndex)
		return
	}
	b.add(paper.Remark, 0, l.IndexNote)
	b.row(0, "", l.Column, l.Words, l.Refer, l.Dissociate, l.Reservation)
	for i, r := range b.s.Index {
		b.row(i+1, "par-"+r.Paragraph, r.Where, r.Words, r.Refer, r.Dissociate, r.Reservation)
	}
}

// row is a row of the index; the first one is its head.
func (b *binder) row(n int, id string, cells ...string) {
	for k, words := range cells {
		q := paper.Paragraph{Style: paper.Body, Cell: &paper.Cell{Table: 1, Row: n, Column: k, Header: n == 0}}
		if k == 0 {
			q.ID = id
		}
		if words != "" {
			q.Spans = []paper.Span{{Text: words}}
			if n == 0 {
				q.Spans[0].Marks = paper.Bold
			}
		}
		b.out = append(b.out, q)
	}
}
