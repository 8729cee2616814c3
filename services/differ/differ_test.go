package differ_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/diff"
	"adref/pkg/history"
	"adref/pkg/negotiation"
	"adref/pkg/service/servicetest"
	"adref/pkg/text"
	"adref/services/differ"
	"adref/services/drafter"
	"adref/services/recorder"
)

const (
	zero = "# Report\n\n1. The Group met three times.\n\n2. The Group recommends a timely and open dialogue among all States.\n\n3. The Group will meet again.\n"
	rev1 = "# Report\n\n1. The Group met three times.\n\n2. Exchanges of views between capitals shall continue every year.\n\n3. The Group will meet again in July.\n"
)

func TestHistory(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New(), differ.New())
	views := w.Env.Views("differ")
	w.Open("norland")
	w.Table("Zero draft", zero)
	w.Do("norland", negotiation.ProposeAmendment{Proposal: amendment.Proposal{
		Operation: amendment.InsertWords, Anchor: amendment.Anchor{Paragraph: "3", Quote: "meet again"}, Words: "in July",
	}})
	w.Table("Rev.1", rev1)

	t.Run("a revision is compared with the one before it", func(t *testing.T) {
		h := read(t, w)
		if len(h.Steps) != 2 || h.Steps[1].Redline == nil {
			t.Fatalf("%d steps", len(h.Steps))
		}
		if k := kinds(h.Steps[1].Redline); k[diff.Added] != 1 || k[diff.Removed] != 1 || k[diff.Changed] != 1 {
			t.Errorf("blocks: %v", k)
		}
		if len(h.Fates) != 1 || h.Fates[0].Outcome != history.Whole {
			t.Errorf("fates: %+v", h.Fates)
		}
	})

	t.Run("every word has the revision in which it entered", func(t *testing.T) {
		var p history.Provenance
		if err := json.Unmarshal(w.View(views, "ict.report.provenance-2"), &p); err != nil {
			t.Fatal(err)
		}
		b := p.In(text.Block{Raw: rev1, Span: text.Span{End: len(rev1)}})
		if last := b[len(b)-2]; last.Text != "in July" || last.Revision != 2 || b[0].Revision != 1 {
			t.Errorf("origins: %+v", b)
		}
	})

	t.Run("what the chair's office says of a match is respected", func(t *testing.T) {
		w.Do(delegation.Chair, negotiation.CorrectMatch{Revision: 2, Block: "2", Same: block(t, w, 1, "2")})
		if k := kinds(read(t, w).Steps[1].Redline); k[diff.Added] != 0 || k[diff.Removed] != 0 || k[diff.Changed] != 2 {
			t.Errorf("blocks after the correction: %v", k)
		}
	})

	t.Run("made again from the log it is the same", func(t *testing.T) {
		again := w.Rebuild(differ.New())
		for _, key := range []string{"ict.report.history", "ict.report.history-html", "ict.report.history-md", "ict.report.provenance-1", "ict.report.provenance-2"} {
			if !bytes.Equal(w.View(again, key), w.View(views, key)) {
				t.Errorf("%s differs", key)
			}
		}
	})
}

func read(t *testing.T, w *servicetest.World) history.History {
	t.Helper()
	var h history.History
	if err := json.Unmarshal(w.View(w.Env.Views("differ"), "ict.report.history"), &h); err != nil {
		t.Fatal(err)
	}
	return h
}

func kinds(r *diff.Redline) map[diff.Kind]int {
	out := map[diff.Kind]int{}
	for _, b := range r.Blocks {
		out[b.Kind]++
	}
	return out
}

// block is the ID of a paragraph of a revision.
func block(t *testing.T, w *servicetest.World, revision int, cite string) string {
	t.Helper()
	d := w.Document()
	i, ok := d.Revisions[revision-1].Find(cite)
	if !ok {
		t.Fatalf("no paragraph %s", cite)
	}
	return d.Revisions[revision-1].Blocks[i].ID
}

func TestBracketsAreAttributedToThoseWhoTakePart(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New(), differ.New())
	w.Open("norland")
	w.Table("Zero draft", "1. A [timely – Norland; Kestria delete] dialogue.\n")
	w.Table("Rev.1", "1. A timely dialogue.\n")
	if b := read(t, w).Brackets[0]; b.Content != "timely – Norland; Kestria delete" || b.How != "replaced" {
		t.Errorf("before Kestria takes part: %+v", b)
	}
	w.Do(delegation.Chair, negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: "kestria", Names: map[string]string{"en": "Kestria"}}})
	if b := read(t, w).Brackets[0]; b.Content != "timely" || b.How != "kept" || len(b.OpenedBy) != 1 || b.OpenedBy[0] != "norland" {
		t.Errorf("when Kestria takes part: %+v", b)
	}
}

func TestOpenAmendmentsArePutToTheNewText(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New(), differ.New())
	w.Open("norland")
	w.Table("Zero draft", zero)
	w.Do("norland", negotiation.ProposeAmendment{Proposal: amendment.Proposal{
		Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Paragraph: "3", Quote: "will"}, Words: "may",
	}})
	w.Table("Rev.1", "# Report\n\n1. The Group met three times.\n\n2. The Group should meet again.\n")
	h := read(t, w)
	if len(h.Rebases) != 1 || h.Rebases[0].Verdict != history.Conflicts || h.Rebases[0].Pairs[0] != (history.Pair{Base: "will", Wants: "may", Stands: "should"}) {
		t.Errorf("%+v", h.Rebases)
	}
}
