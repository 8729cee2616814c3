package provenance

// A passage that is not known mostly is one of the last revision with a few words changed, and stands in its place. It is read
// beside that one: what both begin and end with is taken over.

const (
	window  = 2   // how many passages that may be continued are looked at
	evident = 0.5 // share of the pieces of the shorter that both must begin and end with for the passage to be continued
	least   = 6   // how many pieces these are at the least
)

// guess reads a text beside the passage that it seems to continue.
func (a *appending) guess(s *standing, t *target, body string) {
	var best shared
	like, at := int32(-1), a.near(s.id)
	for range window {
		if at = a.gone(at); at < 0 {
			break
		}
		c := a.words.follow(body, a.before[at].passage)
		if c.head+c.tail > best.head+best.tail {
			like, best = at, c
		}
		if 2*(c.end-c.at) < len(body) {
			break
		}
		at++
	}
	if like < 0 {
		a.words.reading.reset()
		a.words.read(body, 0, len(body))
		return
	}
	p := a.before[like].passage
	if like != at {
		best = a.words.follow(body, p)
	}
	a.words.readBetween(body, p, best)
	kept, shorter := best.head+best.tail, min(len(p.pieces), len(a.words.reading.pieces))
	if kept >= least && float32(kept) >= evident*float32(shorter) {
		t.guess, t.head, t.tail = like, best.head, best.tail
		a.before[like].guessed = true
	}
}

// near is where the passage that one with the identity continues is looked for in the last revision.
func (a *appending) near(id string) int32 {
	n := a.after + 1
	if id == "" || int(n) < len(a.before) && a.before[n].id == id {
		return n
	}
	if at, ok := a.byID(id); ok {
		return at
	}
	return n
}

// byID is where the passage with the identity stands in the last revision, and whether there is one.
func (a *appending) byID(id string) (int32, bool) {
	if id == "" {
		return 0, false
	}
	if a.places == nil {
		a.places = make(map[string]int32, len(a.before))
		for i := range a.before {
			a.places[a.before[i].id] = int32(i)
		}
	}
	at, ok := a.places[id]
	return at, ok
}

// gone is the first passage of the last revision from a place on that none of the next one continues so far, -1 for none.
func (a *appending) gone(at int32) int32 {
	for ; int(at) < len(a.before); at++ {
		if b := &a.before[at]; !b.taken && !b.guessed {
			return at
		}
	}
	return -1
}
