package history

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/text"
)

// Shares of the wanted change from which on it counts.
const (
	wholeShare = 0.9
	partShare  = 0.35
)

// finding is what one revision shows of an amendment.
type finding struct {
	outcome   Outcome
	share     float64
	paragraph string // block ID
	cite      string
	words     string
	bracketed bool // in square brackets
	enclosed  bool // the words it wants gone stand, but in square brackets
}

// fate says what the revisions show of an amendment: the newest one decides, the first one that shows it is named.
func fate(steps []Step, a amendment.Amendment) Fate {
	f := Fate{Amendment: a}
	base := slices.IndexFunc(steps, func(s Step) bool { return s.Revision.Ordinal == a.Proposal.Anchor.Revision })
	if base < 0 {
		f.Outcome, f.Says = Pending, "The revision it was proposed on has not been tabled."
		return withdrawn(f)
	}
	doc := steps[base].Revision.Document
	at, found := indexOf(doc, a.Proposal.Anchor.Paragraph)
	if found {
		f.Cite = called(doc.Blocks[at])
	}
	if base == len(steps)-1 {
		f.Outcome, f.Says = Pending, "No revision has been tabled since."
		return withdrawn(f)
	}
	if !found && (a.Proposal.Operation != amendment.InsertParagraph || a.Proposal.Anchor.Paragraph != "") {
		f.Outcome, f.Says = NotTaken, fmt.Sprintf("The paragraph it names is not in %s.", steps[base].Revision.Name)
		return withdrawn(f)
	}
	w := newWish(doc, at, a.Proposal)
	var now finding
	first, lost, enclosed := -1, -1, -1 // revisions that first show it, no longer do, first put the words it wants gone in brackets
	var since []finding
	for k := base + 1; k < len(steps); k++ {
		now = w.in(steps[k].Revision.Document)
		since = append(since, now)
		if now.enclosed && enclosed < 0 {
			enclosed = k
		}
		switch shown := now.shown(); {
		case shown && first < 0:
			first = k
			f.Revision, f.Paragraph = steps[k].Revision.Ordinal, now.paragraph
		case shown:
			lost = -1
		case first >= 0 && lost < 0:
			lost = k
		}
	}
	f.Outcome, f.Share, f.Words = now.outcome, math.Round(now.share*100)/100, now.words
	if now.shown() && first > base+1 && now.outcome != Elsewhere {
		f.Outcome = BackLater
	}
	f.Says = says(steps, now, first, lost, enclosed)
	f.Disagrees = a.State == amendment.Disposed && disagrees(a.Disposition, since)
	return withdrawn(f)
}

// shown says whether the revision shows the change or enough of it.
func (f finding) shown() bool {
	return f.outcome == Whole || f.outcome == Part || f.outcome == Elsewhere
}

func withdrawn(f Fate) Fate {
	if f.Amendment.State != amendment.Withdrawn {
		return f
	}
	says := "It was withdrawn."
	if f.Outcome == Whole || f.Outcome == Part || f.Outcome == Elsewhere || f.Outcome == BackLater {
		says += " " + f.Says
	}
	f.Outcome, f.Says, f.Disagrees = WithdrawnBy, says, false
	return f
}

// disagrees says whether the chair's office disposed of an amendment otherwise than any revision since shows. What was taken and
// dropped later is no disagreement.
func disagrees(d amendment.Disposition, since []finding) bool {
	ever := func(is func(finding) bool) bool { return slices.ContainsFunc(since, is) }
	switch d {
	case amendment.Taken:
		return !ever(func(f finding) bool { return f.shown() && f.share >= wholeShare })
	case amendment.TakenInPart:
		return !ever(finding.shown) || !ever(func(f finding) bool { return f.outcome != Whole })
	case amendment.Bracketed:
		return !ever(func(f finding) bool { return f.shown() || f.enclosed })
	case amendment.NotTaken:
		return since[len(since)-1].shown()
	}
	return false
}

// says is the outcome in a sentence. Words that stand in a text are not said to have been taken because of the amendment.
func says(steps []Step, now finding, first, lost, enclosed int) string {
	newest := steps[len(steps)-1].Revision.Name
	since := ""
	if first >= 0 {
		since = " since " + steps[first].Revision.Name
	}
	where := "its paragraph"
	if now.cite != "" {
		where = "paragraph " + now.cite
	}
	how := ""
	if now.bracketed {
		how = ", in square brackets"
	}
	switch now.outcome {
	case Whole:
		if now.words == "" {
			return fmt.Sprintf("The words it wanted deleted are gone%s.", since)
		}
		return fmt.Sprintf("All of its words stand in %s%s%s.", where, since, how)
	case Part:
		if now.words == "" {
			return fmt.Sprintf("Part of the words it wanted deleted are gone%s.", since)
		}
		return fmt.Sprintf("Part of it stands in %s%s%s: “%s”.", where, since, how, now.words)
	case Elsewhere:
		return fmt.Sprintf("Its words stand in %s%s, not where it wanted them.", where, since)
	}
	tail := ""
	switch {
	case now.enclosed:
		return fmt.Sprintf("The words it wanted deleted stand in square brackets in %s.", newest)
	case first < 0 && enclosed >= 0:
		tail = fmt.Sprintf(" %s had the words in square brackets.", steps[enclosed].Revision.Name)
	case first >= 0 && lost >= 0:
		tail = fmt.Sprintf(" %s showed it; it is gone since %s.", steps[first].Revision.Name, steps[lost].Revision.Name)
	}
	if now.outcome == Superseded {
		return fmt.Sprintf("The words that it wanted to change are gone otherwise in %s.%s", newest, tail)
	}
	return fmt.Sprintf("%s does not show it.%s", newest, tail)
}

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
		here := w.follows(d, k)
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

// follows says whether block k stands where the new paragraph was wanted: after the paragraph of the anchor, with nothing
// between them but its sub-paragraphs and other new blocks.
func (w *wish) follows(d text.Document, k int) bool {
	anchor := w.proposal.Anchor.Paragraph
	for k--; k >= 0; k-- {
		b := d.Blocks[k]
		if b.ID == anchor {
			return true
		}
		i, old := w.known[b.ID]
		if old && !(anchor != "" && i > w.at && b.Level > w.base.Blocks[w.at].Level) {
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
