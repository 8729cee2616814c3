package history_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/history"
)

// parties are those of an invented process.
var parties = delegation.NewDirectory(
	[]delegation.Delegation{{Code: "norland", Names: map[string]string{"en": "Norland"}}, {Code: "kestria", Names: map[string]string{"en": "Kestria"}}},
	[]delegation.Group{{Code: "gics", Names: map[string]string{"en": "Group of Island and Coastal States"}, Aliases: []string{"GICS"}}})

// known is the history of texts whose brackets are attributed to the parties.
func known(amendments []amendment.Amendment, texts ...string) history.History {
	s := history.NewSeries("").Knowing(parties)
	for i, r := range series(texts...) {
		r.At = time.Date(2026, 4, 1+10*i, 0, 0, 0, 0, time.UTC)
		s.Append(r)
	}
	return s.History(amendments)
}

func TestAttributedBrackets(t *testing.T) {
	t.Run("words that lose their brackets and the names are kept", func(t *testing.T) {
		h := known(nil, "1. A [timely and results-driven – Norland, GICS; Kestria delete] dialogue.", "1. A timely and results-driven dialogue.")
		want := []history.BracketLife{{ID: "b1", Paragraph: "p1", Opened: 1, Content: "timely and results-driven", Last: "timely and results-driven",
			Attribution: "Norland, GICS; Kestria delete", OpenedBy: []string{"norland", "gics"}, Closed: 2, How: "kept"}}
		if d := cmp.Diff(want, h.Brackets); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
	t.Run("a new name is no change of the words", func(t *testing.T) {
		h := known(nil, "1. A [timely – Norland] dialogue.", "1. A [timely – Norland; Kestria delete] dialogue.", "1. A [timely and open – Norland; Kestria delete] dialogue.")
		b := h.Brackets[0]
		if len(h.Brackets) != 1 || b.Attribution != "Norland; Kestria delete" || cmp.Diff([]int{3}, b.Changed) != "" || cmp.Diff([]string{"norland"}, b.OpenedBy) != "" {
			t.Errorf("%+v", h.Brackets)
		}
	})
	t.Run("names that nobody knows are words", func(t *testing.T) {
		h := known(nil, "1. A [timely – Atlantis] dialogue.", "1. A timely dialogue.")
		if b := h.Brackets[0]; b.Content != "timely – Atlantis" || b.Attribution != "" || b.OpenedBy != nil {
			t.Errorf("%+v", b)
		}
	})
	t.Run("alternatives with names, one of them stays", func(t *testing.T) {
		h := known(nil, "1. States [shall – Norland][should – Kestria] act.", "1. States should act.")
		if x, y := h.Brackets[0], h.Brackets[1]; x.How != "deleted" || y.How != "kept" || cmp.Diff([]string{"b2"}, x.Beside) != "" || cmp.Diff([]string{"b1"}, y.Beside) != "" {
			t.Errorf("%+v", h.Brackets)
		}
	})
	t.Run("a bracket over paragraphs", func(t *testing.T) {
		h := known(nil, "1. One [two.\n\n2. Three.\n\n3. Four] five.", "1. One two.\n\n2. Three.\n\n3. Four five.")
		if b := h.Brackets[0]; b.Paragraphs != 3 || b.How != "kept" || b.Unbalanced {
			t.Errorf("%+v", b)
		}
	})
	t.Run("an amendment whose words it holds", func(t *testing.T) {
		a := amendment.Amendment{ID: "a7", State: amendment.Open, Proposal: amendment.Proposal{Operation: amendment.ReplaceWords, Words: "should",
			Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: "shall"}}}
		h := known([]amendment.Amendment{a}, "1. States shall act.", "1. States [shall][should] act.")
		if d := cmp.Diff([][]string{{"a7"}, {"a7"}}, [][]string{h.Brackets[0].Amendments, h.Brackets[1].Amendments}); d != "" {
			t.Error(d)
		}
	})
}

func TestConvergence(t *testing.T) {
	h := known(nil,
		"1. States [shall][should] act together.\n\n2. They report [every year].\n\n3. All is well here.",
		"1. States should act together.\n\n2. They report [every year].\n\n3. All is well here.",
		"1. States [should] act together.\n\n2. They report [every year].\n\n3. All is well here and there].")
	want := history.Convergence{
		Text: history.Progress{Brackets: 3, Words: 3, Since: 3, Reopened: 1},
		Paragraphs: []history.Progress{
			{Paragraph: "p1", Cite: "1", Brackets: 1, Words: 1, Since: 3, Reopened: 1},
			{Paragraph: "p2", Cite: "2", Brackets: 1, Words: 2, Since: 1, Days: 20},
			{Paragraph: "p3", Cite: "3", Brackets: 1, Since: 3},
		},
		Rules: history.Rules,
	}
	if d := cmp.Diff(want, h.Convergence); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
