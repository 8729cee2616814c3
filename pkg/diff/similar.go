package diff

import (
	"cmp"
	"math"
	"slices"

	"adref/pkg/text"
)

// candidate is a pair that may be the same block.
type candidate struct {
	i, j  int
	alike float64
	gap   int // in which both are; -1 where they are in different ones
}

// candidates are the pairs without a partner that are worth looking at, by old and new place.
func (a *aligner) candidates() []candidate {
	gaps := a.gaps()
	oldGap, newGap := unmatched(len(a.old)), unmatched(len(a.new))
	for g, h := range gaps {
		for i := h.a0; i < h.a1; i++ {
			oldGap[i] = g
		}
		for j := h.b0; j < h.b1; j++ {
			newGap[j] = g
		}
	}
	var out []candidate
	add := func(i, j int) {
		if !a.may(i, j) {
			return
		}
		c := candidate{i: i, j: j, gap: -1, alike: a.alike(i, j)}
		if oldGap[i] == newGap[j] {
			c.gap = oldGap[i]
		}
		if c.alike >= rewritten {
			a.oldBest[i], a.newBest[j] = max(a.oldBest[i], c.alike), max(a.newBest[j], c.alike)
			out = append(out, c)
		}
	}
	for _, h := range gaps {
		olds, news := a.left(h)
		if len(olds)*len(news) > smallGap {
			continue
		}
		for _, j := range news {
			for _, i := range olds {
				add(i, j)
			}
		}
	}
	a.search(add)
	slices.SortFunc(out, func(x, y candidate) int { return cmp.Or(x.i-y.i, x.j-y.j) })
	return slices.CompactFunc(out, func(x, y candidate) bool { return x.i == y.i && x.j == y.j })
}

// left are the old and the new blocks of a gap without a partner.
func (a *aligner) left(h hunk) (olds, news []int) {
	olds, news = unmatchedIn(a.oldTo, h.a0, h.a1, a.olds[:0]), unmatchedIn(a.newTo, h.b0, h.b1, a.news[:0])
	a.olds, a.news = olds, news
	return olds, news
}

func unmatchedIn(to []int, from, until int, out []int) []int {
	for i := from; i < until; i++ {
		if to[i] < 0 {
			out = append(out, i)
		}
	}
	return out
}

// search calls add for the best candidates of every new block that is left, found through the rare words that they share.
func (a *aligner) search(add func(i, j int)) {
	index := make([][]int32, len(a.words.list)) // old blocks by word
	for i, r := range a.oldRead {
		if r == nil || a.oldTo[i] >= 0 {
			continue
		}
		for _, f := range r.bag.uni {
			index[f.id] = append(index[f.id], int32(i))
		}
	}
	score, long := make([]float64, len(a.old)), make([]float64, len(a.old))
	for i, r := range a.oldRead {
		if r != nil {
			long[i] = math.Sqrt(1 + r.bag.sum)
		}
	}
	var hit []int32
	for j, r := range a.newRead {
		if r == nil || a.newTo[j] >= 0 {
			continue
		}
		hit = hit[:0]
		for _, f := range r.bag.uni {
			if len(index[f.id]) > rare {
				continue
			}
			w := a.words.list[f.id].weight
			for _, i := range index[f.id] {
				if score[i] == 0 {
					hit = append(hit, i)
				}
				score[i] += w
			}
		}
		for _, i := range hit {
			score[i] /= long[i]
		}
		for _, i := range highest(hit, score) {
			add(int(i), j)
		}
		for _, i := range hit {
			score[i] = 0
		}
	}
}

// highest are the few of the highest score; of equal ones those that stand first in the text.
func highest(hit []int32, score []float64) []int32 {
	var best [candidates]int32
	n := 0
	for _, i := range hit {
		at := n
		for at > 0 && (score[i] > score[best[at-1]] || score[i] == score[best[at-1]] && i < best[at-1]) {
			at--
		}
		if at == len(best) {
			continue
		}
		n = min(n+1, len(best))
		copy(best[at+1:n], best[at:n-1])
		best[at] = i
	}
	return best[:n]
}

