package tracked_test

import (
	"strings"
	"testing"

	"adref/pkg/diff"
	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/text"
	"adref/pkg/tracked"
)

// TestEdges are the cases that delegations' files bring; each is read out of the paper and out of a Word document.
func TestEdges(t *testing.T) {
	third := "The Group decides to meet in "
	hidden := &paper.Change{By: "Author"} // names and times scrubbed
	for _, c := range []struct {
		name    string
		instead map[string][]paper.Paragraph
		want    string
	}{
		{"all accepted before it was sent", map[string][]paper.Paragraph{"p3": {{ID: "p3", Style: paper.Numbered, Label: "3.", Spans: []paper.Span{plain(third + "New York.")}}}},
			`untracked: replace-words p3 "Geneva" "New York"` + "\n"},
		{"no name and no time", map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
			plain(third), {Text: "Geneva", Deleted: hidden}, {Text: "New York", Inserted: hidden}, plain(".")}}}},
			`0 Author: replace-words p3 at="Geneva" words="New York"` + "\n"},
		{"the same words struck by two", map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
			plain(third), del("A", "Geneva"), ins("A", "New York"), ins("B", "Nairobi"), plain(".")}}}},
			`0 A: replace-words p3 at="Geneva" words="New York"` + "\n" + `1 B: replace-words p3 at="Geneva" words="Nairobi"` + "\n"},
		{"a word put behind one that another struck", map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
			plain("The Group decides to meet"), del("A", " in Geneva"), ins("B", " or in Nairobi"), plain(".")}}}},
			`0 A: delete-words p3 at="in Geneva"` + "\n" + `1 B: insert-words p3 at="Geneva" words="or in Nairobi"` + "\n"},
		{"inside a link", map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
			plain(third), {Text: "Geneva", Link: "https://example.org/", Deleted: of("A")}, {Text: "New York", Link: "https://example.org/", Inserted: of("A")}, plain(".")}}}},
			`0 A: replace-words p3 at="Geneva" words="New York"` + "\n"},
		{"the number changed by hand", map[string][]paper.Paragraph{"p3": {{ID: "p3", Style: paper.Numbered, Label: "3 bis.", Was: &paper.Was{Label: "3.", Change: *of("A")}, Spans: []paper.Span{
			plain(third + "Geneva.")}}}},
			"formatting of 3\n"},
		{"Arabic put between Latin", map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
			plain(third), del("A", "Geneva"), ins("A", "جنيف (A/79/1)"), plain(".")}}}},
			`0 A: replace-words p3 at="Geneva" words="جنيف (A/79/1)"` + "\n"},
		{"soft hyphens, a narrow space and curly quotes around the change", map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
			plain("The Group de\u00adcides to\u202fmeet in "), del("A", "Geneva"), ins("A", "“Geneva”"), plain(".")}}}},
			`0 A: replace-words p3 at="Geneva" words="“Geneva”"` + "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := edited(t, c.instead)
			for how, p := range map[string]paper.Paper{"paper": p, "Word": throughWord(t, p)} {
				if got := told(tracked.Read(p, base(t))); got != c.want {
					t.Errorf("%s: got\n%swant\n%s", how, got, c.want)
				}
			}
		})
	}
}

// TestOnlyComments: who remarks and changes nothing proposes nothing.
func TestOnlyComments(t *testing.T) {
	p := edited(t, map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
		plain("The Group decides to meet in "), {Text: "Geneva", Comments: []string{"1"}}, plain(".")}}}})
	p.Comments = []paper.Comment{{ID: "1", By: "A", Paragraphs: []paper.Paragraph{{Spans: []paper.Span{plain("Is it still free?")}}}}}
	if got, want := told(tracked.Read(throughWord(t, p), base(t))), "remark by A on p3 \"Geneva\": Is it still free?\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestTableRow: a row that is tracked is its cells, a paragraph each.
func TestTableRow(t *testing.T) {
	cell := func(row, column int, ins *paper.Change, s string) paper.Paragraph {
		return paper.Paragraph{Style: paper.Body, Cell: &paper.Cell{Table: 1, Row: row, Column: column, Inserted: ins}, Spans: []paper.Span{plain(s)}}
	}
	d, err := markup.Parse([]byte("First cell of the table.\n\nSecond cell of the table.\n"), markup.Plain)
	if err != nil {
		t.Fatal(err)
	}
	ids := strings.Split("p1 p2 p3", " ")
	d = diff.Identify(text.Document{}, d, func() string { id := ids[0]; ids = ids[1:]; return id })
	p := paper.Paper{Paragraphs: []paper.Paragraph{
		cell(0, 0, nil, "First cell of the table."), cell(0, 1, nil, "Second cell of the table."),
		cell(1, 0, of("A"), "New left."), cell(1, 1, of("A"), "New right."),
	}}
	want := `0 A: insert-paragraph p2 words="New left."` + "\n" + `1 A: insert-paragraph p2 words="New right."` + "\n"
	for how, p := range map[string]paper.Paper{"paper": p, "Word": throughWord(t, p)} {
		if got := told(tracked.Read(p, d)); got != want {
			t.Errorf("%s: got\n%swant\n%s", how, got, want)
		}
	}
}

// TestFootnote: a change in a footnote is one to the paragraph that the footnote is in the text.
func TestFootnote(t *testing.T) {
	d, err := markup.Parse([]byte("1. States report.[^f1]\n\n[^f1]: See document A/79/1 of the Assembly.\n"), markup.Markdown)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	d = diff.Identify(text.Document{}, d, func() string { n++; return "p" + string(rune('0'+n)) })
	p := paper.Paper{
		Paragraphs: []paper.Paragraph{{Style: paper.Numbered, Label: "1.", Spans: []paper.Span{plain("States report."), {Text: "1", Note: "f1"}}}},
		Notes: []paper.Note{{ID: "f1", Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{
			plain("See document "), del("A", "A/79/1"), ins("A", "A/80/1"), plain(" of the Assembly.")}}}}},
	}
	for how, p := range map[string]paper.Paper{"paper": p, "Word": throughWord(t, p)} {
		got := told(tracked.Read(p, d))
		if !strings.HasPrefix(got, `0 A: replace-words p2 at="A/79/1" words="A/80/1"`) {
			t.Errorf("%s: got\n%s", how, got)
		}
	}
}
