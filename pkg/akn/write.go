package akn

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"adref/pkg/paper"
)

// Write writes the paper.
func Write(w io.Writer, p paper.Paper, o Options) error {
	p = p.Normal()
	d := writer{w: bufio.NewWriter(w), p: p, open: map[string]bool{}}
	n := named(p, o)
	d.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"%s\" xmlns:adref=\"%s\">\n", Namespace, Own)
	name := o.Name
	if name == "" {
		name = "draft"
	}
	d.put("<doc name=\"%s\">\n", escape(name))
	d.meta(n, o)
	d.preface()
	d.put("<mainBody>\n")
	root := tree(p.Paragraphs)
	for _, c := range root.children {
		d.node(c)
	}
	if len(root.children) == 0 {
		d.put("<p/>\n")
	}
	d.put("</mainBody>\n</doc>\n</akomaNtoso>\n")
	if d.err != nil {
		return d.err
	}
	return d.w.Flush()
}

type writer struct {
	w     *bufio.Writer
	p     paper.Paper
	open  map[string]bool // notes that are being written, by ID
	where string          // the paragraph at hand, for errors
	err   error
}

// put writes, and refuses a character that XML cannot hold: nothing is left out silently.
func (d *writer) put(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if i := strings.IndexFunc(s, forbidden); i >= 0 && d.err == nil {
		r, _ := utf8.DecodeRuneInString(s[i:])
		d.err = fmt.Errorf("%w: U+%04X in %s", ErrCharacter, r, d.where)
	}
	d.w.WriteString(s)
}

// forbidden says whether XML cannot hold a character, or would read it as another one (XML 1.0, 2.2).
func forbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;", "\n", "&#10;", "\t", "&#9;").Replace(s)
}

// words are characters of the text.
func (d *writer) words(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(escape(s), "&#10;", "<eol/>"), "&#9;", "\t")
}

func attribute(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + escape(value) + `"`
}

func flag(name string, set bool) string {
	if !set {
		return ""
	}
	return attribute(name, "yes")
}

// change are the attributes of a tracked change, under a name for what was changed.
func change(name string, c *paper.Change) string {
	if c == nil {
		return ""
	}
	at := ""
	if !c.At.IsZero() {
		at = c.At.UTC().Format(time.RFC3339Nano)
	}
	return fmt.Sprintf(` adref:%s="%s"`, name, escape(c.By)) + attribute("adref:"+name+"-at", at) + attribute("adref:"+name+"-move", c.Move)
}

func (d *writer) meta(n iri, o Options) {
	date := day(o.Date)
	d.put("<meta>\n<identification source=\"#adref\">\n")
	for _, level := range []struct{ name, this, uri, more string }{
		{"FRBRWork", n.work + "/!main", n.work, "<FRBRcountry value=\"un\"/>"},
		{"FRBRExpression", n.expression + "/!main", n.expression, fmt.Sprintf("<FRBRlanguage language=\"%s\"/>", language(d.p.Language))},
		{"FRBRManifestation", n.manifestation, n.manifestation, "<FRBRformat value=\"application/akn+xml\"/>"},
	} {
		d.put("<%s>\n<FRBRthis value=\"%s\"/>\n<FRBRuri value=\"%s\"/>\n<FRBRdate date=\"%s\" name=\"generation\"/>\n<FRBRauthor href=\"#adref\"/>\n%s\n</%s>\n",
			level.name, escape(level.this), escape(level.uri), date, level.more, level.name)
	}
	d.put("</identification>\n<references source=\"#adref\">\n<TLCOrganization eId=\"adref\" href=\"/ontology/organization/adref\" showAs=\"adref\"/>\n</references>\n")
	d.remarks()
	of := d.p.Origin
	d.put("<proprietary source=\"#adref\"><adref:origin%s%s%s%s%s%s%s/></proprietary>\n</meta>\n", attribute("title", d.p.Title), attribute("language", d.p.Language), attribute("process", of.Process),
		attribute("document", of.Document), number("revision", of.Revision), attribute("symbol", of.Symbol), attribute("digest", of.Digest))
}

