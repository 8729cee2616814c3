package service

import (
	"context"
	"sync"

	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
)

// record is the state of a process that all its documents share. It may be used from several goroutines.
//
// Law: what view shows after fresh has returned reflects at least every commit that was stored when fresh was called.
type record struct {
	log eventlog.Reader

	reading sync.Mutex // held while the log is read: one reads, for all who wait
	gate    sync.Mutex
	next    *reading // the one that has not begun, nil if nobody waits for it

	state sync.RWMutex
	fold  *folded[negotiation.Process]
}

// reading is one look at the log.
type reading struct {
	done chan struct{}
	err  error
}

func newRecord(log eventlog.Reader, process string) *record {
	name := eventlog.Aggregate{Process: process, Document: eventlog.Record}
	return &record{log: log, fold: newFolded(name, (*negotiation.Process).Evolve)}
}

// fresh brings the state up to date. Those who come while the log is being read share the next reading: one that began before
// they came may lack what they must see.
func (r *record) fresh(ctx context.Context) error {
	r.gate.Lock()
	mine := r.next
	first := mine == nil
	if first {
		mine = &reading{done: make(chan struct{})}
		r.next = mine
	}
	r.gate.Unlock()
	if !first {
		<-mine.done // it is bound to the deadline of whoever reads
		return mine.err
	}
	r.reading.Lock()
	defer r.reading.Unlock()
	r.gate.Lock()
	r.next = nil
	r.gate.Unlock()
	mine.err = r.read(ctx)
	close(mine.done)
	return mine.err
}

// read folds what is new.
func (r *record) read(ctx context.Context) error {
	more, err := r.log.Read(ctx, r.fold.name, r.fold.version) // only read changes the fold
	if err != nil || len(more) == 0 {
		return err
	}
	r.state.Lock()
	defer r.state.Unlock()
	for _, c := range more {
		if err := r.fold.fold(c); err != nil {
			return err
		}
	}
	return nil
}

// view shows the state to f, which must not keep or change it.
func (r *record) view(f func(*negotiation.Process)) {
	r.state.RLock()
	defer r.state.RUnlock()
	f(&r.fold.state)
}
