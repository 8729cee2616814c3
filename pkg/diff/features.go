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
	uni   []feature // by id
	bi    []uint64  // pairs of neighbouring words, sorted
	sum   float64   // weight of all words
}

// bagOf makes the bag of tokens by their numbers, without its weight.
func (l *lexicon) bagOf(ids []int32) *bag {
	out := &bag{}
	l.ids.room(2 * len(ids))
	words := l.ids.free()
	for _, id := range ids {
		if w := l.list[id].bare; w >= 0 {
			words = append(words, w)
		}
	}
	out.words = l.ids.keep(words)
	sorted := l.ids.keep(append(l.ids.free(), out.words...))
	slices.Sort(sorted)
	out.uni = make([]feature, 0, len(sorted))
	for i, id := range sorted {
		if i > 0 && sorted[i-1] == id {
			out.uni[len(out.uni)-1].count++
			continue
		}
		out.uni = append(out.uni, feature{id, 1})
	}
	if len(out.words) > 1 {
		out.bi = make([]uint64, 0, len(out.words)-1)
	}
	for i := 1; i < len(out.words); i++ {
		out.bi = append(out.bi, uint64(uint32(out.words[i-1]))<<32|uint64(uint32(out.words[i])))
	}
	slices.Sort(out.bi)
	return out
}

// shared is the weight of the words that both have.
func (l *lexicon) shared(a, b *bag) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(a.uni) && j < len(b.uni); {
		switch x, y := a.uni[i], b.uni[j]; {
		case x.id < y.id:
			i++
		case x.id > y.id:
			j++
		default:
			sum += float64(min(x.count, y.count)) * l.weight(x.id)
			i, j = i+1, j+1
		}
	}
	return sum
}

// similarity is the weighted share of equal words, 0 to 1; a little of it stands for their order. A block of which a part was
// cut away counts as similar to what is left of it.
func (l *lexicon) similarity(a, b *bag) float64 {
	if a.sum == 0 || b.sum == 0 {
		return 0
	}
	shared := l.shared(a, b)
	dice := 2 * shared / (a.sum + b.sum)
	if len(a.bi) > 0 && len(b.bi) > 0 {
		dice = 0.8*dice + 0.2*2*float64(common(a.bi, b.bi))/float64(len(a.bi)+len(b.bi))
	}
	if small := min(len(a.words), len(b.words)); small >= 8 {
		if bi := float64(common(a.bi, b.bi)) / float64(min(len(a.bi), len(b.bi))); bi > 0.5 {
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
