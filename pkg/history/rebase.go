package history

import (
	"fmt"
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/merge"
	"adref/pkg/text"
)

// Verdict is whether an amendment can be put to a later text than the one it was proposed on.
type Verdict string

// Verdicts.
const (
	Satisfied  Verdict = "satisfied"       // the text has it already
	Applies    Verdict = "applies"         // its paragraph is as it was
	Shifted    Verdict = "applies-shifted" // it fits, but the paragraph has another number, place or other words around
	Conflicts  Verdict = "conflicts"       // the text changed just these words otherwise
	TargetGone Verdict = "target-gone"     // its paragraph is in no place of the text
)

// VerdictWords are the verdicts for people.
var VerdictWords = map[Verdict]string{
	Satisfied: "in the text already", Applies: "applies", Shifted: "applies, shifted", Conflicts: "in conflict", TargetGone: "paragraph gone",
}

// Rebase is an amendment put to a later text.
type Rebase struct {
	Amendment string  `json:"amendment,omitempty"` // its ID
	Verdict   Verdict `json:"verdict"`
	Says      string  `json:"says"` // the verdict in a sentence
	// Paragraph is the block ID where it belongs now, Cite how the text cites it, Was how it was cited.
	Paragraph string `json:"paragraph,omitempty"`
	Cite      string `json:"cite,omitempty"`
	Was       string `json:"was,omitempty"`
	Pairs     []Pair `json:"conflicts,omitempty"`
	// Others are the places in which other open amendments want something else.
	Others []Clash `json:"others,omitempty"`
	// Redraft is the wording of the paragraph with the amendment in it, where two stand against each other with its words; ""
	// where nothing is left to do. Proposal is the amendment that asks for that; its revision is left to who proposes it.
	Redraft  string              `json:"redraft,omitempty"`
	Redline  []diff.Op           `json:"redline,omitempty"` // from what stands to the redraft
	Proposal *amendment.Proposal `json:"proposal,omitempty"`
}

// Pair is words that an amendment wants and those that came instead.
type Pair struct {
	After  string `json:"after,omitempty"` // the words before the place, where nothing stood in it
	Base   string `json:"base"`            // the words that stood there
	Wants  string `json:"wants"`
	Stands string `json:"stands"`
}

// RebaseOn puts a proposal, whose anchor has been resolved against the base, to a later text of the same document. Blocks of both
// texts have their identities.
func RebaseOn(base, next text.Document, p amendment.Proposal) Rebase {
	redline := diff.Compare("", "", base, next)
	return newRebaser(base, next, redline).rebase(p)
}

// rebaser puts the amendments to one text to another one.
type rebaser struct {
	base, next text.Document
	through    flow
}

func newRebaser(base, next text.Document, r diff.Redline) rebaser {
	return rebaser{base, next, newFlow(len(base.Blocks), r)}
}

func (x rebaser) rebase(p amendment.Proposal) Rebase {
	at, found := indexOf(x.base, p.Anchor.Paragraph)
	if !found && (p.Operation != amendment.InsertParagraph || p.Anchor.Paragraph != "") {
		return Rebase{Verdict: TargetGone, Says: "The paragraph it names is not in the text that it was proposed on."}
	}
	r := Rebase{}
	var places []int
	if found {
		r.Was = called(x.base.Blocks[at])
		places = x.through.onward([]int{at}, p.Anchor.Paragraph, x.next)
	}
	shown := newWish(x.base, at, p).in(x.next, places)
	switch {
	case p.Operation == amendment.InsertParagraph:
		x.insertion(&r, p, at, shown)
	case len(places) == 0:
		x.gone(&r, p, at, shown)
	case p.OnWords():
		x.words(&r, p, at, places, shown)
	case p.Operation == amendment.DeleteParagraph:
		x.deletion(&r, p, at, places[0])
	default:
		x.whole(&r, p, at, places[0], shown)
	}
	return r
}

