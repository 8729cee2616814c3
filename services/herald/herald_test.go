package herald_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/amendment"
	"adref/pkg/api"
	"adref/pkg/delegation"
	"adref/pkg/negotiation"
	"adref/pkg/position"
	"adref/pkg/service/servicetest"
	"adref/services/drafter"
	"adref/services/herald"
	"adref/services/recorder"
)

const zero = "# Report\n\n1. The Group met three times.\n\n2. The Group recommends a timely dialogue.\n"

func TestEveryEventIsAnnouncedOnceToThoseWhoMaySeeIt(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New())
	stop := w.Start(herald.New())
	w.Open("norland")
	w.Table("Zero draft", zero)
	w.Do("norland", negotiation.ProposeAmendment{Proposal: amendment.Proposal{
		Operation: amendment.DeleteWords, Anchor: amendment.Anchor{Paragraph: "2", Quote: "timely"}}})
	w.Do("norland", negotiation.RecordPosition{On: position.Target{Paragraph: "2"}, Stance: position.RedLine, Audience: position.ChairOnly})
	w.Do(delegation.Chair, negotiation.AgreeParagraph{Paragraph: "1"})
	first := heard(t, w, api.Filter{}, w.Last)

	want := []string{"process.opened public", "delegation.admitted public", "document.opened public", "revision.tabled public",
		"amendment.proposed public 2", "position.recorded chair 2", "paragraph.agreed public 1"}
	if d := cmp.Diff(want, told(first)); d != "" {
		t.Errorf("announced (-want +got):\n%s", d)
	}
	if public := heard(t, w, api.Filter{Audience: "public"}, w.Last); len(public) != len(want)-1 {
		t.Errorf("the public hears %d events, want %d", len(public), len(want)-1)
	}
	if norlands := heard(t, w, api.Filter{Delegation: "norland", Kind: "amendment"}, first[4].Seq); len(norlands) != 1 || norlands[0].Subject == "" {
		t.Errorf("of Norland's amendments: %v", told(norlands))
	}

	// A herald that has lost its place in the log announces nothing twice.
	stop()
	w.Rebuild(herald.New())
	w.Start(herald.New())
	w.Do(delegation.Chair, negotiation.ReopenParagraph{Paragraph: "1"})
	again := heard(t, w, api.Filter{}, w.Last)
	if d := cmp.Diff(append(want, "paragraph.reopened public 1"), told(again)); d != "" {
		t.Errorf("after a restart (-want +got):\n%s", d)
	}

	// Dropped and filled again, it holds the same.
	stream, err := w.Env.Bus.JS.Stream(t.Context(), api.PublicStream)
	if err != nil {
		t.Fatal(err)
	}
	config := stream.CachedInfo().Config
	if err := w.Env.Bus.JS.DeleteStream(t.Context(), api.PublicStream); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Env.Bus.JS.CreateStream(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	w.Rebuild(herald.New())
	refilled := heard(t, w, api.Filter{}, w.Last)
	if d := cmp.Diff(sayings(again), sayings(refilled)); d != "" {
		t.Errorf("filled again (-before +after):\n%s", d)
	}
}

// heard are the events that pass the filter, up to the one of the commit at seq.
func heard(t *testing.T, w *servicetest.World, f api.Filter, seq uint64) []api.PublicEvent {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	all := errors.New("all")
	var out []api.PublicEvent
	err := api.NewClient(w.Env.Bus).Watch(ctx, f, 0, func(e api.PublicEvent) error {
		out = append(out, e)
		if e.Seq == seq {
			return all
		}
		return nil
	})
	if !errors.Is(err, all) {
		t.Fatalf("commit %d was not announced after %d events: %v", seq, len(out), err)
	}
	return out
}

func told(es []api.PublicEvent) []string {
	var out []string
	for _, e := range es {
		s := e.Type + " " + e.Audience
		for _, c := range e.Cites {
			s += " " + c
		}
		out = append(out, s)
	}
	return out
}

func sayings(es []api.PublicEvent) []string {
	var out []string
	for _, e := range es {
		out = append(out, e.ID+" "+e.Says)
	}
	return out
}
