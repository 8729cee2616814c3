package provenance

import (
	"cmp"
	"slices"
)

// Thresholds of tracing, in bits of what words tell (lexicon.tells).
const (
	source    = 20
	phrase    = 28  // of a run by which words are known elsewhere in the step
	revived   = 50  // of a run by which words are known that were deleted in an earlier step
	copied    = 30  // of a passage that stood before, or stands twice, for it to have its old origins
	common    = 1   // of a word behind another, below which the two are looked for nowhere
	continued = 0.4 // share of what the lighter of a passage and of the one it continues tells that they must have in common
	likeness  = 0.6 // share of a run of new words that a passage must hold to be compared with it word by word
)

// target is a passage whose words are not known as a whole.
type target struct {
	at        int   // in the next revision
	low, high int32 // the passages of the last revision between which it stands
	words     sequence
	got       []int32   // story of each piece, -1 while it has none
	weight    float32   // of one that evidently continues nothing
	bits      []float32 // what each tells behind the one before it, but for those that stay by guess
	base      int       // the segment that it continues, -1 for none
	// guess is the passage of the last revision that it evidently continues, -1 for none; head and tail are how many pieces
	// both begin and end with.
	guess      int32
	head, tail int
}

// claim is a target that may continue a segment.
type claim struct {
	target, segment int
	score           float32
}

// weave finds the origins of the passages that are not known. Its steps go from the likely to the less likely: the passage it
// continues; others of the last revision from which a part of it comes; phrases that moved; words that were deleted earlier.
func (a *appending) weave() {
	a.begin()
	a.fill()
	for k := range a.open {
		if t := &a.open[k]; t.base >= 0 {
			a.edit(t, &a.rooms.segments[t.base])
		}
	}
	for _, c := range a.likeliest() {
		t, s := &a.open[c.target], &a.rooms.segments[c.segment]
		t.base = c.segment
		if c.score >= continued*min(t.weight, s.weight) {
			a.compare(t, 0, len(t.got), s)
		}
	}
	for k := range a.open {
		a.sources(&a.open[k])
	}
	for k := range a.open {
		a.phrases(&a.open[k], &a.pool, phrase, a.stay)
	}
	for k := range a.open {
		a.settle(&a.open[k])
	}
	for k := range a.open {
		t := &a.open[k]
		a.words.enter(t.words, t.head, t.tail)
	}
	a.bury()
}

// edit gives the words of a target that stayed between the beginning and the end of the passage it continues their stories.
func (a *appending) edit(t *target, s *segment) {
	n := len(t.got) - t.tail
	if t.head == n || s.lo == s.hi {
		return
	}
	a.unused(s)
	a.aligner.read(t.words.cut(t.head, n), t.bits[t.head:n], &a.words)
	a.keep(t, t.head, a.aligner.align(a.rooms.free, runCost))
}

// unused lists the words of a segment that no target has.
func (a *appending) unused(s *segment) {
	r := &a.rooms
	r.at, r.free = r.at[:0], r.free[:0]
	for p := s.lo; p < s.hi; p++ {
		if id := a.pool.words[p].id; id != 0 {
			r.at, r.free = append(r.at, p), append(r.free, id)
		}
	}
}

// keep gives words of a target the stories of the unused ones that they are.
func (a *appending) keep(t *target, from int, pairs [][2]int) {
	for _, p := range pairs {
		w := &a.pool.words[a.rooms.at[p[1]]]
		t.got[from+p[0]], w.id = w.story, 0
	}
}

// likeliest are the segments that the targets continue that have none yet, each the likeliest of its target; the likeliest of
// all first.
func (a *appending) likeliest() []claim {
	r := &a.rooms
	r.claims = r.claims[:0]
	for k := range a.open {
		t := &a.open[k]
		if t.base >= 0 {
			continue
		}
		t.weight = a.told(t, 0, len(t.got))
		best := claim{target: k, segment: -1, score: -1}
		for _, i := range a.candidates(t) {
			if score := a.likely(t, i); score > best.score || score == best.score && i < best.segment {
				best.segment, best.score = i, score
			}
			r.score[i] = 0
		}
		if best.segment >= 0 {
			r.claims = append(r.claims, best)
		}
	}
	slices.SortFunc(r.claims, func(c, d claim) int { return cmp.Or(cmp.Compare(d.score, c.score), c.target-d.target) })
	return r.claims
}

// candidates are the segments with which a target shares words, that of its identity, and that of its place where it is the only one.
func (a *appending) candidates(t *target) []int {
	a.share(t, 0, len(t.got))
	add := func(i int, score float32) {
		if a.rooms.score[i] == 0 {
			a.rooms.scored = append(a.rooms.scored, i)
		}
		a.rooms.score[i] += score
	}
	if i := a.named(a.next[t.at].id); i >= 0 {
		add(i, 1)
	}
	if only, n := a.between(t); n == 1 {
		add(only, 0.1)
	}
	return a.rooms.scored
}

