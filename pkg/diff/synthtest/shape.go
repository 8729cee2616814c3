package synthtest

import (
	"slices"

	"adref/pkg/diff"
	"adref/pkg/text"
)

// change makes one step: amendments first, then the structure, then the words.
func (w *writer) change(before Revision) {
	w.step = Step{}
	for i := range w.blocks {
		b := &w.blocks[i]
		b.from, b.became, b.busy = []int{i}, diff.Same, false
		for k := range b.words {
			b.words[k].locked = false
		}
	}
	w.amend(before)
	n := float64(w.paragraphs())
	w.repeat(w.times(n*w.rates.Split), w.split)
	w.repeat(w.times(n*w.rates.Merged), w.merge)
	w.repeat(w.times(n*w.rates.Deleted), w.delete)
	w.repeat(w.times(n*w.rates.Moved), func() bool { return w.move(1) })
	w.repeat(w.times(w.rates.BlockMoved), func() bool { return w.move(3 + w.random.IntN(6)) })
	w.repeat(w.times(w.rates.SectionMoved), w.moveSection)
	w.repeat(w.times(n*w.rates.New), w.insertNew)
	w.repeat(w.times(n*w.rates.Restored), w.restore)
	w.repeat(w.times(n*w.rates.Rewritten), w.rewriteOne)
	w.repeat(w.times(n*w.rates.PhraseMoved), func() bool { return w.phraseMoves(false) })
	w.repeat(w.times(n*w.rates.PhraseAcross), func() bool { return w.phraseMoves(true) })
	w.repeat(w.times(n*w.rates.Edited), w.editOne)
}

// isParagraph says whether a block begins a group of its own. In a real text, words without a number do so too.
func (w *writer) isParagraph(b block) bool {
	return b.kind == text.Paragraph || w.real && (b.kind == text.Body || b.kind == text.Preambular)
}

func (w *writer) paragraphs() int {
	n := 0
	for _, b := range w.blocks {
		if w.isParagraph(b) {
			n++
		}
	}
	return n
}

// repeat does something n times, each time looking for a place a few times.
func (w *writer) repeat(n int, do func() bool) {
	for range n {
		for range tries {
			if do() {
				break
			}
		}
	}
}

// editable is a random block whose words may be changed and that has at least so many.
func (w *writer) editable(words int) *block {
	for range tries {
		b := &w.blocks[w.random.IntN(len(w.blocks))]
		if !b.busy && len(b.words) >= words && (w.isParagraph(*b) || b.kind == text.Subparagraph) {
			return b
		}
	}
	return nil
}

// touch says that the words of a block were changed.
func (b *block) touch() {
	b.busy = true
	if b.became == diff.Same {
		b.became = diff.Changed
	}
}

func (w *writer) editOne() bool {
	b := w.editable(8)
	if b == nil {
		return false
	}
	before, was := slices.Clone(b.words), b.text()
	for range 1 + w.random.IntN(3) {
		w.edit(b)
	}
	if b.text() == was { // nothing was done, or one edit undid another
		b.words = before
		return false
	}
	b.touch()
	return true
}

func (w *writer) rewriteOne() bool {
	b := w.editable(20)
	if b == nil || !w.isParagraph(*b) || len(b.from) == 0 || !free(b, 0, len(b.words)) {
		return false
	}
	w.rewrite(b)
	b.touch()
	return true
}

func (w *writer) phraseMoves(across bool) bool {
	a := w.editable(26)
	if a == nil || len(a.from) == 0 {
		return false
	}
	b := a
	if across {
		if b = w.editable(16); b == nil || b == a || len(b.from) == 0 {
			return false
		}
	}
	if !w.movePhrase(a, b) {
		return false
	}
	a.touch()
	b.touch()
	return true
}

// groupEnd is the index after the paragraph at i and what stands under it.
func (w *writer) groupEnd(i int) int {
	for i++; i < len(w.blocks) && w.blocks[i].kind == text.Subparagraph; i++ {
	}
	return i
}

