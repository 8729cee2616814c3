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
