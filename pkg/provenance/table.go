package provenance

import "hash/maphash"

// table finds the number of a key. It is what a map is, at half the cost for numbers that are never taken out.
type table struct {
	slots []slot // a power of two; never full
	used  int
}

type slot struct {
	key    uint64
	number uint32 // 0 for an empty slot
}

// at is the slot of a key, or the empty one where it belongs. The key may stand for several things: same says whether a number is the one
// that is meant.
func (t *table) at(key uint64, same func(number uint32) bool) *slot {
	if t.used*2 >= len(t.slots) {
		t.grow()
	}
	mask := uint64(len(t.slots) - 1)
	for i := spread(key) & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.number == 0 || s.key == key && (same == nil || same(s.number)) {
			return s
		}
	}
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

func hashOfWord(w string) uint64 { return maphash.String(seed, w) }
