package history

import (
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/text"
)

// wish is what an amendment wants, ready to be looked for in later revisions.
type wish struct {
	base     text.Document
	known    map[string]int // places of blocks in the base, by ID
	at       int
	proposal amendment.Proposal
	hunks    []change
	longest  clause // the longest run of words wanted, for looking elsewhere
}

// change is one stretch of the wanted change: words of the base that go, from an offset on, and words that come there.
type change struct {
	at, end int
	deleted []string
	added   []string
	text    string // what comes, as it was proposed
}

func newWish(base text.Document, at int, p amendment.Proposal) *wish {
	w := &wish{base: base, at: at, proposal: p, known: make(map[string]int, len(base.Blocks))}
	for i, b := range base.Blocks {
		w.known[b.ID] = i
	}
	switch p.Operation {
	case amendment.ReplaceWords, amendment.InsertWords, amendment.DeleteWords:
		before := base.Blocks[at].Text
		if span, err := amendment.Locate(before, p.Anchor.Quote, p.Anchor.Span); err == nil {
			p.Anchor.Span = span
			ops := diff.Words(before, amendment.Apply(p, before))
			w.hunks, w.longest = changes(ops), longestClause(ops)
		}
	case amendment.InsertParagraph:
		w.longest = newClause(p.Words, 1)
	}
	return w
}

// changes are the stretches of a redline that differ.
func changes(ops []diff.Op) []change {
	var out []change
	i, open := 0, false
	for _, op := range ops {
		if op.Op == diff.Equal {
			i, open = i+len(op.Text), false
			continue
		}
		if !open {
			out, open = append(out, change{at: i, end: i}), true
		}
		c := &out[len(out)-1]
		if op.Op == diff.Delete {
			c.deleted = append(c.deleted, tokensOf(op.Text)...)
			i += len(op.Text)
			c.end = i
		} else {
			c.added = append(c.added, tokensOf(op.Text)...)
			c.text += op.Text
		}
	}
	return out
}

// adds says whether the amendment wants words that are not there.
func (w *wish) adds() bool {
	return w.proposal.Operation == amendment.InsertParagraph || slices.ContainsFunc(w.hunks, func(c change) bool { return len(c.added) > 0 })
}

// in is what a later revision shows. Places are the blocks that continue the paragraph there, the main one first.
func (w *wish) in(d text.Document, places []int) finding {
	switch w.proposal.Operation {
	case amendment.InsertParagraph:
		return w.inserted(d)
	case amendment.DeleteParagraph:
		return w.deleted(d, places)
	}
	if f, ok := w.restructured(d); ok {
		return f
	}
	f := finding{outcome: Superseded}
	if len(places) > 0 {
		f = w.realized(w.base.Blocks[w.at].Text, together(d, places))
	}
	if f.outcome == NotTaken || f.outcome == Superseded {
		if e, ok := w.elsewhere(d, places); ok {
			return e
		}
	}
	return f
}

// together is the first of the places, with the words of all of them in the order of the text.
func together(d text.Document, places []int) text.Block {
	b := d.Blocks[places[0]]
	if len(places) == 1 {
		return b
	}
	var all []string
	for _, j := range slices.Sorted(slices.Values(places)) {
		all = append(all, d.Blocks[j].Text)
	}
	b.Text = strings.Join(all, " ")
	return b
}

// realized looks for the wanted changes where they were wanted: the words to be deleted must be gone, those to be inserted must
// have come between the same neighbours. An amendment to several places is taken in part where one of them shows all of it.
func (w *wish) realized(before string, b text.Block) finding {
	f := finding{outcome: NotTaken, paragraph: b.ID, cite: called(b)}
	actual := diff.Words(before, b.Text)
	var sum tally
	done := 0
	var came []string
	for _, h := range w.hunks {
		gone, stands, bracketed := window(actual, h)
		got := inOrder(h.added, stands)
		one := tally{gone: min(gone, len(h.deleted)), deleted: len(h.deleted), came: len(got), added: len(h.added)}
		if one.whole() {
			done++
		}
		sum.add(one)
		came = append(came, got...)
		f.enclosed = f.enclosed || bracketed && gone == 0 && len(h.deleted) > 0
		f.bracketed = f.bracketed || bracketed && len(got) > 0 && !slices.Contains(h.added, "[")
	}
	if sum.deleted+sum.added == 0 {
		return f
	}
	f.share, f.words = sum.share(), spell(came)
	switch {
	case sum.whole():
		f.outcome = Whole
		if strings.Contains(b.Text, w.proposal.Words) {
			f.share = 1
		}
	case done > 0 || sum.added > 0 && part(sum.came, sum.added) >= partShare, sum.added == 0 && part(sum.gone, sum.deleted) >= partShare:
		f.outcome = Part
	case sum.added > 0 && sum.deleted > 0 && part(sum.gone, sum.deleted) >= wholeShare:
		f.outcome, f.share, f.words = Superseded, part(sum.came, sum.added), ""
	default:
		f.words = ""
	}
	return f
}

// tally counts the words of a wanted change and those of which the text shows it.
type tally struct{ gone, deleted, came, added int }

func (t *tally) add(x tally) {
	t.gone, t.deleted, t.came, t.added = t.gone+x.gone, t.deleted+x.deleted, t.came+x.came, t.added+x.added
}

