package diff_test

import (
	"hash/maphash"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/sergi/go-diff/diffmatchpatch"

	"adref/pkg/diff"
	"adref/pkg/markup"
	"adref/pkg/realtext"
	"adref/pkg/text"
)

// files are the texts of a folder in order.
func files(t testing.TB, folder string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(realtext.Dir(t, folder), "*.txt"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no texts in %s: %v", folder, err)
	}
	return names
}

func read(t testing.TB, name string) (string, text.Document) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := markup.Parse(b, markup.Plain)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), d
}

func count(r diff.Redline, k diff.Kind) int {
	n := 0
	for _, b := range r.Blocks {
		if b.Kind == k {
			n++
		}
	}
	return n
}

func TestRealSeries(t *testing.T) {
	for _, folder := range []string{"paris-agreement", "long-series/tls13"} {
		t.Run(folder, func(t *testing.T) {
			names := files(t, folder)
			if folder != "paris-agreement" {
				names = names[:5]
			}
			for i := 1; i < len(names); i++ {
				old, x := read(t, names[i-1])
				new, y := read(t, names[i])
				r := diff.Compare("a", "b", x, y)
				checkRedline(t, r, old, new)
				if !reflect.DeepEqual(r, diff.Compare("a", "b", x, y)) {
					t.Error("the same input gave another redline")
				}
				t.Logf("%s: %s", filepath.Base(names[i]), r.Summary())
				self := diff.Compare("a", "a", y, y)
				if n := count(self, diff.Same); n != len(y.Blocks) {
					t.Errorf("%s against itself: %s", filepath.Base(names[i]), self.Summary())
				}
			}
		})
	}
}

// What people find on the same drafts (domain: 04 → 05 and 05 → 06 share 43 and 37 paragraphs that are the same) is a guard against
// an alignment that goes to pieces.
func TestParisAlignment(t *testing.T) {
	names := files(t, "paris-agreement")
	for _, c := range []struct{ from, matched, same int }{
		{1, 130, 40}, {2, 300, 150}, {3, 180, 35}, {4, 110, 20}, {5, 215, 140},
	} {
		_, x := read(t, names[c.from])
		_, y := read(t, names[c.from+1])
		r := diff.Compare("", "", x, y)
		matched := len(r.Blocks) - count(r, diff.Added) - count(r, diff.Removed)
		same := count(r, diff.Same) + count(r, diff.Renumbered)
		if matched < c.matched || same < c.same {
			t.Errorf("step %d: %d matched, %d the same; want at least %d and %d (%s)", c.from+1, matched, same, c.matched, c.same, r.Summary())
		}
	}
}

// TestSixLanguages changes one word in every twentieth paragraph, moves one section and deletes a paragraph; nothing else may
// be marked.
func TestSixLanguages(t *testing.T) {
	for _, name := range files(t, "languages/bbnj-agreement") {
		t.Run(filepath.Base(name)[:2], func(t *testing.T) {
			old, x := read(t, name)
			random := rand.New(rand.NewPCG(1, 2))
			changed := map[int]bool{}
			var b strings.Builder
			for i, block := range x.Blocks {
				raw := block.Raw
				if i%20 == 7 && len(block.Text) > 200 {
					raw = replaceWord(raw, random)
					changed[i] = raw != block.Raw
				}
				b.WriteString(raw)
			}
			new := b.String()
			y, err := markup.Parse([]byte(new), markup.Plain)
			if err != nil {
				t.Fatal(err)
			}
			r := diff.Compare("", "", x, y)
			checkRedline(t, r, old, new)
			for _, block := range r.Blocks {
				if block.Kind == diff.Same {
					continue
				}
				if block.Kind != diff.Changed || !changed[block.Old[0].Block] {
					t.Errorf("%s: %v %s", block.Kind, block.Old, marked(block.Ops))
					continue
				}
				if n := markedWords(block.Ops); n > 4 {
					t.Errorf("%d words are marked: %s", n, marked(block.Ops))
				}
			}
			if n := count(r, diff.Changed); n == 0 || n > len(changed) {
				t.Errorf("%d paragraphs changed, want %d", n, len(changed))
			}
		})
	}
}

// replaceWord replaces a character group in the second half of a paragraph.
func replaceWord(s string, random *rand.Rand) string {
	fields := strings.Fields(s)
	if len(fields) < 8 { // Chinese
		r := []rune(s)
		at := len(r)/2 + random.IntN(len(r)/4)
		r[at] = '甲'
		return string(r)
	}
	at := len(fields)/2 + random.IntN(len(fields)/4)
	w := fields[at]
	i := strings.LastIndex(s, " "+w+" ")
	if i < 0 {
		return s
	}
	return s[:i] + " zzz " + s[i+len(w)+2:]
}

// markedWords is the number of words in the longer of what was deleted and inserted.
func markedWords(ops []diff.Op) int {
	gone, came := 0, 0
	for _, op := range ops {
		switch op.Op {
		case diff.Delete:
			gone += len(strings.Fields(op.Text))
		case diff.Insert:
			came += len(strings.Fields(op.Text))
		}
	}
	return max(gone, came)
}

func BenchmarkPair(b *testing.B) {
	names := files(b, "paris-agreement")
	for _, p := range []struct {
		name string
		from int
	}{{"01-02", 0}, {"03-04", 2}, {"06-07", 5}} {
		old, x := read(b, names[p.from])
		new, y := read(b, names[p.from+1])
		b.Run("pair="+p.name+"/tool=own", func(b *testing.B) {
			b.ReportAllocs()
			marked := 0
			for b.Loop() {
				marked = 0
				for _, block := range diff.Compare("", "", x, y).Blocks {
					if block.Kind != diff.Moved {
						marked += markedWords(block.Ops)
					}
				}
			}
			b.ReportMetric(float64(marked), "marked-words")
		})
		b.Run("pair="+p.name+"/tool=godiff-words-t0", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				goDiffWords(old, new)
			}
		})
		parse := func(b *testing.B) (x, y text.Document) {
			x, y, err := markup.ParsePair([]byte(old), []byte(new), markup.Plain)
			if err != nil {
				b.Fatal(err)
			}
			return x, y
		}
		for _, tool := range []struct {
			name string
			run  func(b *testing.B)
		}{
			{"own-cold", func(b *testing.B) { x, y := parse(b); diff.Compare("", "", x, y) }},
			{"floor-parse", func(b *testing.B) { parse(b) }},
			{"floor-tokens", func(*testing.B) { diff.Tokens(old); diff.Tokens(new) }},
			{"floor-hash", func(*testing.B) { hashLines(old); hashLines(new) }},
		} {
			b.Run("pair="+p.name+"/tool="+tool.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					tool.run(b)
				}
			})
		}
	}
}

// hashLines is the least that says which lines of two texts are the same.
func hashLines(s string) int {
	seed, seen := maphash.MakeSeed(), make(map[uint64]struct{})
	for line := range strings.Lines(s) {
		seen[maphash.String(seed, line)] = struct{}{}
	}
	return len(seen)
}

// goDiffWords is go-diff on the words of both texts, one rune a word, without a clock.
func goDiffWords(old, new string) []diffmatchpatch.Diff {
	number := map[string]rune{}
	runes := func(s string) []rune {
		var out []rune
		for _, w := range strings.Fields(s) {
			r, ok := number[w]
			if !ok {
				r = 0x10000 + rune(len(number))
				number[w] = r
			}
			out = append(out, r)
		}
		return out
	}
	dmp := diffmatchpatch.DiffMatchPatch{}
	return dmp.DiffMainRunes(runes(old), runes(new), false)
}
