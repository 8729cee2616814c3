package provenance

import "slices"

// segment is a passage of the last revision that is gone, as a range of the pool.
type segment struct {
	before     int32
	lo, hi     int32
	weight     float32
	head, tail int32 // its first and last pieces, as many, are in no pool: they stay
}

// begin gives every target room for its stories, and those their passage that evidently continue one.
func (a *appending) begin() {
	size := 0
	for k := range a.open {
		size += len(a.next[a.open[k].at].passage.pieces)
	}
	bits := slices.Grow(a.rooms.bits[:0], size)
	a.rooms.bits = bits
	for k := range a.open {
		t := &a.open[k]
		t.words = a.next[t.at].passage.words
		t.got = a.numbers.of(len(t.words.ids))
		if t.guess >= 0 && a.before[t.guess].taken {
			t.guess = -1
		}
		if t.guess < 0 {
			t.head, t.tail = 0, 0
		} else {
			a.carry(t)
		}
		for i := t.head; i < len(t.got)-t.tail; i++ {
			t.got[i] = -1
		}
		t.bits, bits = bits[:len(t.got)], bits[len(t.got):cap(bits)]
		a.words.tells(t.words, t.head, len(t.got)-t.tail, t.bits[t.head:t.head])
	}
}

// told is what a stretch of a target tells.
func (a *appending) told(t *target, from, to int) float32 {
	if from == to {
		return 0
	}
	w := a.words.alone(t.words.ids[from])
	for _, b := range t.bits[from+1 : to] {
		w += b
	}
	return w
}

// carry takes over the stories of the first and the last pieces.
func (a *appending) carry(t *target) {
	b := &a.before[t.guess]
	from := &a.origins[b.origins]
	n := len(t.got)
	shift := len(b.passage.pieces) - n
	if from.each == nil {
		for i := range t.head {
			t.got[i] = from.all
		}
		for i := n - t.tail; i < n; i++ {
			t.got[i] = from.all
		}
		return
	}
	copy(t.got[:t.head], from.each)
	copy(t.got[n-t.tail:], from.each[n-t.tail+shift:])
}

// fill puts the words of the passages that are gone into the pool.
func (a *appending) fill() {
	r := &a.rooms
	a.pool.reset()
	r.segments, r.owner = r.segments[:0], r.owner[:0]
	for i := range a.before {
		if b := &a.before[i]; !b.taken {
			r.segments = append(r.segments, segment{before: int32(i)})
		}
	}
	for k := range a.open {
		if t := &a.open[k]; t.guess >= 0 {
			t.base, _ = a.segmentAt(t.guess)
			r.segments[t.base].head, r.segments[t.base].tail = int32(t.head), int32(t.tail)
		}
	}
	for i := range r.segments {
		a.dig(int32(i), &r.segments[i])
	}
}

// dig puts the words of a segment into the pool.
func (a *appending) dig(number int32, s *segment) {
	b := &a.before[s.before]
	from := &a.origins[b.origins]
	words := b.passage.words.cut(int(s.head), len(b.passage.words.ids)-int(s.tail))
	s.lo, s.hi = int32(len(a.pool.words)), int32(len(a.pool.words)+len(words.ids))
	for k, id := range words.ids {
		pair := words.pairs[k]
		if k == 0 {
			pair = 0
		}
		a.pool.add(id, pair, from.at(int(s.head)+k), a.now)
		a.rooms.owner = append(a.rooms.owner, number)
	}
	s.weight = a.weight(words)
	a.pool.part()
	a.rooms.owner = append(a.rooms.owner, -1)
}

// bury keeps the words that are in no passage any more.
func (a *appending) bury() {
	for i := range a.rooms.segments {
		s := &a.rooms.segments[i]
		words := a.before[s.before].passage.words
		a.words.leave(words, int(s.head), int(s.tail))
		pairs := words.pairs[s.head:]
		parted := true
		for k := range pairs[:s.hi-s.lo] {
			w := &a.pool.words[int(s.lo)+k]
			if w.id != 0 {
				pair := pairs[k]
				if parted {
					pair = 0
				}
				a.graves.add(w.id, pair, w.story, a.now)
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
