package diff

import (
	"math/bits"
	"slices"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Bounds of the work of the kernel. All are counted in tokens, never in time, so that the result never depends on the load.
const (
	// shortStretch is the number of tokens, both sides together, that go-diff gets at once: at most shortStretch² / 2 steps.
	shortStretch = 1024
	// noAnchors is the number of tokens below which go-diff is exact and fast enough without anchors.
	noAnchors = 192
	// maxDepth is how often a stretch between anchors is anchored again.
	maxDepth = 12
)

// hunk is a stretch that differs: tokens a0 to a1 of the old side became b0 to b1 of the new one; half open.
type hunk struct{ a0, a1, b0, b1 int }

// kernel aligns two sequences of numbers.
//
// Its work is at most maxDepth·(n+m) for the anchors, n·m/64·2 word operations for the halving of long stretches without any
// (bit-parallel longest common subsequence, exact), and shortStretch/2 steps a token for the short ones.
type kernel struct {
	symbols int // all numbers are below
	pairs   []pair
}

// pair is two tokens that are the same.
type pair struct{ a, b int }

// align is a longest common chain of a and b, exact where both are short, as pairs in rising order.
func align(a, b []int32, symbols int) []pair {
	k := kernel{symbols: symbols}
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
	size := len(a) + len(b)
	if size > noAnchors && depth < maxDepth {
		if anchors := uniqueAnchors(a, b); len(anchors) > 0 {
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
	if size <= shortStretch {
		k.short(a, b, ao, bo)
		return
	}
	if len(a) == 1 || len(b) == 1 {
		k.single(a, b, ao, bo)
		return
	}
	i, j := halve(a, b, k.symbols)
	k.run(a[:i], b[:j], ao, bo, depth)
	k.run(a[i:], b[j:], ao+i, bo+j, depth)
}

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

// short gives a stretch to go-diff, one rune a token. The runes are numbered afresh in each stretch, so that they stay far
// below the surrogates and U+FFFD, which go-diff cannot carry.
func (k *kernel) short(a, b []int32, ao, bo int) {
	number := make(map[int32]rune, len(a)+len(b))
	runes := func(ids []int32) []rune {
		out := make([]rune, len(ids))
		for i, id := range ids {
			r, ok := number[id]
			if !ok {
				r = 0x100 + rune(len(number))
				number[id] = r
			}
			out[i] = r
		}
		return out
	}
	dmp := diffmatchpatch.DiffMatchPatch{} // its DiffTimeout is 0: no clock decides
	i, j := ao, bo
	for _, d := range dmp.DiffMainRunes(runes(a), runes(b), false) {
		n := utf8.RuneCountInString(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffDelete:
			i += n
		case diffmatchpatch.DiffInsert:
			j += n
		case diffmatchpatch.DiffEqual:
			for range n {
				k.pairs = append(k.pairs, pair{i, j})
				i, j = i+1, j+1
			}
		}
	}
}

// uniqueAnchors are the tokens that stand once on each side, of these a longest chain in the same order on both.
func uniqueAnchors(a, b []int32) []pair {
	type seen struct{ na, nb, i, j int32 }
	where := make(map[int32]seen, len(a))
	for i, id := range a {
		s := where[id]
		s.na, s.i = s.na+1, int32(i)
		where[id] = s
	}
	for j, id := range b {
		if s, ok := where[id]; ok {
			s.nb, s.j = s.nb+1, int32(j)
			where[id] = s
		}
	}
	var candidates []pair
	for i, id := range a {
		if s := where[id]; s.na == 1 && s.nb == 1 {
			candidates = append(candidates, pair{i, int(s.j)})
		}
	}
	return risingChain(candidates)
}

// risingChain is a longest part of the pairs, which are in the order of a, that is also in the order of b.
func risingChain(p []pair) []pair {
	var tops, from []int // tops[l] is the pair that ends the best chain of length l+1
	for i := range p {
		l, _ := slices.BinarySearchFunc(tops, p[i].b, func(t, b int) int { return p[t].b - b })
		prev := -1
		if l > 0 {
			prev = tops[l-1]
		}
		from = append(from, prev)
		if l == len(tops) {
			tops = append(tops, i)
		} else {
			tops[l] = i
		}
	}
	if len(tops) == 0 {
		return nil
	}
	chain := make([]pair, len(tops))
	for i, l := tops[len(tops)-1], len(tops)-1; l >= 0; i, l = from[i], l-1 {
		chain[l] = p[i]
	}
	return chain
}

// halve says where a longest common subsequence of a and b can be cut in two (Hirschberg 1975), with the rows of the table
// computed 64 columns at a time (Hyyrö 2004).
func halve(a, b []int32, symbols int) (int, int) {
	if len(a) < len(b) {
		j, i := halve(b, a, symbols)
		return i, j
	}
	mid := len(a) / 2
	ra, rb := slices.Clone(a[mid:]), slices.Clone(b)
	slices.Reverse(ra)
	slices.Reverse(rb)
	head, tail := lcsRow(a[:mid], b, symbols), lcsRow(ra, rb, symbols)
	best, at := int32(-1), 0
	for j := range len(b) + 1 {
		if n := head[j] + tail[len(b)-j]; n > best {
			best, at = n, j
		}
	}
	return mid, at
}

// mask is the positions of a symbol within one machine word.
type mask struct {
	word int32
	bits uint64
}

// lcsRow is, for every j, the length of a longest common subsequence of a and b[:j].
func lcsRow(a, b []int32, symbols int) []int32 {
	start, used := make([]int32, symbols+1), make([]int32, symbols)
	for _, id := range b {
		start[id+1]++
	}
	for i := range symbols {
		start[i+1] += start[i]
	}
	masks := make([]mask, len(b))
	for j, id := range b {
		w, bit := int32(j/64), uint64(1)<<(j%64)
		last := start[id] + used[id] - 1
		if used[id] > 0 && masks[last].word == w {
			masks[last].bits |= bit
			continue
		}
		masks[last+1] = mask{w, bit}
		used[id]++
	}
	v := make([]uint64, (len(b)+63)/64)
	for i := range v {
		v[i] = ^uint64(0)
	}
	for _, id := range a {
		step(v, masks[start[id]:start[id]+used[id]])
	}
	row := make([]int32, len(b)+1)
	for j := range b {
		row[j+1] = row[j] + int32(^v[j/64]>>(j%64)&1)
	}
	return row
}

// step adds one row to the table: v + (v & m) | v &^ m, the carry running on through words without a mask.
func step(v []uint64, masks []mask) {
	carry, next := uint64(0), 0
	for _, m := range masks {
		for ; carry != 0 && next < int(m.word); next++ {
			var sum uint64
			sum, carry = bits.Add64(v[next], 0, carry)
			v[next] |= sum
		}
		w := int(m.word)
		var sum uint64
		sum, carry = bits.Add64(v[w], v[w]&m.bits, carry)
		v[w] = sum | v[w]&^m.bits
		next = w + 1
	}
	for ; carry != 0 && next < len(v); next++ {
		var sum uint64
		sum, carry = bits.Add64(v[next], 0, carry)
		v[next] |= sum
	}
}
