package markup_test

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"adref/pkg/markup"
)

var update = flag.Bool("update", false, "write testdata/labels.golden anew")

// TestLabels reads every line of testdata/labels.golden behind a paragraph 4: what stands first is the line, quoted, then the kind of the
// block that it becomes, its label, its citation and its words.
func TestLabels(t *testing.T) {
	const file = "testdata/labels.golden"
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for want := range strings.Lines(string(golden)) {
		quoted, _, _ := strings.Cut(want, "\t")
		line, err := strconv.Unquote(quoted)
		if err != nil {
			t.Fatalf("%s: %v", quoted, err)
		}
		d, err := markup.Parse([]byte("4. Before.\n\n"+line+"\n"), markup.Plain)
		if err != nil {
			t.Fatal(err)
		}
		b := d.Blocks[len(d.Blocks)-1]
		is := fmt.Sprintf("%q\t%s\t%q\t%q\t%q\n", line, b.Kind, b.Label, b.Cite, b.Text)
		if is != want && !*update {
			t.Errorf("got  %swant %s", is, want)
		}
		got.WriteString(is)
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
