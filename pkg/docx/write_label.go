package docx

import "adref/pkg/paper"

// labelMarks are how the labels of the paragraphs are tracked when they are written as text.
//
// Rule: a label is there with every change accepted if it is printed in that view of the paper, and with every change refused if it
// is printed in that one (see paper.Paper.View: of paragraphs that are joined, the first that has words keeps its label). One that
// is in the first only is inserted, one that is in the second only is deleted, by the author of the change to the end of its own
// paragraph or else of the paragraph before.
func labelMarks(ps []paper.Paragraph) []wrap {
	out := make([]wrap, len(ps))
	if !anyEnds(ps) {
		return out
	}
	accepted := printed(ps, func(_, del *paper.Change) bool { return del != nil })
	refused := printed(ps, func(ins, _ *paper.Change) bool { return ins != nil })
	for i := range ps {
		if accepted[i] && refused[i] {
			continue
		}
		ins, del := ps[i].Inserted, ps[i].Deleted
		if i > 0 {
			ins, del = either(ins, ps[i-1].Inserted), either(del, ps[i-1].Deleted)
		}
		if !refused[i] {
			out[i].ins = either(ins, del)
		}
		if !accepted[i] {
			out[i].del = either(del, ins)
		}
	}
	return out
}

func either(a, b *paper.Change) *paper.Change {
	if a != nil {
		return a
	}
	return b
}

// anyEnds says whether the end of any of the paragraphs is tracked.
func anyEnds(ps []paper.Paragraph) bool {
	for i := range ps {
		if ps[i].Inserted != nil || ps[i].Deleted != nil {
			return true
		}
	}
	return false
}

// printed says of each paragraph whether its label stands in the view in which gone is what is not there. Rows that are not there
// are taken for there: their labels go with them.
func printed(ps []paper.Paragraph, gone func(ins, del *paper.Change) bool) []bool {
	out := make([]bool, len(ps))
	keeper, words := -1, false // of the paragraphs that are joined so far: whose label is kept, whether there are words
	for i := range ps {
		p := &ps[i]
		has := false
		for _, sp := range p.Spans {
			has = has || !gone(sp.Inserted, sp.Deleted)
		}
		if keeper < 0 || !words {
			keeper = i
		}
		words = words || has
		last := i == len(ps)-1 || !sameCell(p.Cell, ps[i+1].Cell)
		if gone(p.Inserted, p.Deleted) && !last {
			continue
		}
		out[keeper] = words || !gone(p.Inserted, p.Deleted)
		keeper, words = -1, false
	}
	return out
}

func sameCell(a, b *paper.Cell) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Table == b.Table && a.Row == b.Row && a.Column == b.Column
}
