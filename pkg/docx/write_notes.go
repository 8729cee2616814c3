package docx

import (
	"strconv"
	"strings"

	"adref/pkg/paper"
)

// note is a footnote or an endnote in the making.
type note struct {
	*paper.Note
	number int    // as the file counts it, from 1
	mark   string // as printed, "" until the text refers to it
	own    bool   // the mark is not the one that Word counts
}

// kind is "footnote" or "endnote".
func (n *note) kind() string {
	if n.End {
		return "endnote"
	}
	return "footnote"
}

// listNotes makes the notes findable by their IDs.
func (d *writer) listNotes() {
	for i := range d.p.Notes {
		n := &note{Note: &d.p.Notes[i]}
		d.at("note " + n.ID)
		if d.notes[n.ID] != nil || n.ID == "" {
			d.fail(ErrPaper, "there are two notes of the ID %q", n.ID)
		}
		d.notes[n.ID] = n
	}
}

// mark gives a note its number. Notes are counted in the order of their marks: LibreOffice takes a note by its number for the one
// that stands at that place of the part.
func (d *writer) mark(n *note) {
	d.marked = append(d.marked, n)
	for _, m := range d.marked {
		if m.End == n.End {
			n.number++
		}
	}
}

// canonical is the number in an ID that is the prefix and a number without leading zeros, 0 for another ID.
func canonical(id, prefix string) int {
	digits, ok := strings.CutPrefix(id, prefix)
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n <= 0 || n >= 1<<30 || strconv.Itoa(n) != digits {
		return 0
	}
	return n
}

// reference writes the mark of a note. Word counts it where the mark is the one that Word would print.
func (s *story) reference(p *paper.Paragraph, sp paper.Span) {
	n := s.notes[sp.Note]
	if n == nil {
		s.fail(ErrPaper, "it refers to the note %q, which is not there", sp.Note)
		return
	}
	if n.mark != "" || !s.body {
		s.fail(ErrPaper, "it refers to the note %q, to which something refers already, or it stands in a note", sp.Note)
		return
	}
	s.mark(n)
	kind := n.kind()
	n.mark = strconv.Itoa(s.counted[kind] + 1)
	style := styleFootnoteReference
	if n.End {
		style = styleEndnoteReference
	}
	language := sp.Language
	if language == "" {
		language = p.Language
	}
	s.raw("<w:r>", s.look(look{style: style, marks: sp.Marks, language: language, formatted: sp.Formatted}), "<w:", kind, "Reference")
	if sp.Text == "" || sp.Text == n.mark {
		s.counted[kind]++
		s.raw(` w:id="`, strconv.Itoa(n.number), `"/></w:r>`)
		return
	}
	n.mark, n.own = sp.Text, true // Word does not count a mark of its own
	s.raw(` w:customMarkFollows="1" w:id="`, strconv.Itoa(n.number), `"/>`)
	s.words(sp.Text, sp.Deleted != nil && sp.Deleted.Move == "")
	s.raw("</w:r>")
}

// writeNotes makes the parts of the footnotes and of the endnotes.
func (d *writer) writeNotes() {
	for i := range d.p.Notes {
		if n := d.notes[d.p.Notes[i].ID]; n.mark == "" {
			d.mark(n) // nothing refers to it
		}
	}
	for _, end := range []bool{false, true} {
		kind, style, referenceStyle := "footnote", styleFootnoteText, styleFootnoteReference
		if end {
			kind, style, referenceStyle = "endnote", styleEndnoteText, styleEndnoteReference
		}
		s := d.newStory(style)
		s.raw(xmlHeader, "<w:", kind, "s", declarations, ">")
		for i, name := range []string{"separator", "continuationSeparator"} {
			s.raw("<w:", kind, ` w:type="`, name, `" w:id="`, strconv.Itoa(i-1), `"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:`, name, "/></w:r></w:p></w:", kind, ">")
		}
		for _, n := range d.marked {
			if n.End == end {
				s.note(n, kind, referenceStyle)
			}
		}
		s.raw("</w:", kind, "s>")
		d.addStory("word/"+kind+"s.xml", kind+"s", s)
	}
}

func (s *story) note(n *note, kind, style string) {
	s.prefix = "note " + n.ID
	s.raw("<w:", kind, ` w:id="`, strconv.Itoa(n.number), `">`)
	s.opening = func() {
		s.raw(`<w:r><w:rPr><w:rStyle w:val="`, s.style(style), `"/></w:rPr>`)
		if n.own {
			s.words(n.mark, false)
		} else {
			s.raw("<w:", kind, "Ref/>")
		}
		s.raw(`</w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>`)
	}
	s.paragraphs(atLeastOne(n.Paragraphs))
	s.raw("</w:", kind, ">")
}

func atLeastOne(ps []paper.Paragraph) []paper.Paragraph {
	if len(ps) == 0 {
		return []paper.Paragraph{{Style: paper.Body}}
	}
	return ps
}
