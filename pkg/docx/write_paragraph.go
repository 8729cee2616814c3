package docx

import (
	"slices"
	"strconv"

	"adref/pkg/paper"
)

// paragraphs writes paragraphs and the tables that some of them make.
func (s *story) paragraphs(ps []paper.Paragraph) {
	s.survey(ps)
	labels := labellings(ps)
	for i := 0; i < len(ps); {
		if ps[i].Cell == nil {
			s.paragraph(ps, i, labels[i])
			if s.body && lonelyPlace(ps, i) {
				s.contents()
			}
			i++
			continue
		}
		j := i + 1
		for j < len(ps) && ps[j].Cell != nil && ps[j].Cell.Table == ps[i].Cell.Table {
			j++
		}
		if s.body && i == 0 && s.p.Masthead == nil {
			s.separator()
		}
		s.table(ps, i, j, labels)
		if j == len(ps) || ps[j].Cell != nil {
			s.separator() // without it Word shows two tables as one, and does not open a document that a table ends
		}
		i = j
	}
}

func (s *story) separator() {
	s.raw(`<w:p><w:pPr><w:pStyle w:val="`, s.style(styleSeparator), `"/></w:pPr></w:p>`)
}

// locate says where the paragraph stands, for errors.
func (s *story) locate(ps []paper.Paragraph, i int) { s.atParagraph(s.prefix, i, ps[i].ID) }

// paragraph writes one paragraph.
func (s *story) paragraph(ps []paper.Paragraph, i int, label labelling) {
	p := &ps[i]
	s.locate(ps, i)
	list := s.list(p, label)
	if s.thread != "" && i == len(ps)-1 {
		s.raw(`<w:p w14:paraId="`, s.thread, `">`)
	} else {
		s.raw("<w:p>")
	}
	s.raw(s.paragraphProperties(p, list))
	var bookmarks []string
	if s.body {
		bookmarks = s.openBookmarks(i)
	}
	if s.opening != nil {
		s.opening()
		s.opening = nil
	}
	s.item(label.tracked, func() {
		if list == "" {
			s.label(p, label)
		}
	})
	for _, sp := range p.Spans {
		s.span(p, sp)
	}
	s.open()
	s.enter(wrap{})
	if s.body {
		s.looseComments(i)
	}
	for _, b := range bookmarks {
		s.raw(`<w:bookmarkEnd w:id="`, b, `"/>`)
	}
	s.raw("</w:p>")
	s.close(wrap{})
	s.place++
}

// paragraphProperties is in the order of the schema (CT_PPr).
func (s *story) paragraphProperties(p *paper.Paragraph, list string) string {
	inner := s.paragraphLook(p, list)
	mark := ""
	if p.Inserted != nil {
		mark += "<" + tagIns(p.Inserted) + s.attribution(p.Inserted) + "/>"
	}
	if p.Deleted != nil {
		mark += "<" + tagDel(p.Deleted) + s.attribution(p.Deleted) + "/>"
	}
	mark += s.properties(look{language: p.Language, right: s.direction(p)})
	change := ""
	if p.Formatted != nil {
		change = "<w:pPrChange" + s.attribution(p.Formatted) + "><w:pPr>" + inner + "</w:pPr></w:pPrChange>"
	}
	if mark != "" {
		inner += "<w:rPr>" + mark + "</w:rPr>"
	}
	if inner+change == "" {
		return ""
	}
	return "<w:pPr>" + inner + change + "</w:pPr>"
}

func (s *story) paragraphLook(p *paper.Paragraph, list string) string {
	id := s.plain
	if p.Style != paper.Body && p.Style != "" {
		id = styleID(p.Style, s.level(p))
	}
	x := ""
	if id != styleBody {
		x += `<w:pStyle w:val="` + s.style(id) + `"/>`
	}
	if p.NewPage {
		x += "<w:pageBreakBefore/>"
	}
	x += list
	x += s.bidi(s.direction(p))
	if s.template == nil && p.Cell != nil {
		x += `<w:spacing w:before="40" w:after="40"/>`
	}
	if s.template == nil && p.Cell == nil && id == styleBody {
		x += `<w:jc w:val="both"/>`
	}
	return x
}

// bidi says that a paragraph goes from right to left, "" for one that does not; a template may have to hear that, too.
func (d *writer) bidi(right bool) string {
	switch {
	case right:
		return "<w:bidi/>"
	case d.template != nil:
		return `<w:bidi w:val="0"/>`
	}
	return ""
}

// level is that of the paragraph where its style has levels.
func (s *story) level(p *paper.Paragraph) int {
	first := 0
	switch p.Style {
	case paper.Heading:
		first = 1
	case paper.Contents, paper.Numbered:
	default:
		return 0
	}
	if most := MaxLevels - 1 + first; p.Level > most || p.Level < 0 {
		if p.Style != paper.Contents || p.Level != MaxLevels {
			s.fail(ErrLimit, "it is %s of level %d, Word has levels up to %d", p.Style, p.Level, most)
		}
	}
	return max(p.Level, first)
}

// openBookmarks begins the bookmarks of a paragraph of the document: of its identity and of the entry of the contents.
func (s *story) openBookmarks(i int) []string {
	names := []string{s.bookmarks[i]}
	if n, ok := slices.BinarySearch(s.entries, i); ok {
		names = append(names, entryBookmark(n))
	}
	var open []string
	for _, name := range names {
		if name != "" {
			id := strconv.Itoa(s.number())
			s.raw(`<w:bookmarkStart w:id="`, id, `" w:name="`, name, `"/>`)
			open = append(open, id)
		}
	}
	return open
}

// nameBookmarks gives every paragraph with an ID its bookmark. An ID that is too long for the name of one, or that an earlier
// paragraph has, as both ends of a move do, stands in a property of the file.
func (d *writer) nameBookmarks() {
	d.bookmarks = make([]string, len(d.p.Paragraphs))
	for i, p := range d.p.Paragraphs {
		if p.ID == "" {
			continue
		}
		d.atParagraph("", i, p.ID)
		d.escaped(p.ID)
		d.limit(p.ID, MaxProperty, "the ID of a paragraph")
		name, ok := bookmark(p.ID)
		if _, taken := d.targets[p.ID]; taken || !ok {
			name = d.longName(p.ID)
		}
		d.bookmarks[i] = name
		if _, taken := d.targets[p.ID]; !taken {
			d.targets[p.ID] = name
		}
	}
}

func (d *writer) longName(id string) string {
	d.long = append(d.long, id)
	return longBookmark(len(d.long))
}

// target is the bookmark that a link to the paragraph goes to, which may be one of another document.
func (d *writer) target(id string) string {
	name, ok := d.targets[id]
	if !ok {
		if name, ok = bookmark(id); !ok {
			d.escaped(id)
			d.limit(id, MaxProperty, "the ID of a paragraph")
			name = d.longName(id)
		}
		d.targets[id] = name
	}
	return name
}
