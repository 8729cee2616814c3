package diff_test

import (
	"encoding/json"
	"runtime"
	"strings"
	"sync"
	"testing"

	"adref/pkg/diff"
	"adref/pkg/diff/synthtest"
	"adref/pkg/text"
)

// TestSameInputSameBytes compares a pair a hundred times on one processor and a hundred times on two, eight at a time.
func TestSameInputSameBytes(t *testing.T) {
	s := synthtest.Generate(synthtest.Config{Seed: 2, Revisions: 3, Paragraphs: 80, Rates: &synthtest.Reordered})
	t.Run("sections that move", func(t *testing.T) { sameBytes(t, s.Revisions[1].Document, s.Revisions[2].Document) })
	source := synthtest.Generate(synthtest.Config{Seed: 2, Revisions: 1, Paragraphs: 80}).Revisions[0].Source
	old, new := split(source), split(strings.ReplaceAll(source, " the ", " yonder "))
	t.Run("words in every paragraph, so much that both sides are read at once", func(t *testing.T) { sameBytes(t, old, new) })
}

func sameBytes(t *testing.T, old, new text.Document) {
	once := func() string {
		b, err := json.Marshal(diff.Compare("a", "b", old, new).Annotated())
		if err != nil {
			t.Error(err)
		}
		return string(b)
	}
	was := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(was)
	want := once()
	for _, processors := range []int{1, 2} {
		runtime.GOMAXPROCS(processors)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 13 {
					if once() != want {
						t.Errorf("GOMAXPROCS %d: another redline", processors)
						return
					}
				}
			})
		}
		wg.Wait()
	}
}
