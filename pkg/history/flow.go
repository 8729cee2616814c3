package history

import (
	"slices"

	"adref/pkg/diff"
	"adref/pkg/text"
)

// flow says, for every block of one revision, which blocks of the next one continue it: more than one where it was split, the
// merged one where it was merged.
type flow [][]int

func flows(steps []Step) []flow {
	out := make([]flow, len(steps))
	for k, s := range steps {
		if s.Redline == nil || k == 0 {
			continue
		}
		out[k] = newFlow(len(steps[k-1].Revision.Document.Blocks), *s.Redline)
	}
	return out
}

// newFlow is the flow of n blocks through a redline.
func newFlow(n int, r diff.Redline) flow {
	f := make(flow, n)
	for _, b := range r.Blocks {
		for _, was := range b.Old {
			for _, is := range b.New {
				f[was.Block] = append(f[was.Block], is.Block)
			}
		}
	}
	return f
}

// onward is where blocks of a revision stand in the next document: those that continue them, the one with the identity first.
func (f flow) onward(from []int, id string, d text.Document) []int {
	var out []int
	if i, ok := indexOf(d, id); ok {
		out = append(out, i)
	}
	for _, i := range from {
		for _, j := range f[i] {
			if !slices.Contains(out, j) {
				out = append(out, j)
			}
		}
	}
	return out
}
