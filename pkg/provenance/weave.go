package provenance

import (
	"cmp"
	"slices"
)

// Thresholds of tracing, in bits of what words tell (lexicon.tells).
const (
	source   = 20
	phrase   = 28  // of a run by which words are known elsewhere in the step
	revived  = 50  // of a run by which words are known that were deleted in an earlier step
	copied   = 30  // of a passage that stood before, or stands twice, for it to have its old origins
	likeness = 0.6 // share of a run of new words that a passage must hold to be compared with it word by word
)

// target is a passage whose words are not known as a whole.
type target struct {
	at        int   // in the next revision
	low, high int32 // the passages of the last revision between which it stands
	words     sequence
	got       []int32 // story of each piece, -1 while it has none
	base      int     // the segment that it continues, -1 for none
}

// segment is a passage of the last revision that is gone, as a range of the pool.
type segment struct {
	before int32
	lo, hi int32
	weight float32
}

// claim is a target that may continue a segment.
type claim struct {
	target, segment int
	score           float32
}

// weave finds the origins of the passages that are not known. Its steps go from the likely to the less likely: the passage it
// continues; others of the last revision from which a part of it comes; phrases that moved; words that were deleted earlier.
func (a *appending) weave() {
	a.fill()
	for k := range a.open {
		t := &a.open[k]
		p := a.next[t.at].passage
		t.words, t.base, t.got = p.words, -1, make([]int32, len(p.words.ids))
		for i := range t.got {
			t.got[i] = -1
		}
	}
	for _, c := range a.claims() {
		if t := &a.open[c.target]; t.base < 0 {
			t.base = c.segment
			a.compare(t, 0, len(t.got), a.segments[c.segment])
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
		a.words.enter(a.open[k].words)
	}
	a.bury()
}

// fill puts the words of the passages that are gone into the pool.
func (a *appending) fill() {
	a.pool.reset()
	a.segments, a.owner = a.segments[:0], a.owner[:0]
	for i, taken := range a.taken {
		if taken {
			continue
		}
		s := a.before[i]
		lo := int32(len(a.pool.words))
		for k, id := range s.passage.words.ids {
			a.pool.add(id, s.passage.words.pairs[k], s.origins.at(k), a.now)
			a.owner = append(a.owner, int32(len(a.segments)))
		}
		a.segments = append(a.segments, segment{before: int32(i), lo: lo, hi: int32(len(a.pool.words)), weight: a.weight(s.passage.words)})
		a.pool.part()
		a.owner = append(a.owner, -1)
	}
}

// rivals is how many segments are looked at for a target.
const rivals = 6

// claims are the segments that every target may continue, the likeliest first.
func (a *appending) claims() []claim {
	var out []claim
	byID := map[string]int{}
	for i, s := range a.segments {
		if id := a.before[s.before].id; id != "" {
			byID[id] = i
		}
	}
	compare := func(x, y claim) int {
		return cmp.Or(cmp.Compare(y.score, x.score), x.target-y.target, x.segment-y.segment)
	}
	var own []claim
	for k := range a.open {
		own = own[:0]
		for _, i := range a.candidates(&a.open[k], byID) {
			own = append(own, claim{k, i, a.likely(&a.open[k], i)})
			a.score[i] = 0
		}
		out = append(out, highest(own, rivals, compare)...)
	}
	slices.SortFunc(out, compare)
	return out
}

// highest are the first n of a list, in order; the list is changed.
func highest(list []claim, n int, compare func(x, y claim) int) []claim {
	for i := 1; i < len(list); i++ {
		if i >= n && compare(list[n-1], list[i]) <= 0 {
			continue
		}
		at := min(i, n-1)
		list[at], list[i] = list[i], list[at]
		for ; at > 0 && compare(list[at], list[at-1]) < 0; at-- {
			list[at], list[at-1] = list[at-1], list[at]
		}
	}
	return list[:min(len(list), n)]
}

// candidates are the segments with which a target shares words, that of its identity, and that of its place where it is the only one.
func (a *appending) candidates(t *target, byID map[string]int) []int {
	a.share(t, 0, len(t.got))
	add := func(i int, score float32) {
		if a.score[i] == 0 {
			a.scored = append(a.scored, i)
		}
		a.score[i] += score
	}
	if i, ok := byID[a.next[t.at].id]; ok {
		add(i, 1)
	}
	if only, n := a.between(t); n == 1 {
		add(only, 0.1)
	}
	return a.scored
}

// likely is the score of a segment, higher where its identity and its place speak for it.
func (a *appending) likely(t *target, segment int) float32 {
	score, s := a.score[segment], a.segments[segment]
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
	i, _ := slices.BinarySearchFunc(a.segments, t.low+1, func(s segment, at int32) int { return int(s.before - at) })
	for only = i; i < len(a.segments) && a.segments[i].before < t.high; i++ {
		n++
	}
	return only, n
}

// share scores every segment by what the pairs of words tell that it has in common with a stretch of a target, of those that
// have no story. The caller sets the scores back to 0.
func (a *appending) share(t *target, from, to int) {
	for len(a.score) < len(a.segments) {
		a.score = append(a.score, 0)
	}
	a.scored = a.scored[:0]
	for i := from + 1; i < to; i++ {
		if t.got[i] >= 0 || t.got[i-1] >= 0 {
			continue
		}
		p := a.pool.first(t.words.pairs[i])
		if p < 0 {
			continue
		}
		w := a.words.after(t.words.ids[i-1], t.words.ids[i], t.words.pairs[i])
		last := int32(-1)
		for n := 0; p >= 0 && n < chain; n++ {
			if s := a.owner[p]; s != last && !a.pool.words[p].used {
				if a.score[s] == 0 {
					a.scored = append(a.scored, int(s))
				}
				a.score[s] += w + tiny
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
			if weight := a.weight(t.words.cut(from, to)); weight >= source {
				a.source(t, from, to, weight)
			}
		}
		from = to + 1
	}
}

func (a *appending) source(t *target, from, to int, weight float32) {
	a.share(t, from, to)
	best, most := -1, float32(source)
	for _, i := range a.scored {
		if score := a.score[i]; score > most || score == most && i < best {
			best, most = i, score
		}
		a.score[i] = 0
	}
	if best >= 0 && most >= likeness*min(weight, a.segments[best].weight) {
		a.compare(t, from, to, a.segments[best])
	}
}

// compare gives the words of a stretch of the target that stayed in the segment their stories. Where few of them did, it was
// written anew, and only long runs count.
func (a *appending) compare(t *target, from, to int, s segment) {
	a.at, a.free = a.at[:0], a.free[:0]
	for p := s.lo; p < s.hi; p++ {
		if !a.pool.words[p].used {
			a.at, a.free = append(a.at, p), append(a.free, a.pool.words[p].id)
		}
	}
	x := t.words.cut(from, to)
	pairs := a.aligner.align(x, a.free, &a.words, runCost)
	if a.aligner.told(pairs) < rewritten*min(a.weight(x), s.weight) {
		pairs = a.aligner.align(x, a.free, &a.words, foreignCost)
	}
	for _, p := range pairs {
		t.got[from+p[0]] = a.pool.words[a.at[p[1]]].story
		a.pool.words[a.at[p[1]]].used = true
	}
}

// phrases finds runs that are left in the soil, the heaviest first, down to the threshold.
func (a *appending) phrases(t *target, s *soil, threshold float32, found func(t *target, i int, at int32)) {
	a.bits = a.words.tells(t.words, a.bits)
	for from := 0; from < len(t.got); {
		to, sum := from, float32(0)
		for to < len(t.got) && t.got[to] < 0 {
			sum += a.bits[to]
			to++
		}
		if to-from > 1 && sum+16 >= threshold {
			a.phrasesIn(t, from, to, s, threshold, found)
		}
		from = to + 1
	}
}

// phrasesIn finds the heaviest run of a stretch, then those before and after it.
func (a *appending) phrasesIn(t *target, from, to int, s *soil, threshold float32, found func(t *target, i int, at int32)) {
	at, first, size, most := int32(-1), 0, 0, threshold
	for i := from; i+1 < to; i++ {
		longest := 1
		for n, p := 0, s.first(t.words.pairs[i+1]); p >= 0 && n < chain; n, p = n+1, s.words[p].prior {
			m := min(s.run(t.words.ids, t.got, i, p-1), to-i)
			if m <= longest {
				continue
			}
			longest = m
			w := a.words.alone(t.words.ids[i])
			for k := i + 1; k < i+m; k++ {
				w += a.bits[k]
			}
			if w >= most {
				at, first, size, most = p-1, i, m, w
			}
		}
		i += max(longest-2, 0) // what begins inside a run is a part of it
	}
	if at < 0 {
		return
	}
	for k := range size {
		s.words[int(at)+k].used = true
		found(t, first+k, at+int32(k))
	}
	a.phrasesIn(t, from, first, s, threshold, found)
	a.phrasesIn(t, first+size, to, s, threshold, found)
}

// weight is what a run tells.
func (a *appending) weight(q sequence) (w float32) {
	a.tells = a.words.tells(q, a.tells)
	for _, b := range a.tells {
		w += b
	}
	return w
}

// stay gives a word the story that it had in the last revision.
func (a *appending) stay(t *target, i int, at int32) { t.got[i] = a.pool.words[at].story }

// back gives a word that was deleted earlier the story of one that is back.
func (a *appending) back(t *target, i int, at int32) {
	t.got[i] = a.stories.restored(a.graves.words[at].story, a.graves.words[at].out, a.now)
}

// settle gives the words that are left their stories: those of the same passage where it stood before, of words that were
// deleted, else new ones.
func (a *appending) settle(t *target) {
	s := &a.next[t.at]
	p := s.passage.same
	if p.origins != nil && a.weight(p.words) >= copied {
		for i, got := range t.got {
			if got < 0 && p.was < a.now-1 {
				t.got[i] = a.stories.restored(p.origins.at(i), p.was+1, a.now)
			} else if got < 0 {
				t.got[i] = p.origins.at(i)
			}
		}
	}
	a.phrases(t, &a.graves, revived, a.back)
	fresh := a.stories.fresh(a.now)
	for i, got := range t.got {
		if got < 0 {
			t.got[i] = fresh
		}
	}
	s.origins = originsOf(t.got)
	p.origins = s.origins
	if t.base >= 0 {
		a.relabel(s, a.before[a.segments[t.base].before])
	} else {
		a.newLabel(s)
	}
}

// bury keeps the words that are in no passage any more.
func (a *appending) bury() {
	for _, s := range a.segments {
		words := a.before[s.before].passage.words
		a.words.leave(words)
		parted := true
		for at := s.lo; at < s.hi; at++ {
			if !a.pool.words[at].used {
				pair := words.pairs[at-s.lo]
				if parted {
					pair = 0
				}
				a.graves.add(a.pool.words[at].id, pair, a.pool.words[at].story, a.now)
				parted = false
			} else if !parted {
				a.graves.part()
				parted = true
			}
		}
		if !parted {
			a.graves.part()
		}
	}
}
