package timekeeper_test

import (
	"testing"
	"time"

	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service/servicetest"
	"adref/services/timekeeper"
)

// blocked are the commits that record a failed adoption.
func blocked(w *servicetest.World) []eventlog.Stored {
	w.T.Helper()
	return commitsOf(w, (event.AdoptionBlocked{}).Kind())
}

func closing(w *servicetest.World, objects bool) {
	w.T.Helper()
	w.Do(delegation.Chair, negotiation.ConveneMeeting{Name: "First meeting"})
	w.Do(delegation.Chair, negotiation.AdoptProgramme{Programme: "L.1"})
	w.Do(delegation.Chair, negotiation.ProposeAdoption{})
	if objects {
		w.Do("norland", negotiation.Object{})
	}
	w.Do(delegation.Chair, negotiation.CloseMeeting{})
}

func waitBlocked(w *servicetest.World, n int) []eventlog.Stored {
	w.T.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end) && len(blocked(w)) < n; time.Sleep(20 * time.Millisecond) {
	}
	time.Sleep(500 * time.Millisecond) // another replica has its chance
	all := blocked(w)
	if len(all) != n {
		w.T.Fatalf("%d adoptions are blocked, want %d", len(all), n)
	}
	return all
}

// An adoption fails with the meeting that closes while objections stand, once, however many timekeepers run.
func TestAnAdoptionFailsWithItsMeeting(t *testing.T) {
	w := negotiating(t)
	w.Start(timekeeper.New())
	w.Start(timekeeper.New())
	closing(w, true)
	if c := waitBlocked(w, 1)[0]; c.Actor != delegation.Chair || w.Document().Proposed != 0 {
		t.Errorf("commit %+v, proposed %d", c, w.Document().Proposed)
	}
	w.Do(delegation.Chair, negotiation.ProposeAdoption{}) // again, outside a meeting
	w.Do(delegation.Chair, negotiation.ConveneMeeting{Name: "Second meeting"})
	w.Do("norland", negotiation.Object{})
	w.Do(delegation.Chair, negotiation.CloseMeeting{})
	waitBlocked(w, 2)
}

func TestAnAdoptionWithoutObjectionOutlivesItsMeeting(t *testing.T) {
	w := negotiating(t)
	w.Start(timekeeper.New())
	closing(w, false)
	waitBlocked(w, 0)
	if w.Document().Proposed != 1 {
		t.Error("the proposal is gone")
	}
}

// The meeting closes while no timekeeper runs.
func TestAMeetingThatClosedUnseenIsActedOnAtTheStart(t *testing.T) {
	w := negotiating(t)
	closing(w, true)
	w.Start(timekeeper.New())
	waitBlocked(w, 1)
	w.Start(timekeeper.New())()
	waitBlocked(w, 1)
}
