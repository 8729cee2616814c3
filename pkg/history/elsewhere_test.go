package history_test

import (
	"strings"
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/history"
)

// TestWordsTakenElsewhere is the rule by which words of an amendment are said to have been taken in another paragraph.
func TestWordsTakenElsewhere(t *testing.T) {
	const base = "1. States shall exchange views.\n\n2. The Secretariat prepares a paper.\n\n3. The Group meets in autumn on a voluntary basis and without prejudice.\n"
	second := func(s string) string { return strings.Replace(base, "The Secretariat prepares a paper.", s, 1) }
	for _, c := range []struct {
		name, words, next string
		want              history.Outcome
	}{
		{"at the end of another one", "in an open and transparent manner", second("The Secretariat prepares a paper in an open and transparent manner."), history.Elsewhere},
		{"at its beginning", "in an open and transparent manner", second("In an open and transparent manner the Secretariat prepares a paper."), history.Elsewhere},
		{"between two neighbours, beside another change", "in an open and transparent manner", second("The Secretariat in an open and transparent manner prepares two papers."), history.Elsewhere},
		{"in the place of other words", "in an open and transparent manner", second("The Secretariat acts in an open and transparent manner."), history.NotTaken},
		{"as a part of more", "in an open and transparent manner", second("The Secretariat prepares, with others and in an open and transparent manner, a paper."), history.NotTaken},
		{"four words", "in a transparent manner", second("The Secretariat prepares a paper in a transparent manner."), history.NotTaken},
		{"usual words, by themselves", "on a voluntary basis and without prejudice", second("The Secretariat prepares a paper on a voluntary basis and without prejudice."), history.Elsewhere},
		{"usual words, beside another change", "on a voluntary basis and without prejudice", second("The Secretariat prepares two papers on a voluntary basis and without prejudice."), history.NotTaken},
		{"a long run, in a new paragraph", "with the consent of the State concerned and in consultation with its neighbours",
			base + "\n4. Assistance is given with the consent of the State concerned and in consultation with its neighbours.\n", history.Elsewhere},
		{"a short one, in a new paragraph", "with the consent of the State concerned", base + "\n4. Assistance is given with the consent of the State concerned.\n", history.NotTaken},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := amendment.Amendment{ID: "a1", State: amendment.Open, Proposal: amendment.Proposal{
				Operation: amendment.InsertWords, Words: c.words, Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: "views"}}}
			if f := history.Build("", series(base, c.next), []amendment.Amendment{a}).Fates[0]; f.Outcome != c.want {
				t.Errorf("%s, want %s: %s", f.Outcome, c.want, f.Says)
			}
		})
	}
}
