//go:build linux

package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"adref/pkg/api"
	"adref/pkg/backup"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/view"
)

// The storm itself is a step of .ci/run. These tests show that its audit finds what it is there to find.

func stored(seq uint64, command string) eventlog.Stored {
	return eventlog.Stored{Seq: seq, Commit: eventlog.Commit{
		Aggregate: eventlog.Aggregate{Process: "p0", Document: "d0"}, Version: seq, Command: command, Events: []event.Stored{{Kind: "rules.set"}},
	}}
}

func told(seq uint64, command string) sent {
	return sent{id: command, process: "p0", document: "d0", reply: api.Reply{Seq: seq, Version: seq}}
}

func TestTheAuditFindsWhatIsWrongInTheLog(t *testing.T) {
	for name, c := range map[string]struct {
		log      []eventlog.Stored
		accepted []sent
		says     string
	}{
		"lost":               {[]eventlog.Stored{stored(1, "a")}, []sent{told(1, "a"), told(2, "b")}, "1 acknowledged commands are not in the log, such as b"},
		"doubled":            {[]eventlog.Stored{stored(1, "a"), stored(2, "a")}, []sent{told(1, "a")}, "in the log more than once, such as a"},
		"elsewhere":          {[]eventlog.Stored{stored(2, "a")}, []sent{told(1, "a")}, "not where their receipts say, such as a"},
		"never acknowledged": {[]eventlog.Stored{stored(1, "a"), stored(2, "b")}, []sent{told(1, "a")}, "never acknowledged, such as b"},
	} {
		t.Run(name, func(t *testing.T) {
			r := report{faults: newFaults()}
			r.count(c.log, &load{accepted: c.accepted})
			if err := r.verdict(); !strings.Contains(fmt.Sprint(err), c.says) {
				t.Errorf("verdict %v, want %q", err, c.says)
			}
		})
	}
}

func TestTheAuditFindsWhatASubscriberMissed(t *testing.T) {
	for name, c := range map[string]struct {
		got  []string
		want hearing
	}{
		"all":          {[]string{"a", "b", "c"}, hearing{heard: 3, ordered: true}},
		"missed":       {[]string{"a", "c"}, hearing{heard: 2, missed: 1}},
		"doubled":      {[]string{"a", "b", "b", "c"}, hearing{heard: 4, doubled: 1}},
		"out of order": {[]string{"b", "a", "c"}, hearing{heard: 3}},
	} {
		t.Run(name, func(t *testing.T) {
			var r report
			r.compareHeard(&heard{}, []string{"a", "b", "c"}, c.got)
			if r.hearings[0] != c.want {
				t.Errorf("%+v, want %+v", r.hearings[0], c.want)
			}
		})
	}
}

func TestWhatIsHeardAgainMustBeAllOfIt(t *testing.T) {
	want := []string{"a", "b", "c"}
	for name, c := range map[string]struct {
		heard string // each letter an event, in the order of the log
		want  hearing
	}{
		"filled again":               {"ababc", hearing{heard: 3, ordered: true, filled: 1}},
		"announced twice":            {"abbc", hearing{heard: 2, missed: 1, filled: 1}},
		"filled again from later on": {"abcbc", hearing{heard: 2, missed: 1, filled: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			var h heard
			for _, id := range c.heard {
				h.add(api.PublicEvent{ID: string(id), Seq: uint64(id)}, "")
			}
			r := report{faults: newFaults(), accepted: 1}
			r.compareHeard(&h, want, h.all())
			if r.hearings[0] != c.want {
				t.Errorf("%+v, want %+v", r.hearings[0], c.want)
			}
			if err := r.verdict(); !strings.Contains(fmt.Sprint(err), "nothing had been taken from the stream") {
				t.Errorf("verdict without a purge: %v", err)
			}
		})
	}
}

func TestTheAuditFindsAProjectionThatDiffers(t *testing.T) {
	live, again := view.NewMemory(), view.NewMemory()
	for s, value := range map[*view.Memory]string{live: "old", again: "new"} {
		if err := s.Put(context.Background(), view.Entry{Key: "p0.d0.history", Value: []byte(value)}); err != nil {
			t.Fatal(err)
		}
	}
	r := report{faults: newFaults()}
	if err := r.compareViews(t.Context(), "differ", live, again); err != nil {
		t.Fatal(err)
	}
	if err := r.verdict(); !strings.Contains(fmt.Sprint(err), "projections differ, such as differ p0.d0.history") {
		t.Errorf("verdict %v", err)
	}
}

func TestTheAuditFindsASilenceThatWasConcludedNotOnce(t *testing.T) {
	conclusion := func(seq uint64, command string) eventlog.Stored {
		c := stored(seq, command)
		c.Process, c.Document, c.Verb = "p1", quiet, "conclude-silence"
		return c
	}
	r := report{faults: newFaults()}
	r.count([]eventlog.Stored{conclusion(1, "a"), conclusion(2, "b")}, &load{})
	for _, says := range []string{"p0/quiet was concluded 0 times", "p1/quiet was concluded 2 times"} {
		if err := r.verdict(); !strings.Contains(fmt.Sprint(err), says) || strings.Contains(fmt.Sprint(err), "never acknowledged") {
			t.Errorf("verdict %v, want %q", err, says)
		}
	}
}

func TestTheAuditFindsATextThatIsLost(t *testing.T) {
	r := report{faults: newFaults(), gone: []backup.Lost{{Digest: "a783", Seq: 7, What: "no such blob"}}}
	if err := r.verdict(); !strings.Contains(fmt.Sprint(err), "1 texts that the log names are lost, such as a783") {
		t.Errorf("verdict %v", err)
	}
}

func TestAStormWithoutWorkShowsNothing(t *testing.T) {
	r := report{faults: newFaults()}
	if err := r.verdict(); err == nil {
		t.Error("a report of nothing is taken for a good one")
	}
}
