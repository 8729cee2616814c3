package event_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/amendment"
	"adref/pkg/event"
)

// hot are the kinds that are read without reflection.
var hot = []string{"amendment.proposed", "amendment.cosponsored", "amendment.disposed", "position.recorded"}

// ofHot are samples of the hot kinds, with every field set and with as few as possible. An amendment out of a file is none.
func ofHot() []event.Event {
	out := []event.Event{
		&event.AmendmentProposed{Amendment: "a1", Sponsors: []string{"norland"}},
		&event.AmendmentProposed{
			Amendment: "a1", Sponsors: []string{},
			Proposal: amendment.Proposal{Operation: amendment.DeleteParagraph, Anchor: amendment.Anchor{Paragraph: "b1"}, Words: "a <b> “c”\n\\"},
		},
		&event.AmendmentCosponsored{Sponsors: []string{}}, &event.AmendmentDisposed{}, &event.PositionRecorded{},
	}
	for _, e := range samples() {
		if p, ok := e.(*event.AmendmentProposed); ok {
			p.Source = amendment.Source{}
		}
		if slices.Contains(hot, e.Kind()) {
			out = append(out, e)
		}
	}
	return out
}

func TestHotEventsNeedNoReflection(t *testing.T) {
	for _, want := range ofHot() {
		s := event.Encode(want)
		got, ok := event.Fast(s)
		if !ok {
			t.Errorf("it goes the slow way: %s", s.Data)
			continue
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", s.Kind, d)
		}
	}
}

// FuzzFast: what is read the fast way is what encoding/json reads.
func FuzzFast(f *testing.F) {
	for _, e := range ofHot() {
		s := event.Encode(e)
		f.Add(slices.Index(hot, s.Kind), []byte(s.Data))
	}
	f.Add(0, []byte(`{"amendment":"a1","amendment":"a2"}`))
	f.Add(1, []byte(`{"amendment":"a1","sponsors":["a",]}`))
	f.Fuzz(func(t *testing.T, kind int, data []byte) {
		if kind < 0 || kind >= len(hot) {
			return
		}
		got, ok := event.Fast(event.Stored{Kind: hot[kind], Data: data})
		if !ok {
			return
		}
		entry, _ := event.Lookup(hot[kind])
		want := entry.New()
		if err := json.Unmarshal(data, want); err != nil {
			t.Fatalf("read, and %v", err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("read as another event (-want +got):\n%s", d)
		}
	})
}

// BenchmarkDecode is what an event costs, of which there are most.
func BenchmarkDecode(b *testing.B) {
	s := event.Encode(&event.AmendmentProposed{
		Amendment: "a12", Sponsors: []string{"norland"},
		Proposal: amendment.Proposal{
			Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Revision: 1, Paragraph: "b3", Quote: "timely and concrete"}, Words: "timely, concrete and inclusive",
		},
		Before: "The Group, having met 2 times, recommends a timely and concrete dialogue among States.",
		After:  "The Group, having met 2 times, recommends a timely, concrete and inclusive dialogue among States.",
	})
	b.Run("fast", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := event.Decode(s); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding/json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := json.Unmarshal(s.Data, new(event.AmendmentProposed)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
