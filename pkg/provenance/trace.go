// Package provenance says for every word of a text in which of its revisions the word entered, and when it was out and came back.
//
// Laws: the origins of a revision cover every byte of it exactly once; a text that did not change has the origins that it had;
// the same texts give the same origins (no clock and no order of a map decides); to append a revision costs in the
// order of its text, however many came before.
//
// Overlap is measured, not intent: that words are the same as earlier ones is decided by how much they tell, in bits, against
// what chance would give.
package provenance

// Trace follows words through the revisions of a text.
//
// A passage of words that are known from before costs a look-up, wherever it stands, and shares the origins of its words with
// every revision that holds it. One that begins and ends as a passage of the last revision which is gone keeps what they have in
// common, and only what is between is read. What is left then is compared: with the passages of the last revision that are gone,
// then with all words that were deleted since the first. So the work of an appended revision is in the order of its text,
// however many came before.
type Trace struct {
	words     lexicon
	stories   stories
	library   library
	revisions [][]record
	last      []standing // the last revision
	spare     []standing // room for the next one
	origins   []origins  // by number; the first stands for none

	pool    soil // what is gone since the last revision
	graves  soil // what was deleted before
	rooms   rooms
	aligner aligner
	open    []target
	records stock[record]
	numbers stock[int32]
}

// rooms are lists that are used anew in every step.
type rooms struct {
	segments []segment
	owner    []int32   // segment of each place of the pool
	bits     []float32 // what the pieces of the targets tell
	score    []float32 // by segment; 0 between two uses
	scored   []int     // segments whose score is not 0
	free     []uint32  // words of a segment that are not used
	at       []int32   // where they stand in the pool
	claims   []claim
}

// NewTrace is a trace of no revision.
func NewTrace() *Trace {
	return &Trace{stories: newStories(), library: newLibrary(), origins: make([]origins, 1)}
}

// standing is a passage in the last revision or the next one. Their texts are kept by them.
type standing struct {
	passage *passage
	raw, id string
	origins int32
	named   int32 // story of the label
	label   int32 // bytes before the words
	twin    int32 // next instance of the same words in the revision, -1 for none
	taken   bool  // by a passage of the next revision
	guessed bool  // a passage of the next revision was read beside it
}

func (s *standing) labelled() string { return s.raw[:s.label] }

// record is what is kept of a passage in a revision, whatever comes later.
type record struct {
	passage, origins, named, label int32
	size                           int32 // bytes, label and white space after it included
}

// Append adds the next revision. The trace holds on to its text until the one after the next is added.
func (t *Trace) Append(passages []Passage) {
	a := appending{Trace: t, now: int32(len(t.revisions) + 1), before: t.last, after: -1}
	if cap(t.spare) < len(passages) {
		t.spare = make([]standing, len(passages)+len(passages)/8)
	}
	a.next, t.open = t.spare[:len(passages)], t.open[:0]
	if len(t.revisions) == 0 {
		t.words = newLexicon(sizeOf(passages))
	}
	a.fresh = t.stories.fresh(a.now)
	for i := range passages {
		a.look(i, &passages[i])
	}
	a.close(int32(len(a.before)))
	a.weave()
	t.library.keep()
	t.last, t.spare = a.next, t.last[:0]
	t.revisions = append(t.revisions, t.recorded())
}

func sizeOf(passages []Passage) (n int) {
	for i := range passages {
		n += len(passages[i].Raw)
	}
	return n
}

// recorded is what is kept of the last revision.
func (t *Trace) recorded() []record {
	out := t.records.of(len(t.last))
	for i := range t.last {
		s := &t.last[i]
		out[i] = record{s.passage.number, s.origins, s.named, s.label, int32(len(s.raw))}
	}
	return out
}

// appending is the work on one revision.
type appending struct {
	*Trace
	now    int32
	fresh  int32      // story of what is new
	before []standing // the last revision
	next   []standing
	after  int32            // the passage of the last revision that was taken last, -1 for none
	places map[string]int32 // by identity, made on first use (byID)
	placed int              // how many targets know the passage after them
}

// look finds the words of a passage among those that are known.
func (a *appending) look(i int, raw *Passage) {
	s := &a.next[i]
	*s = standing{raw: raw.Raw, id: raw.ID, twin: -1}
	t := target{at: i, low: a.after, base: -1, guess: -1}
	a.identify(s, &t)
	twin := a.twin(s.passage.same, int32(i))
	if twin < 0 {
		a.open = append(a.open, t)
		return
	}
	b := &a.before[twin]
	b.taken, a.after = true, twin
	a.close(twin)
	s.origins = b.origins
	a.relabel(s, b)
}

// identify finds the passage that stands in a place, most often the one that stood behind the last: then it need not be looked up.
func (a *appending) identify(s *standing, t *target) {
	if n := int(a.after) + 1; n < len(a.before) {
		if b := &a.before[n]; b.raw == s.raw {
			s.label, s.passage = b.label, b.passage
			return
		}
	}
	s.label = int32(labelEnd(s.raw))
	body := trimmed(s.raw[s.label:])
	if n := int(a.after) + 1; n < len(a.before) && a.before[n].passage.text == body {
		s.passage = a.before[n].passage
		return
	}
	h := hashOfText(body)
	if s.passage = a.library.find(h, body); s.passage == nil {
		a.guess(s, t, body)
		s.passage = a.library.add(h, body, &a.words.reading)
	}
}

// close tells the targets before a passage of the last revision that they stand before it.
func (a *appending) close(at int32) {
	for ; a.placed < len(a.open); a.placed++ {
		a.open[a.placed].high = at
	}
}

// relabel gives the label of a passage its story: that of the passage it continues, where that is labelled alike.
func (a *appending) relabel(s, before *standing) {
	s.named = a.fresh
	if s.labelled() == before.labelled() {
		s.named = before.named
	}
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
