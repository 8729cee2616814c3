package history

import (
	"fmt"
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/text"
)

// restructured is what a later revision shows of a proposal to move, split or merge paragraphs; ok is false for other proposals.
// Words that stand elsewhere are a move only where the paragraph kept its identity.
func (w *wish) restructured(d text.Document) (f finding, ok bool) {
	switch w.proposal.Operation {
	case amendment.MoveParagraph:
		return w.moved(d), true
	case amendment.SplitParagraph:
		return w.split(d), true
	case amendment.MergeParagraphs:
		return w.merged(d), true
	}
	return finding{}, false
}

func (w *wish) moved(d text.Document) finding {
	j, ok := indexOf(d, w.proposal.Anchor.Paragraph)
	switch {
	case !ok:
		return finding{outcome: Superseded}
	case !w.follows(d, j, w.proposal.To):
		return finding{outcome: NotTaken}
	}
	return finding{outcome: Whole, share: 1, paragraph: d.Blocks[j].ID, cite: called(d.Blocks[j]), says: "The paragraph stands where it was wanted"}
}

// split looks for the two parts in paragraphs of their own, whichever of them kept the identity.
func (w *wish) split(d text.Document) finding {
	before := w.base.Blocks[w.at].Text
	span, err := amendment.Locate(before, w.proposal.Anchor.Quote, w.proposal.Anchor.Span)
	j, ok := indexOf(d, w.proposal.Anchor.Paragraph)
	if err != nil || !ok {
		return finding{outcome: Superseded}
	}
	head, tail := phrase(before[:span.End]), phrase(before[span.End:])
	stays := phrase(d.Blocks[j].Text)
	if strings.Contains(stays, head) && strings.Contains(stays, tail) {
		return finding{outcome: NotTaken}
	}
	apart := 0
	f := finding{outcome: Whole, share: 1}
	for _, b := range d.Blocks {
		if _, old := w.known[b.ID]; old && b.ID != d.Blocks[j].ID {
			continue
		}
		words := phrase(b.Text)
		switch first, second := strings.Contains(words, head), strings.Contains(words, tail); {
		case first && !second:
			apart |= 1
		case second && !first:
			apart |= 2
			f.paragraph, f.cite = b.ID, called(b)
			f.says = fmt.Sprintf("Its second part stands in paragraph %s", called(b))
		}
	}
	if apart != 3 {
		return finding{outcome: Superseded}
	}
	return f
}

// merged looks for the words of the other paragraphs, or those wanted instead, in the one that stays, and for the others gone.
func (w *wish) merged(d text.Document) finding {
	j, ok := indexOf(d, w.proposal.Anchor.Paragraph)
	if !ok {
		return finding{outcome: Superseded}
	}
	stays := phrase(d.Blocks[j].Text)
	came := 0
	for _, id := range w.proposal.With {
		i, known := w.known[id]
		if _, stands := indexOf(d, id); stands || !known {
			continue
		}
		if w.proposal.Words == "" && strings.Contains(stays, phrase(w.base.Blocks[i].Text)) || w.proposal.Words != "" && stays == phrase(w.proposal.Words) {
			came++
		}
	}
	f := finding{share: part(came, len(w.proposal.With)), paragraph: d.Blocks[j].ID, cite: called(d.Blocks[j])}
	switch {
	case came == 0:
		return finding{outcome: NotTaken}
	case came < len(w.proposal.With):
		f.outcome, f.says = Part, "Some of the paragraphs are merged"
	default:
		f.outcome, f.says = Whole, fmt.Sprintf("The paragraphs are merged in paragraph %s", f.cite)
	}
	return f
}

// phrase is the words of a text between spaces, so that one can be looked for in another.
func phrase(s string) string { return " " + strings.Join(plainWords(s), " ") + " " }

// ofAmendment is the fate of an amendment to an amendment: the text does not show it by itself.
func ofAmendment(a amendment.Amendment) Fate {
	says := fmt.Sprintf("It asks to change the words of amendment %s.", a.Proposal.Amends)
	if a.State == amendment.Disposed && slices.Contains([]amendment.Disposition{amendment.Taken, amendment.TakenInPart}, a.Disposition) {
		says += " The chair's office took it there; what the text shows is said of that one."
	}
	return withdrawn(Fate{Amendment: a, Outcome: OfAmendment, Says: says})
}
