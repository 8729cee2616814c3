package history_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/amendment"
	"adref/pkg/history"
	"adref/pkg/markup"
)

func TestProvenance(t *testing.T) {
	texts := []string{
		"1. The Group met three times.\n\n2. The Group recommends a dialogue among States.\n",
		"1. The Group met three times.\n\n2. The Group recommends a timely, open and inclusive dialogue among States.\n",
		"1. The Group recommends a timely, open and inclusive dialogue among States.\n",
	}
	s := history.NewSeries("Report")
	for i, x := range texts {
		d, err := markup.Parse([]byte(x), markup.Plain)
		if err != nil {
			t.Fatal(err)
		}
		s.Append(history.Revision{Ordinal: i + 1, Name: "r", Document: d})
	}
	step := s.History(nil).Steps[2].Revision
	block := step.Document.Blocks[0]
	amendments := []amendment.Amendment{
		{ID: "a1", Proposal: amendment.Proposal{Operation: amendment.InsertWords, Anchor: amendment.Anchor{Revision: 1, Paragraph: block.ID}, Words: "timely, open and truly inclusive"}},
		{ID: "a2", Proposal: amendment.Proposal{Operation: amendment.InsertWords, Anchor: amendment.Anchor{Revision: 2, Paragraph: block.ID}, Words: "timely, open and inclusive"}},
	}

	t.Run("words have their revision, and the earlier amendment in which they also stand", func(t *testing.T) {
		got := history.WithAmendments(s.Provenance(3).In(block), block.ID, amendments)
		want := []history.OriginOfWords{
			{Text: "1. ", Revision: 3},
			{Text: "The Group recommends a ", Revision: 1},
			{Text: "timely, open and inclusive ", Revision: 2, AlsoIn: []history.Overlap{{Amendment: "a1", Share: 1}}},
			{Text: "dialogue among States.\n", Revision: 1},
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("origins (-want +got):\n%s", d)
		}
	})
	t.Run("the words of all blocks are the text, in every revision", func(t *testing.T) {
		for i, step := range s.History(nil).Steps {
			var all strings.Builder
			for _, b := range step.Revision.Document.Blocks {
				for _, o := range s.Provenance(i + 1).In(b) {
					all.WriteString(o.Text)
				}
			}
			if all.String() != texts[i] {
				t.Errorf("revision %d: %q", i+1, all.String())
			}
		}
	})
	t.Run("a revision that is not there has no origins", func(t *testing.T) {
		if p := s.Provenance(4); len(p.Origins) != 0 {
			t.Errorf("got %+v", p)
		}
	})
}
