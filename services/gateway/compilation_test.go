package gateway_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/diff"
	"adref/pkg/history"
	"adref/services/gateway"
)

const (
	before = "1. States shall exchange views on threats every year.\n\n2. The Group meets again.\n"
	after  = "1. An opening paragraph.\n\n2. States shall exchange views on all threats every year.\n\n3. The Group meets again.\n"
)

// propose proposes to replace words of a paragraph.
func (w *world) propose(actor, paragraph, quote, words string) {
	w.do(actor, report+"/propose-amendment", m{"proposal": m{"operation": "replace-words", "anchor": m{"paragraph": paragraph, "quote": quote}, "words": words}})
}

func TestOpenAmendmentsTogether(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.table("Rev.1", before)
	w.propose("norland", "1", "shall", "should")
	w.propose("sudland", "1", "shall", "may")
	w.table("Rev.2", after)
	seq := w.do("sudland", report+"/propose-amendment", m{"proposal": m{"operation": "delete-words", "anchor": m{"paragraph": "2", "quote": "every year"}}}).Seq

	t.Run("an amendment is put to the newest text", func(t *testing.T) {
		// The views of the differ reflect the text before the amendments are asked for.
		w.get(fmt.Sprintf("%s/history?seq=%d", report, seq))
		all := read[gateway.Amendments](w, report+"/amendments", seq).Amendments
		for i, a := range all[:2] {
			if a.Rebase == nil || a.Rebase.Verdict != history.Shifted || a.Rebase.Cite != "2" || a.Rebase.Was != "1" {
				t.Errorf("amendment %d: %+v", i, a.Rebase)
			}
		}
		if all[2].Rebase != nil {
			t.Errorf("one to the newest text: %+v", all[2].Rebase)
		}
	})
	t.Run("they stand side by side where they want different things", func(t *testing.T) {
		c := read[gateway.Paragraph](w, report+"/paragraphs/2", seq).Compilation
		if c == nil || c.Conflicts != 1 || c.Merged != "States shall exchange views on all threats." {
			t.Fatalf("%+v", c)
		}
		if d := cmp.Diff([]string{"a1", "a2", "a3"}, c.Amendments); d != "" {
			t.Error(d)
		}
		page := string(w.get("/processes/ict/documents/report/paragraphs/2").body)
		for _, want := range []string{"The open amendments together", "1 place in which they want different things", `<ins>may</ins> <span class="meta">Sudland</span>`, "applies, shifted"} {
			if !strings.Contains(page, want) {
				t.Errorf("%q does not stand in\n%s", want, page)
			}
		}
	})
	t.Run("old and new numbers of any two texts", func(t *testing.T) {
		got := read[gateway.Concordance](w, fmt.Sprintf("%s/concordance?from=2&to=3", report), seq)
		want := []history.Row{
			{Old: []string{}, New: []string{"1"}, Kind: diff.Added, Words: "An opening paragraph."},
			{Old: []string{"1"}, New: []string{"2"}, Kind: diff.Changed, Words: "States shall exchange views on all threats every year."},
			{Old: []string{"2"}, New: []string{"3"}, Kind: diff.Renumbered, Words: "The Group meets again."},
		}
		if d := cmp.Diff(want, got.Rows); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		if page := string(w.get("/processes/ict/documents/report/concordance").body); !strings.Contains(page, "<td>2</td><td>3</td>") {
			t.Errorf("the page does not say so:\n%s", page)
		}
		w.refused(w.get(report+"/concordance?from=7"), 404, "not-found", "revision 7")
	})
}

// TestParagraphsWantedInTheSamePlace: two new paragraphs after the same one are a pair, and who wants the paragraph itself deleted is
// named beside those who amend it.
func TestParagraphsWantedInTheSamePlace(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.table("Rev.1", before)
	insert := func(actor, words string) uint64 {
		return w.do(actor, report+"/propose-amendment", m{"proposal": m{"operation": "insert-paragraph", "anchor": m{"paragraph": "1"}, "words": words}}).Seq
	}
	insert("norland", "Developing countries receive support.")
	insert("sudland", "Progress is reviewed every two years.")
	seq := w.do("sudland", report+"/propose-amendment", m{"proposal": m{"operation": "delete-paragraph", "anchor": m{"paragraph": "1"}}}).Seq
	c := read[gateway.Paragraph](w, report+"/paragraphs/1", seq).Compilation
	if c == nil || c.Conflicts != 1 || len(c.After) != 1 || len(c.After[0].Variants) != 2 || len(c.Amendments) != 2 {
		t.Fatalf("%+v", c)
	}
	if d := cmp.Diff([]string{"a3"}, c.Whole); d != "" {
		t.Error(d)
	}
	page := string(w.get("/processes/ict/documents/report/paragraphs/1").body)
	for _, want := range []string{"New paragraphs wanted after it", `<ins>Developing countries receive support.</ins> <span class="meta">Norland</span>`, "Which comes first", "Sudland (a3): Delete the paragraph."} {
		if !strings.Contains(page, want) {
			t.Errorf("%q does not stand in\n%s", want, page)
		}
	}
}
