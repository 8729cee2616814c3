package provenance

// soil is words that are not in the text any more, to be found again by pairs of neighbours. Runs are parted by a 0.
type soil struct {
	words []buried
	// last is the last place of each pair, as the place + 1 + base. What is lower is from before the last reset.
	last []int32
	base int32
}

// buried is a word in the soil; id 0 parts two runs. No run goes through a word that is in the text again.
type buried struct {
	id    uint32 // 0 once it is in the text again
	story int32
	out   int32 // revision in which it is gone
	prior int32 // the place before of the pair that ends here, -1 for none
}

// chain is how many places of a pair are looked at, the latest first. A pair that stands in more says little.
const chain = 6

func (s *soil) reset() {
	s.base += int32(len(s.words))
	if s.base > 1<<30 {
		clear(s.last)
		s.base = 0
	}
	s.words = s.words[:0]
}

// add puts a word behind the last one. The pair is that of the two, 0 where they did not stand together.
func (s *soil) add(id, pair uint32, story, out int32) {
	at, prior := int32(len(s.words)), int32(-1)
	if pair != 0 {
		if int(pair) >= len(s.last) {
			s.last = append(s.last, make([]int32, int(pair)+1024)...)
		}
		prior = s.last[pair] - s.base - 1
		s.last[pair] = at + 1 + s.base
	}
	s.words = append(doubled(s.words), buried{id, story, out, max(prior, -1)})
}

// part ends a run.
func (s *soil) part() { s.add(0, 0, 0, 0) }

// first is the latest place of the second word of a pair, -1 for none; the others follow in prior.
func (s *soil) first(pair uint32) int32 {
	if pair == 0 || int(pair) >= len(s.last) {
		return -1
	}
	return max(s.last[pair]-s.base-1, -1)
}

// run is how long the words from i on, as far as they have no story, are those from a place on, as far as they are not used.
func (s *soil) run(ids []uint32, got []int32, i int, at int32) int {
	n := 0
	for i+n < len(ids) && int(at)+n < len(s.words) && got[i+n] < 0 {
		if s.words[int(at)+n].id != ids[i+n] {
			break
		}
		n++
	}
	return n
}
