// Package provenance says for every word of a text in which of its revisions the word entered, and when it was out and came back.
//
// Laws: the origins of a revision cover every byte of it exactly once; a text that did not change has the origins that it had;
// the same texts give the same origins (no clock and no order of a map decides); to append a revision costs in the
// order of its text, however many came before.
//
// Overlap is measured, not intent: that words are the same as earlier ones is decided by how much they tell, in bits, against
// what chance would give.
package provenance

import (
	"slices"
	"strings"
)

// Trace follows words through the revisions of a text.
//
// A passage of words that are known from before costs a look-up, wherever it stands, and shares the origins of its words with
// every revision that holds it. Only what is left is compared: with the passages of the last revision that are gone, then with
// all words that were deleted since the first. So the work of an appended revision is in the order of its text, however many
// came before.
type Trace struct {
	words     lexicon
	stories   stories
	known     map[string]*passage // by their words and the space between them
	sameWords map[uint64]*passage // by their words, as a hash
	revisions [][]standing
	pool      soil // what is gone since the last revision
	graves    soil // what was deleted before
	segments  []segment
	owner     []int32 // segment of each place of the pool
	aligner   aligner
	bits      []float32 // what the pieces of a target tell
	tells     []float32 // what a run tells
	score     []float32 // by segment; 0 between two uses
	scored    []int     // segments whose score is not 0
	free      []uint32  // words of a segment that are not used
	at        []int32   // where they stand in the pool
}

// NewTrace is a trace of no revision.
func NewTrace() *Trace {
	return &Trace{words: newLexicon(), stories: newStories(), known: map[string]*passage{}, sameWords: map[uint64]*passage{}}
}

// passage is words in the order in which they stand, kept once for all revisions.
type passage struct {
	text   string
	pieces []piece
	words  sequence
	// same is the passage of the same words that was known first; the following fields are its.
	same    *passage
	origins *origins // in the newest revision that holds it; nil before
	last    int32    // ordinal of the last revision that holds it, 0 for none; was is that of the one before
	was     int32
	// first and end are its instances in the last revision, as a list through standing.twin; left is what is not yet taken of the
	// list of the revision before.
	first, end, left int32
}

// standing is a passage in a revision.
type standing struct {
	passage *passage
	origins *origins
	label   string // the bytes before the words
	named   int32  // story of the label
	id      string
	size    int32 // bytes, label and white space after it included
	twin    int32 // next instance of the same words in the revision, -1 for none
}

// Append adds the next revision.
func (t *Trace) Append(passages []Passage) {
	a := appending{Trace: t, now: int32(len(t.revisions) + 1), next: make([]standing, len(passages)), after: -1}
	if n := len(t.revisions); n > 0 {
		a.before = t.revisions[n-1]
	}
	a.taken = make([]bool, len(a.before))
	for i, p := range passages {
		a.look(i, p)
	}
	a.close(int32(len(a.before)))
	a.weave()
	t.revisions = append(t.revisions, a.next)
}

// appending is the work on one revision.
type appending struct {
	*Trace
	now    int32
	before []standing // the last revision
	taken  []bool     // which of its passages stand in the next one
	next   []standing
	after  int32 // the passage of the last revision that was taken last, -1 for none
	open   []target
	placed int // how many of them know the passage after them
}

// look finds the words of a passage among those that are known.
func (a *appending) look(i int, raw Passage) {
	cut := labelEnd(raw.Raw)
	label, body := raw.Raw[:cut], trimmed(raw.Raw[cut:])
	p := a.passage(body)
	s := &a.next[i]
	*s = standing{passage: p, label: label, id: raw.ID, size: int32(len(raw.Raw)), twin: -1}
	twin := a.twin(p.same, int32(i))
	if twin < 0 {
		a.open = append(a.open, target{at: i, low: a.after})
		return
	}
	a.taken[twin], a.after = true, twin
	a.close(twin)
	s.origins = a.before[twin].origins
	a.relabel(s, a.before[twin])
}

// close tells the targets before a passage of the last revision that they stand before it.
func (a *appending) close(at int32) {
	for ; a.placed < len(a.open); a.placed++ {
		a.open[a.placed].high = at
	}
}

// relabel gives the label of a passage its story: that of the passage it continues, where that is labelled alike.
func (a *appending) relabel(s *standing, before standing) {
	if s.label == before.label {
		s.label, s.named = before.label, before.named // one string for both
		return
	}
	a.newLabel(s)
}

func (a *appending) newLabel(s *standing) {
	s.label, s.named = strings.Clone(s.label), a.stories.fresh(a.now)
}

// passage is the one with these words, read where it is new.
func (t *Trace) passage(body string) *passage {
	p := t.known[body]
	if p != nil {
		return p
	}
	p = &passage{text: strings.Clone(body), left: -1}
	p.pieces, p.words = t.words.read(p.text)
	t.known[p.text] = p
	h := hashOf(p.words.ids)
	p.same = t.sameWords[h]
	if p.same == nil {
		t.sameWords[h] = p
	}
	if p.same == nil || !slices.Equal(p.same.words.ids, p.words.ids) {
		p.same = p
	}
	return p
}

func hashOf(ids []uint32) uint64 {
	h := uint64(len(ids))
	for _, id := range ids {
		h = (h ^ uint64(id)) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}

// twin is the instance of the passage in the last revision that instance i of the next one continues, -1 for none. Several
// are taken in their order.
func (a *appending) twin(p *passage, i int32) int32 {
	if p.last != a.now {
		p.left = -1
		if p.last == a.now-1 && p.last > 0 {
			p.left = p.first
		}
		p.first, p.was, p.last = i, p.last, a.now
	} else {
		a.next[p.end].twin = i
	}
	p.end = i
	out := p.left
	if out >= 0 {
		p.left = a.before[out].twin
	}
	return out
}
