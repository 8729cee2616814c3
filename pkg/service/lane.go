package service

import (
	"context"
	"fmt"

	"adref/pkg/api"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
)

// lane orders the commands of one aggregate in this replica; other replicas are ordered by the log. Its state is as of the last
// time that it was read or appended to, which is enough to accept a command: the log takes the commit only if nobody else has
// written since. A refusal is not checked by the log, so it needs a state that was read after the command came.
type lane struct {
	turn   chan struct{} // holds one token: whoever has it decides
	loader *Loader
	record *record // of the process, for a document
}

// laneTexts is how many parsed texts a lane keeps: those that its commands are about.
const laneTexts = 3

// wait takes the turn of the lane. Errors: eventlog.ErrUnavailable when the context ends first.
func (ln *lane) wait(ctx context.Context) error {
	select {
	case <-ln.turn:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting for the commands before it: %w: %w", eventlog.ErrUnavailable, ctx.Err())
	}
}

func (ln *lane) leave() { ln.turn <- struct{}{} }

// document is the state of a document that commands are about, read anew if fresh.
func (ln *lane) document(ctx context.Context, r negotiation.Request, fresh bool) (*folded[negotiation.Document], error) {
	if r.Document == "" {
		return newFolded(eventlog.Aggregate{}, (*negotiation.Document).Evolve, false), nil
	}
	if d := ln.loader.documents[eventlog.Aggregate{Process: r.Process, Document: r.Document}]; d != nil && !fresh {
		return d, nil
	}
	return ln.loader.document(ctx, r.Process, r.Document, Newest)
}

// process is the state of the process itself, read anew if fresh.
func (ln *lane) process(ctx context.Context, process string, fresh bool) (*folded[negotiation.Process], error) {
	if p := ln.loader.processes[process]; p != nil && !fresh {
		return p, nil
	}
	return ln.loader.process(ctx, process, Newest)
}

// commit is what was decided, after what was loaded.
func commit[S any](f *folded[S], r negotiation.Request, events []event.Event) eventlog.Commit {
	c := eventlog.Commit{
		Aggregate: f.name, Version: f.version + 1, Prev: f.hash, Command: r.ID, Verb: r.Command.Verb(), Actor: r.Actor, At: r.At, Schema: eventlog.Schema,
	}
	for _, e := range events {
		c.Events = append(c.Events, event.Encode(e))
	}
	return c.Seal()
}

// store appends a commit. It is folded when its client has been told; see settle.
func store[S any](ctx context.Context, log eventlog.Appender, f *folded[S], c eventlog.Commit, events []event.Event) (api.Reply, error) {
	receipt, err := log.Append(ctx, c)
	if err != nil {
		return api.Reply{}, err
	}
	if receipt.Duplicate {
		return api.Reply{}, fmt.Errorf("the command is stored already: %w", eventlog.ErrConflict) // load it and answer as then
	}
	s := eventlog.Stored{Commit: c, Seq: receipt.Seq}
	f.ahead = append(f.ahead, s)
	return reply(&s, events), nil
}

// settle folds what was stored. Where that fails the aggregate is read anew, and whoever does so says what is wrong with it.
func (ln *lane) settle(r negotiation.Request) {
	a := eventlog.Aggregate{Process: r.Process, Document: r.Document}
	if d := ln.loader.documents[a]; d != nil && d.advance(Newest) != nil {
		delete(ln.loader.documents, a)
	}
	if p := ln.loader.processes[r.Process]; p != nil && p.advance(Newest) != nil {
		delete(ln.loader.processes, r.Process)
	}
}
