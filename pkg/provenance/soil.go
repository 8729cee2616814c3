package provenance

// soil is words that are not in the text any more, to be found again by pairs of neighbours. Runs are parted by a 0.
type soil struct {
	ids   []uint32
	story []int32
	out   []int32 // revision in which they are gone
	used  []bool
	pairs map[uint64]int32 // the last place of a pair
	prior []int32          // the place of the same pair before, -1 for none
}

// chain is how many places of a pair are looked at, the latest first. A pair that stands in more says little.
const chain = 32

func newSoil() soil { return soil{pairs: map[uint64]int32{}} }

func (s *soil) reset() {
	s.ids, s.story, s.out, s.used, s.prior = s.ids[:0], s.story[:0], s.out[:0], s.used[:0], s.prior[:0]
	clear(s.pairs)
}

// add puts a word behind the last one.
func (s *soil) add(id uint32, story, out int32) {
	at := int32(len(s.ids))
	prior := int32(-1)
	if at > 0 && s.ids[at-1] != 0 && id != 0 {
		k := pairKey(s.ids[at-1], id)
		if p, ok := s.pairs[k]; ok {
			prior = p
		}
		s.pairs[k] = at
	}
	s.ids, s.story, s.out, s.used, s.prior = append(s.ids, id), append(s.story, story), append(s.out, out), append(s.used, id == 0), append(s.prior, prior)
}

// part ends a run.
func (s *soil) part() { s.add(0, 0, 0) }

func pairKey(a, b uint32) uint64 { return uint64(a)<<32 | uint64(b) }

// places calls see with the place of the second word of every pair like this one, until it says no more.
func (s *soil) places(a, b uint32, see func(at int32) bool) {
	p, ok := s.pairs[pairKey(a, b)]
	for n := 0; ok && p >= 0 && n < chain; n++ {
		if !see(p) {
			return
		}
		p = s.prior[p]
	}
}

// run is the length of the longest run that is the same from ids[i] and from place at on, unused and, where open is given, only over words
// for which it is still unset.
func (s *soil) run(ids []uint32, got []int32, i int, at int32) int {
	n := 0
	for i+n < len(ids) && int(at)+n < len(s.ids) && got[i+n] < 0 && !s.used[int(at)+n] && s.ids[int(at)+n] == ids[i+n] {
		n++
	}
	return n
}
