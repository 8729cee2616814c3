package history_test

import (
	"strings"
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/history"
	"adref/pkg/paper"
	"adref/pkg/text"
)

// TestReport holds that the report names every revision, every amendment and every changed paragraph, in tables whose rows have
// the cells of their heads.
func TestReport(t *testing.T) {
	h := reported(t)
	p := h.Paper()
	var all strings.Builder
	columns := map[int]int{}
	for _, q := range p.Paragraphs {
		all.WriteString(q.Text() + "\n")
		if c := q.Cell; c != nil {
			if c.Header {
				columns[c.Table]++
			} else if c.Column >= columns[c.Table] {
				t.Errorf("table %d has %d columns, row %d more", c.Table, columns[c.Table], c.Row)
			}
		}
	}
	for _, want := range []string{"Revisions", "Rev.0 → Rev.1", "a1 Norland", "Funds are needed", "Concordance of Rev.0 and Rev.1"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("%q is not in the report:\n%s", want, all.String())
		}
	}
	struck, underlined := false, false
	for _, q := range p.Paragraphs {
		for _, s := range q.Spans {
			struck = struck || s.Text == "should" && s.Marks&paper.Strike != 0
			underlined = underlined || s.Text == "shall" && s.Marks&paper.Underline != 0
		}
	}
	if !struck || !underlined || p.Tracked() {
		t.Errorf("struck %v, underlined %v, tracked %v", struck, underlined, p.Tracked())
	}
}

// reported is a history of two revisions and an amendment.
func reported(t *testing.T) history.History {
	t.Helper()
	revisions := series("1. States should act at once against the harm that is done.\n\n2. The Group meets in Geneva every year in spring.\n",
		"1. States shall act at once against the harm that is done.\n\n2. Funds are needed for all of that work.\n\n3. The Group meets in Geneva every year in spring.\n")
	a := amendment.Amendment{ID: "a1", Sponsors: []string{"norland"}, State: amendment.Open, Proposal: amendment.Proposal{
		Operation: amendment.ReplaceWords, Words: "shall",
		Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: "should", Span: text.Span{Start: 7, End: 13}},
	}}
	h := history.Build("The draft", revisions, []amendment.Amendment{a})
	h.Names = map[string]string{"norland": "Norland"}
	return h
}
