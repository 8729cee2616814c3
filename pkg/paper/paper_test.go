package paper_test

import (
	"fmt"
	"strings"
	"testing"

	"adref/pkg/paper"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	norland  = &paper.Change{By: "Norland"}
	sylvania = &paper.Change{By: "Sylvania"}
)

func plain(s string) paper.Span    { return paper.Span{Text: s} }
func inserted(s string) paper.Span { return paper.Span{Text: s, Inserted: norland} }
func deleted(s string) paper.Span  { return paper.Span{Text: s, Deleted: sylvania} }

// words are the paragraphs of the text of a paper, with their identity.
func words(p paper.Paper) string {
	var out []string
	for _, q := range p.Paragraphs {
		out = append(out, q.ID+":"+q.Text())
	}
	return strings.Join(out, "|")
}

func TestEndsOfParagraphs(t *testing.T) {
	for _, c := range []struct {
		name           string
		paragraphs     []paper.Paragraph
		accept, reject string
	}{
		{"a new paragraph", []paper.Paragraph{
			{ID: "p1", Spans: []paper.Span{plain("One.")}},
			{Inserted: norland, Spans: []paper.Span{inserted("New.")}},
			{ID: "p2", Spans: []paper.Span{plain("Two.")}},
		}, "p1:One.|:New.|p2:Two.", "p1:One.|p2:Two."},
		{"a deleted paragraph", []paper.Paragraph{
			{ID: "p1", Spans: []paper.Span{plain("One.")}},
			{ID: "p2", Deleted: sylvania, Spans: []paper.Span{deleted("Two.")}},
			{ID: "p3", Spans: []paper.Span{plain("Three.")}},
		}, "p1:One.|p3:Three.", "p1:One.|p2:Two.|p3:Three."},
		{"a deleted last paragraph", []paper.Paragraph{
			{ID: "p1", Spans: []paper.Span{plain("One.")}},
			{ID: "p2", Deleted: sylvania, Spans: []paper.Span{deleted("Two.")}},
		}, "p1:One.", "p1:One.|p2:Two."},
		{"a split", []paper.Paragraph{
			{ID: "p1", Inserted: norland, Spans: []paper.Span{plain("One. ")}},
			{Spans: []paper.Span{plain("Two.")}},
		}, "p1:One. |:Two.", "p1:One. Two."},
		{"a merger", []paper.Paragraph{
			{ID: "p1", Deleted: sylvania, Spans: []paper.Span{plain("One.")}},
			{ID: "p2", Spans: []paper.Span{inserted(" "), plain("Two.")}},
		}, "p1:One. Two.", "p1:One.|p2:Two."},
		{"a merger of three", []paper.Paragraph{
			{ID: "p1", Deleted: sylvania, Spans: []paper.Span{plain("A")}},
			{ID: "p2", Deleted: sylvania, Spans: []paper.Span{deleted("B")}},
			{ID: "p3", Spans: []paper.Span{plain("C")}},
		}, "p1:AC", "p1:A|p2:B|p3:C"},
		{"the place of a comment is no word", []paper.Paragraph{
			{ID: "p1", Label: "1.", Deleted: sylvania, Spans: []paper.Span{{Comments: []string{"c"}}, deleted("One.")}},
			{ID: "p2", Label: "2.", Spans: []paper.Span{plain("Two.")}},
		}, "p2:Two.", "p1:One.|p2:Two."},
		{"cells do not join", []paper.Paragraph{
			{Cell: &paper.Cell{Table: 1}, Deleted: sylvania, Spans: []paper.Span{deleted("a")}},
			{Cell: &paper.Cell{Table: 1, Column: 1}, Spans: []paper.Span{plain("b")}},
		}, ":|:b", ":a|:b"},
		{"a deleted row", []paper.Paragraph{
			{Cell: &paper.Cell{Table: 1, Deleted: norland}, Spans: []paper.Span{plain("a")}},
			{Cell: &paper.Cell{Table: 1, Row: 1}, Spans: []paper.Span{plain("b")}},
		}, ":b", ":a|:b"},
		{"words deleted in another's insertion", []paper.Paragraph{
			{ID: "p1", Spans: []paper.Span{plain("It is "), inserted("very "), {Text: "truly ", Inserted: norland, Deleted: sylvania}, plain("so.")}},
		}, "p1:It is very so.", "p1:It is so."},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := paper.Paper{Paragraphs: c.paragraphs}
			if got := words(p.Accept()); got != c.accept {
				t.Errorf("accepted: %q, want %q", got, c.accept)
			}
			if got := words(p.Reject()); got != c.reject {
				t.Errorf("rejected: %q, want %q", got, c.reject)
			}
		})
	}
}

func TestRenumbered(t *testing.T) {
	p := paper.Paper{Paragraphs: []paper.Paragraph{{Label: "3 bis.", Was: &paper.Was{Label: "4.", Change: *norland}, Spans: []paper.Span{plain("a")}}}}
	if got := p.Accept().Paragraphs[0].Label; got != "3 bis." {
		t.Errorf("accepted: %q", got)
	}
	if got := p.Reject().Paragraphs[0].Label; got != "4." {
		t.Errorf("rejected: %q", got)
	}
	if !p.Tracked() || p.Accept().Tracked() || p.Reject().Tracked() {
		t.Error("a replaced label is tracked, and then no more")
	}
}

