package docx

import "adref/pkg/paper"

// labelling is how a label stands in the views of a paper.
type labelling struct {
	accepted, refused bool // printed there
	tracked           wrap // what stands around it where it is written as text
}

// labellings are how the labels of the paragraphs stand.
//
// Rule: a label is there with every change accepted if it is printed in that view of the paper, and with every change refused if it
// is printed in that one (see paper.Paper.View: of paragraphs that are joined, the first that has words keeps its label). One that
// is in the first only is inserted, one that is in the second only is deleted, by the author of the change to the end of its own
// paragraph, or of the paragraph before, or of its row.
func labellings(ps []paper.Paragraph) []labelling {
	out := make([]labelling, len(ps))
	if !anyEnds(ps) {
		for i := range out {
			out[i] = labelling{accepted: true, refused: true}
		}
		return out
	}
	accepted := printed(ps, func(_, del *paper.Change) bool { return del != nil })
	refused := printed(ps, func(ins, _ *paper.Change) bool { return ins != nil })
	for i := range ps {
		ins, del := ps[i].Inserted, ps[i].Deleted
		if i > 0 {
			ins, del = either(ins, unmoved(ps[i-1].Inserted)), either(del, unmoved(ps[i-1].Deleted))
		}
		if c := ps[i].Cell; c != nil {
			ins, del = either(ins, unmoved(c.Inserted)), either(del, unmoved(c.Deleted))
			accepted[i], refused[i] = accepted[i] && c.Deleted == nil, refused[i] && c.Inserted == nil
		}
		out[i] = labelling{accepted: accepted[i], refused: refused[i]}
		if !refused[i] {
			out[i].tracked.ins = either(ins, del)
		}
		if !accepted[i] {
			out[i].tracked.del = either(del, ins)
		}
	}
	return out
}

// unmoved is the change without the move that it is an end of, for what does not move with it.
func unmoved(c *paper.Change) *paper.Change {
	if c == nil || c.Move == "" {
		return c
	}
	return &paper.Change{By: c.By, At: c.At}
}

func either(a, b *paper.Change) *paper.Change {
	if a != nil {
		return a
	}
	return b
}

// anyEnds says whether the end of any of the paragraphs, or a row, is tracked.
func anyEnds(ps []paper.Paragraph) bool {
	for i := range ps {
		if ps[i].Inserted != nil || ps[i].Deleted != nil {
			return true
		}
		if c := ps[i].Cell; c != nil && (c.Inserted != nil || c.Deleted != nil) {
			return true
		}
	}
	return false
}

// printed says of each paragraph whether its label stands in the view in which gone is what is not there. Rows that are not there
// are taken for there: their labels go with them.
func printed(ps []paper.Paragraph, gone func(ins, del *paper.Change) bool) []bool {
	out := make([]bool, len(ps))
	for i := 0; i < len(ps); {
		first, keeper, words, end := i, i, false, true // the paragraphs that are joined: whose label is kept, whether they have words, an end
		for ; i < len(ps); i++ {
			if !words {
				keeper = i
			}
			for _, sp := range ps[i].Spans {
				words = words || (sp.Text != "" || sp.Note != "") && !gone(sp.Inserted, sp.Deleted)
			}
			if end = !gone(ps[i].Inserted, ps[i].Deleted); end || i == len(ps)-1 || !sameCell(ps[i].Cell, ps[i+1].Cell) {
				break
			}
		}
		i++
		out[keeper] = words || end || firstOfCell(ps, first)
	}
	return out
}

// firstOfCell says whether no paragraph of the same cell is before this one: a cell has one paragraph at least.
func firstOfCell(ps []paper.Paragraph, i int) bool {
	return ps[i].Cell != nil && (i == 0 || !sameCell(ps[i-1].Cell, ps[i].Cell))
}

func sameCell(a, b *paper.Cell) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Table == b.Table && a.Row == b.Row && a.Column == b.Column
}

// label writes the label as text, with the tab behind it, and before it the one that it replaces.
func (s *story) label(p *paper.Paragraph, l labelling) {
	if p.Was == nil {
		s.labelText(p, p.Label, l.tracked)
		return
	}
	change := unmoved(&p.Was.Change)
	switch {
	case l.accepted && l.refused:
		s.labelText(p, p.Was.Label, wrap{del: change})
		s.labelText(p, p.Label, wrap{ins: change})
	case l.refused:
		s.labelText(p, p.Was.Label, l.tracked)
	default:
		s.labelText(p, p.Label, l.tracked)
	}
}

func (s *story) labelText(p *paper.Paragraph, label string, tracked wrap) {
	if label == "" {
		return
	}
	s.enter(tracked)
	deleted := tracked.del != nil && tracked.del.Move == ""
	pieces := stretches(label, s.direction(p))
	pieces[len(pieces)-1].text += "\t"
	for _, piece := range pieces {
		s.raw("<w:r>", s.look(look{style: styleLabel, language: p.Language, right: piece.right}))
		s.words(piece.text, deleted)
		s.raw("</w:r>")
	}
}
