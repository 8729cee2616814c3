package history_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/history"
	"adref/pkg/markup"
	"adref/pkg/realtext"
)

// fataler is what testing.T and rapid.T have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkLedger states the law of the ledger: after every revision, the brackets that were opened and not closed are as many as
// the text has, pairs and unbalanced ones.
func checkLedger(t fataler, h history.History) {
	t.Helper()
	for _, s := range h.Steps {
		tree := bracket.Parse(s.Revision.Document.String(), nil)
		standing := 0
		for _, b := range h.Brackets {
			if b.Opened <= s.Revision.Ordinal && (b.Closed == 0 || b.Closed > s.Revision.Ordinal) {
				standing++
			}
		}
		if want := len(tree.Brackets) + len(tree.Unbalanced); standing != want {
			t.Fatalf("revision %d: %d brackets stand, the text has %d", s.Revision.Ordinal, standing, want)
		}
	}
	for _, b := range h.Brackets {
		if b.Closed != 0 && (b.Closed <= b.Opened || b.How == "") || b.Closed == 0 && b.How != "" || b.Paragraph == "" {
			t.Fatalf("a bracket that cannot be: %+v", b)
		}
		for i, n := range b.Changed {
			if n <= b.Opened || b.Closed != 0 && n >= b.Closed || i > 0 && n <= b.Changed[i-1] {
				t.Fatalf("changed in %d: %+v", n, b)
			}
		}
	}
}

func TestLedgerLaw(t *testing.T) {
	revision := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"[", "]", "[shall]", "should ", "act ", "Parties ", "\n\n", "1. ", "[a [b] c]"})).Draw(t, "parts"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		texts := series(rapid.SliceOfN(revision, 1, 4).Draw(t, "revisions")...)
		checkLedger(t, history.Build("", texts, nil))
	})
}

// A fate never fails, whatever the anchor.
func TestFateOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SampledFrom([]string{"", "shall", "States shall", "together", "and act together in good faith", "nowhere"})
		p := amendment.Proposal{
			Operation: rapid.SampledFrom([]amendment.Operation{amendment.ReplaceWords, amendment.InsertWords, amendment.DeleteWords, amendment.InsertParagraph, amendment.DeleteParagraph, ""}).Draw(t, "operation"),
			Words:     words.Draw(t, "words"),
			Anchor:    amendment.Anchor{Revision: rapid.IntRange(0, 3).Draw(t, "revision"), Paragraph: rapid.SampledFrom([]string{"", "p1", "p2", "p9"}).Draw(t, "paragraph"), Quote: words.Draw(t, "quote")},
		}
		p.Anchor.Span.Start, p.Anchor.Span.End = rapid.IntRange(-1, 50).Draw(t, "start"), rapid.IntRange(-1, 50).Draw(t, "end")
		texts := series("1. States shall act together.\n\n2. More.", "1. States act together [in good faith].\n\n", "")
		f := history.Build("", texts, []amendment.Amendment{{Proposal: p}}).Fates[0]
		if f.Outcome == "" || f.Says == "" || f.Share < 0 || f.Share > 1 {
			t.Fatalf("%+v", f)
		}
	})
}

// paris are the drafts of the Paris Agreement.
func paris(t testing.TB) []history.Revision {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(realtext.Dir(t, "paris-agreement"), "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out []history.Revision
	for i, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := markup.Parse(b, markup.Plain)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, history.Revision{Ordinal: i + 1, Name: strings.TrimSuffix(filepath.Base(name), ".txt"), Document: d})
	}
	return out
}

func TestParis(t *testing.T) {
	h := history.Build("Paris Agreement", paris(t), nil)
	checkLedger(t, h)
	opening := []int{1273, 133, 1035, 1021, 217, 0, 0} // as grep counts them
	for i, s := range h.Steps {
		if s.Figures.Opening != opening[i] {
			t.Errorf("%s: %d opening brackets, want %d", s.Revision.Name, s.Figures.Opening, opening[i])
		}
	}
	var first, second bytes.Buffer
	if err := h.HTML(&first); err != nil {
		t.Fatal(err)
	}
	if err := history.Build("Paris Agreement", paris(t), nil).HTML(&second); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same series gave another page")
	}
	if n := first.Len(); n > 4<<20 {
		t.Errorf("the page has %d bytes", n)
	}
}

func TestPages(t *testing.T) {
	p := amendment.Proposal{Operation: amendment.ReplaceWords, Words: "<should>", Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: "shall"}}
	a := amendment.Amendment{ID: "a1", Sponsors: []string{"norland", "g|77"}, State: amendment.Disposed, Disposition: amendment.NotTaken, Proposal: p}
	h := history.Build("A & B", series("1. States shall act [now] <together>.\n", "1. States <should> act <together>.\n"), []amendment.Amendment{a})
	var html, markdown, plain bytes.Buffer
	for _, err := range []error{h.HTML(&html), h.Markdown(&markdown), h.Text(&plain)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ in, want string }{
		{html.String(), "<h1>Revision history: A &amp; B</h1>"},
		{html.String(), `<del><span class="hidden">[deleted: </span>shall<span class="hidden">]</span></del>`},
		{html.String(), "The text shows otherwise."},
		{html.String(), "All of its words stand in paragraph 1 since Rev.1."},
		{html.String(), "1: 1 deleted with their words"},
		{html.String(), "&lt;together&gt;"},
		{markdown.String(), "# Revision history: A &amp; B\n"},
		{markdown.String(), `| a1 norland, g\|77, on 1, Rev.0 | “&lt;should>” for “shall” |`},
		{markdown.String(), "| b1 | 1 | [now] | Rev.0 | deleted |"},
		{plain.String(), "a1  whole  All of its words stand in paragraph 1 since Rev.1."},
	} {
		if !strings.Contains(c.in, c.want) {
			t.Errorf("%q does not stand in\n%s", c.want, c.in)
		}
	}
	if strings.Contains(html.String(), "<together>") || strings.Contains(html.String(), "<should>") {
		t.Error("the text is not escaped")
	}
}

func BenchmarkAppend(b *testing.B) {
	texts := paris(b)
	for b.Loop() {
		history.Build("", texts, nil)
	}
}
