package provenance

import "slices"

// Absence is a time in which words were not in the text: from the revision in which they are gone to the one in which they are
// back, as ordinals.
type Absence struct {
	Out  int `json:"out"`
	Back int `json:"back"`
}

// story is how words came into the text: in a revision, or back in one after another story had ended.
type story struct {
	revision int32 // in which they came, or came back
	out      int32 // in which they had gone; 0 for words that came for the first time
	before   int32 // the story that had ended, -1 for none
}

// stories numbers every story once.
type stories struct {
	all    []story
	number map[story]int32
}

func newStories() stories { return stories{number: map[story]int32{}} }

func (s *stories) of(x story) int32 {
	n, ok := s.number[x]
	if !ok {
		n = int32(len(s.all))
		s.all, s.number[x] = append(s.all, x), n
	}
	return n
}

// fresh is the story of words that are in the text for the first time.
func (s *stories) fresh(revision int32) int32 { return s.of(story{revision, 0, -1}) }

// restored is the story of words that had gone in revision out and are back.
func (s *stories) restored(before, out, revision int32) int32 {
	return s.of(story{revision, out, before})
}

// entered is the revision in which the words of a story came first.
func (s *stories) entered(n int32) int32 {
	for s.all[n].before >= 0 {
		n = s.all[n].before
	}
	return s.all[n].revision
}

// absences are the times in which the words of a story were not in the text, in order.
func (s *stories) absences(n int32) []Absence {
	var out []Absence
	for ; s.all[n].before >= 0; n = s.all[n].before {
		out = append(out, Absence{int(s.all[n].out), int(s.all[n].revision)})
	}
	slices.Reverse(out)
	return out
}

// origins are the stories of the pieces of a passage. Passages that did not change share them.
type origins struct {
	each []int32 // nil where all are the same
	all  int32
}

func (o *origins) at(piece int) int32 {
	if o.each == nil {
		return o.all
	}
	return o.each[piece]
}

// originsOf keeps one number where all are the same.
func originsOf(each []int32) origins {
	for _, n := range each {
		if n != each[0] {
			return origins{each: each}
		}
	}
	if len(each) == 0 {
		return origins{}
	}
	return origins{all: each[0]}
}
