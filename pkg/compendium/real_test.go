package compendium_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adref/pkg/compendium"
	"adref/pkg/delegation"
	"adref/pkg/position"
	"adref/pkg/realtext"
	"adref/pkg/text"
)

// realInput is the explanations of verbatim records, as if they explained positions on a text of 30 paragraphs.
func realInput(t testing.TB) compendium.Input {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(realtext.Dir(t, "explanations"), "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no explanations: %v", err)
	}
	var d text.Document
	for i := 1; i <= 30; i++ {
		d.Blocks = append(d.Blocks, para("p"+itoa(i), itoa(i), "Words of the paragraph."))
	}
	in := compendium.Input{Title: "Declaration of the working group", Adopted: 1, Revisions: []compendium.Revision{{Ordinal: 1, Name: "Final", Document: d}}}
	for _, f := range files {
		words, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		source, err := os.ReadFile(strings.TrimSuffix(f, ".txt") + ".source")
		if err != nil {
			t.Fatal(err)
		}
		in.Explanations = append(in.Explanations, position.Explanation{
			ID: filepath.Base(f), Text: string(words), Language: "en", Kind: position.Explains,
			Attribution: delegation.Attribution{By: field(string(source), "delegation")},
			Before:      field(string(source), "phase") == "before",
		})
	}
	return in
}

func field(source, name string) string {
	for line := range strings.Lines(source) {
		if v, ok := strings.CutPrefix(line, name+": "); ok {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// TestRealExplanations: read by hand, three of these 31 cite a numbered paragraph of the text that they explain, eight times in
// all. Two more cite a paragraph of another text, or of an article that this one does not have ("paragraph 6 (b) of draft
// resolution III", "Article 46, paragraph 1 of the Declaration").
func TestRealExplanations(t *testing.T) {
	in := realInput(t)
	c := compendium.Build(in)
	if len(c.Sections) != len(in.Explanations) {
		t.Fatalf("%d sections of %d explanations", len(c.Sections), len(in.Explanations))
	}
	numbers, quotes, citing := 0, 0, 0
	for _, s := range c.Sections {
		cites := false
		for _, r := range s.References {
			t.Logf("%s: %s → %s %s", s.Delegation, r.As, r.Cite, r.Flag)
			if r.Quote {
				quotes++
			} else {
				numbers++
				cites = true
			}
		}
		if cites {
			citing++
		}
	}
	t.Logf("%d explanations: %d cite a numbered paragraph (%d citations), %d quotations", len(c.Sections), citing, numbers, quotes)
	if citing != 3 || numbers != 8 {
		t.Errorf("explanations that cite a numbered paragraph: %d, citations: %d, want 3 and 8", citing, numbers)
	}
}

func BenchmarkBuildReal(b *testing.B) {
	in := realInput(b)
	b.ReportAllocs()
	for b.Loop() {
		compendium.Build(in).JSON()
	}
}
