package provenance

// phrases finds runs that are left in the soil, the heaviest first, down to the threshold.
func (a *appending) phrases(t *target, s *soil, threshold float32, found func(t *target, i int, at int32)) {
	for from := 0; from < len(t.got); {
		to, sum := from, float32(0)
		for to < len(t.got) && t.got[to] < 0 {
			sum += t.bits[to]
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
	long := threshold > 2*a.words.most() // two words do not reach it
	for i := from; i+1 < to; i++ {
		longest := 1
		if long && i+2 < to && s.first(t.words.pairs[i+2]) < 0 {
			continue
		}
		for n, p := 0, s.first(t.words.pairs[i+1]); p >= 0 && n < chain; n, p = n+1, s.words[p].prior {
			m := min(s.run(t.words.ids, t.got, i, p-1), to-i)
			if m <= longest {
				continue
			}
			longest = m
			w := a.words.alone(t.words.ids[i])
			for k := i + 1; k < i+m; k++ {
				w += t.bits[k]
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
		s.words[int(at)+k].id = 0
		found(t, first+k, at+int32(k))
	}
	a.phrasesIn(t, from, first, s, threshold, found)
	a.phrasesIn(t, first+size, to, s, threshold, found)
}

// stay gives a word the story that it had in the last revision.
func (a *appending) stay(t *target, i int, at int32) { t.got[i] = a.pool.words[at].story }

// back gives a word that was deleted earlier the story of one that is back.
func (a *appending) back(t *target, i int, at int32) {
	t.got[i] = a.stories.restored(a.graves.words[at].story, a.graves.words[at].out, a.now)
}
