package diff

import (
	"math/bits"
	"slices"
)

// exact aligns a stretch by a longest common subsequence. The table of the lengths is computed 64 columns at a time (Hyyrö 2004);
// all its rows are kept, and the pairs are read off them from the end: a bit that is not set in row i says that
// the length grows at that column.
func (k *kernel) exact(a, b []int32, ao, bo int) {
	if len(a)*words64(len(b)) > len(b)*words64(len(a)) {
		at := len(k.pairs)
		k.exact(b, a, bo, ao)
		for i := range k.pairs[at:] {
			p := &k.pairs[at+i]
			p.a, p.b = p.b, p.a
		}
		return
	}
	size := words64(len(b))
	k.masks(a, b, size)
	if n := size * (len(a) + 1); n > cap(k.table) {
		k.table = make([]uint64, max(n, min(2*cap(k.table), maxTable)))
	}
	for i := range size {
		k.table[i] = ^uint64(0)
	}
	for i, id := range a {
		before, after := k.table[i*size:(i+1)*size], k.table[(i+1)*size:(i+2)*size]
		r := int(k.row[id])
		if r == 0 {
			copy(after, before)
			continue
		}
		mask, carry := k.bits[(r-1)*size:r*size], uint64(0)
		for w, v := range before {
			u := v & mask[w]
			var sum uint64
			sum, carry = bits.Add64(v, u, carry)
			after[w] = sum | v&^mask[w]
		}
	}
	for _, id := range b {
		k.row[id] = 0
	}
	k.readOff(a, b, ao, bo, size)
}

// masks makes, for every number in b that stands in a, too, the set of its places.
func (k *kernel) masks(a, b []int32, size int) {
	for _, id := range a {
		k.inA[id] = 1
	}
	if cap(k.bits) == 0 {
		k.bits = make([]uint64, 0, 256)
	}
	k.bits = k.bits[:0]
	for j, id := range b {
		if k.inA[id] == 0 {
			continue
		}
		if k.row[id] == 0 {
			n := len(k.bits)
			k.bits = slices.Grow(k.bits, size)[:n+size]
			clear(k.bits[n:])
			k.row[id] = int32(n/size) + 1
		}
		k.bits[int(k.row[id]-1)*size+j/64] |= 1 << (j % 64)
	}
	for _, id := range a {
		k.inA[id] = 0
	}
}

// readOff adds the pairs of the table, from the end to the beginning and then turned round.
func (k *kernel) readOff(a, b []int32, ao, bo, size int) {
	at := len(k.pairs)
	for i, j := len(a), len(b); i > 0 && j > 0; {
		switch {
		case a[i-1] == b[j-1]:
			i, j = i-1, j-1
			k.pairs = append(k.pairs, pair{ao + i, bo + j})
		case k.table[i*size+(j-1)/64]>>((j-1)%64)&1 != 0:
			j--
		default:
			i--
		}
	}
	slices.Reverse(k.pairs[at:])
}

// halve says where a longest common subsequence of a and b can be cut in two (Hirschberg 1975).
func (k *kernel) halve(a, b []int32) (int, int) {
	if len(a) < len(b) {
		j, i := k.halve(b, a)
		return i, j
	}
	mid := len(a) / 2
	head, tail := k.lengths(a[:mid], b, false), k.lengths(a[mid:], b, true)
	best, at := int32(-1), 0
	for j := range len(b) + 1 {
		if n := head[j] + tail[len(b)-j]; n > best {
			best, at = n, j
		}
	}
	return mid, at
}

// mask is the places of a number within one machine word.
type mask struct {
	word int32
	bits uint64
}

// lengths is, for every j, the length of a longest common subsequence of a and b[:j]; both read from their end, if reverse.
func (k *kernel) lengths(a, b []int32, reverse bool) []int32 {
	n := len(b)
	in := func(s []int32, i int) int32 {
		if reverse {
			return s[len(s)-1-i]
		}
		return s[i]
	}
	for _, id := range b { // how many masks a number needs at most
		k.inB[id]++
	}
	begin := int32(0)
	for _, id := range b {
		if k.inB[id] > 0 {
			k.atB[id] = begin
			begin += k.inB[id]
			k.inB[id] = 0
		}
	}
	masks := make([]mask, n)
	for j := range n { // row: how many masks it has so far
		id := in(b, j)
		w, bit := int32(j/64), uint64(1)<<(j%64)
		next := k.atB[id] + k.row[id]
		if k.row[id] > 0 && masks[next-1].word == w {
			masks[next-1].bits |= bit
			continue
		}
		masks[next] = mask{w, bit}
		k.row[id]++
	}
	v := make([]uint64, words64(n))
	for i := range v {
		v[i] = ^uint64(0)
	}
	for i := range a {
		if id := in(a, i); k.row[id] > 0 {
			step(v, masks[k.atB[id]:k.atB[id]+k.row[id]])
		}
	}
	for _, id := range b {
		k.row[id] = 0
	}
	row := make([]int32, n+1)
	for j := range n {
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
