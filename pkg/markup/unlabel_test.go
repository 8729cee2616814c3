package markup_test

import (
	"testing"

	"adref/pkg/markup"
)

func TestUnlabel(t *testing.T) {
	for _, c := range []struct{ in, label, words string }{
		{"3 bis. States shall act.", "3 bis.", "States shall act."},
		{"(a) To act;", "(a)", "To act;"},
		{"States shall act.", "", "States shall act."},
		{"[4. The Group meets.]", "", "[4. The Group meets.]"}, // the bracket before the number belongs to the words
		{"One.\n\nTwo.", "", "One.\n\nTwo."},
		{"", "", ""},
		{"\xff", "", "\xff"},
	} {
		if label, words := markup.Unlabel(c.in); label != c.label || words != c.words {
			t.Errorf("%q: label %q, words %q", c.in, label, words)
		}
	}
}

func TestEscapedEmphasis(t *testing.T) {
	for in, want := range map[string]string{
		`The *first* word`:        "The first word",
		`The \*first\* word`:      "The *first* word",
		`a\_b\_c and _d_`:         "a_b_c and d",
		"`\\*` stays as code *x*": "`\\*` stays as code x",
		`a \[b\] *c*`:             `a \[b\] c`,
	} {
		d, err := markup.Parse([]byte(in), markup.Markdown)
		if err != nil || len(d.Blocks) != 1 || d.Blocks[0].Text != want {
			t.Errorf("%s: %+v, want %q", in, d.Blocks, want)
		}
	}
}
