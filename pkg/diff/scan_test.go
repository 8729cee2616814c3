package diff_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"adref/pkg/diff"
	"adref/pkg/realtext"
)

// The table of plain letters and marks must never cut elsewhere than the rules that it stands for.
func TestTableCutsAsTheRules(t *testing.T) {
	for _, folder := range []string{"paris-agreement", "languages/bbnj-agreement", "long-series/tls13"} {
		names, err := filepath.Glob(filepath.Join(realtext.Dir(t, folder), "*.txt"))
		if err != nil || len(names) == 0 {
			t.Fatalf("no texts in %s: %v", folder, err)
		}
		for _, name := range names[:min(len(names), 7)] {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			checkTable(t, string(b))
		}
	}
}

func FuzzTable(f *testing.F) {
	for _, s := range []string{
		"The Parties shall, by 2030, hold 1,000.5 meetings; see A/AC.292/2025/L.1.", "2 bis. [L’accord] d'adhésion—«oui»", "24 ter  quater",
		"第12条第3款，“缔约方”应当：（a）1，2", "الأطراف، ١٫٥ وَفْقًا: 12، 13", "Стороны — 2-х", "a ́b \u0301", "a_b can't 'quoted' x.y:z ’a", "\u200d \u00ad a\u00adb",
		"3.1 12 bis 2\u00a0bis a-b-c - d /e f/ 1/CP.21. \r\n\tx",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkTable(t, s) })
}

func checkTable(t *testing.T, s string) {
	t.Helper()
	got, want := diff.Tokens(s), diff.ByRule(s)
	if slices.Equal(got, want) {
		return
	}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("token %d of %q…: the table gives %q, the rules %q", i, s[:min(len(s), 80)], got[i:min(i+4, len(got))], want[i:min(i+4, len(want))])
		}
	}
	t.Fatalf("%d tokens, want %d", len(got), len(want))
}

// TestTableOnHardStrings puts characters together that the rules join in many ways.
func TestTableOnHardStrings(t *testing.T) {
	parts := []string{
		" ", "  ", "\t", "\n", "a", "Z", "é", "я", "ب", "َ", "\u0301", "\u200d", "\u00ad", "\u0084", "1", "12", "٣", ".", ",", ":", "’", "'", "-", "/", "_",
		"条", "，", "「", "bis", "l", "\u00a0", "\u3000", "\r\n", "A/", "1/CP", "\"", "[", "א", "カ", "🇫", "👍", "\u202f", "،",
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 200_000 {
		var s strings.Builder
		for range 1 + random.IntN(9) {
			s.WriteString(parts[random.IntN(len(parts))])
		}
		checkTable(t, s.String())
	}
}