// put says where a proposal belongs now.
func (x rebaser) put(r *Rebase, j int) text.Block {
	b := x.next.Blocks[j]
	r.Paragraph, r.Cite = b.ID, called(b)
	return b
}

// place names the paragraph where an amendment belongs.
func (r Rebase) place() string {
	switch {
	case r.Cite == "":
		return "its paragraph"
	case r.Was != "" && r.Was != r.Cite:
		return fmt.Sprintf("paragraph %s (formerly %s)", r.Cite, r.Was)
	}
	return "paragraph " + r.Cite
}

// words puts a change of words to the block that continues the paragraph; of several, to the one where least stands against it.
func (x rebaser) words(r *Rebase, p amendment.Proposal, at int, places []int, shown finding) {
	before := x.base.Blocks[at].Text
	span, err := amendment.Locate(before, p.Anchor.Quote, p.Anchor.Span)
	if err != nil {
		r.Verdict, r.Says = TargetGone, "The words it quotes do not stand in the text that it was proposed on."
		return
	}
	p.Anchor.Span = span
	wanted := amendment.Apply(p, before)
	best, merged := -1, merge.Pieces(nil)
	for _, j := range places {
		m := merge.Wordings(before, wanted, x.next.Blocks[j].Text)
		if best < 0 || against(m) < against(merged) {
			best, merged = j, m
		}
	}
	b := x.put(r, best)
	r.Pairs = pairs(before, merged)
	redraft := merged.Favour(0)
	switch {
	case redraft == b.Text, shown.outcome == Whole && !shown.bracketed:
		r.Verdict, r.Pairs = Satisfied, nil
		r.Says = fmt.Sprintf("The text has it already, in %s.", r.place())
		return
	case len(r.Pairs) > 0:
		r.Verdict, r.Says = Conflicts, conflictSays(*r)
	case b.Text == before && r.Cite == r.Was:
		r.Verdict, r.Says = Applies, fmt.Sprintf("It applies as it is, in %s.", r.place())
	default:
		r.Verdict, r.Says = Shifted, fmt.Sprintf("It applies in %s%s.", r.place(), aroundSays(b.Text != before))
	}
	r.Redraft, r.Redline = redraft, diff.Words(b.Text, redraft)
	redo := Propose(b.Text, redraft)
	redo.Anchor.Paragraph, redo.Rationale = b.ID, p.Rationale
	r.Proposal = &redo
}

func aroundSays(changed bool) string {
	if changed {
		return "; other words of the paragraph have changed"
	}
	return ""
}

// against is how many bytes of the base stand in conflict, each conflict counted as more than any of them.
func against(m merge.Pieces) int {
	n := 0
	for _, x := range m.Conflicts() {
		n += 1<<16 + len(x.Base)
	}
	return n
}

