package compendium_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adref/pkg/compendium"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		c := compendium.Build(sample(lang))
		c.Standing = compendium.Standing{Addendum: 1, New: []string{"e6", "e7"}}
		var html, md strings.Builder
		if err := c.HTML(&html); err != nil {
			t.Fatal(err)
		}
		if err := c.Markdown(&md); err != nil {
			t.Fatal(err)
		}
		// The style sheet belongs to pkg/page, so only what is between <body> and </body> is compared.
		_, body, _ := strings.Cut(html.String(), "<body>")
		golden(t, lang+".json", string(c.JSON()))
		golden(t, lang+".html", body)
		golden(t, lang+".md", md.String())
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got; run with -update and review):\n%s", name, d)
	}
}
