package docx

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"adref/pkg/paper"
)

// story writes the paragraphs of one part: of the document, its notes or its comments.
type story struct {
	*writer
	extents
	b      bytes.Buffer
	prefix string   // of places in errors, "" for the paragraphs of the paper
	plain  string   // the style of a paragraph of paper.Body
	links  []string // addresses
	place  int      // of what comes next, see extents
	body   bool     // of the document
	// opening writes what stands before the words of the next paragraph: the mark of a note.
	opening func()
	thread  string // identity of the last paragraph that is written next, "" for none
	state   wrap
}

// wrap is what stands around runs.
type wrap struct {
	link     string
	ins, del *paper.Change
}

func (a wrap) equal(b wrap) bool {
	return a.link == b.link && same(a.ins, b.ins) && same(a.del, b.del)
}

func same(a, b *paper.Change) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.By == b.By && a.Move == b.Move && a.At.Equal(b.At)
}

func (s *story) raw(parts ...string) {
	for _, p := range parts {
		s.b.WriteString(p)
	}
}

// enter closes what stands around the runs before and opens what stands around the next ones.
func (s *story) enter(w wrap) {
	if s.state.equal(w) {
		return
	}
	old := s.state
	if old.del != nil {
		s.raw("</", tagDel(old.del), ">")
	}
	if old.ins != nil {
		s.raw("</", tagIns(old.ins), ">")
	}
	if old.link != w.link {
		if old.link != "" {
			s.raw("</w:hyperlink>")
		}
		s.openLink(w.link)
	}
	if w.ins != nil {
		s.raw("<", tagIns(w.ins), s.attribution(w.ins), ">")
	}
	if w.del != nil {
		s.raw("<", tagDel(w.del), s.attribution(w.del), ">")
	}
	s.state = w
}

func (s *story) openLink(link string) {
	if link == "" {
		return
	}
	s.limit(link, MaxLink, "an address")
	if id, ok := strings.CutPrefix(link, "#"); ok && id != "" {
		s.raw(`<w:hyperlink w:anchor="`, s.target(id), `" w:history="1">`)
		return
	}
	n := 0
	for n < len(s.links) && s.links[n] != link {
		n++
	}
	if n == len(s.links) {
		s.links = append(s.links, link)
	}
	s.raw(`<w:hyperlink r:id="`, linkID(n), `" w:history="1">`)
}

// linkID is the relationship of the nth address of a part.
func linkID(n int) string { return "adrefLink" + strconv.Itoa(n+1) }

func tagIns(c *paper.Change) string {
	if c.Move != "" {
		return "w:moveTo"
	}
	return "w:ins"
}

func tagDel(c *paper.Change) string {
	if c.Move != "" {
		return "w:moveFrom"
	}
	return "w:del"
}

// attribution is the attributes of a tracked change.
func (d *writer) attribution(c *paper.Change) string {
	d.limit(c.By, MaxAuthor, "the author")
	return ` w:id="` + strconv.Itoa(d.number()) + `" w:author="` + d.escaped(c.By) + `"` + date(c.At)
}

// date is the attribute for a time, in UTC as Word's own "Z" says, "" for none.
func date(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return ` w:date="` + at.UTC().Format("2006-01-02T15:04:05Z") + `"`
}

// span writes a span.
func (s *story) span(p *paper.Paragraph, sp paper.Span) {
	w := wrap{sp.Link, sp.Inserted, sp.Deleted}
	s.item(w, func() {
		s.enter(w)
		if sp.Note != "" {
			s.reference(p, sp)
		} else {
			s.runs(p, sp)
		}
	})
}

// runs writes the words of a span, one run for each stretch of one direction.
func (s *story) runs(p *paper.Paragraph, sp paper.Span) {
	language := sp.Language
	if language == "" {
		language = p.Language
	}
	base := s.direction(p)
	if sp.Language != "" {
		base = rightToLeft(sp.Language)
	}
	rStyle := ""
	if sp.Link != "" {
		rStyle = styleHyperlink
	}
	for _, piece := range stretches(sp.Text, base) {
		s.raw("<w:r>", s.look(look{rStyle, sp.Marks, language, piece.right, sp.Formatted}))
		s.words(piece.text, sp.Deleted != nil && sp.Deleted.Move == "")
		s.raw("</w:r>")
	}
}

