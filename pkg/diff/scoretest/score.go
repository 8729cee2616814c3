// Package scoretest measures how good redlines are: against texts whose history is known (synthtest), and on real series, where only
// what follows from the texts themselves can be measured.
//
//	go test ./pkg/diff/scoretest -run Score -score
//
// prints the tables and writes them into pkg/diff/BENCHMARK.md.
package scoretest

import (
	"adref/pkg/diff"
	"adref/pkg/diff/synthtest"
)

// Rate counts what was found: true ones found, false ones said to be there, true ones missed.
type Rate struct{ Hit, False, Missed int }

// Precision is the share of what was said that is true; 1 where nothing was said.
func (r Rate) Precision() float64 { return share(r.Hit, r.Hit+r.False) }

// Recall is the share of what is true that was said; 1 where there is nothing.
func (r Rate) Recall() float64 { return share(r.Hit, r.Hit+r.Missed) }

// F1 is the harmonic mean of precision and recall.
func (r Rate) F1() float64 { return share(2*r.Hit, 2*r.Hit+r.False+r.Missed) }

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

func (r *Rate) add(o Rate) {
	r.Hit, r.False, r.Missed = r.Hit+o.Hit, r.False+o.False, r.Missed+o.Missed
}

// Score is what was measured on a series.
type Score struct {
	Pairs, Exact           int // pairs of revisions, those of which both texts can be rebuilt
	Marked, Minimal, Hunks int // tokens marked, tokens of the shortest script without moves, places marked
	// Calm are the same figures over the pairs in which no paragraph moved.
	CalmMarked, CalmMinimal          int
	Links, Moves, Splits, Merges     Rate // against the truth
	SaidMoved, SaidSplit, SaidMerged int  // blocks, where there is no truth
}

// Add sums two scores.
func (s *Score) Add(o Score) {
	s.Pairs, s.Exact, s.Marked, s.Minimal, s.Hunks = s.Pairs+o.Pairs, s.Exact+o.Exact, s.Marked+o.Marked, s.Minimal+o.Minimal, s.Hunks+o.Hunks
	s.CalmMarked, s.CalmMinimal = s.CalmMarked+o.CalmMarked, s.CalmMinimal+o.CalmMinimal
	s.SaidMoved, s.SaidSplit, s.SaidMerged = s.SaidMoved+o.SaidMoved, s.SaidSplit+o.SaidSplit, s.SaidMerged+o.SaidMerged
	s.Links.add(o.Links)
	s.Moves.add(o.Moves)
	s.Splits.add(o.Splits)
	s.Merges.add(o.Merges)
}

// Phrases says how many of the phrases that moved are not shown as new: at least half of their words are shown as moved, or as
// kept, where what they passed is shown as moved instead.
func Phrases(all []synthtest.Series) (float64, bool) {
	found, total := 0, 0
	for _, s := range all {
		for k, step := range s.Steps {
			if len(step.MovedPhrases) == 0 {
				continue
			}
			old, new := s.Revisions[k], s.Revisions[k+1]
			seen := notNew(diff.Compare("", "", old.Document, new.Document).Annotated(), len(new.Source))
			where := make(map[int]int) // of words in the new text
			for _, b := range new.Blocks {
				for _, w := range b.Words {
					where[w.Key] = w.Span.Start
				}
			}
			for _, keys := range step.MovedPhrases {
				n := 0
				for _, key := range keys {
					if at, ok := where[key]; ok && seen[at] {
						n++
					}
				}
				total++
				if 2*n >= len(keys) {
					found++
				}
			}
		}
	}
	return share(found, total), total > 0
}

// notNew says for every byte of the new text whether it is shown as kept or as moved here.
func notNew(r diff.Redline, size int) []bool {
	out := make([]bool, size)
	for _, b := range r.Blocks {
		place, at := 0, 0
		if len(b.New) > 0 {
			at = b.New[0].Start
		}
		for _, op := range b.Ops {
			if op.Op == diff.Delete {
				continue
			}
			for range len(op.Text) {
				for at == b.New[place].End && place+1 < len(b.New) {
					place++
					at = b.New[place].Start
				}
				out[at] = op.Op == diff.Equal || op.Phrase > 0
				at++
			}
		}
	}
	return out
}

