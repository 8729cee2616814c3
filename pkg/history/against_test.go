package history_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/amendment"
	"adref/pkg/history"
)

// TestAmendmentsAgainstEachOther: of two that want something else in the same place both are shown, and nothing is dropped.
func TestAmendmentsAgainstEachOther(t *testing.T) {
	const base = "1. States shall act.\n\n2. They report every year.\n"
	texts := series(base, "1. A new opening.\n\n2. States shall act.\n\n3. They report every year.\n")
	on := func(id string, revision int, op amendment.Operation, quote, words string) amendment.Amendment {
		return amendment.Amendment{ID: id, State: amendment.Open, Proposal: amendment.Proposal{Operation: op, Words: words,
			Anchor: amendment.Anchor{Revision: revision, Paragraph: "p1", Quote: quote}}}
	}
	const support, review = "Developing countries receive support.", "Progress is reviewed every two years."
	for _, c := range []struct {
		name       string
		one, other amendment.Amendment
		want       []history.Clash
		says       string
	}{
		{"new paragraphs after the same one", on("a1", 1, amendment.InsertParagraph, "", support), on("a2", 1, amendment.InsertParagraph, "", review),
			[]history.Clash{{Amendment: "a2", After: "shall act.", Wants: support, Other: review}},
			"After “shall act.” it wants “Developing countries receive support.”, and a2 wants “Progress is reviewed every two years.”."},
		{"one of them on the newest text", on("a1", 1, amendment.InsertParagraph, "", support), on("a2", 2, amendment.InsertParagraph, "", review),
			[]history.Clash{{Amendment: "a2", After: "shall act.", Wants: support, Other: review}}, ""},
		{"the same new paragraph", on("a1", 1, amendment.InsertParagraph, "", support), on("a2", 1, amendment.InsertParagraph, "", support), nil, ""},
		{"words at the same point", on("a1", 1, amendment.InsertWords, "shall", "also"), on("a2", 1, amendment.InsertWords, "shall", "forthwith"),
			[]history.Clash{{Amendment: "a2", After: "States shall", Wants: "also", Other: "forthwith"}}, "After “States shall” it wants “also”, and a2 wants “forthwith”."},
		{"words in different places", on("a1", 1, amendment.InsertWords, "shall", "also"), on("a2", 1, amendment.InsertWords, "act", "now"), nil, ""},
		{"a deletion of the paragraph", on("a1", 1, amendment.ReplaceWords, "shall", "may"), on("a2", 1, amendment.DeleteParagraph, "", ""),
			[]history.Clash{{Amendment: "a2", Base: "States shall act.", Wants: "States may act.", Deleted: "other"}}, "a2 wants the paragraph deleted."},
		{"a change of a paragraph that it wants deleted", on("a1", 1, amendment.DeleteParagraph, "", ""), on("a2", 1, amendment.ReplaceWords, "shall", "may"),
			[]history.Clash{{Amendment: "a2", Base: "States shall act.", Other: "States may act.", Deleted: "this"}}, "It wants the paragraph deleted, and a2 amends it."},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := history.Build("", texts, []amendment.Amendment{c.one, c.other})
			got := h.Rebases[0].Others
			if d := cmp.Diff(c.want, got); d != "" {
				t.Fatalf("(-want +got):\n%s", d)
			}
			if c.says != "" && got[0].Says() != c.says {
				t.Errorf("got %q, want %q", got[0].Says(), c.says)
			}
		})
	}
}

// TestANewParagraphInTheVeryPlace: the text has another new paragraph where an amendment wants one.
func TestANewParagraphInTheVeryPlace(t *testing.T) {
	texts := series("1. States shall act.\n\n2. They report every year.\n", "1. States shall act.\n\n2. Progress is reviewed every two years.\n\n3. They report every year.\n")
	a := amendment.Amendment{ID: "a1", State: amendment.Open, Proposal: amendment.Proposal{Operation: amendment.InsertParagraph, Words: "Developing countries receive support.",
		Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1"}}}
	r := history.Build("", texts, []amendment.Amendment{a}).Rebases[0]
	want := []history.Pair{{After: "shall act.", Wants: "Developing countries receive support.", Stands: "Progress is reviewed every two years."}}
	if d := cmp.Diff(want, r.Pairs); d != "" || r.Verdict != history.Conflicts || r.Redraft == "" {
		t.Errorf("%s: %s (-want +got):\n%s", r.Verdict, r.Says, d)
	}
}
