package diff

import "slices"

// feature is a word of a block and how often it stands there.
type feature struct {
	id    int32
	count int32
}

// bag is what a block is compared by: its words, in small letters, without marks and brackets, and its pairs of words.
type bag struct {
	words []int32   // in reading order
	uni   []feature // in the order in which they come first
	bi    []uint64  // pairs of neighbouring words, sorted; made when first asked for (pairs)
	sum   float64   // weight of all words
}

// pairs are the pairs of neighbouring words, sorted.
func (b *bag) pairs() []uint64 {
	if b.bi != nil || len(b.words) < 2 {
		return b.bi
	}
	b.bi = make([]uint64, 0, len(b.words)-1)
	for i := 1; i < len(b.words); i++ {
		b.bi = append(b.bi, uint64(uint32(b.words[i-1]))<<32|uint64(uint32(b.words[i])))
	}
	slices.Sort(b.bi)
	return b.bi
}

// bagOf makes the bag of tokens by their numbers, without its weight.
func (l *lexicon) bagOf(ids []int32) bag {
	var out bag
	l.ids.room(len(ids))
	words := l.ids.free()
	l.features.room(len(ids))
	uni := l.features.free()
	for _, id := range ids {
		w := l.list[id].bare
		if w < 0 {
			continue
		}
		words = append(words, w)
		x := &l.list[w]
		if x.place == 0 {
			uni = append(uni, feature{id: w})
			x.place = int32(len(uni))
		}
		uni[x.place-1].count++
	}
	for _, f := range uni {
		l.list[f.id].place = 0
	}
	out.words, out.uni = l.ids.keep(words), l.features.keep(uni)
	return out
}

// likeness compares one block with many: it keeps the words of that block where they are found at once.
type likeness struct {
	words  *lexicon
	of     *bag
	count  []int32         // by word, how often it stands in the block
	follow [pairSlots]bool // by slot, whether two neighbouring words of it are there
}

// pairSlots is the number of slots for pairs of words. Now and then two pairs share one, which makes blocks seem a little more alike.
const pairSlots = 1 << 13

func slotOf(a, b int32) uint32 {
	return (uint32(a)*0x9e3779b1 ^ uint32(b)*0x85ebca77) * 0xc2b2ae35 >> (32 - 13)
}

// take makes b the block that others are compared with.
func (l *likeness) take(b *bag) {
	if l.of == b {
		return
	}
	if n := len(l.words.list) - len(l.count); n > 0 {
		l.count = append(l.count, make([]int32, n)...)
	}
	if l.of != nil {
		for _, f := range l.of.uni {
			l.count[f.id] = 0
		}
		l.mark(l.of, false)
	}
	l.of = b
	for _, f := range b.uni {
		l.count[f.id] = f.count
	}
	l.mark(b, true)
}

func (l *likeness) mark(b *bag, in bool) {
	for i := 1; i < len(b.words); i++ {
		l.follow[slotOf(b.words[i-1], b.words[i])] = in
	}
}

// common is how many pairs of neighbouring words of b stand in the block that was taken.
func (l *likeness) common(b *bag) int {
	n := 0
	for i := 1; i < len(b.words); i++ {
		if l.follow[slotOf(b.words[i-1], b.words[i])] {
			n++
		}
	}
	return min(n, len(l.of.words)-1)
}

// mayHold says whether so many pairs of neighbouring words of the piece may stand in the whole that it holds it. Only a yes can be wrong.
func (l *likeness) mayHold(whole, piece *bag) bool {
	l.take(whole)
	n, pairs := 0, len(piece.words)-1
	for i := 1; i <= pairs; i++ {
		if l.follow[slotOf(piece.words[i-1], piece.words[i])] {
			n++
		} else if float64(n+pairs-i) < contained*float64(pairs) {
			return false
		}
	}
	return n >= fewestPair
}

// to is how alike b is to the block that was taken: the weighted share of equal words, 0 to 1; a little of it stands for their
// order. A block of which a part was cut away counts as similar to what is left of it.
func (l *likeness) to(b *bag) float64 {
	a := l.of
	if a.sum == 0 || b.sum == 0 {
		return 0
	}
	shared := 0.0
	for _, f := range b.uni {
		if n := l.count[f.id]; n > 0 {
			shared += float64(min(n, f.count)) * l.words.list[f.id].weight
		}
	}
	dice := 2 * shared / (a.sum + b.sum)
	pa, pb := len(a.words)-1, len(b.words)-1
	if pa <= 0 || pb <= 0 {
		return min(dice, 1)
	}
	together := l.common(b)
	dice = 0.8*dice + 0.2*2*float64(together)/float64(pa+pb)
	if min(pa, pb) >= 7 {
		if bi := float64(together) / float64(min(pa, pb)); bi > 0.5 {
			dice = max(dice, 0.6*bi*shared/min(a.sum, b.sum))
		}
	}
	return min(dice, 1)
}

// common is the number of values that stand in both sorted lists.
func common(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// without is the values of a that do not stand in b, both sorted.
func without(a, b []uint64) []uint64 {
	var out []uint64
	j := 0
	for _, x := range a {
		for j < len(b) && b[j] < x {
			j++
		}
		if j < len(b) && b[j] == x {
			j++
			continue
		}
		out = append(out, x)
	}
	return out
}
