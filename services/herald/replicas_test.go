package herald_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/api"
	"adref/pkg/bus"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service/servicetest"
	"adref/services/drafter"
	"adref/services/herald"
	"adref/services/recorder"
)

// TestSeveralHeraldsAnnounceEveryEventOnce has three heralds at once, one of which comes and goes.
func TestSeveralHeraldsAnnounceEveryEventOnce(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New(), herald.New(), herald.New())
	w.Open("norland")
	w.Table("Zero draft", zero)
	for range 10 {
		stop := w.Start(herald.New())
		w.Do(delegation.Chair, negotiation.AgreeParagraph{Paragraph: "1"})
		stop()
		w.Do(delegation.Chair, negotiation.ReopenParagraph{Paragraph: "1"})
	}
	if d := cmp.Diff(inTheLog(t, w), announced(heard(t, w, api.Filter{}, w.Last))); d != "" {
		t.Errorf("announced (-want +got):\n%s", d)
	}
}

// TestAHeraldThatSleptIsNotHeardTwice is the herald that was stopped between deciding to announce an event and doing so, for
// longer than any server remembers: the event that it sends then is refused.
func TestAHeraldThatSleptIsNotHeardTwice(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New(), herald.New())
	w.Open("norland")
	events := heard(t, w, api.Filter{}, w.Last)
	client := api.NewClient(w.Env.Bus)
	for _, e := range events {
		if _, err := client.Announce(t.Context(), e, e.Sequence-1); err == nil {
			t.Errorf("%s was announced again", e.ID)
		}
	}
}

// TestAPublicStreamThatIsDroppedIsFilledAgain: by the herald that runs, not only by the next one.
func TestAPublicStreamThatIsDroppedIsFilledAgain(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New(), herald.New())
	w.Open("norland")
	w.Table("Zero draft", zero)
	before := heard(t, w, api.Filter{}, w.Last)
	if err := w.Env.Bus.JS.DeleteStream(t.Context(), bus.PublicStream); err != nil {
		t.Fatal(err)
	}
	if err := bus.Ensure(t.Context(), w.Env.Bus); err != nil {
		t.Fatal(err)
	}
	w.Do(delegation.Chair, negotiation.AgreeParagraph{Paragraph: "1"})
	after := heard(t, w, api.Filter{}, w.Last)
	if d := cmp.Diff(sayings(before), sayings(after)[:len(before)]); d != "" {
		t.Errorf("filled again (-before +after):\n%s", d)
	}
	if d := cmp.Diff(inTheLog(t, w), announced(after)); d != "" {
		t.Errorf("made anew (-want +got):\n%s", d)
	}
}

// TestAPublicStreamThatLosesEventsIsFilledAgain has two heralds run while somebody takes events out of the public stream. A
// subscriber that listened all the time misses none, however late it is.
func TestAPublicStreamThatLosesEventsIsFilledAgain(t *testing.T) {
	for name, take := range map[string]func(t *testing.T, s jetstream.Stream){
		"all of them": func(t *testing.T, s jetstream.Stream) { purge(t, s) },
		"the oldest":  func(t *testing.T, s jetstream.Stream) { purge(t, s, jetstream.WithPurgeKeep(2)) },
		"one of them": func(t *testing.T, s jetstream.Stream) { remove(t, s, 3) },
		"the newest":  func(t *testing.T, s jetstream.Stream) { remove(t, s, s.CachedInfo().State.LastSeq) },
	} {
		t.Run(name, func(t *testing.T) {
			w := servicetest.New(t, drafter.New(), recorder.New(), herald.New(), herald.New())
			w.Open("norland")
			w.Table("Zero draft", zero)
			before := heard(t, w, api.Filter{}, w.Last)
			subscriber := subscribe(t, w)
			stream, err := w.Env.Bus.JS.Stream(t.Context(), bus.PublicStream)
			if err != nil {
				t.Fatal(err)
			}
			take(t, stream)
			w.Do(delegation.Chair, negotiation.AgreeParagraph{Paragraph: "1"})
			want := inTheLog(t, w)
			refilled(t, w, len(want))
			after := heard(t, w, api.Filter{}, w.Last)
			if d := cmp.Diff(want, announced(after)); d != "" {
				t.Errorf("filled again (-want +got):\n%s", d)
			}
			if d := cmp.Diff(sayings(before), sayings(after)[:len(before)]); d != "" {
				t.Errorf("filled again (-before +after):\n%s", d)
			}
			if d := cmp.Diff(want, subscriber(len(want))); d != "" {
				t.Errorf("the subscriber heard in the end (-want +got):\n%s", d)
			}
		})
	}
}

