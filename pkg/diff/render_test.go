package diff_test

import (
	"errors"
	"strings"
	"testing"

	"adref/pkg/diff"
	"adref/pkg/markup"
	"adref/pkg/text"
)

// sample is a redline with every kind of block.
func sample(t *testing.T) diff.Redline {
	old := "Part *one*\n\n1. " + laws[0] + "\n\n2. " + laws[1] + "\n\n3. " + laws[2] + " " + laws[3] + "\n\n4. " + laws[4] + "\n\n5. A last <word> on it.\n"
	new := "Part *one*\n\n1. " + laws[4] + "\n\n2. " + strings.Replace(laws[0], "applies", "[applies]", 1) + "\n\n3. " + laws[2] + "\n\n4. " + laws[3] + "\n\n5. Something new_that _stands_ here.\n"
	return compare(t, old, new)
}

func TestRenderText(t *testing.T) {
	var b strings.Builder
	if err := diff.RenderText(&b, sample(t)); err != nil {
		t.Fatal(err)
	}
	want := `old → new
Paragraphs: 1 unchanged, 1 changed, 1 moved, 1 split, 1 added, 2 removed.

    … 1 paragraph unchanged

> 4 → 1  moved here, the same words
    [-4-]{+1+}. Requests the Secretariat to prepare a background paper on confidence-building …

~ 1 → 2  changed
    [-1-]{+2+}. Affirms that international law, and in particular the Charter, {+[+}applies{+]+} to
    the use of information technologies by States.

- 2  removed
    2. Encourages States to exchange views on threats, including ransomware and threats to critical
    infrastructure.

% 3 → 3, 4  split into 2
    3. Recommends that States nominate points of contact at the technical and the diplomatic levels.

    {+4.+} Decides to convene the next session in March, with the participation of interested
    stakeholders.

- 5  removed
    5. A last <word> on it.

+ 5  added
    5. Something new_that _stands_ here.
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRenderColourHoldsTheSameWords(t *testing.T) {
	var b strings.Builder
	if err := diff.RenderColour(&b, sample(t)); err != nil {
		t.Fatal(err)
	}
	if s := b.String(); !strings.Contains(s, "\x1b[32;4m[\x1b[0mapplies\x1b[32;4m]\x1b[0m") {
		t.Errorf("insertions are not coloured: %q", s)
	}
}

func TestRenderMarkup(t *testing.T) {
	var html, markdown strings.Builder
	if err := diff.RenderHTML(&html, sample(t)); err != nil {
		t.Fatal(err)
	}
	if err := diff.RenderMarkdown(&markdown, sample(t)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ in, want string }{
		{html.String(), `<div class="block moved"><span class="label">4 → 1</span> <span class="tag moved">moved here, the same words</span>`},
		{html.String(), `<ins class="marks"><span class="hidden">[inserted: </span>[<span class="hidden">]</span></ins>applies`},
		{html.String(), "A last &lt;word&gt; on it."},
		{html.String(), `<details><summary class="meta">1 paragraph unchanged</summary>`},
		{markdown.String(), "**1 → 2** · *changed*\n\n> ~~1~~**2**. Affirms"},
		{markdown.String(), `> 5. Something new\_that \_stands\_ here.`},
		{markdown.String(), "> ~~5. A last &lt;word> on it.~~"},
	} {
		if !strings.Contains(c.in, c.want) {
			t.Errorf("%q does not stand in\n%s", c.want, c.in)
		}
	}
}

func TestBrokenRedlines(t *testing.T) {
	place := func(start, end int) []diff.Place { return []diff.Place{{Start: start, End: end}} }
	ops := []diff.Op{{Op: diff.Equal, Text: "abc"}}
	for _, c := range []struct {
		name   string
		blocks []diff.Block
	}{
		{"a place beyond the words", []diff.Block{{New: place(0, 9), Ops: ops}}},
		{"a place of a size that no text has", []diff.Block{{New: place(0, 1<<60), Ops: ops}}},
		{"a place that ends before it starts", []diff.Block{{New: place(3, 0), Ops: ops}}},
		{"a place before the text", []diff.Block{{New: place(-1, 2), Ops: ops}}},
		{"words without a place", []diff.Block{{Ops: ops}}},
		{"a gap", []diff.Block{{New: place(1, 4), Ops: ops}}},
		{"a byte twice", []diff.Block{{New: place(0, 3), Ops: ops}, {New: place(0, 3), Ops: ops}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if s, err := (diff.Redline{Blocks: c.blocks}).Accept(); !errors.Is(err, diff.ErrRedline) {
				t.Errorf("got %q, %v", s, err)
			}
		})
	}
}

// TestHeadingsOfTheNewText: a heading stands once, and what was removed with its own stands where the reader is.
func TestHeadingsOfTheNewText(t *testing.T) {
	old := "## A. Draft\n\n1. States shall act.\n\n2. Removed with its heading, and with nothing else.\n\n## B. Ends\n\n3. Removed alone, under a heading that stays.\n\n4. They report every year.\n"
	new := "## Preamble\n\n1. States should act.\n\n## B. Ends\n\n2. They report every month.\n"
	parsed := func(s string) text.Document {
		d, err := markup.Parse([]byte(s), markup.Markdown)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	var s strings.Builder
	if err := diff.RenderText(&s, diff.Compare("old", "new", parsed(old), parsed(new))); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(s.String(), "under: "); n != 1 || !strings.Contains(s.String(), "under: B. Ends\n\n- 3 ") {
		t.Errorf("%d headings in\n%s", n, s.String())
	}
}
