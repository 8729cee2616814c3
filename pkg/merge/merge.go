// Package merge puts several wordings of one paragraph together, each made from the same base: what only one of them changes, and
// what they want differently, as pairs.
//
// Laws, for all input: the pieces give the base and every wording again, byte for byte, so nothing is dropped; one wording is
// merged without a conflict, equal ones too; the order of the wordings changes only the order in which variants are listed.
package merge

import (
	"cmp"
	"slices"
	"strings"

	"adref/pkg/diff"
)

// Piece is a stretch of the base and what became of it in the wordings.
type Piece struct {
	At   int    `json:"at"` // where it stands in the base, in bytes
	Base string `json:"base"`
	// Variants are the different words that stand here in wordings that changed it, in the order of the wordings.
	Variants []Variant `json:"variants,omitempty"`
}

// Variant is what some wordings have in a place; "" where they delete what stands there.
type Variant struct {
	Text string `json:"text"`
	By   []int  `json:"by"` // indices of the wordings
}

// Conflict says whether the wordings want different things here.
func (p Piece) Conflict() bool { return len(p.Variants) > 1 }

// Pieces are a paragraph merged, in the order of the base.
type Pieces []Piece

// Wordings merges wordings of the base. Two changes are in conflict where they overlap, where both put words in the same place,
// and where words are put right beside words that the other changes: their order or their ground would be a guess.
func Wordings(base string, wordings ...string) Pieces {
	var all []change
	for i, w := range wordings {
		all = append(all, changes(i, base, w)...)
	}
	slices.SortStableFunc(all, func(x, y change) int { return cmp.Or(x.start-y.start, x.end-y.end) })
	var out Pieces
	done := 0
	keep := func(until int) {
		if until > done {
			out = append(out, Piece{At: done, Base: base[done:until]})
			done = until
		}
	}
	for len(all) > 0 {
		n, end := cluster(base, all)
		start := all[0].start
		keep(start)
		out = append(out, Piece{At: start, Base: base[start:end], Variants: variants(base, start, end, all[:n])})
		all, done = all[n:], end
	}
	keep(len(base))
	return out
}

// change is a stretch of the base that one wording changes.
type change struct {
	start, end int
	text       string
	by         int
}

func changes(by int, base, wording string) []change {
	var out []change
	at, open := 0, false
	for _, op := range diff.Words(base, wording) {
		if op.Op == diff.Equal {
			at, open = at+len(op.Text), false
			continue
		}
		if !open {
			out, open = append(out, change{start: at, end: at, by: by}), true
		}
		c := &out[len(out)-1]
		if op.Op == diff.Delete {
			at += len(op.Text)
			c.end = at
		} else {
			c.text += op.Text
		}
	}
	return out
}

// cluster is how many of the changes, which are in order, must be seen together with the first, and where they end.
func cluster(base string, all []change) (n, end int) {
	end = all[0].end
	for n = 1; n < len(all); n++ {
		next := all[n]
		meets := slices.ContainsFunc(all[:n], func(c change) bool { return c.meets(next, base) })
		if next.start >= end && !meets {
			break
		}
		end = max(end, next.end)
	}
	return n, end
}

// meets says whether a change of another wording, which begins no earlier, is in conflict with c unless it is the same.
func (c change) meets(next change, base string) bool {
	if c.by == next.by {
		return false
	}
	if next.start < c.end || c.start == next.start && c.end == next.end {
		return true
	}
	between := base[c.end:next.start]
	if c.inserts() || next.inserts() {
		return strings.TrimSpace(between) == ""
	}
	return between == "" && c.text != "" && next.text != ""
}

// inserts says whether a change leaves all words of the base.
func (c change) inserts() bool { return c.start == c.end }

// variants are the different texts that the wordings with a change have between two places of the base.
func variants(base string, start, end int, all []change) []Variant {
	var out []Variant
	done := map[int]bool{}
	for _, first := range all {
		if done[first.by] {
			continue
		}
		done[first.by] = true
		var s strings.Builder
		at := start
		for _, c := range all {
			if c.by == first.by {
				s.WriteString(base[at:c.start] + c.text)
				at = c.end
			}
		}
		s.WriteString(base[at:end])
		if i := slices.IndexFunc(out, func(v Variant) bool { return v.Text == s.String() }); i >= 0 {
			out[i].By = append(out[i].By, first.by)
			continue
		}
		out = append(out, Variant{Text: s.String(), By: []int{first.by}})
	}
	for _, v := range out {
		slices.Sort(v.By)
	}
	slices.SortFunc(out, func(x, y Variant) int { return x.By[0] - y.By[0] })
	return out
}

// Base is the base again.
func (p Pieces) Base() string {
	return p.join(func(x Piece) string { return x.Base })
}

// Wording is a wording again, by its index.
func (p Pieces) Wording(i int) string {
	return p.join(func(x Piece) string { return x.of(i) })
}

// of is what a wording has in the place.
func (p Piece) of(i int) string {
	for _, v := range p.Variants {
		if slices.Contains(v.By, i) {
			return v.Text
		}
	}
	return p.Base
}

// Merged is the base with every change that nothing stands against; what is in conflict stays as it was.
func (p Pieces) Merged() string {
	return p.join(func(x Piece) string {
		if len(x.Variants) == 1 {
			return x.Variants[0].Text
		}
		return x.Base
	})
}

// Favour is Merged with every conflict decided for a wording: where it has no part in one, it stays as it was.
func (p Pieces) Favour(i int) string {
	return p.join(func(x Piece) string {
		if len(x.Variants) == 1 {
			return x.Variants[0].Text
		}
		return x.of(i)
	})
}

// Conflicts are the pieces of which the wordings want different things.
func (p Pieces) Conflicts() []Piece {
	var out []Piece
	for _, x := range p {
		if x.Conflict() {
			out = append(out, x)
		}
	}
	return out
}

func (p Pieces) join(text func(Piece) string) string {
	var s strings.Builder
	for _, x := range p {
		s.WriteString(text(x))
	}
	return s.String()
}