// TestALimitOfTheOperatorIsNoLoss: old events that an operator lets go are not announced again.
func TestALimitOfTheOperatorIsNoLoss(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New())
	stream, err := w.Env.Bus.JS.Stream(t.Context(), bus.PublicStream)
	if err != nil {
		t.Fatal(err)
	}
	config := stream.CachedInfo().Config
	config.MaxMsgs = 2
	if _, err := w.Env.Bus.JS.UpdateStream(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	w.Start(herald.New())
	w.Open("norland")
	heard(t, w, api.Filter{}, w.Last)
	a, err := api.NewClient(w.Env.Bus).Announced(t.Context())
	if err != nil || a.First.Seq <= 1 || a.Lacks() != "" {
		t.Errorf("announced %+v, lacks %q, %v", a, a.Lacks(), err)
	}
}

func purge(t *testing.T, s jetstream.Stream, opts ...jetstream.StreamPurgeOpt) {
	t.Helper()
	if err := s.Purge(t.Context(), opts...); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, s jetstream.Stream, sequence uint64) {
	t.Helper()
	if err := s.DeleteMsg(t.Context(), sequence); err != nil {
		t.Fatal(err)
	}
}

// subscribe listens to everything from the beginning. The function gives the IDs heard since the stream was last filled, once
// there are n of them.
func subscribe(t *testing.T, w *servicetest.World) func(n int) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	heard := make(chan api.PublicEvent, 100)
	go func() {
		_ = api.NewClient(w.Env.Bus).Watch(ctx, api.Filter{}, 0, func(e api.PublicEvent) error { // ends with the test
			heard <- e
			return nil
		})
	}()
	return func(n int) (out []string) {
		before := api.PublicEvent{Index: -1}
		for {
			select {
			case e := <-heard:
				if !e.After(before) {
					out = nil
				}
				before = e
				out = append(out, e.ID)
				if len(out) == n {
					return out
				}
			case <-ctx.Done():
				return out
			}
		}
	}
}

// refilled waits until the public stream holds n events and lacks none.
func refilled(t *testing.T, w *servicetest.World, n int) {
	t.Helper()
	var a api.Announced
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var err error
		if a, err = api.NewClient(w.Env.Bus).Announced(t.Context()); err != nil {
			t.Fatal(err)
		}
		if a.Lacks() == "" && a.End-a.First.Sequence+1 == uint64(n) {
			return
		}
	}
	t.Fatalf("the public stream is not filled again: %+v, lacks %q", a, a.Lacks())
}

// inTheLog are the IDs of all events up to w.Last, as they must be announced.
func inTheLog(t *testing.T, w *servicetest.World) []string {
	t.Helper()
	var out []string
	all := fmt.Errorf("all")
	err := w.Env.Log.Follow(t.Context(), 0, func(c eventlog.Stored) error {
		for i := range c.Events {
			out = append(out, fmt.Sprintf("%s/%d", c.Command, i))
		}
		if c.Seq == w.Last {
			return all
		}
		return nil
	})
	if err != all {
		t.Fatal(err)
	}
	return out
}

func announced(es []api.PublicEvent) []string {
	var out []string
	for _, e := range es {
		out = append(out, e.ID)
	}
	return out
}
