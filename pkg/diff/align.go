package diff

import (
	"slices"
	"strings"

	"adref/pkg/text"
)

// Thresholds of the alignment, in shares of weighted words.
const (
	sameSlot   = 0.35 // alike enough, between the same neighbours
	elsewhere  = 0.55 // alike enough to have been moved, for at least movedWords words
	movedWords = 5
	decided    = 0.2  // so much more alike, a block in another place is it
	rewritten  = 0.15 // alike enough under the same number between the same neighbours
	keptRun    = 8    // words in a row that show that a block between the same neighbours was rewritten; of a short one, half of it
	fewestKept = 3    // such words
	smallGap   = 4096 // pairs of a gap that are all compared; in larger ones only those that share rare words
	rare       = 48   // a word that stands in more old blocks says nothing in the search for candidates
	candidates = 8    // the best ones of a block that are looked at
	nearest    = 64   // blocks of equal text, out of order, among which one under the same chapeau is looked for
)

// match is an old and a new block that are the same one.
type match struct {
	old, new int
	alike    float64 // 0 to 1; 1 is the same words
	how      how
}

// how says by what a match was found.
type how int

const (
	bySlot     how = iota // rewritten between the same neighbours
	byWords               // similar words
	byBare                // the same words, other marks or brackets
	byText                // the same text
	byIdentity            // the same ID
)

// aligner finds out which old block became which new one.
type aligner struct {
	old, new     []text.Block
	oldTo, newTo []int // partner, -1 for none
	matches      map[int]match
	words        *lexicon
	like         *likeness
	kernel       kernel
	ranker       ranker
	oldRead      []*reading // nil until it is asked for
	newRead      []*reading
	// oldBest and newBest are how alike the most similar block is that was looked at for one without an equal.
	oldBest, newBest []float64
	olds, news       []int // room for left
	oldUp, newUp     []int // chapeau or heading above, -1 for none
	// pieces are the new blocks of an old one that was split, in order; sources the old ones of a new one that was merged.
	pieces, sources map[int][]int
}

// alignBlocks matches blocks one to one. Its steps go from the certain to the likely: identity, equal text, equal words,
// similar words between the same neighbours, similar words elsewhere, the same number between the same neighbours.
func alignBlocks(old, new []text.Block) *aligner {
	a := &aligner{
		old: old, new: new, oldTo: unmatched(len(old)), newTo: unmatched(len(new)), matches: make(map[int]match, len(new)),
		words: newLexicon(1024), oldRead: make([]*reading, len(old)), newRead: make([]*reading, len(new)), oldUp: above(old), newUp: above(new),
		oldBest: make([]float64, len(old)), newBest: make([]float64, len(new)), pieces: make(map[int][]int), sources: make(map[int][]int),
	}
	a.like = &likeness{words: a.words}
	a.byIdentity()
	a.byKey(byText, func(b text.Block, _ *reading) string { return textKey(b) })
	a.readRest()
	a.byKey(byBare, bareKey)
	pairs := a.candidates()
	a.inOrder(pairs)
	a.moved(pairs)
	a.slots()
	a.splits()
	return a
}

