package compendium_test

import (
	"strings"
	"testing"

	"adref/pkg/compendium"
	"adref/pkg/paper"

	"pgregory.net/rapid"
)

// TestPaperReproducesWhatWasReceived holds that every line with words of every explanation is in the paper once, in order, in the
// language and the direction of its original.
func TestPaperReproducesWhatWasReceived(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := compendium.Build(inputs().Draw(t, "input"))
		p := c.Paper()
		var want, got []string
		for _, s := range c.Sections {
			for line := range strings.SplitSeq(s.Text, "\n") {
				if line = strings.TrimRight(line, "\r"); strings.TrimSpace(line) != "" {
					want = append(want, s.Language+"|"+line)
				}
			}
		}
		headings := 0
		for _, q := range p.Paragraphs {
			switch q.Style {
			case paper.Quote:
				got = append(got, q.Language+"|"+q.Text())
			case paper.Heading:
				headings++
			}
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Fatalf("got %q, want %q", got, want)
		}
		if headings != len(c.Sections)+1 {
			t.Fatalf("%d headings for %d explanations and the index", headings, len(c.Sections))
		}
	})
}

func TestPaperOfTheSample(t *testing.T) {
	c := compendium.Build(sample("fr"))
	p := c.Paper()
	ids := map[string]bool{}
	for _, q := range p.Paragraphs {
		if q.ID != "" && ids[q.ID] {
			t.Errorf("two paragraphs are %s", q.ID)
		}
		ids[q.ID] = true
	}
	rows := 0
	for _, q := range p.Paragraphs {
		if q.Cell != nil && q.Cell.Column == 0 {
			rows++
		}
		for _, s := range q.Spans {
			if to, ok := strings.CutPrefix(s.Link, "#"); ok && !ids[to] {
				t.Errorf("%q leads to %q, which is nowhere", s.Text, to)
			}
		}
	}
	if rows != len(c.Index)+1 {
		t.Errorf("%d rows for %d entries and a head", rows, len(c.Index))
	}
	if p.Language != "fr" || p.Masthead == nil || p.Masthead.Symbol != c.Symbol {
		t.Errorf("language %q, masthead %+v", p.Language, p.Masthead)
	}
}
