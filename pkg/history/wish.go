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
	phrase   []string // the words wanted, for looking elsewhere
}

// change is one stretch of the wanted change: words of the base that go, from an offset on, and words that come there.
type change struct {
	at, end int
	deleted []string
	added   []string
}

func newWish(base text.Document, at int, p amendment.Proposal) *wish {
	w := &wish{base: base, at: at, proposal: p, known: make(map[string]int, len(base.Blocks)), phrase: plainWords(p.Words)}
	for i, b := range base.Blocks {
		w.known[b.ID] = i
	}
	if p.Operation == amendment.ReplaceWords || p.Operation == amendment.InsertWords || p.Operation == amendment.DeleteWords {
		before := base.Blocks[at].Text
		if span, err := amendment.Locate(before, p.Anchor.Quote, p.Anchor.Span); err == nil {
			p.Anchor.Span = span
			w.hunks = changes(diff.Words(before, amendment.Apply(p, before)))
		}
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
		}
	}
	return out
}

// in is what a later revision shows.
func (w *wish) in(d text.Document) finding {
	switch w.proposal.Operation {
	case amendment.InsertParagraph:
		return w.inserted(d)
	case amendment.DeleteParagraph:
		return w.deleted(d)
	}
	if f, ok := w.restructured(d); ok {
		return f
	}
	j, ok := indexOf(d, w.proposal.Anchor.Paragraph)
	if !ok {
		if f, ok := w.elsewhere(d, -1, w.phrase); ok {
			return f
		}
		return finding{outcome: Superseded}
	}
	f := w.realized(w.base.Blocks[w.at].Text, d.Blocks[j])
	if f.outcome == NotTaken || f.outcome == Superseded {
		if e, ok := w.elsewhere(d, j, w.phrase); ok {
			return e
		}
	}
	return f
}

// realized looks for the wanted changes where they were wanted: the words to be deleted must be gone, those to be inserted must
// have come between the same neighbours.
func (w *wish) realized(before string, b text.Block) finding {
	f := finding{outcome: NotTaken, paragraph: b.ID, cite: called(b)}
	actual := diff.Words(before, b.Text)
	goneN, deletedN, cameN, addedN := 0, 0, 0, 0
	var came []string
	for _, h := range w.hunks {
		deletedN += len(h.deleted)
		addedN += len(h.added)
		gone, stands, bracketed := window(actual, h)
		goneN += min(gone, len(h.deleted))
		got := inOrder(h.added, stands)
		cameN += len(got)
		came = append(came, got...)
		f.enclosed = f.enclosed || bracketed && gone == 0 && len(h.deleted) > 0
		f.bracketed = f.bracketed || bracketed && len(got) > 0 && !slices.Contains(h.added, "[")
	}
	if deletedN+addedN == 0 {
		return f
	}
	f.share = float64(goneN+cameN) / float64(deletedN+addedN)
	f.words = spell(came)
	goneShare, cameShare := part(goneN, deletedN), part(cameN, addedN)
	switch {
	case cameShare >= wholeShare && goneShare >= wholeShare:
		f.outcome = Whole
		if strings.Contains(b.Text, w.proposal.Words) {
			f.share = 1
		}
	case addedN > 0 && cameShare >= partShare, addedN == 0 && goneShare >= partShare:
		f.outcome = Part
	case addedN > 0 && deletedN > 0 && goneShare >= wholeShare:
		f.outcome, f.share, f.words = Superseded, part(cameN, addedN), ""
	default:
		f.words = ""
	}
	return f
}

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

// phraseWords is the least number of wanted words by which they are known in another paragraph.
const phraseWords = 4

// elsewhere looks for words, one after another, in paragraphs other than j, where they did not stand before.
func (w *wish) elsewhere(d text.Document, j int, words []string) (finding, bool) {
	if substance(words) < phraseWords {
		return finding{}, false
	}
	longest := slices.MaxFunc(words, func(x, y string) int { return len(x) - len(y) })
	holds := func(s string) bool {
		return strings.Contains(strings.ToLower(s), longest) && // saves cutting most texts into words
			strings.Contains(" "+strings.Join(plainWords(s), " ")+" ", " "+strings.Join(words, " ")+" ")
	}
	for k, b := range d.Blocks {
		if k == j || !holds(b.Text) {
			continue
		}
		if i, ok := w.known[b.ID]; ok && holds(w.base.Blocks[i].Text) {
			continue
		}
		return finding{outcome: Elsewhere, share: 1, paragraph: b.ID, cite: called(b), words: strings.Join(strings.Fields(w.proposal.Words), " ")}, true
	}
	return finding{}, false
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
		if f, ok := w.elsewhere(d, -1, w.phrase); ok {
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
func (w *wish) deleted(d text.Document) finding {
	before := w.base.Blocks[w.at]
	j, ok := indexOf(d, before.ID)
	if !ok {
		if f, ok := w.elsewhere(d, -1, plainWords(before.Text)); ok {
			return finding{outcome: NotTaken, paragraph: f.paragraph, cite: f.cite}
		}
		return finding{outcome: Whole, share: 1}
	}
	gone, all := 0, max(len(plainWords(before.Text)), 1)
	for _, op := range diff.Words(before.Text, d.Blocks[j].Text) {
		if op.Op == diff.Delete {
			gone += len(plainWords(op.Text))
		}
	}
	f := finding{outcome: NotTaken, share: float64(gone) / float64(all), paragraph: before.ID, cite: called(d.Blocks[j])}
	if f.share >= 0.5 {
		f.outcome = Part
	}
	return f
}
