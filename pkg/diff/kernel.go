package diff

import "slices"

// Bounds of the work of the kernel. All are counted in tokens, never in time, so that the result never depends on the load.
const (
	// noAnchors is the number of tokens, both sides together, below which a stretch is aligned exactly at once.
	noAnchors = 192
	// maxTable is the number of machine words of the table that is kept to align a stretch exactly; above it the stretch is halved.
	maxTable = 1 << 14
	// maxDepth is how often a stretch between anchors is anchored again.
	maxDepth = 12
)

// hunk is a stretch that differs: tokens a0 to a1 of the old side became b0 to b1 of the new one; half open.
type hunk struct{ a0, a1, b0, b1 int }

// kernel aligns sequences of numbers. It keeps its working memory from one to the next; its zero value is ready.
//
// Its work is at most maxDepth·(n+m) for the anchors and 2·n·m/64 word operations for long stretches without any: a longest common
// subsequence, exact, 64 columns at a time (lcs.go).
type kernel struct {
	pairs []pair
	// By number, 0 where it is not in use: how often it stands in a and b, where in b, its row in the table of masks.
	inA, inB, atB, row []int32
	bits               []uint64
	table              []uint64
	chain              []pair
	tops, from         []int32
}

// pair is two tokens that are the same.
type pair struct{ a, b int }

// align is a longest common chain of a and b, exact where both are short, as pairs in rising order. All numbers are below
// symbols. The result holds until the next call.
func (k *kernel) align(a, b []int32, symbols int) []pair {
	if n := symbols - len(k.inA); n > 0 {
		n += len(k.inA) / 2
		k.inA, k.inB = append(k.inA, make([]int32, n)...), append(k.inB, make([]int32, n)...)
		k.atB, k.row = append(k.atB, make([]int32, n)...), append(k.row, make([]int32, n)...)
	}
	k.pairs = k.pairs[:0]
	k.run(a, b, 0, 0, 0)
	return k.pairs
}

func (k *kernel) run(a, b []int32, ao, bo, depth int) {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		k.pairs = append(k.pairs, pair{ao + n, bo + n})
		n++
	}
	a, b, ao, bo = a[n:], b[n:], ao+n, bo+n
	tail := 0
	for tail < len(a) && tail < len(b) && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	a, b = a[:len(a)-tail], b[:len(b)-tail]
	if len(a) > 0 && len(b) > 0 {
		k.middle(a, b, ao, bo, depth)
	}
	for i := range tail {
		k.pairs = append(k.pairs, pair{ao + len(a) + i, bo + len(b) + i})
	}
}

// middle aligns a stretch without a common beginning and end.
func (k *kernel) middle(a, b []int32, ao, bo, depth int) {
	if len(a) == 1 || len(b) == 1 {
		k.single(a, b, ao, bo)
		return
	}
	if len(a)+len(b) > noAnchors && depth < maxDepth {
		if anchors := k.anchors(a, b); len(anchors) > 0 {
			i, j := 0, 0
			for _, p := range anchors {
				k.run(a[i:p.a], b[j:p.b], ao+i, bo+j, depth+1)
				k.pairs = append(k.pairs, pair{ao + p.a, bo + p.b})
				i, j = p.a+1, p.b+1
			}
			k.run(a[i:], b[j:], ao+i, bo+j, depth+1)
			return
		}
	}
	if min(len(a)*words64(len(b)), len(b)*words64(len(a))) <= maxTable {
		k.exact(a, b, ao, bo)
		return
	}
	i, j := k.halve(a, b)
	k.run(a[:i], b[:j], ao, bo, depth)
	k.run(a[i:], b[j:], ao+i, bo+j, depth)
}

func words64(n int) int { return (n + 63) / 64 }

// single aligns a stretch of one token on a side.
func (k *kernel) single(a, b []int32, ao, bo int) {
	if len(a) == 1 {
		if j := slices.Index(b, a[0]); j >= 0 {
			k.pairs = append(k.pairs, pair{ao, bo + j})
		}
		return
	}
	if i := slices.Index(a, b[0]); i >= 0 {
		k.pairs = append(k.pairs, pair{ao + i, bo})
	}
}

// anchors are the tokens that stand once on each side, of these a longest chain in the same order on both.
func (k *kernel) anchors(a, b []int32) []pair {
	for _, id := range a {
		k.inA[id]++
	}
	for j, id := range b {
		k.inB[id]++
		k.atB[id] = int32(j)
	}
	candidates := k.chain[:0]
	for i, id := range a {
		if k.inA[id] == 1 && k.inB[id] == 1 {
			candidates = append(candidates, pair{i, int(k.atB[id])})
		}
	}
	k.chain = candidates
	for _, id := range a {
		k.inA[id] = 0
	}
	for _, id := range b {
		k.inB[id] = 0
	}
	return k.risingChain(candidates)
}

// risingChain is a longest part of the pairs, which are in the order of a, that is also in the order of b.
func (k *kernel) risingChain(p []pair) []pair {
	tops, from := k.tops[:0], k.from[:0] // tops[l] is the pair that ends the best chain of length l+1
	for i := range p {
		l, _ := slices.BinarySearchFunc(tops, p[i].b, func(t int32, b int) int { return p[t].b - b })
		prev := int32(-1)
		if l > 0 {
			prev = tops[l-1]
		}
		from = append(from, prev)
		if l == len(tops) {
			tops = append(tops, int32(i))
		} else {
			tops[l] = int32(i)
		}
	}
	k.tops, k.from = tops, from
	if len(tops) == 0 {
		return nil
	}
	chain := make([]pair, len(tops))
	for i, l := tops[len(tops)-1], len(tops)-1; l >= 0; i, l = from[i], l-1 {
		chain[l] = p[i]
	}
	return chain
}
