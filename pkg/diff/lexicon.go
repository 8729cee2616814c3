package diff

import (
	"math"
	"math/bits"
	"slices"
	"strings"

	"adref/pkg/text"
)

// lexicon numbers the tokens of both texts, from 0, in the order in which they come first, and keeps what is asked of a token again
// and again. It holds for one comparison.
type lexicon struct {
	slots    []int32 // open addressing, by hash: a number and 1, 0 for none
	list     []lexeme
	total    int // blocks counted
	tokens   arena[token]
	ids      arena[int32]
	features arena[feature]
	readings arena[reading]
}

// lexeme is a distinct token.
type lexeme struct {
	text   string
	hash   uint32  // the lower half of it
	bare   int32   // number of the same word in small letters; -1 for a mark
	blocks int32   // in how many counted blocks the word stands
	place  int32   // for one block: its place among its distinct words, from 1
	size   float64 // how much a reader has to read (readable.go)
	weight float64 // what it says that two blocks share the word: the more, the fewer blocks have it
}

// newLexicon is a lexicon with room for about n distinct tokens.
func newLexicon(n int) *lexicon {
	size := 64
	for size < 2*n {
		size *= 2
	}
	return &lexicon{slots: make([]int32, size), list: make([]lexeme, 0, size/2)}
}

// id is the number of a token.
func (l *lexicon) id(s string) int32 {
	h, mask := uint32(hash(s)), uint32(len(l.slots)-1)
	at := h & mask
	for ; l.slots[at] != 0; at = (at + 1) & mask {
		if x := &l.list[l.slots[at]-1]; x.hash == h && x.text == s {
			return l.slots[at] - 1
		}
	}
	id := int32(len(l.list))
	l.slots[at] = id + 1
	l.list = append(l.list, lexeme{text: s, hash: h, bare: -1, size: weight(s)})
	if 2*len(l.list) > len(l.slots) {
		l.grow()
	}
	if isWord(s) {
		bare := id
		if small := strings.ToLower(s); small != s {
			bare = l.id(small)
			l.list[bare].bare = bare
		}
		l.list[id].bare = bare
	}
	return id
}

func (l *lexicon) grow() {
	l.slots = make([]int32, 2*len(l.slots))
	mask := uint32(len(l.slots) - 1)
	for i := range l.list {
		at := l.list[i].hash & mask
		for l.slots[at] != 0 {
			at = (at + 1) & mask
		}
		l.slots[at] = int32(i) + 1
	}
}

// hash is a multiplicative hash, eight bytes at a time. It is the same in every run; nothing but speed depends on it.
func hash(s string) uint64 {
	const k = 0x9e3779b97f4a7c15
	h := uint64(len(s)) * k
	for ; len(s) >= 8; s = s[8:] {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		hi, lo := bits.Mul64(h^x, k)
		h = hi ^ lo
	}
	x := uint64(0)
	for i := 0; i < len(s); i++ {
		x = x<<8 | uint64(s[i])
	}
	hi, lo := bits.Mul64(h^x, k)
	return hi ^ lo
}

// passage is tokens and their numbers.
type passage struct {
	tokens []token
	ids    []int32
}

// read cuts a text into tokens and numbers them.
func (l *lexicon) read(s string) passage {
	l.tokens.room(len(s)/4 + 8)
	t := l.tokens.keep(appendTokens(l.tokens.free(), s))
	l.ids.room(len(t))
	ids := l.ids.free()
	for i := range t {
		ids = append(ids, l.id(s[t[i].start:t[i].end]))
	}
	return passage{t, l.ids.keep(ids)}
}

// reading is a block that was read: the tokens of its Raw, and the bag of its words without the number.
type reading struct {
	passage
	bag bag
}

// reading is r, or where that is nil a reading of the block.
func (l *lexicon) reading(r *reading, b text.Block) *reading {
	if r != nil {
		return r
	}
	l.readings.room(1)
	r = &l.readings.keep(append(l.readings.free(), reading{passage: l.read(b.Raw)}))[0]
	from := strings.Index(b.Raw, b.Text)
	if from < 0 { // its lines were joined, or its letters composed
		r.bag = l.bagOf(l.read(b.Text).ids)
		return r
	}
	to := from + len(b.Text)
	if b.Text == "" {
		from, to = 0, len(b.Raw)
	}
	lo, _ := slices.BinarySearchFunc(r.tokens, from, func(t token, at int) int { return int(t.start) - at })
	hi, _ := slices.BinarySearchFunc(r.tokens, to, func(t token, at int) int { return int(t.start) - at })
	r.bag = l.bagOf(r.ids[lo:hi])
	return r
}

// arena hands out slices that live as long as it does, from a few large pieces of memory, each larger than the one before.
type arena[T any] struct {
	rest []T
	next int // size of the next piece
}

// room makes room for about n values.
func (a *arena[T]) room(n int) {
	if cap(a.rest) < n {
		a.next = min(max(2*a.next, 256), 1<<13)
		a.rest = make([]T, 0, max(n, a.next))
	}
}

// free is an empty slice to append to; keep says how much of it was used.
func (a *arena[T]) free() []T { return a.rest[:0] }

func (a *arena[T]) keep(s []T) []T {
	if len(s) <= cap(a.rest) {
		a.rest = a.rest[len(s):cap(a.rest)][:0]
	}
	return s[:len(s):len(s)]
}

// count adds a block to the figures that the weights rest on.
func (l *lexicon) count(b *bag) {
	for _, f := range b.uni {
		l.list[f.id].blocks++
	}
	l.total++
}

// weighWords weighs every word, when all blocks are counted.
func (l *lexicon) weighWords() {
	for i := range l.list {
		l.list[i].weight = math.Log(1 + float64(1+l.total)/float64(1+l.list[i].blocks))
	}
}

// weigh sums the weights of a bag.
func (l *lexicon) weigh(b *bag) {
	b.sum = 0
	for _, f := range b.uni {
		x := &l.list[f.id]
		if x.weight == 0 { // came after the others were weighed
			x.weight = math.Log(2 + float64(l.total))
		}
		b.sum += float64(f.count) * x.weight
	}
}