func unmatched(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

// above is, for each block, the block that it stands under: the nearest one before it of a lower depth.
func above(blocks []text.Block) []int {
	out, stack := make([]int, len(blocks)), []int(nil)
	for i, b := range blocks {
		for len(stack) > 0 && depth(blocks[stack[len(stack)-1]]) >= depth(b) {
			stack = stack[:len(stack)-1]
		}
		out[i] = -1
		if len(stack) > 0 {
			out[i] = stack[len(stack)-1]
		}
		stack = append(stack, i)
	}
	return out
}

func depth(b text.Block) int {
	switch b.Kind {
	case text.Title:
		return 0
	case text.Heading:
		return min(max(b.Level, 1), 50)
	default:
		return 100 + max(b.Level, 0)
	}
}

// textKey is equal for blocks of the same words and marks, whatever their number and the space around them.
func textKey(b text.Block) string {
	if b.Text != "" {
		return b.Text
	}
	return "\x00" + strings.TrimSpace(b.Raw)
}

// bareKey is equal for blocks of the same words, whatever their marks and brackets; "" for those of too few words.
func bareKey(_ text.Block, r *reading) string {
	if r == nil || len(r.bag.words) < 3 {
		return ""
	}
	s := make([]byte, 0, 4*len(r.bag.words))
	for _, id := range r.bag.words {
		s = append(s, byte(id), byte(id>>8), byte(id>>16), byte(id>>24))
	}
	return string(s)
}

// may says whether two blocks may be the same: where both have an identity, it decides alone.
func (a *aligner) may(i, j int) bool {
	x, y := a.old[i].ID, a.new[j].ID
	return a.oldTo[i] < 0 && a.newTo[j] < 0 && (x == "" || y == "" || x == y)
}

func (a *aligner) join(i, j int, alike float64, by how) {
	a.oldTo[i], a.newTo[j] = j, i
	a.matches[j] = match{i, j, alike, by}
}

// byIdentity matches blocks of the same ID.
func (a *aligner) byIdentity() {
	where := make(map[string]int, len(a.old))
	for i, b := range a.old {
		if _, twice := where[b.ID]; b.ID != "" && !twice {
			where[b.ID] = i
		}
	}
	for j, b := range a.new {
		if i, ok := where[b.ID]; ok && b.ID != "" && a.may(i, j) {
			alike := 1.0
			if textKey(a.old[i]) != textKey(b) {
				alike = min(a.alike(i, j), 0.99)
			}
			a.join(i, j, alike, byIdentity)
		}
	}
}

// byKey matches blocks of the same key: first those whose key is the only one on both sides, then those in the same place
// between them, then, under the same chapeau or with the same number, the rest in their order.
func (a *aligner) byKey(by how, key func(text.Block, *reading) string) {
	left := max(missing(a.oldTo), missing(a.newTo))
	ids := make(map[string]int32, left+left/8+1)
	ids[""] = 0
	number := func(blocks []text.Block, reads []*reading, to []int) []int32 {
		out := make([]int32, len(blocks))
		for i, b := range blocks {
			if to[i] >= 0 {
				continue
			}
			k := key(b, reads[i])
			id, ok := ids[k]
			if !ok {
				id = int32(len(ids))
				ids[k] = id
			}
			out[i] = id
		}
		return out
	}
	x, y := number(a.old, a.oldRead, a.oldTo), number(a.new, a.newRead, a.newTo)
	alike := 1.0
	if by == byBare {
		alike = 0.98
	}
	for _, p := range unique(x, y, len(ids)) {
		if a.may(p.a, p.b) {
			a.join(p.a, p.b, alike, by)
		}
	}
	for _, g := range a.gaps() {
		for _, p := range a.kernel.align(x[g.a0:g.a1], y[g.b0:g.b1], len(ids)) {
			if i, j := g.a0+p.a, g.b0+p.b; x[i] != 0 && a.may(i, j) {
				a.join(i, j, alike, by)
			}
		}
	}
	queue := make([][]int, len(ids)) // new blocks that are left, by key
	for j, id := range y {
		if id != 0 && a.newTo[j] < 0 {
			queue[id] = append(queue[id], j)
		}
	}
	for _, better := range []func(i, j int) bool{a.sameAbove, a.sameLabel, a.may} {
		for i, id := range x {
			if id == 0 || a.oldTo[i] >= 0 {
				continue
			}
			near := queue[id][:min(len(queue[id]), nearest)]
			if q := slices.IndexFunc(near, func(j int) bool { return a.may(i, j) && better(i, j) }); q >= 0 {
				a.join(i, queue[id][q], alike, by)
				queue[id] = slices.Delete(queue[id], q, q+1)
			}
		}
	}
}

// unique are the places of the numbers above 0 that stand once on each side.
func unique(x, y []int32, ids int) []pair {
	nx, ny, at := make([]int, ids), make([]int, ids), make([]int, ids)
	for _, id := range x {
		nx[id]++
	}
	for j, id := range y {
		ny[id]++
		at[id] = j
	}
	var out []pair
	for i, id := range x {
		if id != 0 && nx[id] == 1 && ny[id] == 1 {
			out = append(out, pair{i, at[id]})
		}
	}
	return out
}

func (a *aligner) sameAbove(i, j int) bool {
	return a.oldUp[i] >= 0 && a.newUp[j] >= 0 && a.oldTo[a.oldUp[i]] == a.newUp[j]
}

func (a *aligner) sameLabel(i, j int) bool {
	return a.old[i].Label != "" && a.old[i].Label == a.new[j].Label
}

// oldWords is the bag of an old block, read when it is first asked for; newWords likewise.
func (a *aligner) oldWords(i int) *bag { return a.bagAt(a.old, a.oldRead, i) }
func (a *aligner) newWords(j int) *bag { return a.bagAt(a.new, a.newRead, j) }

func (a *aligner) bagAt(blocks []text.Block, reads []*reading, i int) *bag {
	if reads[i] == nil {
		reads[i] = a.words.reading(nil, blocks[i])
		a.words.weigh(&reads[i].bag)
	}
	return &reads[i].bag
}

// alike is how alike an old and a new block are.
func (a *aligner) alike(i, j int) float64 {
	x, y := a.oldWords(i), a.newWords(j)
	a.like.take(y)
	return a.like.to(x)
}

// chain is the matches that are in order on both sides: as many as possible, longer texts before shorter ones. What is not
// in it was moved.
func (a *aligner) chain() []pair {
	pairs, weights := a.ranker.pairs[:0], a.ranker.weights[:0]
	for i, j := range a.oldTo {
		if j >= 0 {
			pairs = append(pairs, pair{i, j})
			weights = append(weights, 1+min(float64(len(a.old[i].Text)), 2000)/4000)
		}
	}
	a.ranker.pairs, a.ranker.weights = pairs, weights
	return a.ranker.heaviest(pairs, weights, len(a.new))
}

// gaps are the stretches between the chained matches.
func (a *aligner) gaps() []hunk { return hunksOf(a.chain(), len(a.old), len(a.new)) }

// missing is how many have no partner.
func missing(to []int) int {
	n := 0
	for _, partner := range to {
		if partner < 0 {
			n++
		}
	}
	return n
}
