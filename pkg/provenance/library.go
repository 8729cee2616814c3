package provenance

import (
	"hash/maphash"
	"slices"
	"strings"
)

// passage is words in the order in which they stand, kept once for all revisions.
type passage struct {
	text   string
	pieces []piece
	words  sequence
	number int32
	next   *passage // another text of the same hash
	// same is the passage of the same words that was known first; the following fields are its.
	same    *passage
	origins int32 // in the newest revision that holds it; 0 before
	last    int32 // ordinal of the last revision that holds it, 0 for none; was is that of the one before
	was     int32
	// first and end are its instances in the last revision, as a list through standing.twin; left is what is not yet taken of the
	// list of the revision before.
	first, end, left int32
}

// at is a piece.
func (p *passage) at(piece int) string { return p.text[p.pieces[piece].start:p.pieces[piece].end] }

// library is the passages of all revisions, to be found by their text and by their words.
type library struct {
	all    []*passage
	byText map[uint64]*passage // by hash; others of the same follow in next
	byIDs  map[uint64]*passage
	kept   int // how many of them have a text of their own
	shelf  stock[passage]
	pieces stock[piece]
	ids    stock[uint32]
}

func newLibrary() library {
	return library{byText: map[uint64]*passage{}, byIDs: map[uint64]*passage{}}
}

// find is the passage of the text, whose hash it is, nil for none.
func (l *library) find(hash uint64, s string) *passage {
	p := l.byText[hash]
	for p != nil && p.text != s {
		p = p.next
	}
	return p
}

// add keeps the reading of a text that is not known.
func (l *library) add(hash uint64, s string, r *reading) *passage {
	p := &l.shelf.of(1)[0]
	*p = passage{
		text: s, number: int32(len(l.all)), left: -1, next: l.byText[hash],
		pieces: l.pieces.copied(r.pieces), words: sequence{l.ids.copied(r.ids), l.ids.copied(r.pairs)},
	}
	l.all, l.byText[hash] = append(l.all, p), p
	h := hashOf(p.words.ids)
	p.same = l.byIDs[h]
	if p.same == nil {
		l.byIDs[h] = p
	}
	if p.same == nil || !slices.Equal(p.same.words.ids, p.words.ids) {
		p.same = p
	}
	return p
}

// keep gives the passages that were added since a text of their own, so that they hold on to no revision.
func (l *library) keep() {
	size := 0
	for _, p := range l.all[l.kept:] {
		size += len(p.text)
	}
	var b strings.Builder
	b.Grow(size)
	for _, p := range l.all[l.kept:] {
		b.WriteString(p.text)
	}
	s := b.String()
	for _, p := range l.all[l.kept:] {
		p.text, s = s[:len(p.text)], s[len(p.text):]
	}
	l.kept = len(l.all)
}

func hashOfText(s string) uint64 { return maphash.String(seed, s) }

func hashOf(ids []uint32) uint64 {
	h := uint64(len(ids))
	for _, id := range ids {
		h = (h ^ uint64(id)) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}
