package diff

import (
	"slices"

	"adref/pkg/text"
)

// Thresholds of splits and merges.
const (
	contained  = 0.6 // share of the word pairs of a piece that stand in the whole
	fewestPair = 3   // word pairs that a piece must share with the whole
	apart      = 3   // how far from each other two neighbouring pieces may stand
)

// cutting looks for the blocks of one side (wholes) that became several neighbouring ones of the other (pieces).
type cutting struct {
	to, back         []int // partner of a whole, of a piece
	whole, piece     func(i int) *bag
	wholes, parts    []text.Block
	groups           map[int][]int // pieces by whole
	taken            map[int]bool  // pieces in a group
	unfitWhole, used func(i int) bool
	like             *likeness
}

// splits finds old blocks that were split, then new ones that were merged from several.
func (a *aligner) splits() {
	no := func(int) bool { return false }
	gaps := a.gaps()
	s := cutting{to: a.oldTo, back: a.newTo, whole: a.oldWords, piece: a.newWords, wholes: a.old, parts: a.new,
		groups: a.pieces, taken: make(map[int]bool), unfitWhole: no, used: no, like: a.like}
	s.run(gaps)
	inSplit := func(j int) bool { return s.taken[j] }
	wasSplit := func(i int) bool { return len(a.pieces[i]) > 0 }
	for h, g := range gaps {
		gaps[h] = hunk{g.b0, g.b1, g.a0, g.a1}
	}
	m := cutting{to: a.newTo, back: a.oldTo, whole: a.newWords, piece: a.oldWords, wholes: a.new, parts: a.old,
		groups: a.sources, taken: make(map[int]bool), unfitWhole: inSplit, used: wasSplit, like: a.like}
	m.run(gaps)
}

func (c *cutting) run(gaps []hunk) {
	for j := 1; j < len(c.parts); j++ {
		for n := j - 1; n >= max(0, j-apart) && !c.extend(j, n); n-- {
		}
	}
	for j := len(c.parts) - 2; j >= 0; j-- {
		for n := j + 1; n <= min(len(c.parts)-1, j+apart) && !c.extend(j, n); n++ {
		}
	}
	for _, g := range gaps {
		if (g.a1-g.a0)*(g.b1-g.b0) <= smallGap {
			c.fresh(g)
		}
	}
}

// free says whether a block may become a piece.
func (c *cutting) free(j int) bool {
	return c.back[j] < 0 && !c.taken[j] && !c.used(j) && c.parts[j].Kind != text.Heading && c.parts[j].Kind != text.Title
}

// extend adds piece j to the whole that a block near it continues, where it holds words of it that no other piece has, and says
// whether it did.
func (c *cutting) extend(j, near int) bool {
	if !c.free(j) {
		return true
	}
	i := c.wholeOf(near)
	if i < 0 || c.unfitWhole(i) || c.wholes[i].Kind == text.Heading {
		return false
	}
	group := c.groups[i]
	if len(group) == 0 && c.wholes[i].Text != "" && c.wholes[i].Text == c.parts[near].Text {
		return false // all its words stand in the one block: neither need be read
	}
	if !c.like.mayHold(c.whole(i), c.piece(j)) {
		return false
	}
	rest := c.whole(i).pairs()
	if len(group) == 0 {
		if common(rest, c.piece(near).pairs()) < fewestPair {
			return false // the same by its identity or its place, not by its words
		}
		group = []int{near}
	}
	for _, p := range group {
		rest = without(rest, c.piece(p).pairs())
	}
	if !holds(rest, c.piece(j).pairs()) {
		return false
	}
	c.set(i, append(group, j))
	return true
}

// wholeOf is the whole that a block continues or is a piece of, -1 for none.
func (c *cutting) wholeOf(j int) int {
	if c.used(j) {
		return -1
	}
	return c.back[j]
}

// holds says whether enough of a piece stands in the whole.
func holds(whole, piece []uint64) bool {
	n := common(whole, piece)
	return n >= fewestPair && float64(n) >= contained*float64(len(piece))
}

func (c *cutting) set(i int, group []int) {
	slices.Sort(group)
	c.groups[i] = group
	for _, j := range group {
		c.taken[j] = true
		c.back[j] = i
	}
	if c.to[i] < 0 {
		c.to[i] = group[0]
	}
	for _, j := range group {
		if len(c.piece(j).words) > len(c.piece(c.to[i]).words) {
			c.to[i] = j
		}
	}
}

// fresh finds wholes in a gap that have no partner because they were cut into pieces that are each too unlike them.
func (c *cutting) fresh(g hunk) {
	for i := g.a0; i < g.a1; i++ {
		if c.to[i] >= 0 || c.unfitWhole(i) || c.wholes[i].Kind == text.Heading {
			continue
		}
		whole := c.whole(i)
		var group []int
		var rest []uint64 // pairs of the whole that stand in none of the group
		for j := g.b0; j < g.b1; j++ {
			if c.free(j) && c.like.mayHold(whole, c.piece(j)) {
				if len(group) == 0 {
					rest = whole.pairs()
				}
				if holds(rest, c.piece(j).pairs()) {
					group, rest = append(group, j), without(rest, c.piece(j).pairs())
					continue
				}
			}
			if len(group) > 1 {
				break
			}
			group = nil
		}
		if len(group) > 1 && len(rest)*2 < len(whole.pairs()) {
			c.set(i, group)
		}
	}
}
