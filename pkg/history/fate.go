package history

import (
	"fmt"
	"math"
	"slices"

	"adref/pkg/amendment"
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
	bracketed bool   // in square brackets
	says      string // what it shows, where the outcome alone does not tell
	enclosed  bool   // the words it wants gone stand, but in square brackets
}

// shown says whether the revision shows the change or enough of it.
func (f finding) shown() bool {
	return f.outcome == Whole || f.outcome == Part || f.outcome == Elsewhere
}

// fates are what became of the amendments.
func fates(steps []Step, amendments []amendment.Amendment) []Fate {
	out, through := []Fate{}, flows(steps)
	for _, a := range amendments {
		out = append(out, fate(steps, through, a))
	}
	for i := range out {
		out[i].beside(out, i)
	}
	return out
}

// fate says what the revisions show of an amendment: the newest one decides, the first one that shows it is named.
func fate(steps []Step, through []flow, a amendment.Amendment) Fate {
	if a.Proposal.Amends != "" {
		return ofAmendment(a)
	}
	f := Fate{Amendment: a}
	base := slices.IndexFunc(steps, func(s Step) bool { return s.Revision.Ordinal == a.Proposal.Anchor.Revision })
	if base < 0 {
		f.Outcome, f.Says = Pending, "The revision it was proposed on has not been tabled."
		return f
	}
	doc := steps[base].Revision.Document
	at, found := indexOf(doc, a.Proposal.Anchor.Paragraph)
	if found {
		f.Cite = called(doc.Blocks[at])
	}
	if base == len(steps)-1 {
		f.Outcome, f.Says = Pending, "No revision has been tabled since."
		return f
	}
	if !found && (a.Proposal.Operation != amendment.InsertParagraph || a.Proposal.Anchor.Paragraph != "") {
		f.Outcome, f.Says = NotTaken, fmt.Sprintf("The paragraph it names is not in %s.", steps[base].Revision.Name)
		return f
	}
	s := story{wish: newWish(doc, at, a.Proposal), steps: steps[base+1:]}
	places := []int{at}
	for k := base + 1; k < len(steps); k++ {
		d := steps[k].Revision.Document
		if found {
			places = through[k].onward(places, a.Proposal.Anchor.Paragraph, d)
		}
		s.findings = append(s.findings, s.wish.in(d, places))
	}
	s.tell(&f)
	return f
}

// tell fills in what a story shows.
func (s story) tell(f *Fate) {
	now := s.now()
	first := s.first()
	f.Outcome, f.Share, f.Words, f.Bracketed = now.outcome, math.Round(now.share*100)/100, now.words, now.shown() && now.bracketed
	if first >= 0 {
		f.Revision, f.Paragraph = s.steps[first].Revision.Ordinal, s.findings[first].paragraph
	}
	if now.shown() && first > 0 && now.outcome != Elsewhere {
		f.Outcome = BackLater
	}
	f.Says = s.says()
	f.Disagrees = f.Amendment.State == amendment.Disposed && s.contradicts(f.Amendment)
}

// beside looks at the other amendments: what was withdrawn or not taken may stand because another one wanted the same words.
func (f *Fate) beside(all []Fate, i int) {
	stands := plainWords(f.Words)
	for j, other := range all {
		a := other.Amendment
		if i == j || a.State == amendment.Withdrawn || a.Disposition == amendment.NotTaken || len(stands) == 0 || other.Paragraph != f.Paragraph {
			continue
		}
		if got := inOrder(stands, plainWords(a.Proposal.Words)); float64(len(got)) >= wholeShare*float64(len(stands)) {
			f.Also = append(f.Also, a.ID)
		}
	}
	switch a := f.Amendment; {
	case a.State == amendment.Withdrawn && len(f.Also) > 0:
		*f = Fate{Amendment: a, Cite: f.Cite, Outcome: WithdrawnBy, Also: f.Also, Says: fmt.Sprintf("It was withdrawn. Words of it are those of %s, too.", listed(f.Also))}
	case a.State == amendment.Withdrawn:
		*f = withdrawn(*f)
	case a.Disposition == amendment.NotTaken && len(f.Also) > 0:
		f.Says += fmt.Sprintf(" They are those of %s, too.", listed(f.Also))
		f.Disagrees = false
	}
}

// withdrawn is the fate of an amendment that was withdrawn; others are as they were.
func withdrawn(f Fate) Fate {
	if f.Amendment.State != amendment.Withdrawn || f.Outcome == WithdrawnBy {
		return f
	}
	says := "It was withdrawn."
	if f.Outcome == Whole || f.Outcome == Part || f.Outcome == Elsewhere || f.Outcome == BackLater {
		says += " " + f.Says
	}
	f.Outcome, f.Says, f.Disagrees = WithdrawnBy, says, false
	return f
}

// contradicts says whether the chair's office disposed of an amendment otherwise than the text shows: the text that was current
// when it did so and the next one. What was decided later (brackets lifted, words dropped) is no disagreement.
func (s story) contradicts(a amendment.Amendment) bool {
	looked := s.findings[:1]
	for k, step := range s.steps {
		if o := step.Revision.Ordinal; a.Settled > 0 && (o == a.Settled || o == a.Settled+1) {
			if o == a.Settled || k == 0 || s.steps[k-1].Revision.Ordinal != a.Settled {
				looked = s.findings[k : k+1]
			} else {
				looked = s.findings[k-1 : k+1]
			}
		}
	}
	return !slices.ContainsFunc(looked, func(f finding) bool { return agrees(a.Disposition, f) })
}

// agrees says whether a text shows what the chair's office did with an amendment.
func agrees(d amendment.Disposition, f finding) bool {
	switch d {
	case amendment.Taken:
		return f.outcome == Whole || f.outcome == Elsewhere
	case amendment.TakenInPart:
		return f.outcome == Part || f.outcome == Elsewhere
	case amendment.Bracketed:
		return f.shown() || f.enclosed
	case amendment.NotTaken:
		return !f.shown()
	}
	return true
}
