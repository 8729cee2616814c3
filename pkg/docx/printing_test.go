package docx_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/diff"
	"adref/pkg/docx"
	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/printing"
	"adref/pkg/realtext"
	texts "adref/pkg/text"
)

// TestLibreOfficeReadsOurRedlines has LibreOffice accept and reject all changes of redlines as they are handed out: what it shows then
// is the clean new text and the clean old one, words and labels.
func TestLibreOfficeReadsOurRedlines(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	paris := func(name string) string { return filepath.Join(realtext.Dir(t, "paris-agreement"), name) }
	sample := func(name string) string { return filepath.Join("..", "..", "cmd", "adref", "sample", "texts", name) }
	for _, c := range []struct {
		name, old, target string
		long              bool // LibreOffice leaves an empty paragraph at some places where one moved away or went: words and labels only
	}{
		{"Paris, 4 to 9 December", paris("04-2015-12-04-draft-agreement-compilation.txt"), paris("05-2015-12-09-draft-paris-outcome.txt"), true},
		{"the sample, zero draft to Rev.1", sample("0-zero-draft.md"), sample("1-rev1.md"), false},
		{"the sample, Rev.1 to Rev.2", sample("1-rev1.md"), sample("2-rev2.md"), false},
		{"the sample, Rev.2 to the end", sample("2-rev2.md"), sample("3-final.md"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := 0
			fresh := func() string { n++; return fmt.Sprintf("p%d", n) }
			old := diff.Identify(texts.Document{}, tabled(t, c.old), fresh)
			target := diff.Identify(old, tabled(t, c.target), fresh)
			p := printing.Redline(diff.Compare("old", "new", old, target), old, target, printing.Source{}, func(printing.Touch) printing.Hand {
				return printing.Hand{By: "Chair", At: noon}
			})
			file := filepath.Join(t.TempDir(), "redline.docx")
			if err := os.WriteFile(file, write(t, p, docx.Options{}), 0o600); err != nil {
				t.Fatal(err)
			}
			for what, view := range map[string]paper.Paper{"accept": printing.Clean(target, printing.Source{}), "reject": printing.Clean(old, printing.Source{})} {
				want, got := printed(view), o.do(t, what, file).words()
				if c.long {
					want, got = filled(want), filled(got)
				}
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("%s (-clean +LibreOffice):\n%s", what, d)
				}
			}
		})
	}
}

// filled leaves out paragraphs without words and labels.
func filled(lines []string) []string {
	return slices.DeleteFunc(lines, func(s string) bool { return strings.TrimSpace(s) == "" })
}

func tabled(t *testing.T, file string) texts.Document {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	format := markup.Plain
	if strings.HasSuffix(file, ".md") {
		format = markup.Markdown
	}
	d, err := markup.Parse(b, format)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