// named is the segment with the identity, -1 for none.
func (a *appending) named(id string) int {
	if at, ok := a.byID(id); ok {
		if i, ok := a.segmentAt(at); ok {
			return i
		}
	}
	return -1
}

// segmentAt is the segment that a passage of the last revision is, and whether it is one.
func (a *appending) segmentAt(place int32) (int, bool) {
	return slices.BinarySearchFunc(a.rooms.segments, place, func(s segment, at int32) int { return int(s.before - at) })
}

// likely is the score of a segment, higher where its identity and its place speak for it.
func (a *appending) likely(t *target, segment int) float32 {
	score, s := a.rooms.score[segment], a.rooms.segments[segment]
	if id := a.next[t.at].id; id != "" && a.before[s.before].id == id {
		score *= 4
	}
	if t.low < s.before && s.before < t.high {
		score *= 1.3
	}
	return score
}

// between is how many segments stand in the same gap as the target, and one of them.
func (a *appending) between(t *target) (only, n int) {
	i, _ := a.segmentAt(t.low + 1)
	for only = i; i < len(a.rooms.segments) && a.rooms.segments[i].before < t.high; i++ {
		n++
	}
	return only, n
}

// share scores every segment by what the pairs of words tell that it has in common with a stretch of a target, of those that
// have no story. The caller sets the scores back to 0.
func (a *appending) share(t *target, from, to int) {
	for len(a.rooms.score) < len(a.rooms.segments) {
		a.rooms.score = append(a.rooms.score, 0)
	}
	a.rooms.scored = a.rooms.scored[:0]
	for i := from + 1; i < to; i++ {
		if t.got[i] >= 0 || t.got[i-1] >= 0 {
			continue
		}
		p := a.pool.first(t.words.pairs[i])
		if p < 0 {
			continue
		}
		w := t.bits[i]
		if w < common {
			continue
		}
		last := int32(-1)
		for n := 0; p >= 0 && n < chain; n++ {
			if s := a.rooms.owner[p]; s != last && a.pool.words[p].id != 0 {
				if a.rooms.score[s] == 0 {
					a.rooms.scored = append(a.rooms.scored, int(s))
				}
				a.rooms.score[s] += w + tiny
				last = s
			}
			p = a.pool.words[p].prior
		}
	}
}

// tiny keeps a score above 0 whose words tell nothing.
const tiny = 1e-3

// sources finds for every run that is left the segment that holds most of it.
func (a *appending) sources(t *target) {
	for from := 0; from < len(t.got); {
		to := from
		for to < len(t.got) && t.got[to] < 0 {
			to++
		}
		if to > from {
			if weight := a.told(t, from, to); weight >= source {
				a.source(t, from, to, weight)
			}
		}
		from = to + 1
	}
}

func (a *appending) source(t *target, from, to int, weight float32) {
	a.share(t, from, to)
	best, most := -1, float32(source)
	for _, i := range a.rooms.scored {
		if score := a.rooms.score[i]; score > most || score == most && i < best {
			best, most = i, score
		}
		a.rooms.score[i] = 0
	}
	if best >= 0 && most >= likeness*min(weight, a.rooms.segments[best].weight) {
		a.compare(t, from, to, &a.rooms.segments[best])
	}
}

// compare gives the words of a stretch of the target that stayed in the segment their stories. Where few of them did, it was
// written anew, and only long runs count.
func (a *appending) compare(t *target, from, to int, s *segment) {
	a.unused(s)
	a.aligner.read(t.words.cut(from, to), t.bits[from:to], &a.words)
	pairs := a.aligner.align(a.rooms.free, runCost)
	if a.aligner.told(pairs) < rewritten*min(a.told(t, from, to), s.weight) {
		pairs = a.aligner.align(a.rooms.free, foreignCost)
	}
	a.keep(t, from, pairs)
}

// weight is what a run tells.
func (a *appending) weight(q sequence) (w float32) {
	for i, id := range q.ids {
		if i == 0 {
			w = a.words.alone(id)
		} else {
			w += a.words.after(q.ids[i-1], id, q.pairs[i])
		}
	}
	return w
}

// settle gives the words that are left their stories: those of the same passage where it stood before, of words that were
// deleted, else new ones.
func (a *appending) settle(t *target) {
	s := &a.next[t.at]
	p := s.passage.same
	if p.origins != 0 && a.weight(p.words) >= copied {
		from := &a.origins[p.origins]
		for i, got := range t.got {
			if got < 0 && p.was < a.now-1 {
				t.got[i] = a.stories.restored(from.at(i), p.was+1, a.now)
			} else if got < 0 {
				t.got[i] = from.at(i)
			}
		}
	}
	a.phrases(t, &a.graves, revived, a.back)
	for i, got := range t.got {
		if got < 0 {
			t.got[i] = a.fresh
		}
	}
	s.origins = int32(len(a.origins))
	a.origins = append(a.origins, originsOf(t.got))
	p.origins = s.origins
	if t.base >= 0 {
		a.relabel(s, &a.before[a.rooms.segments[t.base].before])
	} else {
		s.named = a.fresh
	}
}
