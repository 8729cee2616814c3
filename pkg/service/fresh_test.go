package service_test

import (
	"encoding/json"
	"testing"

	"adref/pkg/bus/bustest"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/meeting"
	"adref/pkg/negotiation"
)

// TestWhatTheChairSetsHoldsForTheNextCommand, on a log that tells writers of the record when it grows.
func TestWhatTheChairSetsHoldsForTheNextCommand(t *testing.T) {
	h := newHouse(t, bustest.Start(t, t.TempDir()).URL())
	h.open(t, 1, newest())
	h.do(t, "", negotiation.ConveneMeeting{Name: "First"})
	const n = 100
	for i := range n {
		h.do(t, "", negotiation.ChangeMode{Mode: []meeting.Mode{meeting.Informal, meeting.Formal}[i%2]})
		h.propose(t, document(0))
	}
	ss, err := eventlog.NewJetStream(h.mine).Read(t.Context(), eventlog.Aggregate{Process: "ict", Document: document(0)}, 2)
	if err != nil || len(ss) != n {
		t.Fatal(len(ss), err)
	}
	for i, s := range ss {
		var e event.AmendmentProposed
		if err := json.Unmarshal(s.Events[0].Data, &e); err != nil {
			t.Fatal(err)
		}
		if want := []meeting.Mode{meeting.Informal, meeting.Formal}[i%2]; e.Mode != want {
			t.Errorf("amendment %d was proposed in mode %q, want %q", i+1, e.Mode, want)
		}
	}
}
