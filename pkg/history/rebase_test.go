package history_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/history"
	"adref/pkg/text"
)

func ExampleRebaseOn() {
	h := history.Build("", series(
		"1. States shall take concrete steps.\n\n2. They report every year.\n",
		"1. A preamble is added.\n\n2. States may take concrete steps.\n\n3. They report every year.\n"), nil)
	base, next := h.Steps[0].Revision.Document, h.Steps[1].Revision.Document
	for _, p := range []amendment.Proposal{
		{Operation: amendment.ReplaceWords, Words: "should", Anchor: amendment.Anchor{Paragraph: "p1", Quote: "shall"}},
		{Operation: amendment.InsertWords, Words: "in writing", Anchor: amendment.Anchor{Paragraph: "p2", Quote: "report"}},
	} {
		r := history.RebaseOn(base, next, p)
		fmt.Println(r.Verdict, "–", r.Says)
		fmt.Println("  ", r.Redraft)
	}
	// Output:
	// conflicts – In paragraph 2 (formerly 1) it wants “should” for “shall”, and the text has “may” now.
	//    States should take concrete steps.
	// applies-shifted – It applies in paragraph 3 (formerly 2).
	//    They report in writing every year.
}

func TestRebase(t *testing.T) {
	const (
		one   = "1. States shall prepare their national contributions every five years."
		two   = "2. A committee meets twice a year in Geneva and reports to all Parties."
		three = "3. The secretariat publishes the reports that it has received from Parties."
	)
	base := one + "\n\n" + two + "\n\n" + three + "\n"
	with := func(old, new string) string { return strings.Replace(base, old, new, 1) }
	on := func(op amendment.Operation, id, quote, words string) amendment.Proposal {
		return amendment.Proposal{Operation: op, Words: words, Anchor: amendment.Anchor{Paragraph: id, Quote: quote}}
	}
	should := on(amendment.ReplaceWords, "p1", "shall", "should")
	for _, c := range []struct {
		name     string
		proposal amendment.Proposal
		next     string
		verdict  history.Verdict
		redraft  string
		pairs    []history.Pair
	}{
		{"nothing changed", should, base, history.Applies, "States should prepare their national contributions every five years.", nil},
		{"it is in the text", should, with("shall", "should"), history.Satisfied, "", nil},
		{"other words of the paragraph changed", should, with("five", "four"), history.Shifted, "States should prepare their national contributions every four years.", nil},
		{"the same words changed", should, with("shall", "may"), history.Conflicts, "States should prepare their national contributions every five years.",
			[]history.Pair{{Base: "shall", Wants: "should", Stands: "may"}}},
		{"bracketed beside the old word", should, with("shall", "[shall][should]"), history.Conflicts, "States should prepare their national contributions every five years.",
			[]history.Pair{{Base: "shall", Wants: "should", Stands: "[shall][should]"}}},
		{"words came to the same place", on(amendment.InsertWords, "p1", "prepare", "and communicate"), with("prepare", "prepare jointly"), history.Conflicts,
			"States shall prepare and communicate their national contributions every five years.", []history.Pair{{After: "States shall prepare", Wants: "and communicate", Stands: "jointly"}}},
		{"the paragraph is gone", should, two + "\n\n" + three + "\n", history.TargetGone, "States should prepare their national contributions every five years.", nil},
		{"the paragraph was renumbered", should, "1. An opening paragraph.\n\n2." + base[2:], history.Shifted, "States should prepare their national contributions every five years.", nil},
		{"the paragraph was split", on(amendment.ReplaceWords, "p2", "all", "the"), with("in Geneva and reports", "in Geneva.\n\n3. It also reports"), history.Shifted, "It also reports to the Parties.", nil},
		{"a new paragraph", on(amendment.InsertParagraph, "p1", "", "Developing countries receive support."), base, history.Applies, "Developing countries receive support.", nil},
		{"a new paragraph that is there", on(amendment.InsertParagraph, "p1", "", "Developing countries receive support."), with("\n\n2.", "\n\n2. Developing countries receive support.\n\n3."), history.Satisfied, "", nil},
		{"a new paragraph after one that is gone", on(amendment.InsertParagraph, "p2", "", "Developing countries receive support."), one + "\n\n" + three, history.Shifted, "Developing countries receive support.", nil},
		{"a deletion", on(amendment.DeleteParagraph, "p2", "", ""), base, history.Applies, "", nil},
		{"a deletion of what is gone", on(amendment.DeleteParagraph, "p2", "", ""), one + "\n\n" + three, history.Satisfied, "", nil},
		{"a deletion of what changed", on(amendment.DeleteParagraph, "p2", "", ""), with("twice", "once"), history.Conflicts, "",
			[]history.Pair{{Base: two[3:], Stands: strings.Replace(two[3:], "twice", "once", 1)}}},
		{"a paragraph that was never there", on(amendment.DeleteParagraph, "p9", "", ""), base, history.TargetGone, "", nil},
		{"words that were never there", on(amendment.DeleteWords, "p1", "nowhere", ""), base, history.TargetGone, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := history.Build("", series(base, c.next), nil)
			r := history.RebaseOn(h.Steps[0].Revision.Document, h.Steps[1].Revision.Document, c.proposal)
			if r.Verdict != c.verdict || r.Redraft != c.redraft || r.Says == "" {
				t.Errorf("%s %q, want %s %q: %s", r.Verdict, r.Redraft, c.verdict, c.redraft, r.Says)
			}
			if d := cmp.Diff(c.pairs, r.Pairs); d != "" {
				t.Errorf("conflicts (-want +got):\n%s", d)
			}
		})
	}
}

