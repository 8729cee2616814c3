package synthtest_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"adref/pkg/diff"
	"adref/pkg/diff/synthtest"
	"adref/pkg/markup"
	"adref/pkg/realtext"
)

func TestSeriesAreWhatTheySay(t *testing.T) {
	for _, language := range synthtest.Languages {
		t.Run(language, func(t *testing.T) {
			s := synthtest.Generate(synthtest.Config{Language: language, Seed: 1})
			if again := synthtest.Generate(synthtest.Config{Language: language, Seed: 1}); !reflect.DeepEqual(s, again) {
				t.Error("the same seed gave another series")
			}
			for k, r := range s.Revisions {
				checkRevision(t, k, r)
			}
			words, kinds := 0, map[diff.Kind]int{}
			for _, b := range s.Revisions[0].Blocks {
				words += len(b.Words)
			}
			for k, step := range s.Steps {
				checkStep(t, s, k)
				for _, l := range step.Links {
					kinds[l.Kind]++
				}
			}
			fates := map[synthtest.Fate]int{}
			for _, step := range s.Steps {
				for _, a := range step.Amendments {
					fates[a.Fate]++
					if a.Fate == synthtest.Whole && a.Share != 1 {
						t.Errorf("whole, share %v", a.Share)
					}
				}
			}
			first, last := s.Revisions[0], s.Revisions[len(s.Revisions)-1]
			t.Logf("%d blocks, %d words; at the end %d blocks, %d bytes; links %v, fates %v", len(first.Blocks), words, len(last.Blocks), len(last.Source), kinds, fates)
			t.Log(first.Document.Blocks[3].Raw, last.Document.Blocks[7].Raw)
		})
	}
}

func checkRevision(t *testing.T, k int, r synthtest.Revision) {
	t.Helper()
	if len(r.Blocks) != len(r.Document.Blocks) {
		t.Fatalf("revision %d: %d blocks are written, %d are read", k, len(r.Blocks), len(r.Document.Blocks))
	}
	if r.Document.String() != r.Source || !utf8.ValidString(r.Source) {
		t.Fatalf("revision %d: the document is not the source", k)
	}
	seen := map[int]bool{}
	for i, b := range r.Blocks {
		d := r.Document.Blocks[i]
		if seen[b.Key] {
			t.Errorf("revision %d: two blocks have key %d", k, b.Key)
		}
		seen[b.Key] = true
		if len(b.Words) == 0 {
			continue
		}
		first, last := b.Words[0].Span.Start, b.Words[len(b.Words)-1].Span.End
		if got := r.Source[first:last]; got != d.Text || first < d.Span.Start || last > d.Span.End {
			t.Errorf("revision %d, block %d: %q is written, %q is read", k, i, got, d.Text)
		}
		for _, w := range b.Words {
			if w.Origin > k || strings.TrimSpace(r.Source[w.Span.Start:w.Span.End]) == "" {
				t.Errorf("revision %d: word %+v", k, w)
			}
		}
	}
}

func checkStep(t *testing.T, s synthtest.Series, k int) {
	t.Helper()
	old, new := s.Revisions[k], s.Revisions[k+1]
	for _, l := range s.Steps[k].Links {
		x, y := old.Document.Blocks[l.Old].Text, new.Document.Blocks[l.New].Text
		if l.Kind == diff.Same && x != y || l.Kind == diff.Changed && x == y {
			t.Errorf("step %d: %s, but %q became %q", k, l.Kind, x, y)
		}
	}
	for _, a := range s.Steps[k].Amendments {
		was := old.Document.Blocks[a.Block].Text
		for _, h := range a.Hunks {
			if was[h.At.Start:h.At.End] != h.Quote {
				t.Errorf("step %d: the quote %q is not at its place", k, h.Quote)
			}
		}
		if a.Wanted == was || !strings.Contains(s.AmendedSource(a), a.Wanted) {
			t.Errorf("step %d: the amendment changes nothing", k)
		}
		if a.Fate == synthtest.Moved && a.Where < 0 || a.Fate == synthtest.Whole && a.Next < 0 {
			t.Errorf("step %d: %+v", k, a)
		}
	}
}

// TestMutatedRealTexts holds the truth against the agreement on marine biodiversity in six languages.
func TestMutatedRealTexts(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(realtext.Dir(t, "languages/bbnj-agreement"), "*.txt"))
	if err != nil || len(names) != len(synthtest.Languages) {
		t.Fatalf("%d texts: %v", len(names), err)
	}
	for _, name := range names {
		language := filepath.Base(name)[:2]
		t.Run(language, func(t *testing.T) {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			d, err := markup.Parse(b, markup.Plain)
			if err != nil {
				t.Fatal(err)
			}
			s := synthtest.Mutate(d, synthtest.Config{Language: language, Seed: 1, Revisions: 6})
			if s.Revisions[0].Source != string(b) {
				t.Error("the first revision is not the text")
			}
			kinds := map[diff.Kind]int{}
			for k, r := range s.Revisions {
				checkRevision(t, k, r)
			}
			for k, step := range s.Steps {
				checkStep(t, s, k)
				for _, l := range step.Links {
					kinds[l.Kind]++
				}
			}
			t.Logf("%d blocks, links %v", len(d.Blocks), kinds)
		})
	}
}