// remarks are the comments, and the notes that nothing in the text refers to.
func (d *writer) remarks() {
	loose := unreferred(d.p)
	if len(d.p.Comments)+len(loose) == 0 {
		return
	}
	d.put("<notes source=\"#adref\">\n")
	for i, c := range d.p.Comments {
		d.where = "comment " + c.ID
		at := paper.Change{By: c.By, At: c.At}
		d.put("<note eId=\"comment_%d\"%s%s%s%s%s>", i+1, attribute("adref:id", c.ID), change("by", &at), attribute("adref:initials", c.Initials), attribute("adref:parent", c.Parent), flag("adref:resolved", c.Resolved))
		d.paragraphs(c.Paragraphs)
		d.put("</note>\n")
	}
	for i, n := range loose {
		d.where = "note " + n.ID
		d.put("<note eId=\"note_%d\"%s%s>", i+1, attribute("adref:note", n.ID), flag("adref:end", n.End))
		d.paragraphs(n.Paragraphs)
		d.put("</note>\n")
	}
	d.put("</notes>\n")
}

// unreferred are the notes whose mark stands nowhere in the text: who deleted it may think better of it.
func unreferred(p paper.Paper) []paper.Note {
	marked := map[string]bool{}
	for _, q := range p.Paragraphs {
		for _, s := range q.Spans {
			marked[s.Note] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(p.Notes), func(n paper.Note) bool { return marked[n.ID] })
}

func number(name string, n int) string {
	if n == 0 {
		return ""
	}
	return attribute(name, fmt.Sprint(n))
}

// preface is the masthead.
func (d *writer) preface() {
	m := d.p.Masthead
	if m == nil {
		return
	}
	d.where = "the masthead"
	d.put("<preface>\n<p adref:masthead=\"organization\">%s</p>\n<p adref:masthead=\"body\">%s</p>\n<p adref:masthead=\"symbol\"><docNumber>%s</docNumber></p>\n",
		d.words(m.Organization), d.words(m.Body), d.words(m.Symbol))
	for _, line := range m.Lines {
		d.put("<p adref:masthead=\"line\">%s</p>\n", d.words(line))
	}
	d.put("</preface>\n")
}

func (d *writer) node(n *node) {
	d.put("<%s%s%s%s>", n.element, attribute("name", n.name), attribute("eId", n.eID), attribute("wId", wID(n.wID)))
	q := n.paragraph
	if q != nil {
		d.where = "paragraph " + strings.TrimSpace(q.Label+" "+q.ID)
		d.num(q)
	}
	switch {
	case n.table != nil:
		d.put("<content>\n")
		d.table(n.table)
		d.put("</content>")
	case n.element == "section":
		d.put("<heading%s>", about(q))
		d.inline(q.Spans)
		d.put("</heading>")
		if len(n.children) == 0 {
			d.put("<content><p adref:none=\"yes\"/></content>")
		}
	case len(n.children) > 0:
		d.put("<intro>")
		d.bare(q)
		d.put("</intro>")
	default:
		d.put("<content>")
		d.bare(q)
		d.put("</content>")
	}
	if len(n.children) > 0 {
		d.put("\n")
	}
	for _, c := range n.children {
		d.node(c)
	}
	d.put("</%s>\n", n.element)
}

// wID is an identity as the standard wants it: without white space. Ours stands beside it as it is.
func wID(id string) string { return strings.Join(strings.Fields(id), "-") }

// num is the label, with what is tracked on it.
func (d *writer) num(q *paper.Paragraph) {
	switch {
	case q.Was != nil:
		d.put("<num%s>", change("was", &q.Was.Change))
		if q.Was.Label != "" {
			d.put("<del>%s</del>", d.words(q.Was.Label))
		}
		if q.Label != "" {
			d.put("<ins>%s</ins>", d.words(q.Label))
		}
		d.put("</num>")
	case q.Label != "":
		d.put("<num>%s</num>", d.words(q.Label))
	}
}

// about are the attributes of a paragraph that the standard has no place for.
func about(q *paper.Paragraph) string {
	return attribute("xml:lang", q.Language) + attribute("adref:id", q.ID) + attribute("adref:style", string(q.Style)) + number("adref:level", q.Level) +
		flag("adref:auto", q.Auto) + flag("adref:rtl", q.RightToLeft) + flag("adref:new-page", q.NewPage) +
		change("inserted", q.Inserted) + change("deleted", q.Deleted) + change("formatted", q.Formatted)
}

// bare writes a paragraph whose label stands in the hierarchy.
func (d *writer) bare(q *paper.Paragraph) {
	d.put("<p%s>", about(q))
	d.inline(q.Spans)
	d.put("</p>")
}

// paragraphs writes paragraphs that stand in no hierarchy: a note, a comment, a cell.
func (d *writer) paragraphs(ps []paper.Paragraph) {
	for i := range ps {
		d.put("<p%s%s%s>", attribute("adref:label", ps[i].Label), was(ps[i].Was), about(&ps[i]))
		d.inline(ps[i].Spans)
		d.put("</p>")
	}
	if len(ps) == 0 {
		d.put("<p adref:none=\"yes\"/>")
	}
}

// was are the attributes of a label that was replaced, where it stands in no hierarchy.
func was(w *paper.Was) string {
	if w == nil {
		return ""
	}
	return change("was", &w.Change) + attribute("adref:was-label", w.Label)
}

func (d *writer) table(ps []paper.Paragraph) {
	d.put("<table>\n")
	for i := 0; i < len(ps); {
		row := *ps[i].Cell
		d.put("<tr%s%s>", change("inserted", row.Inserted), change("deleted", row.Deleted))
		for i < len(ps) && ps[i].Cell.Row == row.Row {
			c := ps[i].Cell
			cell := "td"
			if c.Header {
				cell = "th"
			}
			n := i
			for n < len(ps) && ps[n].Cell.Row == row.Row && ps[n].Cell.Column == c.Column {
				n++
			}
			d.put("<%s%s%s>", cell, number("colspan", c.Span), number("adref:column", c.Column))
			d.paragraphs(ps[i:n])
			d.put("</%s>", cell)
			i = n
		}
		d.put("</tr>\n")
	}
	d.put("</table>\n")
}

// elements are the elements of the marks.
var elements = []struct {
	mark paper.Marks
	name string
}{{paper.Bold, "b"}, {paper.Italic, "i"}, {paper.Underline, "u"}, {paper.Superscript, "sup"}, {paper.Subscript, "sub"}}

// classes are the classes of the marks that have no element.
var classes = []struct {
	mark paper.Marks
	name string
}{{paper.Strike, "strike"}, {paper.Highlight, "highlight"}, {paper.SmallCaps, "small-caps"}, {paper.Hidden, "hidden"}}

func (d *writer) inline(spans []paper.Span) {
	for _, s := range spans {
		d.span(s)
	}
}

func (d *writer) span(s paper.Span) {
	var open, close string
	add := func(name, attributes string) { open, close = open+"<"+name+attributes+">", "</"+name+">"+close }
	if s.Inserted != nil {
		add("ins", change("by", s.Inserted))
	}
	if s.Deleted != nil {
		add("del", change("by", s.Deleted))
	}
	var class []string
	for _, c := range classes {
		if s.Marks&c.mark != 0 {
			class = append(class, c.name)
		}
	}
	if len(class)+len(s.Comments) > 0 || s.Language != "" || s.Formatted != nil {
		add("span", attribute("class", strings.Join(class, " "))+attribute("xml:lang", s.Language)+attribute("adref:comments", strings.Join(s.Comments, " "))+change("formatted", s.Formatted))
	}
	for _, e := range elements {
		if s.Marks&e.mark != 0 {
			add(e.name, "")
		}
	}
	if s.Link != "" {
		add("a", attribute("href", s.Link))
	}
	d.put("%s", open)
	if s.Note != "" {
		d.note(s)
	} else {
		d.put("%s", d.words(s.Text))
	}
	d.put("%s", close)
}

// note is a note in the place where it is referred to. Inside itself it is its mark only.
func (d *writer) note(s paper.Span) {
	for _, n := range d.p.Notes {
		if n.ID == s.Note && !d.open[n.ID] {
			d.open[n.ID] = true
			defer delete(d.open, n.ID)
			d.put("<authorialNote%s adref:note=\"%s\"%s>", attribute("marker", s.Text), escape(n.ID), flag("adref:end", n.End))
			d.paragraphs(n.Paragraphs)
			d.put("</authorialNote>")
			return
		}
	}
}