// likely is how alike two blocks are, a little more where their place in the structure speaks for them.
func (a *aligner) likely(c candidate) float64 {
	s := c.alike
	if a.old[c.i].Kind == a.new[c.j].Kind {
		s += 0.03
	}
	if a.sameLabel(c.i, c.j) {
		s += 0.05
	}
	if a.sameAbove(c.i, c.j) {
		s += 0.05
	}
	return s
}

// inOrder matches similar blocks between the same neighbours, keeping their order. A pair of which one is decidedly more like a block
// in another place is left for moved, which takes the most similar first.
func (a *aligner) inOrder(all []candidate) {
	oldFar, newFar := make([]float64, len(a.old)), make([]float64, len(a.new)) // how alike the most similar one in another place is
	for _, c := range all {
		if c.gap < 0 && c.alike >= elsewhere {
			oldFar[c.i], newFar[c.j] = max(oldFar[c.i], c.alike), max(newFar[c.j], c.alike)
		}
	}
	var pairs []pair
	var weights []float64
	alike := make(map[pair]float64)
	for _, c := range all {
		if c.gap >= 0 && c.alike >= sameSlot && max(oldFar[c.i], newFar[c.j]) < c.alike+decided {
			l := a.likely(c)
			pairs, weights = append(pairs, pair{c.i, c.j}), append(weights, l*l)
			alike[pair{c.i, c.j}] = c.alike
		}
	}
	for _, p := range a.ranker.heaviest(pairs, weights, len(a.new)) {
		a.join(p.a, p.b, min(alike[p], 0.97), byWords)
	}
}

// moved matches what is left with similar blocks anywhere, the most similar first.
func (a *aligner) moved(all []candidate) {
	rest := slices.DeleteFunc(slices.Clone(all), func(c candidate) bool {
		if c.gap >= 0 {
			return c.alike < sameSlot
		}
		return c.alike < elsewhere || min(len(a.oldWords(c.i).words), len(a.newWords(c.j).words)) < movedWords
	})
	slices.SortStableFunc(rest, func(x, y candidate) int { return cmp.Compare(a.likely(y), a.likely(x)) })
	for _, c := range rest {
		if a.may(c.i, c.j) {
			a.join(c.i, c.j, min(c.alike, 0.97), byWords)
		}
	}
}

// slots matches what is left between the same neighbours: under the same number, however much it was rewritten, where a long stretch
// of its words was kept, or where they are a short line each, such as a date, and nothing else is left there.
func (a *aligner) slots() {
	for _, g := range a.gaps() {
		olds, news := a.left(g)
		if len(olds)*len(news) > smallGap {
			continue
		}
		next := 0 // of the new blocks
		for _, i := range olds {
			for n := next; n < len(news); n++ {
				j := news[n]
				if !a.may(i, j) || a.old[i].Kind != a.new[j].Kind {
					continue
				}
				if alike, ok := a.sameSlot(i, j, len(olds) == 1 && len(news) == 1); ok {
					a.join(i, j, min(alike, 0.97), bySlot)
					next = n + 1
					break
				}
			}
		}
	}
}

// sameSlot says whether two blocks between the same neighbours are one that was rewritten, and how alike they are; only, whether they
// are all that is left there.
func (a *aligner) sameSlot(i, k int, only bool) (float64, bool) {
	alike := a.alike(i, k)
	if a.sameLabel(i, k) && (alike >= rewritten || a.old[i].Text == "" && a.new[k].Text == "") {
		return alike, true
	}
	x, y := a.oldWords(i).words, a.newWords(k).words
	short := min(len(x), len(y))
	if only && max(len(x), len(y)) < keptRun && a.old[i].Kind == text.Body {
		return alike, alike >= rewritten
	}
	least := max(min(keptRun, (short+1)/2), short/4)
	return alike, alike >= rewritten && least >= fewestKept && longestRun(x, y) >= least
}

// longestRun is the length of the longest run of words that stands in both.
func longestRun(x, y []int32) int {
	best := 0
	ends := make([]int, len(y)+1) // of the runs that end at the words of y so far
	for _, w := range x {
		for j := len(y); j > 0; j-- {
			if y[j-1] != w {
				ends[j] = 0
				continue
			}
			ends[j] = ends[j-1] + 1
			best = max(best, ends[j])
		}
	}
	return best
}
