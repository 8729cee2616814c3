package printing

import (
	"slices"
	"strings"

	"adref/pkg/diff"
	"adref/pkg/paper"
	"adref/pkg/text"
)

// Touch is a change that somebody made: words that came or went, a label, a paragraph that moved.
type Touch struct {
	// Old and New are indices of blocks, -1 where the change has none on that side.
	Old, New int
	// Span is where the words stand in the text of the new block where Inserted is true, else of the old one; in bytes.
	Span     text.Span
	Inserted bool
}

// Redline is the difference of two texts as a paper with tracked changes. Comparison is diff.Compare of the two; hand says who
// made a change.
//
// Rule: labels are literal and tracked, so that accepting counts nothing anew. A paragraph that moved is tracked as moved where it
// left and where it arrived; words that changed on the way are deleted where it left and inserted where it arrived.
func Redline(comparison diff.Redline, old, target text.Document, s Source, hand func(Touch) Hand) paper.Paper {
	r := redliner{old: old, target: target, hand: hand}
	p := begin(target, s)
	p.Paragraphs = once(r.paragraphs(arrange(comparison.Blocks)))
	p = end(p)
	p.Comments = r.comments
	return p
}

type redliner struct {
	margin
	old, target text.Document
	hand        func(Touch) Hand
}

// piece is what became of some blocks, all of them in one place.
type piece struct {
	old, new []int // indices of blocks
	// gone is where the paragraph of new[0] stood, for one that moved; -1 for others.
	gone int
}

// arrange puts the blocks in one order that is that of both texts, for all that did not move: what is only in the old text comes
// before what is only in the new one. A block that does not fit into that order has moved, whatever it is called.
func arrange(blocks []diff.Block) []piece {
	var pieces, left []piece
	stay := staying(blocks)
	for i, b := range blocks {
		p := piece{old: indices(b.Old), new: indices(b.New), gone: -1}
		switch {
		case len(p.new) == 0:
			left = append(left, p)
		case len(p.old) == 0 || stay[i]:
			pieces = append(pieces, p)
		case len(p.old) == 1 && len(p.new) == 1:
			pieces = append(pieces, piece{new: p.new, gone: p.old[0]})
			left = append(left, piece{old: p.old, gone: p.new[0]})
		default: // a split or a merger out of order: its words go and come
			for _, n := range p.new {
				pieces = append(pieces, piece{new: []int{n}, gone: -1})
			}
			left = append(left, piece{old: p.old, gone: -1})
		}
	}
	slices.SortFunc(pieces, func(a, b piece) int { return a.new[0] - b.new[0] })
	var single []piece // each block that left, in the order of the old text
	for _, p := range left {
		for _, o := range p.old {
			single = append(single, piece{old: []int{o}, gone: p.gone})
		}
	}
	slices.SortFunc(single, func(a, b piece) int { return a.old[0] - b.old[0] })
	return interleave(pieces, single)
}

// interleave puts what left before the first piece that came after it in the old text.
func interleave(pieces, left []piece) []piece {
	out := make([]piece, 0, len(pieces)+len(left))
	held := 0 // pieces since the last one of both texts: they wait for what left there
	flush := func(n int, before int) {
		for len(left) > 0 && left[0].old[0] < before {
			out, left = append(out, left[0]), left[1:]
		}
		out = append(out, pieces[held:n]...)
		held = n
	}
	for i, p := range pieces {
		if len(p.old) > 0 {
			flush(i, p.old[0])
			out = append(out, p)
			held = i + 1
		}
	}
	flush(len(pieces), int(^uint(0)>>1))
	return out
}

