package synthtest

import (
	"slices"

	"adref/pkg/text"
)

// delegations propose amendments and stand in brackets.
var delegations = []string{"EU", "AOSIS", "LDCs", "Norway", "Brazil", "Japan", "AGN", "Mexico", "India", "Switzerland"}

// wish is one place of an amendment, as indices of the block's words before anything is applied.
type wish struct {
	from, to int
	words    []word
	taken    bool
}

// amend proposes amendments on the newest revision and decides what becomes of them.
func (w *writer) amend(before Revision) {
	for range w.rates.Amendments {
		b := w.editable(24)
		if b == nil || !w.isParagraph(*b) {
			continue
		}
		a := Amendment{Revision: w.revision - 1, Block: b.from[0], By: w.one(delegations), Next: b.key, Where: b.key}
		wishes := w.wishes(b)
		if len(wishes) == 0 {
			continue
		}
		for n := range wishes {
			for k := range wishes[n].words {
				wishes[n].words[k].by, wishes[n].words[k].locked = a.By, true
			}
		}
		a.Hunks, a.Wanted = w.describe(before, b, wishes)
		w.decide(&a, b, wishes)
		w.step.Amendments = append(w.step.Amendments, a)
	}
}

// wishes are one to three places, in order and apart from each other.
func (w *writer) wishes(b *block) []wish {
	var out []wish
	for range 1 + w.random.IntN(3) {
		from, to, ok := w.spot(b, 1, 5)
		if !ok {
			continue
		}
		x := wish{from: from, to: to}
		switch w.random.IntN(3) {
		case 0:
			x.words = w.phrase()
		case 1:
			x.to, x.words = from, w.phrase()
		}
		if !fits(b, x.from, x.to, x.words) || x.to > x.from && len(x.words) == 0 && slides(b.words, x.from, x.to) {
			continue
		}
		out = append(out, x)
		for i := max(x.from-2, 0); i < min(x.to+2, len(b.words)); i++ {
			b.words[i].locked = true
		}
	}
	slices.SortFunc(out, func(x, y wish) int { return x.from - y.from })
	return out
}

// describe is the hunks of an amendment, and the text that it wants.
func (w *writer) describe(r Revision, b *block, wishes []wish) ([]Hunk, string) {
	known := r.Blocks[b.from[0]].Words
	begin := known[0].Span.Start
	var hunks []Hunk
	for _, x := range wishes {
		at := text.Span{Start: known[x.from].Span.Start - begin}
		at.End = at.Start
		if x.to > x.from {
			at.End = known[x.to-1].Span.End - begin
		}
		words := (&block{words: x.words}).text()
		hunks = append(hunks, Hunk{At: at, Quote: r.Source[begin+at.Start : begin+at.End], Words: words})
	}
	wanted := block{words: slices.Clone(b.words)}
	for _, x := range slices.Backward(wishes) {
		w.put(&wanted, x.from, x.to, x.words)
	}
	return hunks, wanted.text()
}

// decide applies what is taken of an amendment.
func (w *writer) decide(a *Amendment, b *block, wishes []wish) {
	switch n := w.random.IntN(100); {
	case n < 40:
		a.Fate = Whole
	case n < 65 && len(wishes) > 1:
		a.Fate = Part
	case n < 75:
		if w.takeElsewhere(a, b, wishes) {
			return
		}
		a.Fate = None
	default:
		a.Fate = None
	}
	for n := range wishes {
		wishes[n].taken = a.Fate == Whole || a.Fate == Part && (n == 0 || n < len(wishes)-1 && w.chance(0.5))
	}
	w.take(a, b, wishes)
	if a.Fate != None {
		b.touch()
	} else {
		a.Where = -1
		b.busy = w.chance(0.7) // the others may still be edited beside it
	}
}

// take applies the wishes that are taken, from the last to the first.
func (w *writer) take(a *Amendment, b *block, wishes []wish) {
	all, taken := 0, 0
	for n, x := range slices.Backward(wishes) {
		size := x.to - x.from + len(x.words)
		all += size
		if !x.taken {
			continue
		}
		taken += size
		a.Hunks[n].Taken = true
		w.bury(b, w.put(b, x.from, x.to, x.words))
	}
	for _, x := range wishes {
		for _, t := range x.words {
			if x.taken {
				a.Taken = append(a.Taken, t.text)
			}
		}
	}
	a.Share = float64(taken) / float64(all)
}

// takeElsewhere puts the longest insertion of an amendment into another paragraph.
func (w *writer) takeElsewhere(a *Amendment, b *block, wishes []wish) bool {
	longest := slices.MaxFunc(wishes, func(x, y wish) int { return len(x.words) - len(y.words) })
	other := w.editable(16)
	if len(longest.words) < 6 || other == nil || other == b || !w.isParagraph(*other) {
		return false
	}
	at, _, ok := w.spot(other, 1, 1)
	if !ok || !fits(other, at, at, longest.words) {
		return false
	}
	w.put(other, at, at, longest.words)
	other.touch()
	b.busy = true
	a.Fate, a.Where = Moved, other.key
	for _, t := range longest.words {
		a.Taken = append(a.Taken, t.text)
	}
	return true
}
