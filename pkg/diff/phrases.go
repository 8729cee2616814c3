package diff

import (
	"unicode"
	"unicode/utf8"
)

// Annotated is the redline with what a reader wants told apart: words that were deleted in one place and inserted in another
// (Op.Phrase), and the notes of its blocks (Block.Notes). It rebuilds the same texts. Its cost is in the order of the changed words.
func (r Redline) Annotated() Redline {
	if r.isAnnotated() {
		return r
	}
	out := r
	out.Blocks = make([]Block, len(r.Blocks))
	copy(out.Blocks, r.Blocks)
	f := phraseFinder{words: newLexicon(2048), blocks: out.Blocks}
	f.read()
	for i := range f.scanned {
		f.search(&f.scanned[i])
	}
	f.mark()
	for i := range out.Blocks {
		out.Blocks[i].Notes = out.Blocks[i].notes()
	}
	return out
}

func (r Redline) isAnnotated() bool {
	for _, b := range r.Blocks {
		if b.Notes != nil {
			return true
		}
		for _, op := range b.Ops {
			if op.Phrase > 0 {
				return true
			}
		}
	}
	return false
}

// Bounds of what counts as a phrase that moved.
const (
	seedLength   = 5   // tokens in a row that must be the same
	seedPlaces   = 2   // words that stand in more places than these are a turn of speech, not a phrase that moved
	phraseWeight = 6.0 // that a reader has to read (weight): about eight words
	phraseGap    = 3   // tokens that may have changed between two stretches of one phrase
	phraseGoesOn = 3   // tokens of such a stretch
)

// seed is where a few tokens in a row stand on the indexed side.
type seed struct {
	key    uint64
	places int32
	at     [seedPlaces]struct{ run, token int32 }
}

// seedTable is the seeds by open addressing; its size is a power of two.
type seedTable []seed

// find is the seed of the key, or the free place for it.
func (t seedTable) find(key uint64) *seed {
	for i := key & uint64(len(t)-1); ; i = (i + 1) & uint64(len(t)-1) {
		if s := &t[i]; s.places == 0 || s.key == key {
			return s
		}
	}
}

// run is the deleted or inserted words of an operation.
type run struct {
	block, op int
	passage
	phrase []int32 // by token, 0 for none
}

// phraseFinder looks for words that were deleted in one place and inserted in another.
type phraseFinder struct {
	words            *lexicon
	seeds            seedTable
	blocks           []Block
	indexed, scanned []run // what was deleted and what was inserted, or the other way round: the shorter side is indexed
	phrases          int32
}

// read reads what was deleted and what was inserted, and makes the seeds of the shorter side.
func (f *phraseFinder) read() {
	var deleted, inserted []run
	gone, came := 0, 0
	for i, b := range f.blocks {
		if b.Kind == Same {
			continue
		}
		for k, op := range b.Ops {
			if op.Op == Equal {
				continue
			}
			x := run{block: i, op: k, passage: f.words.read(op.Text)}
			x.phrase = make([]int32, len(x.ids))
			if op.Op == Insert {
				inserted, came = append(inserted, x), came+len(x.ids)
			} else {
				deleted, gone = append(deleted, x), gone+len(x.ids)
			}
		}
	}
	f.indexed, f.scanned = deleted, inserted
	if came < gone {
		f.indexed, f.scanned = inserted, deleted
	}
	size := 64
	for size < 2*min(gone, came) {
		size *= 2
	}
	f.seeds = make(seedTable, size)
	for n, x := range f.indexed {
		for t := range len(x.ids) - seedLength + 1 {
			key := seedOf(x.ids[t:])
			s := f.seeds.find(key)
			if s.key = key; s.places < seedPlaces {
				s.at[s.places].run, s.at[s.places].token = int32(n), int32(t)
			}
			s.places++
		}
	}
}