// group is a random paragraph with what stands under it, none of it busy.
func (w *writer) group() (from, to int, ok bool) {
	from = w.random.IntN(len(w.blocks))
	if !w.isParagraph(w.blocks[from]) {
		return 0, 0, false
	}
	to = w.groupEnd(from)
	return from, to, w.idle(from, to)
}

func (w *writer) idle(from, to int) bool {
	return !slices.ContainsFunc(w.blocks[from:to], func(b block) bool { return b.busy || len(b.from) != 1 })
}

// move takes groups to another place, so far away that it is they that moved and not what they passed.
func (w *writer) move(groups int) bool {
	from, to, ok := w.group()
	for n := 1; n < groups && ok && to < len(w.blocks); n++ {
		if !w.isParagraph(w.blocks[to]) {
			break
		}
		end := w.groupEnd(to)
		ok = w.idle(to, end)
		if ok {
			to = end
		}
	}
	if !ok || to-from < groups {
		return false
	}
	at := w.random.IntN(len(w.blocks) + 1)
	if far := 4 * (to - from); at > from-far && at < to+far || !w.boundary(at) {
		return false
	}
	w.shift(from, to, at)
	return true
}

// boundary says whether a group may begin at the place.
func (w *writer) boundary(at int) bool {
	return at == len(w.blocks) || at > 1 && w.blocks[at].kind != text.Subparagraph && w.blocks[at-1].kind != text.Title
}

func (w *writer) shift(from, to, at int) {
	part := slices.Clone(w.blocks[from:to])
	for i := range part {
		part[i].became, part[i].busy = diff.Moved, true
		if w.chance(0.25) && len(part[i].words) >= 16 && part[i].kind != text.Heading {
			w.edit(&part[i])
		}
	}
	w.blocks = slices.Delete(w.blocks, from, to)
	if at > from {
		at -= to - from
	}
	w.blocks = slices.Insert(w.blocks, at, part...)
}

// moveSection takes a heading and all below it to the place of another heading.
func (w *writer) moveSection() bool {
	var heads []int
	for i, b := range w.blocks {
		if b.kind == text.Heading {
			heads = append(heads, i)
		}
	}
	heads = append(heads, len(w.blocks))
	if len(heads) < 5 {
		return false
	}
	n, m := w.random.IntN(len(heads)-1), w.random.IntN(len(heads))
	if m >= n-1 && m <= n+2 || !w.idle(heads[n], heads[n+1]) {
		return false
	}
	before, buried := slices.Clone(w.blocks), len(w.grave)
	for i := range before {
		before[i].words = slices.Clone(before[i].words)
	}
	w.shift(heads[n], heads[n+1], heads[m])
	if !w.movesAreTold() {
		w.blocks, w.grave = before, w.grave[:buried]
		return false
	}
	return true
}

// movesAreTold says whether it can be told from the two orders what moved: a reading that keeps anything of it in its place would
// have to move more words than did. Of two long sections that changed places nobody can say which one moved.
func (w *writer) movesAreTold() bool {
	type end struct{ place, words, moved int }
	var ends []end // the heaviest chain of blocks in their old order that ends with each
	var best end
	for _, b := range w.blocks {
		if len(b.from) == 0 {
			continue
		}
		e := end{b.from[0], 1 + len(b.words), 0}
		if b.became == diff.Moved {
			e.words, e.moved = e.words+e.words/4, 1 // a clear difference
		}
		var before end
		for _, x := range ends {
			if x.place <= e.place && x.words > before.words {
				before = x
			}
		}
		e.words, e.moved = e.words+before.words, e.moved+before.moved
		if ends = append(ends, e); e.words > best.words {
			best = e
		}
	}
	return best.moved == 0
}

