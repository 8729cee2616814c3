// Package hypertext writes papers as HTML pages that stand alone, for the screen, the phone and the printer, and reads HTML: our own
// pages and what was pasted from Word, with its tracked changes.
//
// Laws: the page of a paper is read back with the same words, labels, identities, changes, authors and times. Nothing in a text
// becomes mark-up. The same paper gives the same bytes.
package hypertext

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"adref/pkg/page"
	"adref/pkg/paper"
)

//go:embed paper.css
var style template.CSS

// Options are what a page may be told beyond its paper.
type Options struct {
	Nav []page.Link // the way back, for a page that is served
	// Pages are the pages on which paragraphs stand in print, by their index, where an engine has counted them.
	Pages map[int]int
}

// Write writes the paper as a page.
func Write(w io.Writer, p paper.Paper, o Options) error {
	p = p.Normal()
	d := writer{p: p, o: o}
	d.masthead()
	for i := 0; i < len(p.Paragraphs); {
		i = d.block(i)
	}
	d.notes()
	d.comments()
	return page.Write(w, page.Page{
		Title: cmp.Or(p.Title, "Paper"), Language: p.Language, Nav: o.Nav, Style: style + running(p), Body: template.HTML(d.b.String()),
	})
}

// running is the head and the foot of each printed page: symbol and number.
func running(p paper.Paper) template.CSS {
	symbol := p.Origin.Symbol
	if p.Masthead != nil {
		symbol = cmp.Or(p.Masthead.Symbol, symbol)
	}
	return template.CSS(fmt.Sprintf("@page { @top-right { content: %s; } }\n@page :first { @top-right { content: none; } }\n", quoted(symbol)))
}

// quoted is a string of CSS.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < ' ' || strings.ContainsRune(`"\<>&`, r) {
			fmt.Fprintf(&b, `\%x `, r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}

type writer struct {
	p paper.Paper
	o Options
	b strings.Builder
	// author is who was named last in the paragraph: a name is printed where it changes.
	author string
}

func (d *writer) put(format string, args ...any) { fmt.Fprintf(&d.b, format, args...) }

func escape(s string) string { return strings.ReplaceAll(template.HTMLEscapeString(s), "\r", "&#13;") }

// attribute is ` name="value"`, nothing where the value is empty.
func attribute(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + escape(value) + `"`
}

func (d *writer) masthead() {
	m := d.p.Masthead
	if m == nil {
		return
	}
	d.put("<header class=\"un\" data-style=\"masthead\">\n<p class=\"organization\">%s</p>\n<p class=\"symbol\"><bdi dir=\"ltr\">%s</bdi></p>\n", escape(m.Organization), escape(m.Symbol))
	d.put("<p class=\"body\">%s</p>\n<p class=\"lines\">", escape(m.Body))
	for i, line := range m.Lines {
		if i > 0 {
			d.put("<br>")
		}
		d.put("<bdi>%s</bdi>", escape(line))
	}
	d.put("</p>\n</header>\n")
}

// block writes the paragraph at i, or the table that it opens, and returns what comes next.
func (d *writer) block(i int) int {
	q := d.p.Paragraphs[i]
	switch {
	case q.Cell != nil:
		return d.table(i)
	case q.Style == paper.Contents:
		d.contents(q)
	default:
		d.paragraph(q, element(q))
	}
	return i + 1
}

// element is the element of a paragraph.
func element(q paper.Paragraph) string {
	switch q.Style {
	case paper.Title:
		return "h1"
	case paper.Heading:
		return fmt.Sprintf("h%d", min(max(q.Level, 1)+1, 6))
	}
	return "p"
}

func (d *writer) paragraph(q paper.Paragraph, name string) {
	d.author = ""
	d.put("<%s%s%s>", name, attribute("id", q.ID), d.class(q))
	d.put("%s", d.label(q))
	for _, s := range q.Spans {
		d.span(s)
	}
	d.end(q.Inserted, q.Deleted)
	d.put("</%s>\n", name)
}

