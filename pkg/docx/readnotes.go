package docx

import (
	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// readNotes reads the footnotes or the endnotes, in the order of the file.
func (d *reader) readNotes(kind string) error {
	for _, name := range d.related(kind + "s") {
		_, root, err := d.open(name, "w:"+kind+"s")
		if err != nil {
			return err
		}
		relations, err := d.pkg.Relations(name)
		if err != nil {
			return err
		}
		for n := root.First; n != nil; n = n.Next {
			if n.Name != "w:"+kind {
				continue
			}
			d.readNote(n, kind, newReading(d, relations))
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

// listComments lists the comments, so that the text can refer to them.
func (d *reader) listComments() error {
	for _, name := range d.related("comments") {
		root, err := d.pkg.Parse(name)
		if err != nil {
			return err
		}
		for n := root.First; n != nil; n = n.Next {
			id := n.Attr("w:id")
			if _, twice := d.comments[id]; n.Name == "w:comment" && !twice {
				d.comments[id] = len(d.comments)
			}
		}
	}
	return nil
}

// readComments reads the comments and their threads.
func (d *reader) readComments() error {
	byParagraph := map[string]string{} // w14:paraId to the comment that the paragraph is of
	for _, name := range d.related("comments") {
		_, root, err := d.open(name, "w:comments")
		if err != nil {
			return err
		}
		relations, err := d.pkg.Relations(name)
		if err != nil {
			return err
		}
		for n := root.First; n != nil; n = n.Next {
			if n.Name == "w:comment" {
				d.readComment(n, newReading(d, relations), byParagraph)
			}
		}
	}
	extended, err := d.optional("commentsExtended")
	if err != nil || extended == nil {
		return err
	}
	for n := extended.First; n != nil; n = n.Next {
		id, ok := byParagraph[n.Attr("w15:paraId")]
		if !ok {
			continue
		}
		c := &d.paper.Comments[d.comments[id]]
		c.Resolved = on(n.Attr("w15:done"))
		if parent := byParagraph[n.Attr("w15:paraIdParent")]; parent != id {
			c.Parent = parent
		}
	}
	return nil
}

func (d *reader) readComment(n *ooxml.Node, s *reading, byParagraph map[string]string) {
	id := n.Attr("w:id")
	s.blocks(n, context{})
	ps := s.done()
	d.account(s, &d.report.Comments, ps)
	if d.comments[id] != len(d.paper.Comments) {
		// Two comments of one number: what the second says is added to the first.
		c := &d.paper.Comments[d.comments[id]]
		c.Paragraphs = append(c.Paragraphs, ps...)
		return
	}
	n.Walk(func(p *ooxml.Node) bool {
		if v := p.Attr("w14:paraId"); p.Name == "w:p" && v != "" {
			byParagraph[v] = id
		}
		return true
	})
	d.paper.Comments = append(d.paper.Comments, paper.Comment{ID: id, By: n.Attr("w:author"), Initials: n.Attr("w:initials"), At: when(n), Paragraphs: ps})
}
