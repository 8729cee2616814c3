// Package timekeeper acts when a time has come: it asks for the conclusion of a silence that nobody broke before the deadline, and
// for the record that an adoption failed when the meeting closed while objections stood.
//
// It is a client like any other and decides nothing: it sends a command of the chair's office, and the document checks the clock
// and the objections again. The deadlines are scheduled messages on the server (stream TIMER), which survive restarts; a deadline
// is set again at every start, which replaces it. The ID of the command follows from the deadline, so it has one effect however
// often the timer fires and however many replicas there are.
package timekeeper

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"adref/pkg/api"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/service"
)

// Service is the timekeeper.
type Service struct{}

// New is a timekeeper.
func New() Service { return Service{} }

// Name is "timekeeper".
func (Service) Name() string { return "timekeeper" }

// Run sets the deadlines that the log holds and acts on those that have passed.
func (s Service) Run(ctx context.Context, env service.Env, ready func()) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	last, err := env.Log.Last(ctx)
	if err != nil {
		return err
	}
	k := &timekeeper{
		bell:  bell{conn: env.Bus, client: api.NewClient(env.Bus), now: env.Now, logger: env.Logger},
		until: last, ready: ready, open: map[eventlog.Aggregate]deadline{},
		questions: map[eventlog.Aggregate]question{}, failed: map[eventlog.Aggregate]deadline{},
	}
	var ringing sync.WaitGroup
	var rung error
	ringing.Go(func() {
		defer cancel()
		rung = k.bell.listen(ctx, s.Name())
	})
	err = k.start(ctx)
	if err == nil {
		err = env.Log.Follow(ctx, 0, func(c eventlog.Stored) error { return k.see(ctx, c) })
	}
	cancel()
	ringing.Wait()
	return cmp.Or(err, rung)
}

// timekeeper is used by one goroutine.
type timekeeper struct {
	bell  bell
	until uint64 // Seq of the newest commit when it started; the deadlines up to there are set when it has been seen
	ready func()
	open  map[eventlog.Aggregate]deadline
	// questions are the adoptions that are proposed, failed those whose meeting closed over objections and that are not recorded so.
	questions map[eventlog.Aggregate]question
	failed    map[eventlog.Aggregate]deadline
}

// deadline is when the silence on a text ends or, where it names a meeting, when that meeting closed over its adoption.
type deadline struct {
	Process  string    `json:"process"`
	Document string    `json:"document"`
	Revision int       `json:"revision"`
	At       time.Time `json:"at"`
	Meeting  string    `json:"meeting,omitempty"` // ID
}

// start is ready at once where there is nothing to be seen first.
func (k *timekeeper) start(ctx context.Context) error {
	if k.until > 0 {
		return nil
	}
	k.ready()
	return nil
}

// see takes a commit in.
func (k *timekeeper) see(ctx context.Context, c eventlog.Stored) error {
	events, err := event.DecodeAll(c.Events)
	if err != nil {
		return fmt.Errorf("%s version %d: %w: %w", c.Aggregate, c.Version, eventlog.ErrBroken, err)
	}
	changed := false
	var failed []deadline
	for _, e := range events {
		changed = k.note(c.Aggregate, e) || changed
		k.put(c.Aggregate, e)
		if e, closes := e.(*event.MeetingClosed); closes {
			failed = k.closed(c.Process, e, c)
		}
	}
	switch {
	case c.Seq < k.until:
		return nil
	case c.Seq == k.until:
		if err := k.setAll(ctx, slices.Concat(slices.Collect(maps.Values(k.open)), slices.Collect(maps.Values(k.failed)))); err != nil {
			return err
		}
		k.ready()
		return nil
	}
	if d, ok := k.open[c.Aggregate]; ok && changed {
		return k.bell.set(ctx, d)
	}
	return k.setAll(ctx, failed)
}

func (k *timekeeper) setAll(ctx context.Context, all []deadline) error {
	for _, d := range all {
		if err := k.bell.set(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// note keeps the deadline of a document and says whether an event changed it. A deadline that no longer matters may fire: the
// document refuses the conclusion then.
func (k *timekeeper) note(a eventlog.Aggregate, e event.Event) bool {
	switch e := e.(type) {
	case *event.SilenceOpened:
		k.open[a] = deadline{Process: a.Process, Document: a.Document, Revision: e.Revision, At: e.Deadline}
	case *event.SilenceExtended:
		k.open[a] = deadline{Process: a.Process, Document: a.Document, Revision: e.Revision, At: e.Deadline}
	case *event.SilenceConcluded, *event.RevisionTabled, *event.TextAdopted, *event.DocumentWithdrawn:
		delete(k.open, a)
	default:
		return false
	}
	return true
}