func seedOf(ids []int32) uint64 {
	h := uint64(0)
	for _, id := range ids[:seedLength] {
		h = (h ^ uint64(uint32(id))) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}

// search finds the phrases in a run, each time the longest that begins at a token.
func (f *phraseFinder) search(x *run) {
	for t := 0; t+seedLength <= len(x.ids); t++ {
		s := f.seeds.find(seedOf(x.ids[t:]))
		if s.places == 0 || s.places > seedPlaces {
			continue
		}
		best, from := 0, 0
		var in *run
		for _, p := range s.at[:s.places] {
			y := &f.indexed[p.run]
			if n := same(x, y, t, int(p.token)); n > best {
				best, from, in = n, int(p.token), y
			}
		}
		if best < seedLength {
			continue
		}
		t = f.take(x, in, t, from, best) - 1
	}
}

// same is how many tokens from x[t] and y[u] on are the same and in no phrase.
func same(x, y *run, t, u int) int {
	n := 0
	for t+n < len(x.ids) && u+n < len(y.ids) && x.ids[t+n] == y.ids[u+n] && x.phrase[t+n] == 0 && y.phrase[u+n] == 0 {
		n++
	}
	return n
}

// take makes n tokens from x[t] and y[u] on a phrase, and what goes on behind a few changed words, if that is enough to read. It
// returns the token after it.
func (f *phraseFinder) take(x, y *run, t, u, n int) int {
	type stretch struct{ t, u, n int }
	all := []stretch{{t, u, n}}
	for {
		last := all[len(all)-1]
		next := stretch{}
		for gap := 1; gap <= 2*phraseGap && next.n == 0; gap++ {
			for g := max(0, gap-phraseGap); g <= min(gap, phraseGap) && next.n == 0; g++ {
				t, u := last.t+last.n+g, last.u+last.n+gap-g
				if n := same(x, y, t, u); n >= phraseGoesOn {
					next = stretch{t, u, n}
				}
			}
		}
		if next.n == 0 {
			break
		}
		all = append(all, next)
	}
	size := 0.0
	for _, s := range all {
		for _, id := range x.ids[s.t : s.t+s.n] {
			size += f.words.phraseSize(id)
		}
	}
	if size < phraseWeight {
		return t + 1
	}
	f.phrases++
	for _, s := range all {
		for k := range s.n {
			x.phrase[s.t+k], y.phrase[s.u+k] = f.phrases, f.phrases
		}
	}
	last := all[len(all)-1]
	return last.t + last.n
}

// phraseSize is how much a reader has to read of a token; eight Chinese characters are enough for a phrase.
func (l *lexicon) phraseSize(id int32) float64 {
	x := l.list[id]
	if r, _ := utf8.DecodeRuneInString(x.text); unicode.Is(unicode.Han, r) {
		return max(x.size, 0.75)
	}
	return x.size
}

// mark cuts the operations where phrases begin and end.
func (f *phraseFinder) mark() {
	cut := make(map[int]map[int]*run) // by block and operation
	for _, side := range [][]run{f.indexed, f.scanned} {
		for i := range side {
			x := &side[i]
			for _, n := range x.phrase {
				if n > 0 {
					if cut[x.block] == nil {
						cut[x.block] = make(map[int]*run)
					}
					cut[x.block][x.op] = x
					break
				}
			}
		}
	}
	for i := range f.blocks {
		if cut[i] == nil {
			continue
		}
		var ops []Op
		for k, op := range f.blocks[i].Ops {
			if x := cut[i][k]; x != nil {
				ops = x.pieces(ops, op)
			} else {
				ops = append(ops, op)
			}
		}
		f.blocks[i].Ops = ops
	}
}

// pieces appends the operation cut into phrases and what stands between them.
func (x *run) pieces(out []Op, op Op) []Op {
	done := 0
	add := func(until int, phrase int32) {
		if until > done {
			out = append(out, Op{Op: op.Op, Text: op.Text[done:until], Phrase: int(phrase)})
			done = until
		}
	}
	for t := 0; t < len(x.tokens); {
		end := t + 1
		for end < len(x.tokens) && x.phrase[end] == x.phrase[t] {
			end++
		}
		if x.phrase[t] > 0 {
			add(int(x.tokens[t].start), 0)
			add(int(x.tokens[end-1].end), x.phrase[t])
		}
		t = end
	}
	add(len(op.Text), 0)
	return out
}
