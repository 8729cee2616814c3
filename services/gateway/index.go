package gateway

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
)

const (
	// freshness is how long a read waits for the Seq that it asks for.
	freshness = 10 * time.Second
	// resumeAfter is how long the index waits before it asks a lost log again.
	resumeAfter = time.Second
)

// index is every process and document as of one Seq of the log, folded in memory. It may be used from several goroutines.
//
// Law: what it returns is never changed afterwards; a read that waited for a Seq sees at least that Seq.
type index struct {
	mu        sync.RWMutex
	processes map[string]*processFold
	seq       uint64 // of the last commit folded
	// known is true once start is known: how long the log was when the index began. Before it is reached, what is here is
	// less than what was there before.
	known  bool
	start  uint64
	broken error         // why the index has halted
	lost   error         // why the log cannot be followed now
	moved  chan struct{} // closed, and made anew, when any of the above changes
}

// processFold is a process, its documents and its commits. frozen is a copy for readers, nil when the state has changed since.
type processFold struct {
	record    fold
	state     negotiation.Process
	frozen    *negotiation.Process
	documents map[string]*documentFold
	order     []string // of the documents, as they were opened
	commits   []Commit
}

// documentFold is a document; frozen as in processFold.
type documentFold struct {
	record fold
	state  negotiation.Document
	frozen *negotiation.Document
}

// fold is where the chain of an aggregate stands.
type fold struct {
	version uint64
	hash    string
	seq     uint64
}

func newIndex() *index {
	return &index{processes: map[string]*processFold{}, moved: make(chan struct{})}
}

// run follows the log until the context ends. A log that is away is asked again; a broken one halts the index for good.
func (x *index) run(ctx context.Context, log eventlog.Follower, logger *slog.Logger) {
	for ctx.Err() == nil {
		err := x.follow(ctx, log)
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, eventlog.ErrBroken):
			logger.Error("the log is broken: the gateway answers no reads", "after", x.at(), "error", err)
			x.change(func() { x.broken = err })
			return
		}
		logger.Warn("the log is lost, following it again", "after", x.at(), "error", err)
		x.change(func() { x.lost = err })
		select {
		case <-ctx.Done():
		case <-time.After(resumeAfter):
		}
	}
}

func (x *index) follow(ctx context.Context, log eventlog.Follower) error {
	last, err := log.Last(ctx)
	if err != nil {
		return err
	}
	if at := x.at(); last < at {
		return fmt.Errorf("the log ends at %d and was read up to %d: %w", last, at, eventlog.ErrBroken)
	}
	x.change(func() {
		if !x.known {
			x.known, x.start = true, last
		}
		x.lost = nil
	})
	err = log.Follow(ctx, x.at(), x.fold)
	if err == nil && ctx.Err() == nil {
		return fmt.Errorf("following ended: %w", eventlog.ErrUnavailable)
	}
	return err
}

// change changes the index and wakes those who wait.
func (x *index) change(what func()) {
	x.mu.Lock()
	defer x.mu.Unlock()
	what()
	close(x.moved)
	x.moved = make(chan struct{})
}

// fold takes the next commit of the log.
func (x *index) fold(c eventlog.Stored) error {
	events, err := event.DecodeAll(c.Events)
	if err != nil {
		return fmt.Errorf("%s version %d: %w: %w", c.Aggregate, c.Version, eventlog.ErrBroken, err)
	}
	x.change(func() { err = x.take(c, events) })
	return err
}

func (x *index) take(c eventlog.Stored, events []event.Event) error {
	p := x.processes[c.Process]
	if p == nil {
		p = &processFold{documents: map[string]*documentFold{}}
		x.processes[c.Process] = p
	}
	if c.Document == eventlog.Record {
		if err := p.record.next(c); err != nil {
			return err
		}
		for _, e := range events {
			p.state.Evolve(e, c.At)
		}
		p.frozen = nil
	} else {
		d := p.documents[c.Document]
		if d == nil {
			d = &documentFold{}
			p.documents[c.Document] = d
			p.order = append(p.order, c.Document)
		}
		if err := d.record.next(c); err != nil {
			return err
		}
		for _, e := range events {
			d.state.Evolve(e, c.At)
		}
		d.frozen = nil
	}
	p.commits = append(p.commits, commit(c, events))
	x.seq = c.Seq
	return nil
}

