package provenance

import "hash/maphash"

// table numbers keys in the order in which they come, from 1, and keeps what is counted of each. A number is found at half the
// cost of a map: what is looked at is small, and lies together.
type table struct {
	slots   []uint32 // numbers; 0 for an empty slot. A power of two, never more than half full
	entries []entry  // by number; 0 is none
}

// entry is what is kept of a key.
type entry struct {
	key   uint64
	count uint32 // how often it stands in the last revision
	// bits is what it tells, as of a change of the counts.
	bits float32
	when uint32
}

// newTable is a table with room for some keys.
func newTable(room int) table {
	size := 1024
	for size < 2*room {
		size *= 2
	}
	return table{slots: make([]uint32, size), entries: make([]entry, 1, size/2)}
}

// first is the place of the first slot in which the number of a key may be; the others follow, up to an empty one.
func (t *table) first(key uint64) int { return int(spread(key)) & (len(t.slots) - 1) }

// after is the place behind another one.
func (t *table) after(place int) int { return (place + 1) & (len(t.slots) - 1) }

// number is that of a key that stands for one thing; it gets one where it has none.
func (t *table) number(key uint64) uint32 {
	for i := t.first(key); ; i = t.after(i) {
		n := t.slots[i]
		if n == 0 {
			return t.add(i, key)
		}
		if t.entries[n].key == key {
			return n
		}
	}
}

// add gives a key the next number, at an empty place.
func (t *table) add(place int, key uint64) uint32 {
	n := uint32(len(t.entries))
	t.entries = append(doubled(t.entries), entry{key: key})
	t.slots[place] = n
	if 2*len(t.entries) > len(t.slots) {
		t.grow()
	}
	return n
}

func (t *table) grow() {
	t.slots = make([]uint32, 4*len(t.slots))
	for n := 1; n < len(t.entries); n++ {
		i := t.first(t.entries[n].key)
		for t.slots[i] != 0 {
			i = t.after(i)
		}
		t.slots[i] = uint32(n)
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
