package provenance

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is a word, a Han character or a mark: the bytes from start to end of a passage. It is finer than a word of a redline, so
// that words which were joined by a hyphen keep their origins.
type piece struct{ start, end uint32 }

// lexicon numbers the pieces of all revisions and the pairs of neighbours, each from 1, and says how much they tell. 0 is none.
type lexicon struct {
	pieces table
	pairs  table
	text   []string // by piece, "" for those that are their own key
	total  uint32   // pieces of the last revision
	// changes counts those of the counts: what was told before the last has to be told again.
	changes uint32
	// reading is the text that is being read, heads and tails what is known of it (follow).
	reading      reading
	heads, tails []piece
}

// newLexicon is a lexicon for texts of a size in bytes.
func newLexicon(size int) lexicon {
	return lexicon{pieces: newTable(size / 64), pairs: newTable(size / 16), text: []string{""}, changes: 1}
}

// sequence is pieces of a text in their order. Pairs[i] is the pair of ids[i-1] and ids[i]; of the first it is 0.
type sequence struct{ ids, pairs []uint32 }

func (s sequence) cut(from, to int) sequence { return sequence{s.ids[from:to], s.pairs[from:to]} }

// read cuts the text from at to end into pieces, numbers them and appends them to what was read of it before.
func (l *lexicon) read(s string, at, end int) {
	r := &l.reading
	last := uint32(0)
	if n := len(r.ids); n > 0 {
		last = r.ids[n-1]
	}
	s = s[:end]
	for at < end {
		n, kind := next(s[at:])
		to := at + n
		if kind == inWord {
			to = wordEnd(s, to)
		}
		if kind != space {
			id := l.piece(s[at:to])
			r.pieces = append(r.pieces, piece{uint32(at), uint32(to)})
			r.ids, r.pairs = append(r.ids, id), append(r.pairs, l.pair(last, id))
			last = id
		}
		at = to
	}
}

// reading is pieces of a text as far as it is read.
type reading struct {
	pieces []piece
	sequence
}

func (r *reading) reset() { r.pieces, r.ids, r.pairs = r.pieces[:0], r.ids[:0], r.pairs[:0] }

func (l *lexicon) piece(w string) uint32 {
	k := keyOf(w)
	if len(w) <= short {
		n := l.pieces.number(k)
		if int(n) == len(l.text) {
			l.text = append(l.text, "")
		}
		return n
	}
	t := &l.pieces
	for i := t.first(k); ; i = t.after(i) {
		n := t.slots[i]
		if n == 0 {
			l.text = append(l.text, strings.Clone(w))
			return t.add(i, k)
		}
		if t.entries[n].key == k && l.text[n] == w {
			return n
		}
	}
}

func (l *lexicon) pair(before, id uint32) uint32 {
	if before == 0 {
		return 0
	}
	return l.pairs.number(uint64(before)<<32 | uint64(id))
}

// enter and leave keep the counts those of the last revision, but for the first and the last pieces of a text, as many as are said.
func (l *lexicon) enter(q sequence, head, tail int) {
	for _, id := range q.ids[head : len(q.ids)-tail] {
		l.pieces.entries[id].count++
	}
	for _, pair := range q.pairsOf(head, tail) {
		l.pairs.entries[pair].count++
	}
	l.total += uint32(len(q.ids) - head - tail)
	l.changes++
}

func (l *lexicon) leave(q sequence, head, tail int) {
	for _, id := range q.ids[head : len(q.ids)-tail] {
		l.pieces.entries[id].count--
	}
	for _, pair := range q.pairsOf(head, tail) {
		l.pairs.entries[pair].count--
	}
	l.total -= uint32(len(q.ids) - head - tail)
	l.changes++
}

// pairsOf are the pairs but for those within the first and those within the last pieces.
func (s sequence) pairsOf(head, tail int) []uint32 {
	return s.pairs[head:min(len(s.pairs)-tail+1, len(s.pairs))]
}

// prior is how many words the expectation of a word alone counts against that after its neighbour.
const prior = 1

// alone is what a piece tells that stands alone, in bits: about 4 for the commonest word of a language, 15 for one that stands
// once in a long text.
func (l *lexicon) alone(id uint32) float32 {
	k := &l.pieces.entries[id]
	if k.when != l.changes {
		k.bits, k.when = log2(float32(l.total+64))-log2(float32(k.count)+0.5), l.changes
	}
	return k.bits
}

// most is the most that a piece can tell.
func (l *lexicon) most() float32 { return log2(float32(l.total+64)) + 1 }

// after is what a piece tells behind another one, in bits; little where the two mostly stand together. The place that is compared counts
// itself, so one is taken off.
func (l *lexicon) after(before, id, pair uint32) float32 {
	k := &l.pairs.entries[pair]
	if k.when != l.changes {
		share := (float32(l.pieces.entries[id].count) + 0.5) / float32(l.total+64)
		first := l.pieces.entries[before].count
		bits := log2((float32(max(first, 1)) - 1 + prior) / (float32(max(k.count, 1)) - 1 + prior*share))
		k.bits, k.when = min(bits, l.alone(id)), l.changes
	}
	return k.bits
}

// tells appends what the pieces of a text from one to another tell, each behind the one before it.
func (l *lexicon) tells(q sequence, from, to int, out []float32) []float32 {
	for i := from; i < to; i++ {
		if i == 0 {
			out = append(out, l.alone(q.ids[i]))
		} else {
			out = append(out, l.after(q.ids[i-1], q.ids[i], q.pairs[i]))
		}
	}
	return out
}

// log2 is the logarithm of x > 0, exact to a tenth and the same on every machine.
func log2(x float32) float32 {
	b := math.Float32bits(x)
	return float32(int32(b>>23)-127) + float32(b&(1<<23-1))/(1<<23)
}

// wordEnd is where the word ends that holds the bytes before at.
func wordEnd(s string, at int) int {
	for at < len(s) {
		c := s[at]
		if c < utf8.RuneSelf {
			if ascii[c] != inWord {
				return at
			}
			at++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[at:])
		if classOf(r) != inWord {
			return at
		}
		at += n
	}
	return at
}

// class is what a character is to a piece.
type class uint8

const (
	mark   class = iota // a piece of its own
	inWord              // letters, digits, combining marks
	space
)

// ascii are the classes of the first 128 characters.
var ascii = func() (t [utf8.RuneSelf]class) {
	for c := range t {
		switch r := rune(c); {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			t[c] = space
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			t[c] = inWord
		}
	}
	return t
}()

// next is the length and the class of the first character of s.
func next(s string) (int, class) {
	if c := s[0]; c < utf8.RuneSelf {
		return 1, ascii[c]
	}
	r, n := utf8.DecodeRuneInString(s)
	return n, classOf(r)
}

// classOf is the class of a character beyond ASCII; the ranges of the six languages come first because they are most of what is read.
func classOf(r rune) class {
	switch {
	case r >= 0x4e00 && r <= 0x9fff: // Han
		return mark
	case r >= 0x400 && r <= 0x52f && r != 0x482, r >= 0x620 && r <= 0x669, r >= 0xc0 && r <= 0x24f && r != 0xd7 && r != 0xf7:
		return inWord // Cyrillic, Arabic, Latin
	case unicode.IsSpace(r):
		return space
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
		if !unicode.IsMark(r) {
			return mark // these scripts put no space between words
		}
		return inWord
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
		return inWord
	}
	return mark
}