// What a rebase proposes can be proposed: it makes the redraft of the paragraph that it names, and then nothing is left to do.
func TestRebaseLaw(t *testing.T) {
	words := []string{"States", "shall", "should", "act", "together", "and", "report", "[", "]", "every year", ","}
	rapid.Check(t, func(t *rapid.T) {
		sentence := rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 9).Draw(t, "words"), " ")
		})
		before, after, now := sentence.Draw(t, "before"), sentence.Draw(t, "after"), sentence.Draw(t, "now")
		document := func(s string) text.Document {
			return text.Document{Blocks: []text.Block{{ID: "p1", Kind: text.Paragraph, Text: s, Raw: s}}}
		}
		p := history.Propose(before, after)
		if got := amendment.Apply(p, before); got != after {
			t.Fatalf("proposed %+v makes %q of %q, want %q", p, got, before, after)
		}
		p.Anchor.Paragraph = "p1"
		r := history.RebaseOn(document(before), document(now), p)
		if r.Verdict == history.Satisfied {
			return
		}
		if r.Proposal == nil || r.Redraft == "" {
			t.Fatalf("%+v", r)
		}
		resolved, err := amendment.Resolve(*r.Proposal, now)
		if err != nil {
			t.Fatalf("%+v: %v", *r.Proposal, err)
		}
		if got := amendment.Apply(resolved, now); got != r.Redraft {
			t.Fatalf("the proposal makes %q, want %q", got, r.Redraft)
		}
		if len(r.Pairs) == 0 && r.Verdict == history.Conflicts || len(r.Pairs) > 0 && r.Verdict != history.Conflicts {
			t.Fatalf("%s with %d conflicts", r.Verdict, len(r.Pairs))
		}
	})
}

func FuzzPropose(f *testing.F) {
	f.Add("States shall act.", "States should act together.")
	f.Add("各国应提交报告。", "各国应每年提交报告。")
	f.Add("[shall][should]", "shall")
	f.Fuzz(func(t *testing.T, before, after string) {
		if strings.TrimSpace(before) == "" || strings.TrimSpace(after) == "" || len(diff.Tokens(before)) == 0 {
			t.Skip("without words")
		}
		if got := amendment.Apply(history.Propose(before, after), before); got != after {
			t.Errorf("%q becomes %q, want %q", before, got, after)
		}
	})
}
