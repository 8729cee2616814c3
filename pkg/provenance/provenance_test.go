package provenance_test

import (
	"fmt"
	"strings"
	"testing"

	"adref/pkg/provenance"
)

// A word is known by the revision in which it entered, wherever its paragraph stands, and as the same one when it comes back.
func ExampleTrace() {
	revisions := []string{
		"1. The Group met three times.\n\n2. The Group recommends a timely and open dialogue among all interested States on voluntary measures.\n",
		"1. The Group met three times in Geneva.\n",
		"1. The Group recommends a timely and open dialogue among all interested States on voluntary measures.\n\n2. The Group met three times in Geneva.\n",
	}
	t := provenance.NewTrace()
	for _, r := range revisions {
		t.Append(provenance.Passages(r))
	}
	for _, o := range t.Origins(3) {
		fmt.Printf("%d %q", o.Revision, revisions[2][o.Start:o.End])
		for _, x := range o.Absent {
			fmt.Printf(", out in %d, back in %d", x.Out, x.Back)
		}
		fmt.Println()
	}
	// Output:
	// 3 "1. "
	// 1 "The Group recommends a timely and open dialogue among all interested States on voluntary measures.\n\n", out in 2, back in 3
	// 3 "2. "
	// 1 "The Group met three times "
	// 2 "in Geneva"
	// 1 ".\n"
}

func TestOrigins(t *testing.T) {
	const long = "Recalls the commitment of all States to the peaceful settlement of disputes by negotiation, enquiry and mediation"
	for _, c := range []struct {
		name      string
		revisions []string
		words     string // in the last revision
		want      int
	}{
		{"words of a paragraph that moved", []string{"1. First things come first.\n\n2. " + long + ".\n", "1. " + long + ".\n\n2. First things come first.\n"}, "enquiry", 1},
		{"words of a paragraph that was split", []string{"1. " + long + ". It also welcomes the report of the Secretary-General.\n",
			"1. " + long + ".\n\n2. It also welcomes the report of the Secretary-General.\n"}, "Secretary", 1},
		{"words of paragraphs that were merged", []string{"1. " + long + ".\n\n2. It also welcomes the report of the Secretary-General.\n",
			"1. " + long + ". It also welcomes the report of the Secretary-General.\n"}, "Secretary", 1},
		{"a word that was put between", []string{long, "Recalls the firm commitment" + long[len("Recalls the commitment"):]}, "firm", 2},
		{"a bracket that was put around", []string{long, "[" + long + "]"}, "[", 2},
		{"words that an edit took out and the next one put back", []string{long, "Recalls the commitment of all States.", long}, "mediation", 1},
		{"the number of a paragraph that has it anew", []string{"1. " + long, "2. " + long}, "2.", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := trace(c.revisions)
			last := c.revisions[len(c.revisions)-1]
			origins := tr.Origins(len(c.revisions))
			if o := origins[provenance.At(origins, index(t, last, c.words))]; o.Revision != c.want {
				t.Errorf("%q entered in %d, want %d", c.words, o.Revision, c.want)
			}
		})
	}
}

func index(t *testing.T, s, words string) int {
	t.Helper()
	i := strings.Index(s, words)
	if i < 0 {
		t.Fatalf("%q does not stand in %q", words, s)
	}
	return i
}
