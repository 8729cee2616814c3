package diff_test

import (
	"encoding/json"
	"runtime"
	"sync"
	"testing"

	"adref/pkg/diff"
	"adref/pkg/diff/synthtest"
)

// TestSameInputSameBytes compares a pair a hundred times on one processor and a hundred times on two, eight at a time.
func TestSameInputSameBytes(t *testing.T) {
	s := synthtest.Generate(synthtest.Config{Seed: 2, Revisions: 3, Paragraphs: 80, Rates: &synthtest.Reordered})
	once := func() string {
		old, new := s.Revisions[1].Document, s.Revisions[2].Document
		b, err := json.Marshal(diff.Compare("a", "b", old, new).Annotated())
		if err != nil {
			t.Error(err)
		}
		return string(b)
	}
	want := once()
	for _, processors := range []int{1, 2} {
		was := runtime.GOMAXPROCS(processors)
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
		runtime.GOMAXPROCS(was)
	}
}
