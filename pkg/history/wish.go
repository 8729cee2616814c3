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
	clauses  []clause // the runs of words wanted, for looking elsewhere, the longest first
}

// clause is a run of wanted words.
type clause struct {
	words []string // in small letters, without marks
	as    string   // as it was proposed
	share float64  // of the whole change
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
			w.hunks, w.clauses = changes(ops), clauses(ops)
		}
	case amendment.InsertParagraph:
		w.clauses = append(w.clauses, newClause(p.Words, 1))
	}
	slices.SortStableFunc(w.clauses, func(x, y clause) int { return len(y.words) - len(x.words) })
	return w
}

func newClause(s string, share float64) clause {
	return clause{plainWords(s), strings.Join(strings.Fields(s), " "), share}
}

// aside is up to how many words of the text may stand in the middle of a wanted phrase: a small word that was there before.
const aside = 2

// clauses are the runs of words that a redline inserts, with the few words of the text that stand in their middle.
func clauses(ops []diff.Op) []clause {
	var out []clause
	words, added, all := "", 0, 0
	add := func() {
		if added > 0 {
			out = append(out, newClause(strings.TrimSpace(words), float64(added)))
		}
		words, added = "", 0
	}
	for i, op := range ops {
		n := len(tokensOf(op.Text))
		switch {
		case op.Op == diff.Insert:
			words, added, all = words+op.Text, added+n, all+n
		case op.Op == diff.Delete:
			all += n
		case added > 0 && n <= aside && slices.ContainsFunc(ops[i:], func(o diff.Op) bool { return o.Op == diff.Insert }):
			words += op.Text
		default:
			add()
		}
	}
	add()
	for i := range out {
		out[i].share /= float64(all)
	}
	return out
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

// What tells that words were taken elsewhere. A phrase that stood nowhere in the base is known by a few words; one that did must
// be longer and have come by itself, and be the more of the amendment where it is usual in the text.
const (
	rareWords      = 5
	clauseWords    = 6
	elsewhereShare = 0.28 // of the amendment
	usualShare     = 0.4
	usual          = 8 // paragraphs
)

// elsewhere looks for a run of the wanted words in paragraphs other than those that continue the amended one, where it did not
// stand before.
func (w *wish) elsewhere(d text.Document, not []int) (finding, bool) {
	for _, p := range w.clauses {
		if f, ok := w.clauseIn(d, not, p); ok {
			return f, true
		}
	}
	return finding{}, false
}

func (w *wish) clauseIn(d text.Document, not []int, p clause) (finding, bool) {
	size := substance(p.words)
	if size < rareWords {
		return finding{}, false
	}
	longest := slices.MaxFunc(p.words, func(x, y string) int { return len(x) - len(y) })
	for k, b := range d.Blocks {
		if slices.Contains(not, k) || !strings.Contains(strings.ToLower(b.Text), longest) { // saves cutting most texts into words
			continue
		}
		was := ""
		if i, ok := w.known[b.ID]; ok {
			was = w.base.Blocks[i].Text
		}
		before, now := plainWords(was), plainWords(b.Text)
		if times(now, p.words) <= times(before, p.words) {
			continue
		}
		stood := w.usual(p)
		rare := stood == 0 && p.share >= usualShare
		apart := size >= clauseWords && (p.share >= usualShare || p.share >= elsewhereShare && stood < usual) &&
			(putIn(before, now, p.words) || cameAs(was, b.Text, p.words))
		if rare || apart {
			return finding{outcome: Elsewhere, share: p.share, paragraph: b.ID, cite: called(b), words: p.as}, true
		}
	}
	return finding{}, false
}

// usual is in how many paragraphs of the base a phrase stands, not counted beyond what makes it usual.
func (w *wish) usual(p clause) int {
	n := 0
	for _, b := range w.base.Blocks {
		if within(plainWords(b.Text), p.words) >= 0 {
			if n++; n == usual {
				break
			}
		}
	}
	return n
}

// within is where words stand one after another in others, -1 for nowhere.
func within(others, words []string) int {
	for i := 0; i+len(words) <= len(others); i++ {
		if slices.Equal(others[i:i+len(words)], words) {
			return i
		}
	}
	return -1
}

// times is how often words stand one after another in others.
func times(others, words []string) int {
	n := 0
	for {
		i := within(others, words)
		if i < 0 {
			return n
		}
		n, others = n+1, others[i+1:]
	}
}

// putIn says whether the words stand between two that were neighbours before.
func putIn(was, is, words []string) bool {
	for from := 0; ; {
		i := within(is[from:], words)
		if i < 0 {
			return false
		}
		i += from
		from = i + 1
		end := i + len(words)
		if i > 0 && end < len(is) && within(was, []string{is[i-1], is[end]}) >= 0 {
			return true
		}
	}
}

// cameAs says whether the words came into a paragraph by themselves, not as a part of more: in new paragraphs, many usual phrases
// stand.
func cameAs(was, is string, words []string) bool {
	return slices.ContainsFunc(diff.Words(was, is), func(op diff.Op) bool {
		if op.Op != diff.Insert {
			return false
		}
		came := plainWords(op.Text)
		return 4*len(came) <= 5*len(words) && within(came, words) >= 0
	})
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
		if f, ok := w.clauseIn(d, nil, newClause(before.Text, 1)); ok {
			return finding{outcome: NotTaken, paragraph: f.paragraph, cite: f.cite}
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
