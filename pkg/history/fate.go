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

// fate says what the revisions show of an amendment: the newest one decides, the first one that shows it is named.
func fate(steps []Step, a amendment.Amendment) Fate {
	if a.Proposal.Amends != "" {
		return ofAmendment(a)
	}
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
	if now.says != "" {
		return now.says + since + "."
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
