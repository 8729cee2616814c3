package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
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
	// resting bounds the goroutines that are kept for the next commands.
	resting = 64
)

// Writer is the write side of a service: it serves the commands of one scope.
//
// The cycle of a command: 1. wait for those before it on the same aggregate; 2. load what others have written to the process;
// 3. if the command is in the log already, answer as then; 4. look up its facts; 5. decide, purely; 6. append after the version
// that is known; 7. on a conflict, and before a refusal, read the aggregate and begin again. The acknowledgement is the stored
// commit.
//
// A command is not decided any more once its client has stopped waiting, for the client asks another replica then: were the
// command refused there and accepted here afterwards, the client would have been told what is not so.
type Writer struct {
	name    string
	scope   negotiation.Scope
	prepare Prepare
	env     Env

	ear     *eventlog.Ear // of Serve, nil where the log has none
	mu      sync.Mutex
	lanes   map[eventlog.Aggregate]*lane
	records map[string]*record // by process
}

// NewWriter is a writer for the commands of a scope, under the name of its service.
func NewWriter(name string, scope negotiation.Scope, env Env, prepare Prepare) *Writer {
	return &Writer{name: name, scope: scope, prepare: prepare, env: env, lanes: map[eventlog.Aggregate]*lane{}, records: map[string]*record{}}
}

