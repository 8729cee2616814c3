package service

import (
	"context"
	"sync"
	"time"

	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
)

// record is the state of a process that all its documents share. It may be used from several goroutines.
//
// Law: what view shows after fresh has returned reflects at least every commit that had been acknowledged when the command was
// sent on whose account fresh was called.
type record struct {
	log eventlog.Reader
	ear *eventlog.Ear // nil where there is none

	reading sync.Mutex // held while the log is read: one reads, for all who wait
	gate    sync.Mutex
	next    *reading // the one that has not begun, nil if nobody waits for it

	state sync.RWMutex
	fold  *folded[negotiation.Process]
	heard heard
}

// heard is what an ear said before the log was read.
type heard struct {
	mark eventlog.Mark
	sure bool
	at   time.Time
}

// believed is how long an ear is believed that hears nothing. It bounds what a fault of it could do.
const believed = time.Second

// reading is one look at the log.
type reading struct {
	done chan struct{}
	err  error
}

func newRecord(log eventlog.Reader, ear *eventlog.Ear, process string) *record {
	name := eventlog.Aggregate{Process: process, Document: eventlog.Record}
	return &record{log: log, ear: ear, fold: newFolded(name, (*negotiation.Process).Evolve, false)}
}

// fresh brings the state up to date, if it is not certain to be. Those who come while the log is being read share the next reading: one that began before
// they came may lack what they must see.
func (r *record) fresh(ctx context.Context) error {
	if r.quiet() {
		return nil
	}
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

// quiet reports whether nothing has come since the log was read.
func (r *record) quiet() bool {
	now := r.listen()
	r.state.RLock()
	defer r.state.RUnlock()
	return now.sure && r.heard.sure && now.mark == r.heard.mark && now.at.Sub(r.heard.at) < believed
}

func (r *record) listen() heard {
	mark, sure := r.ear.Mark(r.fold.name.Process)
	return heard{mark, sure, time.Now()}
}

// read folds what is new.
func (r *record) read(ctx context.Context) error {
	before := r.listen()
	more, err := r.log.Read(ctx, r.fold.name, r.fold.version) // only read changes the fold
	if err != nil {
		return err
	}
	r.state.Lock()
	defer r.state.Unlock()
	r.heard = before
	for i := range more {
		if err := r.fold.fold(&more[i]); err != nil {
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
