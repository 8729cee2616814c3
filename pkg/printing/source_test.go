package printing_test

import (
	"path/filepath"
	"strings"
	"testing"

	"adref/pkg/paper"
	"adref/pkg/printing"
	"adref/pkg/realtext"

	"github.com/google/go-cmp/cmp"
)

func TestTable(t *testing.T) {
	plain := func(s string) []paper.Span { return []paper.Span{{Text: s}} }
	p := paper.Paper{Language: "en", Paragraphs: []paper.Paragraph{
		{Style: paper.Head, Spans: plain("A/AC.900/1")},
		{Style: paper.Title, Spans: plain("Draft report")},
		{Style: paper.Heading, Level: 1, Label: "A.", Spans: plain("Overview")},
		{Style: paper.Numbered, Label: "1.", Spans: []paper.Span{{Text: "The Group "}, {Text: "met", Deleted: &paper.Change{By: "A"}}, {Text: "*gathered* [twice]", Inserted: &paper.Change{By: "A"}}}},
		{Style: paper.Numbered, Level: 1, Label: "(a)", Spans: plain("in Geneva;\nand in New_York")},
		{Style: paper.Body, Spans: plain("## is a sign.")},
		{Style: paper.Furniture, Spans: plain("____")},
	}, Notes: []paper.Note{{ID: "f1", Paragraphs: []paper.Paragraph{{Spans: plain("See A/79/214.")}}}}}
	got := printing.Table(p)
	want := "# Draft report\n\n## A. Overview\n\n1. The Group \\*gathered\\* [twice]\n\n(a) in Geneva; and in New\\_York\n\n## is a sign.\n\n[^f1]: See A/79/214.\n\n"
	if got.Source != want {
		t.Errorf("source\n%s\nwant\n%s", got.Source, want)
	}
	if b := got.Document.Blocks[2]; b.Label != "1" || b.Text != "The Group *gathered* [twice]" {
		t.Errorf("%+v", b)
	}
	warnings := []string{
		"“## is a sign.” is read as “is a sign.”",
		"the paper has tracked changes: they are taken as made",
	}
	if diff := cmp.Diff(warnings, got.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

// TestTableWhatWasPrinted holds that the clean text, tabled again, is the same text: every label, every word, every kind.
func TestTableWhatWasPrinted(t *testing.T) {
	for _, folder := range []string{"paris-agreement", "languages/bbnj-agreement"} {
		names, err := filepath.Glob(filepath.Join(realtext.Dir(t, folder), "*.txt"))
		if err != nil || len(names) == 0 {
			t.Fatal(folder, err)
		}
		for _, name := range names {
			d := read(t, name)
			got := printing.Table(printing.Clean(d, printing.Source{}))
			if len(got.Warnings) > 0 {
				t.Errorf("%s: %d warnings:\n%s", filepath.Base(name), len(got.Warnings), strings.Join(got.Warnings[:min(6, len(got.Warnings))], "\n"))
			}
			if diff := cmp.Diff(len(d.Blocks), len(got.Document.Blocks)); diff != "" {
				t.Errorf("%s: blocks %s", name, diff)
			}
		}
	}
}