// Serve answers commands on the bus until the context ends; then it finishes those it has begun.
func (w *Writer) Serve(ctx context.Context, ready func()) error {
	if err := w.listen(); err != nil {
		return fmt.Errorf("%s: serving commands: %w", w.name, err)
	}
	deciding := newCrew(resting)
	defer deciding.end()
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
			deciding.run(func() { w.answer(req) })
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

// listen begins to hear what others store, on the connection on which the commands come.
func (w *Writer) listen() (err error) {
	if log, ok := w.env.Log.(eventlog.Hearer); ok && w.scope == negotiation.OfDocument {
		w.ear, err = log.Hear(w.env.Bus)
	}
	return err
}

// answer decides one request and replies.
func (w *Writer) answer(req micro.Request) {
	// A command that has been begun is finished even when the service is asked to stop.
	ctx, cancel := context.WithTimeout(context.Background(), requestTime)
	defer cancel()
	started := time.Now()
	var delivered error
	told := func(rep api.Reply, err error) { delivered = respond(req, rep, err) }
	r, until, err := w.request(req)
	var rep api.Reply
	if err == nil {
		rep, err = w.do(ctx, r, until, told)
	} else {
		told(rep, err)
	}
	log := w.env.Logger.With("service", w.name, "subject", req.Subject(), "command", r.ID, "took", time.Since(started))
	if err != nil {
		refusal := api.ErrorOf(err)
		log.Info("command refused", "code", refusal.Code, "reason", refusal.Message)
	} else {
		log.Info("command accepted", "seq", rep.Seq, "version", rep.Version, "events", rep.Events)
	}
	if delivered != nil {
		log.Warn("reply not delivered", "error", delivered)
	}
}

// respond tells the client what became of its command. A refusal has the headers that micro gives an error; micro's own way to
// send one may only be used before the handler returns.
func respond(req micro.Request, rep api.Reply, err error) error {
	if err != nil {
		refusal := api.ErrorOf(err)
		body, _ := json.Marshal(refusal) // two strings cannot fail
		return req.Respond(body, micro.WithHeaders(micro.Headers{
			micro.ErrorCodeHeader: {string(refusal.Code)}, micro.ErrorHeader: {refusal.Message},
		}))
	}
	body, err := json.Marshal(rep)
	if err != nil {
		return err
	}
	return req.Respond(body)
}

// request reads the subject and the payload of a command, and until when its client waits.
func (w *Writer) request(req micro.Request) (r negotiation.Request, until time.Time, err error) {
	actor, process, document, verb, err := api.ParseCommandSubject(req.Subject())
	if err != nil {
		return r, until, err
	}
	var call api.Call
	if err := json.Unmarshal(req.Data(), &call); err != nil {
		return r, until, fmt.Errorf("%w: %v", api.ErrCall, err)
	}
	id, err := uuid.Parse(call.ID)
	if err != nil {
		return r, until, fmt.Errorf("%w: %v", api.ErrCall, err)
	}
	command, err := negotiation.DecodeCommand(verb, call.Body)
	return negotiation.Request{
		ID: id.String(), Process: process, Document: document, Actor: actor, At: w.env.Now().UTC(), Command: command,
	}, call.Until, err
}

// Do decides a command and stores what follows from it. The same request ID has one effect and the same reply.
func (w *Writer) Do(ctx context.Context, r negotiation.Request) (api.Reply, error) {
	return w.do(ctx, r, time.Time{}, func(api.Reply, error) {})
}

// do is Do for a client that waits until a moment, the zero time for ever, and is told as soon as the outcome is certain. What
// has been decided by then is stored also later.
func (w *Writer) do(ctx context.Context, r negotiation.Request, until time.Time, told func(api.Reply, error)) (rep api.Reply, err error) {
	ln := w.lane(r)
	if err := ln.wait(ctx); err != nil {
		told(rep, err)
		return rep, err
	}
	defer ln.leave()
	rep, err = w.decide(ctx, ln, r, until)
	told(rep, err)
	runtime.Gosched() // what has been told is sent by another goroutine
	ln.settle(r)
	return rep, err
}

// decide decides a command, again and again while others write in between.
func (w *Writer) decide(ctx context.Context, ln *lane, r negotiation.Request, until time.Time) (api.Reply, error) {
	fresh := false
	for range attempts {
		if !until.IsZero() && time.Now().After(until) {
			return api.Reply{}, fmt.Errorf("%s: nobody waits for the answer any more: %w", r.Command.Verb(), eventlog.ErrUnavailable)
		}
		rep, err := w.attempt(ctx, ln, r, fresh)
		if err == nil || fresh && !errors.Is(err, eventlog.ErrConflict) {
			return rep, err
		}
		fresh = true
	}
	return api.Reply{}, fmt.Errorf("%s after %d attempts: %w", r.Command.Verb(), attempts, eventlog.ErrConflict)
}

// lane is where a command waits for its turn.
func (w *Writer) lane(r negotiation.Request) *lane {
	a := eventlog.Aggregate{Process: r.Process, Document: r.Document}
	if w.scope == negotiation.OfProcess {
		a.Document = eventlog.Record
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	ln := w.lanes[a]
	if ln == nil {
		ln = &lane{turn: make(chan struct{}, 1), loader: newLoader(w.env.Log, w.env.Blobs, laneTexts, true), record: w.records[r.Process]}
		ln.turn <- struct{}{}
		w.lanes[a] = ln
	}
	if ln.record == nil && w.scope == negotiation.OfDocument {
		ln.record = newRecord(w.env.Log, w.ear, r.Process)
		w.records[r.Process] = ln.record
	}
	return ln
}

// attempt decides a command once; fresh is whether the aggregate is read again.
func (w *Writer) attempt(ctx context.Context, ln *lane, r negotiation.Request, fresh bool) (api.Reply, error) {
	if w.scope == negotiation.OfProcess {
		return w.ofProcess(ctx, ln, r, fresh)
	}
	return w.ofDocument(ctx, ln, r, fresh)
}

func (w *Writer) ofDocument(ctx context.Context, ln *lane, r negotiation.Request, fresh bool) (api.Reply, error) {
	if err := ln.record.fresh(ctx); err != nil {
		return api.Reply{}, err
	}
	d, err := ln.document(ctx, r, fresh)
	if err != nil {
		return api.Reply{}, err
	}
	if rep, ok := d.replies[r.ID]; ok {
		return rep, nil
	}
	if err := w.prepare(ctx, ln.loader, &d.state, &r); err != nil {
		return api.Reply{}, err
	}
	var events []event.Event
	var c eventlog.Commit
	ln.record.view(func(p *negotiation.Process) {
		if events, err = d.state.Decide(p, r); err == nil {
			c = commit(d, r, events)
		}
	})
	if err != nil {
		return api.Reply{}, err
	}
	return store(ctx, w.env.Log, d, c, events)
}

func (w *Writer) ofProcess(ctx context.Context, ln *lane, r negotiation.Request, fresh bool) (api.Reply, error) {
	p, err := ln.process(ctx, r.Process, fresh)
	if err != nil {
		return api.Reply{}, err
	}
	if rep, ok := p.replies[r.ID]; ok {
		return rep, nil
	}
	d, err := ln.document(ctx, r, true)
	if err != nil {
		return api.Reply{}, err
	}
	if err := w.prepare(ctx, ln.loader, &d.state, &r); err != nil {
		return api.Reply{}, err
	}
	events, err := p.state.Decide(&d.state, r)
	if err != nil {
		return api.Reply{}, err
	}
	return store(ctx, w.env.Log, p, commit(p, r, events), events)
}
