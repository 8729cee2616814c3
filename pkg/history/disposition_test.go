package history_test

import (
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/history"
)

// A disposition is judged by the text that was current when it was made and by the next one.
func TestDispositionAndItsTime(t *testing.T) {
	const shall, should, both, may = "1. States shall act.\n", "1. States should act.\n", "1. States [shall][should] act.\n", "1. States may act.\n"
	want := amendment.Proposal{Operation: amendment.ReplaceWords, Words: "should", Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: "shall"}}
	for _, c := range []struct {
		name        string
		texts       []string
		disposition amendment.Disposition
		settled     int
		disagrees   bool
	}{
		{"bracketed, then resolved for it", []string{shall, both, should}, amendment.Bracketed, 1, false},
		{"bracketed, then resolved against it", []string{shall, both, may}, amendment.Bracketed, 1, false},
		{"bracketed, which no text shows", []string{shall, shall, both}, amendment.Bracketed, 1, true},
		{"bracketed, said with the text that shows it", []string{shall, both, shall}, amendment.Bracketed, 2, false},
		{"taken, and dropped a text later", []string{shall, should, shall}, amendment.Taken, 1, false},
		{"taken, a text later only", []string{shall, shall, should}, amendment.Taken, 1, true},
		{"taken, decided in between", []string{shall, shall, should}, amendment.Taken, 2, false},
		{"not taken, and back much later", []string{shall, shall, should}, amendment.NotTaken, 1, false},
		{"not taken, and in the next text", []string{shall, should, shall}, amendment.NotTaken, 1, true},
		{"not taken, no text since", []string{shall}, amendment.NotTaken, 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := amendment.Amendment{ID: "a1", State: amendment.Disposed, Disposition: c.disposition, Settled: c.settled, Proposal: want}
			if f := history.Build("", series(c.texts...), []amendment.Amendment{a}).Fates[0]; f.Disagrees != c.disagrees {
				t.Errorf("disagrees %v: %s", f.Disagrees, f.Says)
			}
		})
	}
	t.Run("in part, and elsewhere", func(t *testing.T) {
		a := amendment.Amendment{ID: "a1", State: amendment.Disposed, Disposition: amendment.TakenInPart, Settled: 1, Proposal: amendment.Proposal{
			Operation: amendment.InsertWords, Words: "in a transparent and inclusive manner", Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: "act"}}}
		texts := series("1. States shall act on all of this.\n\n2. They report every year.\n", "1. States shall act on all of this.\n\n2. They report every year in a transparent and inclusive manner.\n")
		if f := history.Build("", texts, []amendment.Amendment{a}).Fates[0]; f.Outcome != history.Elsewhere || f.Disagrees {
			t.Errorf("%s, disagrees %v: %s", f.Outcome, f.Disagrees, f.Says)
		}
	})
}

// Words that stand through a successor are not said to be those of an amendment that was withdrawn or refused.
func TestWordsOfASuccessor(t *testing.T) {
	want := amendment.Proposal{Operation: amendment.ReplaceWords, Words: "should", Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: "shall"}}
	texts := series("1. States shall act.\n", "1. States should act.\n")
	successor := amendment.Amendment{ID: "a2", State: amendment.Disposed, Disposition: amendment.Taken, Settled: 1, Proposal: want}
	for _, c := range []struct {
		name      string
		first     amendment.Amendment
		all       []amendment.Amendment
		outcome   history.Outcome
		says      string
		disagrees bool
	}{
		{"withdrawn, with a successor", amendment.Amendment{ID: "a1", State: amendment.Withdrawn, Proposal: want}, []amendment.Amendment{successor},
			history.WithdrawnBy, "It was withdrawn. Words of it are those of a2, too.", false},
		{"withdrawn, without", amendment.Amendment{ID: "a1", State: amendment.Withdrawn, Proposal: want}, nil,
			history.WithdrawnBy, "It was withdrawn. All of its words stand in paragraph 1 since Rev.1.", false},
		{"not taken, with a successor", amendment.Amendment{ID: "a1", State: amendment.Disposed, Disposition: amendment.NotTaken, Settled: 1, Proposal: want}, []amendment.Amendment{successor},
			history.Whole, "All of its words stand in paragraph 1 since Rev.1. They are those of a2, too.", false},
		{"not taken, without", amendment.Amendment{ID: "a1", State: amendment.Disposed, Disposition: amendment.NotTaken, Settled: 1, Proposal: want}, nil,
			history.Whole, "All of its words stand in paragraph 1 since Rev.1.", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := history.Build("", texts, append([]amendment.Amendment{c.first}, c.all...)).Fates[0]
			if f.Outcome != c.outcome || f.Says != c.says || f.Disagrees != c.disagrees {
				t.Errorf("%s, disagrees %v: %s", f.Outcome, f.Disagrees, f.Says)
			}
			if f.Outcome == history.WithdrawnBy && len(f.Also) > 0 && (f.Words != "" || f.Share != 0 || f.Paragraph != "") {
				t.Errorf("its words are said to stand: %+v", f)
			}
		})
	}
}
