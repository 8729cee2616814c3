package docx

import (
	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// readNotes reads the footnotes or the endnotes, in the order of the file.
func (d *reader) readNotes(kind string) error {
	for _, name := range d.related(kind + "s") {
		s, root, err := d.open(name, "w:"+kind+"s")
		if err != nil {
			return err
		}
		for n := root.First; n != nil; n = n.Next {
			if n.Name != "w:"+kind {
				continue
			}
			d.readNote(n, kind, newReading(d, s.relations))
		}
	}
	return nil
}

// readNote reads a note. What is printed between text and notes is one to Word too, and furniture here if it has words.
func (d *reader) readNote(n *ooxml.Node, kind string, s *reading) {
	t := n.Attr("w:type")
	s.note = t == "" || t == "normal"
	s.furniture = !s.note
	id := noteID(kind, n.Attr("w:id"))
	s.ownMark = d.ownMarks[id]
	s.blocks(n, context{})
	ps := s.done()
	if s.note {
		d.account(s, &d.report.Notes, ps)
		d.paper.Notes = append(d.paper.Notes, paper.Note{ID: id, End: kind == "endnote", Paragraphs: ps})
		return
	}
	d.account(s, &d.report.Furniture, ps)
	d.addFurniture(ps)
}