// next checks that a commit follows the last one of its aggregate: version = last + 1, or stop and alarm.
func (f *fold) next(c eventlog.Stored) error {
	if c.Version != f.version+1 || c.Prev != f.hash {
		return fmt.Errorf("%s: version %d follows version %d: %w", c.Aggregate, c.Version, f.version, eventlog.ErrBroken)
	}
	*f = fold{version: c.Version, hash: c.Hash, seq: c.Seq}
	return nil
}

// at is the Seq that the index reflects.
func (x *index) at() uint64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.seq
}

// wait returns when the index reflects at least seq, and all that was in the log when it began. Errors: eventlog.ErrBroken;
// eventlog.ErrUnavailable when that takes too long.
func (x *index) wait(ctx context.Context, seq uint64) error {
	ctx, cancel := context.WithTimeout(ctx, freshness)
	defer cancel()
	for {
		x.mu.RLock()
		broken, lost, at, moved := x.broken, x.lost, x.seq, x.moved
		fresh := x.known && at >= max(seq, x.start)
		x.mu.RUnlock()
		switch {
		case broken != nil:
			return broken
		case fresh:
			return nil
		}
		select {
		case <-moved:
		case <-ctx.Done():
			if lost != nil {
				return fmt.Errorf("the log is read up to %d: %w", at, lost)
			}
			return fmt.Errorf("the log is read up to %d and not yet to %d: %w", at, seq, eventlog.ErrUnavailable)
		}
	}
}

// health says what is wrong, nil for nothing.
func (x *index) health() error {
	x.mu.RLock()
	defer x.mu.RUnlock()
	switch {
	case x.broken != nil:
		return x.broken
	case x.lost != nil:
		return x.lost
	case !x.known || x.seq < x.start:
		return fmt.Errorf("the log is read up to %d of %d: %w", x.seq, x.start, eventlog.ErrUnavailable)
	}
	return nil
}

// processState is a process at one moment.
type processState struct {
	*negotiation.Process
	Code      string
	Seq       uint64 // of the whole index
	Documents []documentState
	Commits   []Commit
}

// documentState is a document at one moment, in its process.
type documentState struct {
	*negotiation.Document
	Process *processState
	Code    string
	Seq     uint64 // of the document's last commit
}

// list is every process, in the order of their codes.
func (x *index) list() (all []*processState, seq uint64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for code, p := range x.processes {
		all = append(all, p.freeze(code, x.seq))
	}
	slices.SortFunc(all, func(a, b *processState) int { return strings.Compare(a.Code, b.Code) })
	return all, x.seq
}

// process is a process with its documents; the error wraps negotiation.ErrNotFound.
func (x *index) process(code string) (*processState, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.processes[code]
	if p == nil {
		return nil, fmt.Errorf("process %q: %w", code, negotiation.ErrNotFound)
	}
	return p.freeze(code, x.seq), nil
}

// document is a document in its process; the error wraps negotiation.ErrNotFound.
func (x *index) document(process, code string) (documentState, error) {
	p, err := x.process(process)
	if err != nil {
		return documentState{}, err
	}
	for _, d := range p.Documents {
		if d.Code == code {
			return d, nil
		}
	}
	return documentState{}, fmt.Errorf("document %q of process %q: %w", code, process, negotiation.ErrNotFound)
}

// freeze is what readers get: nothing in it changes any more.
func (p *processFold) freeze(code string, seq uint64) *processState {
	if p.frozen == nil {
		p.frozen = cloneProcess(&p.state)
	}
	s := &processState{Process: p.frozen, Code: code, Seq: seq, Commits: p.commits[:len(p.commits):len(p.commits)]}
	for _, name := range p.order {
		d := p.documents[name]
		if d.frozen == nil {
			d.frozen = cloneDocument(&d.state)
		}
		s.Documents = append(s.Documents, documentState{Document: d.frozen, Process: s, Code: name, Seq: d.record.seq})
	}
	return s
}