func (t tally) whole() bool {
	return part(t.came, t.added) >= wholeShare && part(t.gone, t.deleted) >= wholeShare
}

func (t tally) share() float64 { return part(t.gone+t.came, t.deleted+t.added) }

// part is the share n of all, 1 of none.
func part(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// window is how many of the words between the ends of a wanted change are gone, and the words that came there; bracketed says
// whether an opening bracket came with or before them.
func window(actual []diff.Op, h change) (gone int, came []string, bracketed bool) {
	i, from := 0, 0 // from is where the changed run began
	for _, op := range actual {
		switch op.Op {
		case diff.Equal:
			i += len(op.Text)
			from = i
		case diff.Delete:
			lo, hi := max(i, h.at), min(i+len(op.Text), h.end)
			if lo < hi {
				gone += len(tokensOf(op.Text[lo-i : hi-i]))
			}
			i += len(op.Text)
		case diff.Insert:
			// Space and marks may stand between the change and the place where the words came.
			if i >= h.at-2 && from <= h.end+2 {
				words := tokensOf(op.Text)
				bracketed = bracketed || slices.Contains(words, "[")
				came = append(came, words...)
			}
		}
	}
	return gone, came, bracketed
}

// largeTable is the number of pairs of words from which on inOrder takes the first word that fits instead of the best one.
const largeTable = 1 << 20

// inOrder is a longest part of the wanted words that stands in the same order in the others, in small or capital letters.
func inOrder(words, others []string) []string {
	wanted, others := small(words), small(others)
	if len(wanted)*len(others) > largeTable {
		return firstInOrder(words, wanted, others)
	}
	best := make([][]int, len(wanted)+1)
	for i := range best {
		best[i] = make([]int, len(others)+1)
	}
	for i := len(wanted) - 1; i >= 0; i-- {
		for j := len(others) - 1; j >= 0; j-- {
			if wanted[i] == others[j] {
				best[i][j] = 1 + best[i+1][j+1]
			} else {
				best[i][j] = max(best[i+1][j], best[i][j+1])
			}
		}
	}
	var out []string
	for i, j := 0, 0; i < len(wanted) && j < len(others); {
		switch {
		case wanted[i] == others[j]:
			out = append(out, words[i])
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

func firstInOrder(words, wanted, others []string) []string {
	var out []string
	for i, w := range wanted {
		if j := slices.Index(others, w); j >= 0 {
			out, others = append(out, words[i]), others[j+1:]
		}
	}
	return out
}

// inserted looks for a new paragraph with the wanted words, best where it was wanted.
func (w *wish) inserted(d text.Document) finding {
	best := finding{outcome: NotTaken}
	wanted := tokensOf(w.proposal.Words)
	for k, b := range d.Blocks {
		if _, old := w.known[b.ID]; old {
			continue
		}
		stands := tokensOf(b.Text)
		if len(stands) > 8*len(wanted)+64 || len(stands) == 0 {
			continue
		}
		got := inOrder(wanted, stands)
		share := part(len(got), len(wanted))
		if 2*float64(len(got)) < partShare*float64(len(wanted)+len(stands)) {
			continue // a few words in a long paragraph
		}
		here := w.follows(d, k, w.proposal.Anchor.Paragraph)
		if share < best.share || share == best.share && !here {
			continue
		}
		f := finding{share: share, paragraph: b.ID, cite: called(b), words: spell(got), bracketed: strings.HasPrefix(b.Text, "[")}
		switch {
		case share < 0.5:
			continue
		case !here:
			f.outcome = Elsewhere
		case share >= wholeShare:
			f.outcome = Whole
		default:
			f.outcome = Part
		}
		best = f
	}
	if best.outcome == NotTaken {
		if f, ok := w.elsewhere(d, nil); ok {
			return f
		}
	}
	return best
}

// follows says whether block k stands where it was wanted: after the paragraph named, or at the start, with nothing between them
// but sub-paragraphs of that one and new blocks.
func (w *wish) follows(d text.Document, k int, anchor string) bool {
	at, found := w.known[anchor]
	for k--; k >= 0; k-- {
		b := d.Blocks[k]
		if b.ID == anchor {
			return true
		}
		i, old := w.known[b.ID]
		if old && !(found && i > at && b.Level > w.base.Blocks[at].Level) {
			return false
		}
	}
	return anchor == ""
}

// deleted looks whether a paragraph is gone, or how much of it.
func (w *wish) deleted(d text.Document, places []int) finding {
	before := w.base.Blocks[w.at]
	if len(places) == 0 {
		if k := w.cameInto(d, plainWords(before.Text)); k >= 0 {
			return finding{outcome: NotTaken, paragraph: d.Blocks[k].ID, cite: called(d.Blocks[k])}
		}
		return finding{outcome: Whole, share: 1}
	}
	now := d.Blocks[places[0]]
	gone, all := 0, max(len(plainWords(before.Text)), 1)
	for _, op := range diff.Words(before.Text, now.Text) {
		if op.Op == diff.Delete {
			gone += len(plainWords(op.Text))
		}
	}
	f := finding{outcome: NotTaken, share: float64(gone) / float64(all), paragraph: now.ID, cite: called(now)}
	f.enclosed = strings.HasPrefix(now.Text, "[")
	if f.share >= 0.5 {
		f.outcome, f.enclosed = Part, false
	}
	return f
}