func (w *writer) split() bool {
	i, to, ok := w.group()
	if !ok || to != i+1 || len(w.blocks[i].words) < 24 {
		return false
	}
	b := w.blocks[i]
	var cuts []int // after a full stop or a comma
	for k := 8; k < len(b.words)-8; k++ {
		if t := b.words[k-1].text; t == w.v.stop || t == w.v.comma {
			cuts = append(cuts, k)
		}
	}
	if len(cuts) == 0 {
		return false
	}
	cut := cuts[w.random.IntN(len(cuts))]
	first, second := b, w.made(block{kind: b.kind, level: b.level, label: b.label, head: b.head, tail: b.tail})
	first.words, second.words = slices.Clone(b.words[:cut]), slices.Clone(b.words[cut:])
	if first.words[cut-1].text != w.v.stop {
		first.words[cut-1] = w.words(w.v.stop)[0]
	}
	if len(second.words) > len(first.words) {
		first.key, second.key = second.key, first.key
	}
	first.from, second.from = b.from, b.from
	first.became, second.became, first.busy, second.busy = diff.Split, diff.Split, true, true
	w.blocks[i] = first
	w.blocks = slices.Insert(w.blocks, i+1, second)
	return true
}

func (w *writer) merge() bool {
	i, to, ok := w.group()
	if !ok || to != i+1 || to >= len(w.blocks) || !w.isParagraph(w.blocks[to]) || !w.idle(to, w.groupEnd(to)) || w.groupEnd(to) != to+1 {
		return false
	}
	a, b := w.blocks[i], w.blocks[to]
	if len(a.words)+len(b.words) > 110 || len(a.words) < 8 || len(b.words) < 8 {
		return false
	}
	out := a
	if len(b.words) > len(a.words) {
		out.key = b.key
	}
	rest := slices.Clone(b.words)
	if w.v.spaced {
		rest[0].before = " "
	}
	out.words = append(slices.Clone(a.words), rest...)
	out.from = append(slices.Clone(a.from), b.from...)
	out.became, out.busy = diff.Merged, true
	w.blocks[i] = out
	w.blocks = slices.Delete(w.blocks, to, to+1)
	return true
}

func (w *writer) delete() bool {
	i, to, ok := w.group()
	if !ok || to != i+1 {
		return false
	}
	b := w.blocks[i]
	w.grave = append(w.grave, grave{block: &b, out: w.revision})
	w.blocks = slices.Delete(w.blocks, i, i+1)
	return true
}

func (w *writer) insertNew() bool {
	at := w.random.IntN(len(w.blocks) + 1)
	if !w.boundary(at) {
		return false
	}
	b := block{kind: text.Paragraph, words: w.paragraph(false), became: diff.Added, busy: true}
	if w.real {
		b.label, b.head = "1", "1. "
	}
	w.blocks = slices.Insert(w.blocks, at, w.made(b))
	return true
}

// restore brings back a block or a phrase that was out for at least one revision.
func (w *writer) restore() bool {
	if len(w.grave) == 0 {
		return false
	}
	n := w.random.IntN(len(w.grave))
	g := w.grave[n]
	if g.out == w.revision {
		return false
	}
	back := func(words []word) []word {
		words = slices.Clone(words)
		for i := range words {
			words[i].away = append(slices.Clone(words[i].away), Absence{g.out, w.revision})
			words[i].locked = true
		}
		return words
	}
	if g.block == nil {
		i := slices.IndexFunc(w.blocks, func(b block) bool { return b.key == g.of && !b.busy && len(b.words) > 6 })
		if i < 0 {
			return false
		}
		b := &w.blocks[i]
		at, _, ok := w.spot(b, 1, 1)
		if !ok || !fits(b, at, at, g.phrase) {
			return false
		}
		w.put(b, at, at, back(g.phrase))
		b.touch()
	} else {
		at := w.random.IntN(len(w.blocks) + 1)
		if !w.boundary(at) {
			return false
		}
		b := *g.block
		b.words, b.from, b.became, b.busy = back(b.words), nil, diff.Added, true
		w.blocks = slices.Insert(w.blocks, at, b)
	}
	w.grave = slices.Delete(w.grave, n, n+1)
	return true
}
