package eventlog

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
)

const (
	// ackWait is after how long without a sign of life the commit of a worker goes to another one, or, where the server or
	// the worker died in the middle, comes again; a worker gives such a sign every alive.
	ackWait = 4 * time.Second
	alive   = time.Second
	// heartbeat lets a worker notice within two of them that its consumer has gone with its server.
	heartbeat = time.Second
	// between is how long a reader waits for a server that is away before it looks again.
	between = 250 * time.Millisecond
)

// errStale says that a consumer must be bound to again.
var errStale = errors.New("the consumer is gone")

// Work shares the commits between the callers of a name; see Worker. The server remembers in a durable consumer how far they
// are, and has only one commit with any of them at a time: with more, what is delivered again comes out of order.
func (l *JetStream) Work(ctx context.Context, name string, fn func(Stored) error) error {
	if !token(name) {
		return fmt.Errorf("%q is no name of a worker: letters, digits, '-' and '_'", name)
	}
	check := newChains(false)
	check.gaps = true
	w := worker{log: l, name: name, check: check, fn: fn}
	return w.run(ctx)
}

// worker is one caller of Work.
type worker struct {
	log   *JetStream
	name  string
	check *chains
	fn    func(Stored) error
	begun bool
}

// run works until the context ends (nil) or a commit cannot be worked on (that error).
func (w *worker) run(ctx context.Context) error {
	start := time.Now()
	for {
		err := w.session(ctx)
		switch {
		case ctx.Err() != nil && (err == nil || errors.Is(err, errStale) || errors.Is(err, ErrUnavailable)):
			return nil
		case !errors.Is(err, errStale) && !errors.Is(err, ErrUnavailable):
			return err
		case !w.begun && time.Since(start) > budget:
			return err
		}
		if !pause(ctx, between) {
			return nil
		}
	}
}

// session binds to the durable consumer and works until something fails.
func (w *worker) session(ctx context.Context) error {
	cons, err := w.consumer(ctx)
	if err != nil {
		return err
	}
	it, err := cons.Messages(
		jetstream.PullMaxMessages(1),
		jetstream.PullHeartbeat(heartbeat),
		jetstream.WithMessagesErrOnMissingHeartbeat(true))
	if err != nil {
		return fmt.Errorf("%w: %w", errStale, w.log.conn.Fault(err))
	}
	w.begun = true
	defer w.giveBack(ctx, it)
	for {
		msg, err := it.Next(jetstream.NextContext(ctx))
		if errors.Is(err, nats.ErrConnectionClosed) {
			return fmt.Errorf("%w: %w", ErrUnavailable, err)
		}
		if err != nil {
			return fmt.Errorf("%w: %w", errStale, err)
		}
		if err := w.one(ctx, msg); err != nil {
			return err
		}
	}
}

// consumer is the durable one of the name. One that remembers a place behind the end of the log would silently get nothing
// until the log has grown past it, so that is an error here.
func (w *worker) consumer(ctx context.Context) (cons jetstream.Consumer, err error) {
	err = w.log.conn.Request(ctx, budget, func(ctx context.Context) error {
		cons, err = w.log.conn.JS.CreateOrUpdateConsumer(ctx, bus.LogStream, jetstream.ConsumerConfig{
			Durable:       w.name,
			Description:   "adref: how far the service has worked on the log",
			FilterSubject: "ev.>",
			DeliverPolicy: jetstream.DeliverAllPolicy,
			AckPolicy:     jetstream.AckExplicitPolicy,
			AckWait:       ackWait,
			MaxAckPending: 1,
			MaxDeliver:    -1,
		})
		return err
	})
	if err != nil {
		return nil, w.log.unavailable(err)
	}
	if err := w.log.reaches(ctx, cons.CachedInfo().AckFloor.Stream); err != nil {
		return nil, err
	}
	return cons, nil
}

// one works on a commit. Where fn fails the commit goes back at once, to be worked on again by whoever comes next.
func (w *worker) one(ctx context.Context, msg jetstream.Msg) error {
	meta, err := msg.Metadata()
	if err != nil {
		return fmt.Errorf("%w: %w", errStale, err)
	}
	s, err := decodeFrom(msg.Subject(), msg.Data(), meta.Sequence.Stream)
	if err == nil {
		err = w.check.check(s)
	}
	if err == nil {
		err = w.keepAlive(msg, s)
	}
	if err != nil {
		_ = msg.Nak() // else it goes back when it is overdue
		return err
	}
	return w.ack(ctx, msg)
}

// keepAlive calls fn and tells the server meanwhile that the commit is being worked on.
func (w *worker) keepAlive(msg jetstream.Msg, s Stored) error {
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(alive)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				_ = msg.InProgress() // a server that is away forgets; the commit is then delivered again
			}
		}
	}()
	defer func() {
		close(stop)
		<-stopped
	}()
	return w.fn(s)
}

// ack tells the server that the commit has been worked on, and waits until it has noted that: also when the context has ended
// meanwhile, for the work is done. Where it fails the commit comes again.
func (w *worker) ack(ctx context.Context, msg jetstream.Msg) error {
	ctx, cancel := w.log.conn.Attempt(context.WithoutCancel(ctx), bus.LastAttempt)
	defer cancel()
	if err := msg.DoubleAck(ctx); err != nil {
		return fmt.Errorf("%w: %w", errStale, w.log.conn.Fault(err))
	}
	return nil
}

// giveBack stops to ask for commits and hands back one that is on its way, so that nobody has to wait until it is overdue.
func (w *worker) giveBack(ctx context.Context, it jetstream.MessagesContext) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	it.Drain()
	for {
		msg, err := it.Next(jetstream.NextContext(ctx))
		if err != nil {
			break
		}
		_ = msg.Nak() // else it goes back when it is overdue
	}
	it.Stop()
	if w.log.conn.NC.IsConnected() {
		_ = w.log.conn.NC.FlushWithContext(ctx) // what went back must not wait in the client
	}
}