// class is the style, the level and the language of a paragraph.
func (d *writer) class(q paper.Paragraph) string {
	out := fmt.Sprintf(` class="paper %s level-%d"`, q.Style, q.Level)
	language := q.Language
	if q.RightToLeft && page.Direction(cmp.Or(language, d.p.Language)) != "rtl" {
		out += ` dir="rtl"`
	} else if language != "" && page.Direction(language) != page.Direction(d.p.Language) {
		out += attribute("dir", page.Direction(language))
	}
	if q.NewPage {
		out += ` data-new-page="yes"`
	}
	return out + attribute("lang", language)
}

func (d *writer) label(q paper.Paragraph) string {
	if q.Label == "" && q.Was == nil {
		return ""
	}
	auto := ""
	if q.Auto {
		auto = ` data-auto="yes"`
	}
	if q.Was == nil {
		return fmt.Sprintf(`<span class="number"%s>%s </span>`, auto, escape(q.Label))
	}
	var was, is string
	if q.Was.Label != "" {
		was = "<del" + whose(q.Was.Change) + ">" + escape(q.Was.Label) + "</del>"
	}
	if q.Label != "" {
		is = "<ins" + whose(q.Was.Change) + ">" + escape(q.Label) + "</ins>"
	}
	return fmt.Sprintf(`<span class="number"%s%s>%s%s </span>`, auto, whose(q.Was.Change), was, is)
}

// whose are the attributes that say whose a change is.
func whose(c paper.Change) string {
	return attribute("data-by", c.By) + attribute("datetime", stamp(c)) + attribute("data-move", c.Move)
}

// stamp is the time of a change, "" for none.
func stamp(c paper.Change) string {
	if c.At.IsZero() {
		return ""
	}
	return c.At.UTC().Format(time.RFC3339Nano)
}

// opened are the tags of what was tracked, and those that close them. A move is told from an insertion.
func opened(inserted, deleted *paper.Change) (open, close string) {
	if inserted != nil {
		open, close = "<ins"+moved(inserted)+whose(*inserted)+">", "</ins>"
	}
	if deleted != nil {
		open, close = open+"<del"+moved(deleted)+whose(*deleted)+">", "</del>"+close
	}
	return open, close
}

func moved(c *paper.Change) string {
	if c.Move != "" {
		return ` class="moved"`
	}
	return ""
}

// end marks an end of a paragraph that was tracked.
func (d *writer) end(inserted, deleted *paper.Change) {
	if inserted == nil && deleted == nil {
		return
	}
	open, close := opened(inserted, deleted)
	d.put(`<span class="end">%s¶%s</span>`, open, close)
}

// elements are the elements of the marks.
var elements = []struct {
	mark paper.Marks
	name string
}{
	{paper.Bold, "b"}, {paper.Italic, "i"}, {paper.Underline, "u"}, {paper.Strike, "s"}, {paper.Superscript, "sup"}, {paper.Subscript, "sub"}, {paper.Highlight, "mark"},
}

func (d *writer) span(s paper.Span) {
	open, close := opened(s.Inserted, s.Deleted)
	open = d.named(s) + open
	for _, e := range elements {
		if s.Marks&e.mark != 0 {
			open, close = open+"<"+e.name+">", "</"+e.name+">"+close
		}
	}
	if s.Language != "" {
		open, close = open+"<span"+attribute("lang", s.Language)+attribute("dir", page.Direction(s.Language))+">", "</span>"+close
	}
	switch {
	case s.Note != "":
		open, close = open+`<a class="note" href="#note-`+escape(s.Note)+`">`, "</a>"+close
	case safe(s.Link):
		open, close = open+`<a href="`+escape(s.Link)+`">`, "</a>"+close
	}
	if len(s.Comments) > 0 {
		open, close = open+`<span data-comments="`+escape(strings.Join(s.Comments, " "))+`">`, "</span>"+close
	}
	d.put("%s%s%s", open, strings.ReplaceAll(escape(s.Text), "\n", "<br>"), close)
	for _, id := range s.Comments {
		d.put(`<a class="comment" href="#comment-%s"></a>`, escape(id))
	}
}

// safe says whether an address may be a link.
func safe(link string) bool {
	for _, p := range []string{"#", "https://", "http://", "mailto:"} {
		if strings.HasPrefix(link, p) {
			return true
		}
	}
	return false
}

