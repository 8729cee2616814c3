package compendium_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"adref/pkg/compendium"
	"adref/pkg/position"
	"adref/pkg/roster"
)

// TestACorrigendumSaysWhatItChanges in every language and every form; what was withdrawn stands nowhere else in it.
func TestACorrigendumSaysWhatItChanges(t *testing.T) {
	received := time.Date(2026, 7, 29, 15, 0, 0, 0, time.UTC)
	for _, c := range compendium.Editions(sample("en"), roster.Languages...) {
		c.Standing = compendium.Standing{Corrigendum: 1, Changes: []compendium.Change{
			{Delegation: "Norland", Kind: position.Explains, Language: "fr", ReceivedAt: received, At: received.AddDate(0, 0, 2), ID: c.Sections[0].ID},
			{Delegation: "Sudmark", OnBehalfOf: []string{"Friends"}, Kind: position.Dissociates, ReceivedAt: received, At: received.AddDate(0, 0, 1), Withdrawn: true},
		}}
		l := compendium.Official[c.Language]
		for form, write := range map[string]func(io.Writer) error{"HTML": c.HTML, "Markdown": c.Markdown} {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			for _, want := range []string{l.Changes, "Norland", "Sudmark (", fixed(l.Withdrawn), fixed(l.Corrected)} {
				if !strings.Contains(b.String(), want) {
					t.Errorf("%s in %s does not say “%s”", c.Language, form, want)
				}
			}
		}
		said := ""
		for _, p := range c.Paper().Paragraphs {
			for _, s := range p.Spans {
				said += s.Text
			}
		}
		if !strings.Contains(said, l.Changes) || !strings.Contains(said, "Sudmark (") || !strings.Contains(said, fixed(l.Withdrawn)) {
			t.Errorf("the paper in %s does not say what the corrigendum changes", c.Language)
		}
	}
}

// fixed is the part of a label beside what is filled in.
func fixed(label string) string { return strings.TrimSpace(strings.ReplaceAll(label, "{date}", "")) }
