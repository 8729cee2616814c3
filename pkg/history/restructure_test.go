package history_test

import (
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/history"
)

func TestFatesOfWholeParagraphs(t *testing.T) {
	const (
		one   = "1. States shall prepare contributions, and they shall publish them every year.\n\n"
		two   = "2. A committee meets twice a year in Geneva and reports to all Parties.\n\n"
		three = "3. The secretariat publishes the reports that it has received.\n\n"
		base  = one + two + three
	)
	at := func(op amendment.Operation, id, quote string) amendment.Proposal {
		return amendment.Proposal{Operation: op, Anchor: amendment.Anchor{Revision: 1, Paragraph: id, Quote: quote}}
	}
	move, first := at(amendment.MoveParagraph, "p3", ""), at(amendment.MoveParagraph, "p3", "")
	move.To = "p1"
	merge, reworded := at(amendment.MergeParagraphs, "p2", ""), at(amendment.MergeParagraphs, "p2", "")
	merge.With, reworded.With, reworded.Words = []string{"p3"}, []string{"p3"}, "A committee meets and the secretariat publishes."
	split := at(amendment.SplitParagraph, "p1", "contributions,")
	for _, c := range []struct {
		name     string
		proposal amendment.Proposal
		now      string
		outcome  history.Outcome
		says     string
	}{
		{"moved", move, one + three + two, history.Whole, "The paragraph stands where it was wanted since Rev.1."},
		{"moved to the start", first, three + one + two, history.Whole, "The paragraph stands where it was wanted since Rev.1."},
		{"not moved", move, base, history.NotTaken, "The paragraph stands where it stood, or elsewhere than it was wanted."},
		{"moved elsewhere", move, three + one + two, history.NotTaken, "The paragraph stands where it stood, or elsewhere than it was wanted."},
		{"gone", move, one + two, history.Superseded, "The paragraph is gone, or its words are others now."},
		{"split", split, "1. States shall prepare contributions.\n\n2. And they shall publish them every year.\n\n" + two + three, history.Whole, "Its second part stands in paragraph 2 since Rev.1."},
		{"not split", split, base, history.NotTaken, "The paragraphs have not been cut or joined as it wanted."},
		{"merged", merge, one + "2. A committee meets twice a year in Geneva and reports to all Parties. The secretariat publishes the reports that it has received.\n\n", history.Whole, "The paragraphs are merged in paragraph 2 since Rev.1."},
		{"not merged", merge, base, history.NotTaken, "The paragraphs have not been cut or joined as it wanted."},
		{"one left out instead", merge, one + two, history.NotTaken, "The paragraphs have not been cut or joined as it wanted."},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := history.Build("", series(base, c.now), []amendment.Amendment{{ID: "a1", State: amendment.Open, Proposal: c.proposal}})
			if f := h.Fates[0]; f.Outcome != c.outcome || f.Says != c.says {
				t.Errorf("got %s %q,\nwant %s %q", f.Outcome, f.Says, c.outcome, c.says)
			}
		})
	}
}

// What the text shows is said of the amendment whose words are in question, not of the one that changed them.
func TestAnAmendmentToAnAmendmentHasNoFateOfItsOwn(t *testing.T) {
	a := amendment.Amendment{ID: "a2", State: amendment.Open, Proposal: amendment.Proposal{
		Operation: amendment.ReplaceWords, Amends: "a1", Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: "two"}, Words: "four",
	}}
	taken := a
	taken.State, taken.Disposition = amendment.Disposed, amendment.Taken
	h := history.Build("", series("1. States report every two years.\n", "1. States report every four years.\n"), []amendment.Amendment{a, taken})
	for i, want := range []string{
		"It asks to change the words of amendment a1.",
		"It asks to change the words of amendment a1. The chair's office took it there; what the text shows is said of that one.",
	} {
		if f := h.Fates[i]; f.Outcome != history.OfAmendment || f.Says != want || f.Disagrees {
			t.Errorf("got %s %q", f.Outcome, f.Says)
		}
	}
}
