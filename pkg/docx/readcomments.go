package docx

import (
	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// remark is what is known of a comment before its words are read.
type remark struct {
	place    int    // in Paper.Comments
	parent   string // ID of the comment it answers
	resolved bool
	begun    bool // its range has begun
	ended    bool // and ended
}

// listComments lists the comments and their threads, so that the text can refer to them.
func (d *reader) listComments() error {
	byParagraph := map[string]string{} // w14:paraId to the comment that the paragraph is of
	for _, name := range d.related("comments") {
		root, err := d.pkg.Parse(name)
		if err != nil {
			return err
		}
		for n := root.First; n != nil; n = n.Next {
			id := n.Attr("w:id")
			if n.Name != "w:comment" || d.comments[id] != nil {
				continue
			}
			d.comments[id] = &remark{place: len(d.comments)}
			n.Walk(func(p *ooxml.Node) bool {
				if v := p.Attr("w14:paraId"); p.Name == "w:p" && v != "" {
					byParagraph[v] = id
				}
				return true
			})
		}
	}
	extended, err := d.optional("commentsExtended")
	if err != nil || extended == nil {
		return err
	}
	for n := extended.First; n != nil; n = n.Next {
		if c := d.comments[byParagraph[n.Attr("w15:paraId")]]; c != nil {
			c.resolved = on(n.Attr("w15:done"))
			c.parent = byParagraph[n.Attr("w15:paraIdParent")]
		}
	}
	return nil
}

// readComments reads the words of the comments.
func (d *reader) readComments() error {
	for _, name := range d.related("comments") {
		s, root, err := d.open(name, "w:comments")
		if err != nil {
			return err
		}
		for n := root.First; n != nil; n = n.Next {
			if n.Name == "w:comment" {
				d.readComment(n, newReading(d, s.relations))
			}
		}
	}
	return nil
}

func (d *reader) readComment(n *ooxml.Node, s *reading) {
	id := n.Attr("w:id")
	s.blocks(n, context{})
	ps := s.done()
	d.account(s, &d.report.Comments, ps)
	c := d.comments[id]
	if c.place != len(d.paper.Comments) {
		// Two comments of one number: what the second says is added to the first.
		first := &d.paper.Comments[c.place]
		first.Paragraphs = append(first.Paragraphs, ps...)
		return
	}
	d.paper.Comments = append(d.paper.Comments, paper.Comment{
		ID: id, By: n.Attr("w:author"), Initials: n.Attr("w:initials"), At: when(n), Parent: c.parent, Resolved: c.resolved, Paragraphs: ps,
	})
}