// direction is that of a paragraph: true for right to left.
func (d *writer) direction(p *paper.Paragraph) bool {
	if p.Language != "" {
		return p.RightToLeft || rightToLeft(p.Language)
	}
	return p.RightToLeft || rightToLeft(d.p.Language)
}

// words writes characters into a run.
func (s *story) words(text string, deleted bool) {
	tag := "w:t"
	if deleted {
		tag = "w:delText"
	}
	for text != "" {
		n := strings.IndexAny(text, "\t\n")
		if n < 0 {
			n = len(text)
		}
		if n > 0 {
			s.raw("<", tag, ` xml:space="preserve">`, s.escaped(text[:n]), "</", tag, ">")
		}
		if n == len(text) {
			return
		}
		if text[n] == '\t' {
			s.raw("<w:tab/>")
		} else {
			s.raw("<w:br/>")
		}
		text = text[n+1:]
	}
}

// look is how a run looks.
type look struct {
	style     string
	marks     paper.Marks
	language  string // "" for that of the paper
	right     bool
	formatted *paper.Change
}

// look is the properties of a run, "" for none; in the order of the schema.
func (d *writer) look(l look) string {
	inner := d.properties(l)
	if l.formatted != nil {
		inner += "<w:rPrChange" + d.attribution(l.formatted) + "><w:rPr>" + inner + "</w:rPr></w:rPrChange>"
	}
	if inner == "" {
		return ""
	}
	return "<w:rPr>" + inner + "</w:rPr>"
}

func (d *writer) properties(l look) string {
	if l == (look{}) && d.template == nil {
		return ""
	}
	var b strings.Builder
	if l.style != "" {
		b.WriteString(`<w:rStyle w:val="` + d.style(l.style) + `"/>`)
	}
	language := l.language
	if language == "" {
		language = d.p.Language
	}
	if eastAsian(language) && !l.right {
		b.WriteString(`<w:rFonts w:hint="eastAsia"/>`)
	}
	if l.marks&paper.Superscript != 0 {
		l.marks &^= paper.Subscript // nothing is both
	}
	for _, m := range runMarks {
		if l.marks&m.mark != 0 {
			b.WriteString(m.xml)
		}
	}
	if l.right {
		b.WriteString("<w:rtl/>")
	} else if d.template != nil {
		b.WriteString(`<w:rtl w:val="0"/>`)
	}
	if l.language == "" && d.template != nil {
		l.language = d.p.Language // the styles may say another one
	}
	if l.language != "" {
		b.WriteString(d.language(l.language))
	}
	return b.String()
}

// runMarks are the marks in the order of the schema (CT_RPr).
var runMarks = []struct {
	mark paper.Marks
	xml  string
}{
	{paper.Bold, "<w:b/><w:bCs/>"},
	{paper.Italic, "<w:i/><w:iCs/>"},
	{paper.SmallCaps, "<w:smallCaps/>"},
	{paper.Strike, "<w:strike/>"},
	{paper.Hidden, "<w:vanish/>"},
	{paper.Highlight, `<w:highlight w:val="yellow"/>`},
	{paper.Underline, `<w:u w:val="single"/>`},
	{paper.Superscript, `<w:vertAlign w:val="superscript"/>`},
	{paper.Subscript, `<w:vertAlign w:val="subscript"/>`},
}

// language is the element that gives runs their language, whichever of its three kinds of script they are in.
func (d *writer) language(l string) string {
	d.limit(l, maxLanguage, "the name of the language")
	l = d.escaped(l)
	s := `<w:lang w:val="` + l + `"`
	if eastAsian(l) {
		s += ` w:eastAsia="` + l + `"`
	}
	if rightToLeft(l) {
		s += ` w:bidi="` + l + `"`
	}
	return s + "/>"
}
