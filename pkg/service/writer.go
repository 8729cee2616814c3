package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go/micro"

	"adref/pkg/api"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
)

// Prepare looks up the facts that a command needs, before it is decided. It may be called again for the same request when
// somebody else wrote in between.
type Prepare func(ctx context.Context, l *Loader, d *negotiation.Document, r *negotiation.Request) error

// Limits of a writer.
const (
	// requestTime bounds one command, over all attempts: longer than the 5 to 7 seconds that a cluster needs for a new leader.
	requestTime = 20 * time.Second
	// attempts bounds how often a command is decided again because somebody else wrote first.
	attempts = 50
)

// Writer is the write side of a service: it serves the commands of one scope.
//
// The cycle of a command: 1. load the aggregates as they are now; 2. if the command is in the log already, answer as then;
// 3. look up its facts; 4. decide, purely; 5. append after the version that was loaded; 6. on a conflict begin again.
// The acknowledgement is the stored commit.
type Writer struct {
	name    string
	scope   negotiation.Scope
	prepare Prepare
	env     Env

	mu    sync.Mutex
	lanes map[string]*lane // by process
}

// lane orders the commands of one process in this replica; other replicas are ordered by the log.
type lane struct {
	mu     sync.Mutex
	loader *Loader
}

// NewWriter is a writer for the commands of a scope, under the name of its service.
func NewWriter(name string, scope negotiation.Scope, env Env, prepare Prepare) *Writer {
	return &Writer{name: name, scope: scope, prepare: prepare, env: env, lanes: map[string]*lane{}}
}

// Serve answers commands on the bus until the context ends; then it finishes those it has begun.
func (w *Writer) Serve(ctx context.Context, ready func()) error {
	var running sync.WaitGroup
	defer running.Wait()
	svc, err := micro.AddService(w.env.Bus.NC, micro.Config{
		Name: "adref-" + w.name + "-commands", Version: "1.0.0", QueueGroup: w.name,
		Description: "decides the commands of a " + string(w.scope),
	})
	if err != nil {
		return fmt.Errorf("%s: serving commands: %w", w.name, err)
	}
	defer svc.Stop() //nolint:errcheck // the connection is going away as well
	for _, entry := range negotiation.Commands {
		if entry.Scope != w.scope {
			continue
		}
		subject := api.CommandSubject("*", "*", "*", entry.Verb)
		err := svc.AddEndpoint(entry.Verb, micro.HandlerFunc(func(req micro.Request) {
			running.Go(func() { w.answer(req) })
		}), micro.WithEndpointSubject(subject))
		if err != nil {
			return fmt.Errorf("%s: endpoint %s: %w", w.name, subject, err)
		}
	}
	if err := w.env.Bus.NC.FlushTimeout(requestTime); err != nil {
		return fmt.Errorf("%s: serving commands: %w", w.name, err)
	}
	ready()
	<-ctx.Done()
	return nil
}

// answer decides one request and replies.
func (w *Writer) answer(req micro.Request) {
	// A command that has been begun is finished even when the service is asked to stop.
	ctx, cancel := context.WithTimeout(context.Background(), requestTime)
	defer cancel()
	started := time.Now()
	r, err := w.request(req)
	var rep api.Reply
	if err == nil {
		rep, err = w.Do(ctx, r)
	}
	log := w.env.Logger.With("service", w.name, "subject", req.Subject(), "command", r.ID, "took", time.Since(started))
	if err != nil {
		refusal := api.ErrorOf(err)
		log.Info("command refused", "code", refusal.Code, "reason", refusal.Message)
		body, _ := json.Marshal(refusal) // two strings cannot fail
		if err := req.Error(string(refusal.Code), refusal.Message, body); err != nil {
			log.Warn("refusal not delivered", "error", err)
		}
		return
	}
	log.Info("command accepted", "seq", rep.Seq, "version", rep.Version, "events", rep.Events)
	body, err := json.Marshal(rep)
	if err == nil {
		err = req.Respond(body)
	}
	if err != nil {
		log.Warn("reply not delivered", "error", err)
	}
}

