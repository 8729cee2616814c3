package herald_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

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