// TestOneAuthor keeps what others tracked and takes one author's changes.
func TestOneAuthor(t *testing.T) {
	p := paper.Paper{Paragraphs: []paper.Paragraph{{Spans: []paper.Span{plain("a"), inserted("b"), deleted("c")}}}}
	only := p.View(func(c paper.Change) paper.Decision {
		if c.By == "Norland" {
			return paper.Accept
		}
		return paper.Refuse
	})
	if got := words(only); got != ":abc" {
		t.Errorf("only Norland's: %q", got)
	}
	rest := p.View(func(c paper.Change) paper.Decision {
		if c.By == "Norland" {
			return paper.Accept
		}
		return paper.Keep
	})
	if got := rest.Authors(); len(got) != 1 || got[0] != "Sylvania" {
		t.Errorf("still tracked: %q", got)
	}
}

func generated() *rapid.Generator[paper.Paper] {
	change := rapid.SampledFrom([]*paper.Change{nil, nil, norland, sylvania})
	return rapid.Custom(func(t *rapid.T) paper.Paper {
		var p paper.Paper
		for i := range rapid.IntRange(0, 6).Draw(t, "paragraphs") {
			q := paper.Paragraph{ID: fmt.Sprintf("p%d", i), Inserted: change.Draw(t, "ins"), Deleted: change.Draw(t, "del")}
			if rapid.IntRange(0, 4).Draw(t, "in a table") == 0 {
				q.Cell = &paper.Cell{Table: 1, Row: i, Inserted: change.Draw(t, "row")}
			}
			for range rapid.IntRange(0, 4).Draw(t, "spans") {
				q.Spans = append(q.Spans, paper.Span{
					Text: rapid.StringMatching(`[a-zé條 ]{0,5}`).Draw(t, "text"), Inserted: change.Draw(t, "ins"), Deleted: change.Draw(t, "del"),
				})
			}
			p.Paragraphs = append(p.Paragraphs, q)
		}
		return p
	})
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := generated().Draw(t, "paper")
		for name, v := range map[string]paper.Paper{"accepted": p.Accept(), "rejected": p.Reject()} {
			if v.Tracked() {
				t.Fatalf("%s: something is still tracked: %v", name, v.Changes())
			}
			if again := v.Accept(); !cmp.Equal(again.Normal(), v.Normal()) {
				t.Fatalf("%s: a view of a view differs:\n%s", name, cmp.Diff(v.Normal(), again.Normal()))
			}
			if v.Characters() > p.Characters() || !inOrder(flat(v), flat(p)) {
				t.Fatalf("%s: %q are not characters of %q", name, flat(v), flat(p))
			}
		}
		kept := p.View(func(paper.Change) paper.Decision { return paper.Keep })
		if !cmp.Equal(kept.Normal(), p.Normal()) {
			t.Fatalf("keeping everything changes the paper:\n%s", cmp.Diff(p.Normal(), kept.Normal()))
		}
		if !cmp.Equal(p.Normal().Normal(), p.Normal()) || p.Normal().Characters() != p.Characters() {
			t.Fatal("the normal form is not one")
		}
		oneByOne := p
		for _, who := range []string{"Norland", "Sylvania"} {
			oneByOne = oneByOne.View(func(c paper.Change) paper.Decision {
				if c.By == who {
					return paper.Refuse
				}
				return paper.Keep
			})
		}
		if flat(oneByOne) != flat(p.Reject()) {
			t.Fatalf("refusing one author after the other gives %q, all at once %q", flat(oneByOne), flat(p.Reject()))
		}
	})
}

func flat(p paper.Paper) string {
	var b strings.Builder
	for _, q := range p.Paragraphs {
		b.WriteString(q.Text())
	}
	return b.String()
}

// inOrder says whether the characters of part stand in whole, in their order.
func inOrder(part, whole string) bool {
	rest := []rune(whole)
	for _, r := range part {
		i := strings.IndexRune(string(rest), r)
		if i < 0 {
			return false
		}
		rest = []rune(string(rest)[i+len(string(r)):])
	}
	return true
}

func TestAttributed(t *testing.T) {
	c := func(by string) *paper.Change { return &paper.Change{By: by} }
	p := paper.Paper{
		Paragraphs: []paper.Paragraph{{
			Inserted: c("a"), Deleted: c("b"), Formatted: c("a"), Was: &paper.Was{Change: *c("a")}, Cell: &paper.Cell{Inserted: c("a"), Deleted: c("b")},
			Spans: []paper.Span{{Text: "x", Inserted: c("a"), Deleted: c("b"), Formatted: c("a")}},
		}},
		Comments: []paper.Comment{{By: "a", Paragraphs: []paper.Paragraph{{Deleted: c("a")}}}},
		Notes:    []paper.Note{{Paragraphs: []paper.Paragraph{{Inserted: c("b")}}}},
	}
	before := p.Authors()
	got := p.Attributed(strings.ToUpper)
	if d := cmp.Diff([]string{"A", "B"}, got.Authors()); d != "" || got.Comments[0].By != "A" {
		t.Error(d, got.Comments[0].By)
	}
	if d := cmp.Diff(before, p.Authors()); d != "" {
		t.Error("the paper itself changed:", d)
	}
	if d := cmp.Diff(p, got.Attributed(strings.ToLower)); d != "" {
		t.Error(d)
	}
}