// Measure scores every step of a series. Where the series has no truth, its Steps are empty.
func Measure(s synthtest.Series) Score {
	var out Score
	for k := 1; k < len(s.Revisions); k++ {
		old, new := s.Revisions[k-1], s.Revisions[k]
		r := diff.Compare("", "", old.Document, new.Document)
		out.Add(onText(r, old.Source, new.Source))
		if k-1 < len(s.Steps) {
			out.Add(onTruth(r, s.Steps[k-1].Links))
		}
	}
	return out
}

// onText is what follows from the redline and the two texts.
func onText(r diff.Redline, old, new string) Score {
	s := Score{Pairs: 1}
	x, errOld := r.Reject()
	y, errNew := r.Accept()
	if errOld == nil && errNew == nil && x == old && y == new {
		s.Exact = 1
	}
	for _, b := range r.Blocks {
		switch b.Kind {
		case diff.Moved:
			s.SaidMoved++
		case diff.Split:
			s.SaidSplit++
		case diff.Merged:
			s.SaidMerged++
		}
		change := false
		for _, op := range b.Ops {
			n := len(diff.Tokens(op.Text))
			if op.Op == diff.Equal {
				change = false
				continue
			}
			if !change {
				s.Hunks++
			}
			change = true
			s.Marked += n
		}
	}
	s.Minimal = minimal(diff.Tokens(old), diff.Tokens(new))
	if s.SaidMoved == 0 {
		s.CalmMarked, s.CalmMinimal = s.Marked, s.Minimal
	}
	return s
}

// group is the old and the new blocks of a split or a merger, as a comparable value.
type group struct {
	one  int
	many [8]int
}

func groupOf(one int, many []int) group {
	g := group{one: one}
	for i := range g.many {
		g.many[i] = -1
	}
	copy(g.many[:], many)
	return g
}

type link struct{ old, new int }

// relation is which blocks became which.
type relation struct {
	links, moved   map[link]bool
	splits, merges map[group]bool
}

func newRelation() relation {
	return relation{map[link]bool{}, map[link]bool{}, map[group]bool{}, map[group]bool{}}
}

func said(r diff.Redline) relation {
	out := newRelation()
	for _, b := range r.Blocks {
		var olds, news []int
		for _, p := range b.Old {
			olds = append(olds, p.Block)
		}
		for _, q := range b.New {
			news = append(news, q.Block)
		}
		for _, i := range olds {
			for _, j := range news {
				out.links[link{i, j}] = true
				if b.Kind == diff.Moved {
					out.moved[link{i, j}] = true
				}
			}
		}
		switch b.Kind {
		case diff.Split:
			out.splits[groupOf(olds[0], news)] = true
		case diff.Merged:
			out.merges[groupOf(news[0], olds)] = true
		}
	}
	return out
}

func truth(links []synthtest.Link) relation {
	out := newRelation()
	pieces, sources := map[int][]int{}, map[int][]int{}
	for _, l := range links {
		out.links[link{l.Old, l.New}] = true
		if l.Kind == diff.Moved {
			out.moved[link{l.Old, l.New}] = true
		}
		pieces[l.Old] = append(pieces[l.Old], l.New)
		sources[l.New] = append(sources[l.New], l.Old)
	}
	for i, p := range pieces {
		if len(p) > 1 {
			out.splits[groupOf(i, p)] = true
		}
	}
	for j, p := range sources {
		if len(p) > 1 {
			out.merges[groupOf(j, p)] = true
		}
	}
	return out
}

// onTruth compares what a redline says with what is true. A split or merger counts only where all its parts are right.
func onTruth(r diff.Redline, links []synthtest.Link) Score {
	got, want := said(r), truth(links)
	return Score{
		Links: rate(got.links, want.links), Moves: rate(got.moved, want.moved),
		Splits: rate(got.splits, want.splits), Merges: rate(got.merges, want.merges),
	}
}

func rate[K comparable](got, want map[K]bool) Rate {
	var r Rate
	for k := range got {
		if want[k] {
			r.Hit++
		} else {
			r.False++
		}
	}
	r.Missed = len(want) - r.Hit
	return r
}