// request reads the subject and the payload of a command.
func (w *Writer) request(req micro.Request) (negotiation.Request, error) {
	actor, process, document, verb, err := api.ParseCommandSubject(req.Subject())
	if err != nil {
		return negotiation.Request{}, err
	}
	var call api.Call
	if err := json.Unmarshal(req.Data(), &call); err != nil {
		return negotiation.Request{}, fmt.Errorf("%w: %v", api.ErrCall, err)
	}
	id, err := uuid.Parse(call.ID)
	if err != nil {
		return negotiation.Request{}, fmt.Errorf("%w: %v", api.ErrCall, err)
	}
	command, err := negotiation.DecodeCommand(verb, call.Body)
	return negotiation.Request{
		ID: id.String(), Process: process, Document: document, Actor: actor, At: w.env.Now().UTC(), Command: command,
	}, err
}

// Do decides a command and stores what follows from it. The same request ID has one effect and the same reply.
func (w *Writer) Do(ctx context.Context, r negotiation.Request) (api.Reply, error) {
	ln := w.lane(r.Process)
	ln.mu.Lock()
	defer ln.mu.Unlock()
	for range attempts {
		rep, err := w.attempt(ctx, ln.loader, r)
		if !errors.Is(err, eventlog.ErrConflict) {
			return rep, err
		}
	}
	return api.Reply{}, fmt.Errorf("%s after %d attempts: %w", r.Command.Verb(), attempts, eventlog.ErrConflict)
}

func (w *Writer) lane(process string) *lane {
	w.mu.Lock()
	defer w.mu.Unlock()
	ln := w.lanes[process]
	if ln == nil {
		ln = &lane{loader: NewLoader(w.env.Log, w.env.Blobs)}
		w.lanes[process] = ln
	}
	return ln
}

func (w *Writer) attempt(ctx context.Context, l *Loader, r negotiation.Request) (api.Reply, error) {
	p, err := l.process(ctx, r.Process, Newest)
	if err != nil {
		return api.Reply{}, err
	}
	d := newFolded(eventlog.Aggregate{}, (*negotiation.Document).Evolve)
	if r.Document != "" {
		if d, err = l.document(ctx, r.Process, r.Document, Newest); err != nil {
			return api.Reply{}, err
		}
	}
	replies := d.replies
	if w.scope == negotiation.OfProcess {
		replies = p.replies
	}
	if rep, ok := replies[r.ID]; ok {
		return rep, nil
	}
	if err := w.prepare(ctx, l, &d.state, &r); err != nil {
		return api.Reply{}, err
	}
	if w.scope == negotiation.OfProcess {
		events, err := p.state.Decide(&d.state, r)
		if err != nil {
			return api.Reply{}, err
		}
		return store(ctx, w.env.Log, p, r, events)
	}
	events, err := d.state.Decide(&p.state, r)
	if err != nil {
		return api.Reply{}, err
	}
	return store(ctx, w.env.Log, d, r, events)
}

// store appends what was decided after what was loaded.
func store[S any](ctx context.Context, log eventlog.Appender, f *folded[S], r negotiation.Request, events []event.Event) (api.Reply, error) {
	c := eventlog.Commit{
		Aggregate: f.name, Version: f.version + 1, Prev: f.hash, Command: r.ID, Verb: r.Command.Verb(), Actor: r.Actor, At: r.At, Schema: eventlog.Schema,
	}
	for _, e := range events {
		c.Events = append(c.Events, event.Encode(e))
	}
	c = c.Seal()
	receipt, err := log.Append(ctx, c)
	if err != nil {
		return api.Reply{}, err
	}
	if receipt.Duplicate {
		return api.Reply{}, fmt.Errorf("the command is stored already: %w", eventlog.ErrConflict) // load it and answer as then
	}
	return reply(eventlog.Stored{Commit: c, Seq: receipt.Seq}, events), nil
}
