package provenance

import "hash/maphash"

// table finds the numbers of a key. It is what a map is, at half the cost for numbers that are never taken out.
type table struct {
	slots []slot // a power of two; never full
	used  int
}

type slot struct {
	key    uint64
	number uint32 // 0 for an empty slot
}

// first is the place of the first slot that a key may stand in; the others follow, up to an empty one.
func (t *table) first(key uint64) uint64 {
	if t.used*2 >= len(t.slots) {
		t.grow()
	}
	return spread(key) & uint64(len(t.slots)-1)
}

// after is the place behind another one.
func (t *table) after(place uint64) uint64 { return (place + 1) & uint64(len(t.slots)-1) }

// fill puts a number into an empty slot.
func (t *table) fill(place, key uint64, number uint32) {
	t.slots[place] = slot{key, number}
	t.used++
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]slot, max(2*len(old), 1024))
	mask := uint64(len(t.slots) - 1)
	for _, s := range old {
		if s.number == 0 {
			continue
		}
		i := spread(s.key) & mask
		for t.slots[i].number != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = s
	}
}

// spread makes neighbouring keys stand far apart.
func spread(key uint64) uint64 {
	key *= 0x9e3779b97f4a7c15
	return key ^ key>>32
}

// seed of the hashes of words. It differs from run to run; numbers are given in the order of appearance, so that nothing depends on it.
var seed = maphash.MakeSeed()

// short is the length of the longest word that is its own key.
const short = 7

// keyOf is the key of a word: its bytes and their number where they fit, else a hash with which other words may share it.
func keyOf(w string) uint64 {
	if len(w) > short {
		return maphash.String(seed, w) | 0xff<<56
	}
	k := uint64(len(w))
	for i := range len(w) {
		k = k<<8 | uint64(w[i])
	}
	return k
}
