package tracked_test

import (
	"bytes"
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/docx"
	"adref/pkg/paper"
	"adref/pkg/printing"
	"adref/pkg/tracked"

	"github.com/google/go-cmp/cmp"
)

// throughWord writes a paper as a Word document and reads it back.
func throughWord(t *testing.T, p paper.Paper) paper.Paper {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Write(&b, p, docx.Options{}); err != nil {
		t.Fatal(err)
	}
	got, report, err := docx.Read(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if report.Lost != 0 {
		t.Fatalf("characters lost: %+v", report)
	}
	return got
}

// TestThroughWord holds that every case is read out of a Word document as it is out of the paper.
func TestThroughWord(t *testing.T) {
	d := base(t)
	var ps []printing.Proposal
	add := func(id, by string, p amendment.Proposal, why string) {
		for _, b := range d.Blocks {
			if b.ID == p.Anchor.Paragraph {
				q, err := amendment.Resolve(p, b.Text)
				if err != nil {
					t.Fatal(err)
				}
				p = q
			}
		}
		ps = append(ps, printing.Proposal{ID: id, Proposal: p, Hand: printing.Hand{By: by, At: noon, Why: why}})
	}
	add("a1", "Norland", amendment.Proposal{Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Paragraph: "p1", Quote: "should"}, Words: "shall"}, "It is clearer.")
	add("a2", "EU; Norway", amendment.Proposal{Operation: amendment.DeleteWords, Anchor: amendment.Anchor{Paragraph: "p1", Quote: "any"}}, "")
	add("a3", "Kestria", amendment.Proposal{Operation: amendment.InsertParagraph, Anchor: amendment.Anchor{Paragraph: "p2"}, Words: "Funds are needed."}, "Nobody has any.")
	add("a4", "Sylvania", amendment.Proposal{Operation: amendment.DeleteParagraph, Anchor: amendment.Anchor{Paragraph: "p4"}}, "")
	p := printing.Proposals(d, printing.Source{}, ps)
	want, got := tracked.Read(p, d), tracked.Read(throughWord(t, p), d)
	if diff := cmp.Diff(told(want), told(got)); diff != "" {
		t.Errorf("(-paper +Word):\n%s", diff)
	}
	if len(got.Found) != len(ps) {
		t.Errorf("%d amendments of %d:\n%s", len(got.Found), len(ps), told(got))
	}
}