// staying says of each block that stands in both texts whether it keeps its place: the most that can, by the order of the old text.
func staying(blocks []diff.Block) []bool {
	var tails []int // of each length, the block that ends the best chain; prev is the one before it
	prev := make([]int, len(blocks))
	for i, b := range blocks {
		prev[i] = -1
		if len(b.Old) == 0 || len(b.New) == 0 || !together(b.Old) || !together(b.New) {
			continue
		}
		k, _ := slices.BinarySearchFunc(tails, b.Old[0].Block, func(t, o int) int { return blocks[t].Old[0].Block - o })
		if k > 0 {
			prev[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	stay := make([]bool, len(blocks))
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = prev[i] {
			stay[i] = true
		}
	}
	return stay
}

// together says whether the places are neighbours, in order.
func together(ps []diff.Place) bool {
	for i := 1; i < len(ps); i++ {
		if ps[i].Block != ps[i-1].Block+1 {
			return false
		}
	}
	return true
}

func indices(ps []diff.Place) []int {
	var out []int
	for _, p := range ps {
		out = append(out, p.Block)
	}
	return out
}

func (r *redliner) paragraphs(pieces []piece) []paper.Paragraph {
	var out []paper.Paragraph
	names := map[int]string{} // of moves, by the index of the new block
	name := func(n int) string {
		if names[n] == "" {
			names[n] = r.move()
		}
		return names[n]
	}
	for _, p := range pieces {
		switch {
		case len(p.old) == 0 && p.gone >= 0:
			out = append(out, r.arrived(p.gone, p.new[0], name(p.new[0])))
		case len(p.new) == 0 && p.gone >= 0:
			out = append(out, r.departed(p.old[0], p.gone, name(p.gone)))
		case len(p.old) == 0:
			for _, n := range p.new {
				out = append(out, r.added(n))
			}
		case len(p.new) == 0:
			out = append(out, r.removed(p.old[0]))
		default:
			out = append(out, r.changed(p.old, p.new)...)
		}
	}
	return out
}

// once lets each identity stand in one place: where its paragraph is in the new text, if it is there.
func once(ps []paper.Paragraph) []paper.Paragraph {
	at := map[string]int{}
	for i, q := range ps {
		k, seen := at[q.ID]
		switch {
		case q.ID == "":
		case !seen:
			at[q.ID] = i
		case ps[k].Deleted != nil && q.Deleted == nil:
			ps[k].ID, at[q.ID] = "", i
		default:
			ps[i].ID = ""
		}
	}
	return ps
}

// added is a new paragraph.
func (r *redliner) added(n int) paper.Paragraph {
	b := r.target.Blocks[n]
	h := r.hand(Touch{Old: -1, New: n, Span: text.Span{End: len(b.Text)}, Inserted: true})
	q := frame(b)
	q.Inserted = h.change()
	if b.Text != "" {
		q.Spans = []paper.Span{{Text: b.Text, Inserted: h.change(), Comments: r.reason(h)}}
	}
	return q
}

// removed is a paragraph that is gone.
func (r *redliner) removed(o int) paper.Paragraph {
	b := r.old.Blocks[o]
	h := r.hand(Touch{Old: o, New: -1, Span: text.Span{End: len(b.Text)}})
	q := frame(b)
	q.Deleted = h.change()
	if b.Text != "" {
		q.Spans = []paper.Span{{Text: b.Text, Deleted: h.change(), Comments: r.reason(h)}}
	}
	return q
}

// departed is a paragraph in the place that it left.
func (r *redliner) departed(o, n int, name string) paper.Paragraph {
	h := r.hand(Touch{Old: o, New: n})
	q := frame(r.old.Blocks[o])
	q.Deleted = h.move(name)
	at := 0
	for _, op := range diff.Words(r.old.Blocks[o].Text, r.target.Blocks[n].Text) {
		span := paper.Span{Text: op.Text, Deleted: h.move(name)}
		switch op.Op {
		case diff.Insert:
			continue
		case diff.Delete:
			span.Deleted = r.hand(Touch{Old: o, New: n, Span: text.Span{Start: at, End: at + len(op.Text)}}).change()
		}
		at += len(op.Text)
		q.Spans = append(q.Spans, span)
	}
	return q
}

// arrived is a paragraph in the place that it moved to.
func (r *redliner) arrived(o, n int, name string) paper.Paragraph {
	h := r.hand(Touch{Old: o, New: n, Inserted: true})
	q := frame(r.target.Blocks[n])
	q.Inserted = h.move(name)
	at := 0
	for _, op := range diff.Words(r.old.Blocks[o].Text, r.target.Blocks[n].Text) {
		span := paper.Span{Text: op.Text, Inserted: h.move(name)}
		switch op.Op {
		case diff.Delete:
			continue
		case diff.Insert:
			span.Inserted = r.hand(Touch{Old: o, New: n, Span: text.Span{Start: at, End: at + len(op.Text)}, Inserted: true}).change()
		}
		at += len(op.Text)
		q.Spans = append(q.Spans, span)
	}
	return q
}

// changed is blocks of the old text that became blocks of the new one where they stood. Ends of paragraphs are part of the words
// that are compared.
func (r *redliner) changed(old, target []int) []paper.Paragraph {
	before, after := r.words(r.old, old), r.words(r.target, target)
	if strings.Count(before, separator) != len(old)-1 || strings.Count(after, separator) != len(target)-1 {
		return r.replaced(old, target) // a paragraph holds the separator itself
	}
	w := &weaver{r: r, old: old, target: target}
	w.open()
	for _, op := range diff.Words(before, after) {
		w.op(op)
	}
	w.close(nil, nil)
	return w.out
}

func (r *redliner) replaced(old, target []int) []paper.Paragraph {
	var out []paper.Paragraph
	for _, o := range old {
		out = append(out, r.removed(o))
	}
	for _, n := range target {
		out = append(out, r.added(n))
	}
	return out
}

func (r *redliner) words(d text.Document, blocks []int) string {
	texts := make([]string, len(blocks))
	for i, b := range blocks {
		texts[i] = d.Blocks[b].Text
	}
	return strings.Join(texts, separator)
}
