package convert_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"adref/pkg/convert"
	"adref/pkg/paper"
	"adref/pkg/paper/papertest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// carried takes a paper through a format.
func carried(t *rapid.T, name string, p paper.Paper) paper.Paper {
	var b bytes.Buffer
	if err := convert.Write(context.Background(), &b, name, p, convert.Options{}); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	r, err := convert.Parse(context.Background(), name, b.Bytes())
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, b.Bytes())
	}
	return r.Paper
}

// view is every character that a view of a paper shows: a line a paragraph, then the notes and what the comments say.
func view(p paper.Paper) []string {
	lines := func(ps []paper.Paragraph) []string {
		var out []string
		for _, q := range ps {
			s := q.Text()
			if q.Label != "" {
				s = q.Label + " " + s
			}
			if s != "" && q.Style.OfText() {
				out = append(out, s)
			}
		}
		return out
	}
	out := lines(p.Paragraphs)
	for _, n := range p.Notes {
		out = append(append(out, "note "+n.ID), lines(n.Paragraphs)...)
	}
	var comments []string
	for _, c := range p.Comments {
		comments = append(comments, strings.Join(append([]string{"comment by " + c.By}, lines(c.Paragraphs)...), "\n"))
	}
	slices.Sort(comments) // a format may put them in another order
	return append(out, comments...)
}

var tracking = []string{"a.html", "a.md", "a.akn", "a.json", "a.docx"}

// same compares accepted and rejected views.
func same(t *rapid.T, way string, want, got paper.Paper) {
	for name, of := range map[string]func(paper.Paper) paper.Paper{"accepted": paper.Paper.Accept, "rejected": paper.Paper.Reject} {
		if diff := cmp.Diff(view(of(want)), view(of(got))); diff != "" {
			t.Fatalf("%s, %s (-want +got):\n%s", way, name, diff)
		}
	}
}

func TestNothingIsLost(t *testing.T) {
	for _, name := range tracking {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			p := papertest.Hostile().Draw(t, "paper")
			same(t, name, p, carried(t, name, p))
		}))
	}
}

// TestNothingIsLostBetween goes from one format to the other.
func TestNothingIsLostBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := papertest.Hostile().Draw(t, "paper")
		from, to := rapid.SampledFrom(tracking).Draw(t, "from"), rapid.SampledFrom(tracking).Draw(t, "to")
		same(t, from+" to "+to, p, carried(t, to, carried(t, from, p)))
	})
}

// TestTableHasAll holds that no words of a paper are missing in the table of its paragraphs.
func TestTableHasAll(t *testing.T) {
	words := func(s string) paper.Paragraph {
		return paper.Paragraph{Style: paper.Body, Spans: []paper.Span{{Text: s}}}
	}
	cell := words("in a cell")
	cell.Cell = &paper.Cell{Table: 1}
	var b bytes.Buffer
	err := convert.Write(context.Background(), &b, "a.csv", paper.Paper{
		Paragraphs: []paper.Paragraph{words("running"), cell}, Notes: []paper.Note{{ID: "f1", Paragraphs: []paper.Paragraph{words("noted")}}},
		Comments: []paper.Comment{{ID: "c1", By: "Norland", Paragraphs: []paper.Paragraph{words("commented")}}},
	}, convert.Options{})
	for _, want := range []string{"running", "in a cell", "noted", "commented", "Norland"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing (%v) in\n%s", want, err, b.String())
		}
	}
}
