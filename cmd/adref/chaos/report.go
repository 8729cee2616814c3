//go:build linux

package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"adref/pkg/backup"
	"adref/pkg/eventlog"
)

// report is what a storm did and what it left.
type report struct {
	seed         uint64
	lasted, took time.Duration
	faults       *faults
	alone        int // ends of services that no fault caused

	commands, accepted, refused int
	twice, again                int
	slowest                     time.Duration
	unequal                     []string // answered in two ways
	lost, doubled               []string // acknowledged, and not in the log, or more than once
	misplaced                   []string // not where the receipt says
	unasked                     []string // in the log, and never acknowledged

	blobs     int            // that the log names
	gone      []backup.Lost  // blobs that the log names and that cannot be read
	silences  map[string]int // by process, how often the silence that nobody broke was concluded
	log       eventlog.Report
	events    int
	hearings  []hearing
	views     int
	pages     int
	differing []string
	caughtUp  []string // how long each projection lagged behind when the audit came to it
}

// hearing is what became of one subscriber.
type hearing struct {
	who                    string
	heard, missed, doubled int
	ordered                bool
	filled                 int // how often the stream began again, because it had lost events
}

// String is the report for people.
func (r report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "faults %d in %v (seed %d):\n", r.faults.total(), r.lasted, r.seed)
	for _, kind := range r.faults.order {
		fmt.Fprintf(&b, "  %4d  %s\n", r.faults.counts[kind], kind)
	}
	fmt.Fprintf(&b, "services that ended by themselves and were started again: %d\n", r.alone)
	fmt.Fprintf(&b, "commands %d: acknowledged %d, refused %d; sent two ways at once %d, asked again for want of an answer %d times; the slowest answer took %v\n",
		r.commands, r.accepted, r.refused, r.twice, r.again, r.slowest.Round(time.Millisecond))
	fmt.Fprintf(&b, "in the log: commits %d with %d events in %d chains; lost %d, doubled %d, elsewhere than said %d, never acknowledged %d, answered in two ways %d, holes %d\n",
		r.log.Commits, r.log.Events, r.log.Aggregates, len(r.lost), len(r.doubled), len(r.misplaced), len(r.unasked), len(r.unequal), r.log.Holes)
	fmt.Fprintf(&b, "blobs that the log names: %d, lost %d\n", r.blobs, len(r.gone))
	fmt.Fprintf(&b, "silence procedures whose deadline passed in the storm: %d, concluded %d times\n", len(r.silences), total(r.silences))
	for _, c := range r.log.Copies {
		fmt.Fprintf(&b, "copy of %s: %d commits, problem %v%s\n", c.Server, c.Commits, c.Problem, c.Absent)
	}
	for _, h := range r.hearings {
		fmt.Fprintf(&b, "%s: heard %d, missed %d, doubled %d, in order %v; the stream was filled again %d times\n", h.who, h.heard, h.missed, h.doubled, h.ordered, h.filled)
	}
	fmt.Fprintf(&b, "projections: %d views and %d answers of the gateway made again from the log, %d of them other than the live ones\n", r.views, r.pages, len(r.differing))
	fmt.Fprintf(&b, "caught up with the log: %s\n", strings.Join(r.caughtUp, ", "))
	for _, d := range r.differing {
		fmt.Fprintf(&b, "  %s\n", d)
	}
	fmt.Fprintf(&b, "took %v\n", r.took.Round(time.Second))
	return b.String()
}

func total(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// verdict says what must not be.
func (r report) verdict() error {
	var errs []error
	for what, ids := range map[string][]string{
		"acknowledged commands are not in the log": r.lost, "commands are in the log more than once": r.doubled,
		"commands are not where their receipts say": r.misplaced, "commits were never acknowledged": r.unasked,
		"commands were answered in two ways": r.unequal, "projections differ": r.differing,
	} {
		if len(ids) > 0 {
			errs = append(errs, fmt.Errorf("%d %s, such as %s", len(ids), what, ids[0]))
		}
	}
	if !r.log.OK() {
		errs = append(errs, fmt.Errorf("the log does not hold together: %d holes, %v, %v", r.log.Holes, r.log.Problem, r.log.Damaged()))
	}
	if len(r.gone) > 0 {
		errs = append(errs, fmt.Errorf("%d texts that the log names are lost, such as %s", len(r.gone), r.gone[0]))
	}
	for process, times := range r.silences {
		if times != 1 {
			errs = append(errs, fmt.Errorf("the silence on %s/%s was concluded %d times", process, quiet, times))
		}
	}
	for _, c := range r.log.Copies {
		if c.Absent != "" {
			errs = append(errs, fmt.Errorf("the copy of %s was not read: %s", c.Server, c.Absent))
		}
	}
	for _, h := range r.hearings {
		if h.missed > 0 || h.doubled > 0 || !h.ordered || h.heard == 0 {
			errs = append(errs, fmt.Errorf("the %s missed %d events and heard %d twice, in order: %v", h.who, h.missed, h.doubled, h.ordered))
		}
		if h.filled > 0 && r.faults.of(purged) == 0 {
			errs = append(errs, fmt.Errorf("the %s heard the events anew %d times, and nothing had been taken from the stream", h.who, h.filled))
		}
	}
	if r.accepted == 0 || r.faults.total() == 0 {
		errs = append(errs, errors.New("nothing happened, so nothing is shown"))
	}
	return errors.Join(errs...)
}
