package provenance

import (
	"cmp"
	"slices"
)

// Thresholds of tracing, in bits of what words tell (lexicon.tells).
const (
	source   = 20
	phrase   = 28  // of a run by which words are known elsewhere in the step
	revived  = 46  // of a run by which words are known that were deleted in an earlier step
	copied   = 30  // of a passage that stood before, or stands twice, for it to have its old origins
	likeness = 0.6 // share of a run of new words that a passage must hold to be compared with it word by word
)

// target is a passage whose words are not known as a whole.
type target struct {
	at        int   // in the next revision
	low, high int32 // the passages of the last revision between which it stands
	ids       []uint32
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
		t.ids, t.base, t.got = p.ids, -1, make([]int32, len(p.ids))
		for i := range t.got {
			t.got[i] = -1
		}
	}
	for _, c := range a.claims() {
		if t := &a.open[c.target]; t.base < 0 {
			t.base = c.segment
			a.compare(t, 0, len(t.ids), a.segments[c.segment])
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
		a.words.enter(a.open[k].ids)
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
		lo := int32(len(a.pool.ids))
		for k, id := range s.passage.ids {
			a.pool.add(id, s.origins.at(k), a.now)
			a.owner = append(a.owner, int32(len(a.segments)))
		}
		a.segments = append(a.segments, segment{before: int32(i), lo: lo, hi: int32(len(a.pool.ids)), weight: a.weight(s.passage.ids)})
		a.pool.part()
		a.owner = append(a.owner, -1)
	}
}

// claims are the segments that every target may continue, the likeliest first.
func (a *appending) claims() []claim {
	var out []claim
	byID := map[string]int{}
	for i, s := range a.segments {
		if id := a.before[s.before].id; id != "" {
			byID[id] = i
		}
	}
	for k := range a.open {
		t := &a.open[k]
		scores := a.shared(t.ids, t.got)
		id := a.next[t.at].id
		if i, ok := byID[id]; ok && id != "" {
			scores[i] += 1
		}
		only, between := a.between(t)
		if between == 1 {
			scores[only] += 0.1
		}
		for i, score := range scores {
			s := a.segments[i]
			if id != "" && a.before[s.before].id == id {
				score *= 4
			}
			if t.low < s.before && s.before < t.high {
				score *= 1.3
			}
			out = append(out, claim{k, i, score})
		}
	}
	slices.SortFunc(out, func(x, y claim) int {
		return cmp.Or(cmp.Compare(y.score, x.score), x.target-y.target, x.segment-y.segment)
	})
	return out
}

// between is how many segments stand in the same gap as the target, and one of them.
func (a *appending) between(t *target) (only, n int) {
	i, _ := slices.BinarySearchFunc(a.segments, t.low+1, func(s segment, at int32) int { return int(s.before - at) })
	for only = i; i < len(a.segments) && a.segments[i].before < t.high; i++ {
		n++
	}
	return only, n
}

// shared is the weight of the pairs of words that a run without stories has in common with each segment.
func (a *appending) shared(ids []uint32, got []int32) map[int]float32 {
	out := map[int]float32{}
	for i := 1; i < len(ids); i++ {
		if got[i] >= 0 || got[i-1] >= 0 {
			continue
		}
		w := a.words.after(ids[i-1], ids[i])
		last := int32(-1)
		a.pool.places(ids[i-1], ids[i], func(at int32) bool {
			if s := a.owner[at]; s != last && !a.pool.used[at] {
				out[int(s)] += w
				last = s
			}
			return true
		})
	}
	return out
}

// sources finds for every run that is left the segment that holds most of it, until none holds enough.
func (a *appending) sources(t *target) {
	for from := 0; from < len(t.ids); {
		if t.got[from] >= 0 {
			from++
			continue
		}
		to := from
		for to < len(t.ids) && t.got[to] < 0 {
			to++
		}
		weight := a.weight(t.ids[from:to])
		if weight >= source {
			a.source(t, from, to, weight)
		}
		from = to
	}
}

func (a *appending) source(t *target, from, to int, weight float32) {
	best, most := -1, float32(0)
	for i, score := range a.shared(t.ids[from:to], t.got[from:to]) {
		if score > most || score == most && i < best {
			best, most = i, score
		}
	}
	if best >= 0 && most >= likeness*min(weight, a.segments[best].weight) && most >= source {
		a.compare(t, from, to, a.segments[best])
	}
}

// phrases finds runs that are left in the soil, the heaviest first, down to the threshold.
func (a *appending) phrases(t *target, s *soil, threshold float32, found func(t *target, i int, at int32)) {
	for {
		at, from, n, most := int32(-1), 0, 0, threshold
		for i := 1; i < len(t.ids); i++ {
			if t.got[i] >= 0 || t.got[i-1] >= 0 || i > 1 && at >= 0 && i-1 > from && i-1 < from+n {
				continue
			}
			s.places(t.ids[i-1], t.ids[i], func(p int32) bool {
				if m := s.run(t.ids, t.got, i-1, p-1); m > 1 {
					if w := a.weight(t.ids[i-1 : i-1+m]); w >= most {
						at, from, n, most = p-1, i-1, m, w
					}
				}
				return true
			})
		}
		if at < 0 {
			return
		}
		for k := range n {
			s.used[int(at)+k] = true
			found(t, from+k, at+int32(k))
		}
	}
}

// weight is what a run tells.
func (a *appending) weight(ids []uint32) (w float32) {
	a.bits = a.words.tells(ids, a.bits)
	for _, b := range a.bits {
		w += b
	}
	return w
}

// stay gives a word the story that it had in the last revision.
func (a *appending) stay(t *target, i int, at int32) { t.got[i] = a.pool.story[at] }

// back gives a word that was deleted earlier the story of one that is back.
func (a *appending) back(t *target, i int, at int32) {
	t.got[i] = a.stories.restored(a.graves.story[at], a.graves.out[at], a.now)
}

// settle gives the words that are left their stories: those of the same passage where it stood before, of words that were
// deleted, else new ones.
func (a *appending) settle(t *target) {
	s := &a.next[t.at]
	p := s.passage.same
	if p.origins != nil && a.weight(p.ids) >= copied {
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
		a.words.leave(a.before[s.before].passage.ids)
		parted := true
		for at := s.lo; at < s.hi; at++ {
			if !a.pool.used[at] {
				a.graves.add(a.pool.ids[at], a.pool.story[at], a.now)
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