// named is the name of who made a change, where it is another than before.
func (d *writer) named(s paper.Span) string {
	by := ""
	for _, c := range []*paper.Change{s.Inserted, s.Deleted} {
		if c != nil {
			by = c.By
		}
	}
	if by == "" || by == d.author {
		return ""
	}
	d.author = by
	return `<sup class="by">` + escape(by) + `</sup>`
}

// contents is the table of contents: the headings of the paper.
func (d *writer) contents(q paper.Paragraph) {
	d.put("<nav class=\"contents\" aria-label=\"%s\">\n<h2>%s</h2>\n<ol>\n", escape(q.Text()), escape(q.Text()))
	for i, h := range d.p.Paragraphs {
		if h.Style != paper.Heading || h.Level > 2 {
			continue
		}
		number := ""
		if n := d.o.Pages[i]; n > 0 {
			number = fmt.Sprintf(`<span class="page">%d</span>`, n)
		}
		words := escape(strings.TrimSpace(h.Label + " " + h.Text()))
		if h.ID != "" {
			words = `<a href="#` + escape(h.ID) + `">` + words + "</a>"
		}
		d.put("<li class=\"level-%d\"><span>%s</span>%s</li>\n", h.Level, words, number)
	}
	d.put("</ol>\n</nav>\n")
}

func (d *writer) table(i int) int {
	n := d.p.Paragraphs[i].Cell.Table
	d.put("<div class=\"wide\"><table class=\"paper\">\n")
	row, column, cell, head := -1, -1, "", false
	for ; i < len(d.p.Paragraphs) && d.p.Paragraphs[i].Cell != nil && d.p.Paragraphs[i].Cell.Table == n; i++ {
		q := d.p.Paragraphs[i]
		c := q.Cell
		if c.Row != row {
			if row >= 0 {
				d.put("</%s></tr>\n", cell)
			}
			switch {
			case c.Header && row < 0:
				d.put("<thead>\n")
				head = true
			case head && !c.Header:
				d.put("</thead>\n")
				head = false
			}
			d.put("<tr%s>", rowChange(c))
			row, column = c.Row, -1
		}
		if c.Column != column {
			if column >= 0 {
				d.put("</%s>", cell)
			}
			cell = "td"
			if c.Header {
				cell = "th"
			}
			span := ""
			if c.Span > 1 {
				span = fmt.Sprintf(` colspan="%d"`, c.Span)
			}
			d.put("<%s%s>", cell, span)
			column = c.Column
		}
		d.paragraph(q, "p")
	}
	d.put("</%s></tr>\n", cell)
	if head {
		d.put("</thead>\n")
	}
	d.put("</table></div>\n")
	return i
}

// rowChange says that a row was inserted or deleted, and by whom.
func rowChange(c *paper.Cell) string {
	switch {
	case c.Inserted != nil && c.Deleted != nil:
		return ` class="inserted deleted"` + whose(*c.Inserted) + ` data-deleted-by="` + escape(c.Deleted.By) + `"` + attribute("data-deleted", stamp(*c.Deleted))
	case c.Inserted != nil:
		return ` class="inserted"` + whose(*c.Inserted)
	case c.Deleted != nil:
		return ` class="deleted"` + whose(*c.Deleted)
	}
	return ""
}

func (d *writer) notes() {
	if len(d.p.Notes) == 0 {
		return
	}
	d.put("<section class=\"notes\">\n")
	for _, n := range d.p.Notes {
		d.put("<div class=\"note\" id=\"note-%s\">", escape(n.ID))
		for _, q := range n.Paragraphs {
			d.paragraph(q, "p")
		}
		d.put("</div>\n")
	}
	d.put("</section>\n")
}

func (d *writer) comments() {
	if len(d.p.Comments) == 0 {
		return
	}
	d.put("<section class=\"comments\">\n")
	for _, c := range d.p.Comments {
		resolved := ""
		if c.Resolved {
			resolved = ` data-resolved="yes"`
		}
		d.put("<aside class=\"comment\" id=\"comment-%s\"%s%s%s><p class=\"who\">%s</p>", escape(c.ID), whose(paper.Change{By: c.By, At: c.At}), attribute("data-parent", c.Parent), resolved, escape(c.By))
		for _, q := range c.Paragraphs {
			d.paragraph(q, "p")
		}
		d.put("</aside>\n")
	}
	d.put("</section>\n")
}
