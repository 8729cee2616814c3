package differ_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/diff/synthtest"
	"adref/pkg/negotiation"
	"adref/pkg/service/servicetest"
	"adref/pkg/view"
	"adref/services/differ"
	"adref/services/drafter"
	"adref/services/recorder"
)

var revisions = flag.Int("revisions", 5, "of the text of which what is put per change is counted, 40 of 220 paragraphs in the end")

// weighed is a store that remembers how much was put under which key.
type weighed struct {
	view.Store
	mu   sync.Mutex
	put  map[string]int
	lost bool // it has no views until one is put again
}

func (s *weighed) Put(ctx context.Context, e view.Entry) error {
	s.mu.Lock()
	s.put[e.Key] += len(e.Value)
	s.lost = false
	s.mu.Unlock()
	return s.Store.Put(ctx, e)
}

func (s *weighed) Get(ctx context.Context, key string) (view.Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lost {
		return view.Entry{}, view.ErrNotFound
	}
	return s.Store.Get(ctx, key)
}

func (s *weighed) lose() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lost = true
}

// since are the bytes put by key since it was asked last.
func (s *weighed) since() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.put
	s.put = map[string]int{}
	return out
}

func total(put map[string]int) (n int) {
	for _, size := range put {
		n += size
	}
	return n
}

func TestAChangePutsWhatIsNew(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New())
	s := &weighed{Store: view.NewMemory(), put: map[string]int{}}
	all := w.Env.Views
	w.Env.Views = func(name string) view.Store {
		if name == "differ" {
			return s
		}
		return all(name)
	}
	w.Start(differ.New())
	w.Open("norland")
	for i, r := range synthtest.Generate(synthtest.Config{Seed: 1, Revisions: *revisions, Paragraphs: *revisions * 11 / 2}).Revisions {
		s.since()
		w.Table(fmt.Sprint("Rev.", i), r.Source)
		w.View(s, "ict.report.history")
	}
	put := s.since()
	last := *revisions
	keys := slices.Sorted(maps.Keys(put))
	frames := []string{"ict.report.history", "ict.report.history-html", "ict.report.history-md"}
	step := []string{fmt.Sprintf("ict.report.history-html-step-%d", last), fmt.Sprintf("ict.report.history-md-step-%d", last), fmt.Sprintf("ict.report.history-step-%d", last)}
	want := slices.Sorted(slices.Values(slices.Concat(frames, step, []string{fmt.Sprintf("ict.report.provenance-%d", last)})))
	if d := cmp.Diff(want, keys); d != "" {
		t.Errorf("put with revision %d (-want +got):\n%s", last, d)
	}
	whole := 0
	for _, key := range frames {
		whole += len(w.View(s, key))
	}
	w.Do(delegation.Chair, negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: "kestria", Names: map[string]string{"en": "Kestria"}}})
	w.View(s, "ict.report.history")
	admitted := s.since()
	for key := range admitted {
		if !slices.Contains(frames, key) {
			t.Errorf("%s was put because somebody takes part", key)
		}
	}
	s.lose()
	w.Do("kestria", negotiation.ProposeAmendment{Proposal: amendment.Proposal{
		Operation: amendment.DeleteParagraph, Anchor: amendment.Anchor{Paragraph: "1"},
	}})
	w.View(s, "ict.report.history")
	if again := s.since(); len(again) != 4*last {
		t.Errorf("%d views were put when all were lost, want %d", len(again), 4*last)
	}
	t.Logf("the history in three formats has %d bytes; revision %d put %d, of these frames %d; a delegation %d",
		whole, last, total(put), put[frames[0]]+put[frames[1]]+put[frames[2]], total(admitted))
}