// pairs are the conflicts of an amendment (the first wording) with the text (the second), but for those of white space alone.
func pairs(before string, m merge.Pieces) []Pair {
	var out []Pair
	for _, x := range m.Conflicts() {
		p := Pair{Base: oneLine(x.Base), Wants: oneLine(x.Variants[0].Text), Stands: oneLine(x.Variants[1].Text)}
		if p.Wants == p.Stands {
			continue
		}
		if p.Base == "" {
			p.After = lastWords(before[:x.At])
		}
		out = append(out, p)
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// fewContext is how many words before a place say where it is.
const fewContext = 3

func lastWords(s string) string {
	t := diff.Tokens(s)
	at := len(s)
	for _, w := range slices.Backward(t[max(0, len(t)-fewContext):]) {
		at = strings.LastIndex(s[:at], w)
	}
	return oneLine(s[at:])
}

func conflictSays(r Rebase) string {
	p := r.Pairs[0]
	stands, wants := "nothing", "nothing"
	if p.Stands != "" {
		stands = "“" + p.Stands + "”"
	}
	if p.Wants != "" {
		wants = "“" + p.Wants + "”"
	}
	more := ""
	if n := len(r.Pairs) - 1; n > 0 {
		more = fmt.Sprintf(" (and %d more)", n)
	}
	if p.Base == "" {
		return fmt.Sprintf("In %s, after “%s”, it wants %s, and the text has %s now%s.", r.place(), p.After, wants, stands, more)
	}
	return fmt.Sprintf("In %s it wants %s for “%s”, and the text has %s now%s.", r.place(), wants, p.Base, stands, more)
}

// gone is an amendment whose paragraph nothing continues: it can be asked for as a new paragraph.
func (x rebaser) gone(r *Rebase, p amendment.Proposal, at int, shown finding) {
	if p.Operation == amendment.DeleteParagraph {
		r.Verdict, r.Says = Satisfied, "The text has the paragraph no longer."
		return
	}
	r.Verdict, r.Says = TargetGone, "Its paragraph is gone."
	if shown.outcome == Elsewhere {
		r.Says = fmt.Sprintf("Its paragraph is gone; “%s” stands in paragraph %s.", shown.words, shown.cite)
		return
	}
	if !p.OnWords() {
		return
	}
	before := x.base.Blocks[at].Text
	span, err := amendment.Locate(before, p.Anchor.Quote, p.Anchor.Span)
	if err != nil {
		return
	}
	p.Anchor.Span = span
	if r.Redraft = amendment.Apply(p, before); strings.TrimSpace(r.Redraft) == "" {
		r.Redraft = ""
		return
	}
	r.Says += " It could be asked for as a new paragraph."
	r.Redline = []diff.Op{{Op: diff.Insert, Text: r.Redraft}}
	r.Proposal = &amendment.Proposal{Operation: amendment.InsertParagraph, Words: r.Redraft, Rationale: p.Rationale, Anchor: amendment.Anchor{Paragraph: x.before(at)}}
}

// before is the ID of the nearest block before one of the base that the next text has, "" for none.
func (x rebaser) before(at int) string {
	for at--; at >= 0; at-- {
		if _, ok := indexOf(x.next, x.base.Blocks[at].ID); ok {
			return x.base.Blocks[at].ID
		}
	}
	return ""
}

func (x rebaser) insertion(r *Rebase, p amendment.Proposal, at int, shown finding) {
	if shown.outcome == Whole || shown.outcome == Elsewhere && shown.share >= wholeShare {
		r.Paragraph, r.Cite = shown.paragraph, shown.cite
		r.Verdict, r.Was, r.Says = Satisfied, "", "The text has it already."
		if shown.cite != "" {
			r.Says = fmt.Sprintf("The text has it already, as paragraph %s.", shown.cite)
		}
		return
	}
	redo := p
	redo.Anchor.Revision, r.Redraft, r.Proposal = 0, p.Words, &redo
	r.Redline = []diff.Op{{Op: diff.Insert, Text: p.Words}}
	if p.Anchor.Paragraph == "" {
		r.Verdict, r.Says = Applies, "It applies, at the start."
		x.beside(r, -1, p.Words)
		return
	}
	j, ok := indexOf(x.next, p.Anchor.Paragraph)
	if !ok {
		redo.Anchor.Paragraph = x.before(at)
		if j, ok = indexOf(x.next, redo.Anchor.Paragraph); !ok {
			r.Verdict, r.Says = Shifted, "The paragraph it was to follow is gone; it can stand at the start."
			return
		}
		x.put(r, j)
		r.Verdict, r.Says = Shifted, fmt.Sprintf("The paragraph it was to follow is gone; it can follow paragraph %s.", r.Cite)
		return
	}
	x.put(r, j)
	r.Verdict, r.Says = Applies, fmt.Sprintf("It applies, after %s.", r.place())
	if r.Cite != r.Was {
		r.Verdict = Shifted
	}
	x.beside(r, j, p.Words)
}

// beside is in conflict where the text has new paragraphs in the very place: which comes first, and whether both are wanted, would
// be a guess.
func (x rebaser) beside(r *Rebase, j int, words string) {
	stands := x.inserted(j)
	if stands == "" {
		return
	}
	pair := Pair{Wants: oneLine(words), Stands: stands}
	where := "At the start"
	if j >= 0 {
		pair.After, where = lastWords(x.next.Blocks[j].Text), "After "+r.place()
	}
	r.Verdict, r.Pairs = Conflicts, []Pair{pair}
	r.Says = fmt.Sprintf("%s, where it wants a new paragraph, the text has another one now: “%s”.", where, stands)
}

// deletion is in conflict with a change of the paragraph that it wants deleted.
func (x rebaser) deletion(r *Rebase, p amendment.Proposal, at, j int) {
	before, b := x.base.Blocks[at], x.put(r, j)
	redo := p
	redo.Anchor.Revision, r.Proposal = 0, &redo
	switch {
	case !slices.Equal(plainWords(before.Text), plainWords(b.Text)):
		r.Verdict, r.Pairs = Conflicts, []Pair{{Base: oneLine(before.Text), Stands: oneLine(b.Text)}}
		r.Says = fmt.Sprintf("It wants %s deleted, whose words are others now.", r.place())
	case r.Cite == r.Was:
		r.Verdict, r.Says = Applies, fmt.Sprintf("It applies as it is, to %s.", r.place())
	default:
		r.Verdict, r.Says = Shifted, fmt.Sprintf("It applies to %s.", r.place())
	}
}

// whole puts a proposal to move, split or merge paragraphs to the text.
func (x rebaser) whole(r *Rebase, p amendment.Proposal, at, j int, shown finding) {
	b := x.put(r, j)
	if shown.outcome == Whole {
		r.Verdict, r.Says = Satisfied, fmt.Sprintf("The text has it already, in %s.", r.place())
		return
	}
	for _, id := range append(slices.Clone(p.With), p.To) {
		if _, ok := indexOf(x.next, id); id != "" && !ok {
			r.Verdict, r.Says = TargetGone, "A paragraph that it names is gone."
			return
		}
	}
	redo := p
	redo.Anchor.Revision = 0
	if p.Anchor.Quote != "" {
		span, err := amendment.Locate(b.Text, p.Anchor.Quote, text.Span{})
		if err != nil {
			r.Verdict, r.Says = Conflicts, fmt.Sprintf("“%s” does not stand in %s once.", p.Anchor.Quote, r.place())
			r.Pairs = []Pair{{Base: oneLine(x.base.Blocks[at].Text), Wants: oneLine(p.Anchor.Quote), Stands: oneLine(b.Text)}}
			return
		}
		redo.Anchor.Span = span
	}
	r.Proposal = &redo
	r.Verdict, r.Says = Applies, fmt.Sprintf("It applies as it is, to %s.", r.place())
	if r.Cite != r.Was || b.Text != x.base.Blocks[at].Text {
		r.Verdict, r.Says = Shifted, fmt.Sprintf("It applies to %s.", r.place())
	}
}

// rebases put every open amendment to the newest text, where one was tabled after it.
func rebases(steps []Step, amendments []amendment.Amendment) []Rebase {
	out := []Rebase{}
	if len(steps) == 0 {
		return out
	}
	last := steps[len(steps)-1]
	known := map[int]rebaser{}
	for _, a := range amendments {
		k := slices.IndexFunc(steps, func(s Step) bool { return s.Revision.Ordinal == a.Proposal.Anchor.Revision })
		if a.State != amendment.Open || a.Proposal.Amends != "" || k < 0 || k == len(steps)-1 {
			continue
		}
		x, ok := known[k]
		if !ok {
			base := steps[k].Revision.Document
			redline := last.Redline
			if k < len(steps)-2 || redline == nil {
				r := diff.Compare("", "", base, last.Revision.Document)
				redline = &r
			}
			x = newRebaser(base, last.Revision.Document, *redline)
			known[k] = x
		}
		r := x.rebase(a.Proposal)
		r.Amendment = a.ID
		out = append(out, r)
	}
	clashes(out, last, amendments)
	return out
}
