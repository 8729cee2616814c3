package bus

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// denial is the last call that the server refused; NATS tells it beside the call, which itself merely gets no answer.
type denial struct {
	err error
	at  time.Time
}

// denialAge is how long after a refusal a missing answer is put down to it: longer than any request waits.
const denialAge = 6 * time.Second

// Fault says what an error of a request to the server means, and names the server: a call that was not answered because it is
// not allowed (ErrDenied), a server that is away, one that did not answer in time. Other errors only get the name. nil is nil.
func (c *Conn) Fault(err error) error {
	if err == nil {
		return nil
	}
	d := c.denied.Load()
	switch {
	case errors.Is(err, nats.ErrPermissionViolation):
		return fmt.Errorf("%s: %w: %w", c.URL(), ErrDenied, err)
	case unanswered(err) && d != nil && time.Since(d.at) < denialAge:
		return fmt.Errorf("%s: %w: %w", c.URL(), ErrDenied, d.err)
	case errors.Is(err, nats.ErrConnectionClosed):
		return fmt.Errorf("%s: the connection is closed: %w", c.URL(), err)
	case unanswered(err) && !c.NC.IsConnected():
		return fmt.Errorf("%w at %s: %w", ErrNoServer, c.URL(), err)
	case errors.Is(err, nats.ErrNoResponders), errors.Is(err, jetstream.ErrNoStreamResponse):
		return fmt.Errorf("%s has nobody who answers: there is no such stream, or it has no leader now: %w", c.URL(), err)
	case unanswered(err):
		return fmt.Errorf("%s did not answer in time: %w", c.URL(), err)
	}
	return fmt.Errorf("%s: %w", c.URL(), err)
}

// unanswered reports whether the error is that of a request without an answer.
func unanswered(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) ||
		errors.Is(err, nats.ErrTimeout) || errors.Is(err, nats.ErrNoResponders) ||
		errors.Is(err, jetstream.ErrNoStreamResponse)
}

// Transient reports whether a request that failed with err may succeed if it is made again: the server was away, or it was
// electing a leader. A denied call is not.
func Transient(err error) bool {
	if err == nil || errors.Is(err, ErrDenied) || errors.Is(err, nats.ErrConnectionClosed) {
		return false
	}
	if unanswered(err) || errors.Is(err, errNoLeader) || errors.Is(err, nats.ErrDisconnected) || errors.Is(err, nats.ErrReconnectBufExceeded) {
		return true
	}
	var api *jetstream.APIError
	return errors.As(err, &api) && (api.Code == 503 || api.Code == 500 || api.ErrorCode == noPeers)
}

// noPeers is what a cluster answers that has not found enough of its servers yet.
const noPeers jetstream.ErrorCode = 10005

// fatalError is an error that ends retry.
type fatalError struct{ error }

func (e fatalError) Unwrap() error { return e.error }

func fatal(err error) error { return fatalError{err} }

// Deadlines of one request. The first is short because a cluster that elects a leader drops requests without an answer; the
// following ones double, for a server that is merely slow.
const (
	FirstAttempt = time.Second
	LastAttempt  = 4 * time.Second
)

// errNoLeader says that a stream is there and cannot take messages yet.
var errNoLeader = errors.New("the stream has no leader yet")

// retry calls f, with a deadline for each call, until it succeeds, fails for good, the budget is spent or the context ends.
func (c *Conn) retry(ctx context.Context, budget time.Duration, f func(context.Context) error) error {
	end := time.Now().Add(budget)
	wait := 20 * time.Millisecond
	for d := FirstAttempt; ; d = min(2*d, LastAttempt) {
		err := c.once(ctx, d, f)
		if ferr, ok := errors.AsType[fatalError](err); ok {
			return ferr.error
		}
		if err == nil || !Transient(err) || ctx.Err() != nil || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait):
		}
		wait = min(2*wait, time.Second)
	}
}

// once calls f with a deadline of its own.
func (c *Conn) once(ctx context.Context, d time.Duration, f func(context.Context) error) error {
	ctx, cancel := c.Attempt(ctx, d)
	defer cancel()
	return f(ctx)
}

// Attempt is a context for one request: it ends after d, and at once when the connection is lost, for then there will be no
// answer. It must be cancelled.
func (c *Conn) Attempt(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(ctx, d)
	life := c.life.Load()
	if life == nil {
		return ctx, cancel
	}
	stop := context.AfterFunc(life, cancel)
	return ctx, func() {
		stop()
		cancel()
	}
}

// Request calls f until it succeeds or fails for good; each call has a deadline of its own, and all of them end with the
// budget or with the context. It is for requests that may be made twice. The error is that of Fault.
func (c *Conn) Request(ctx context.Context, budget time.Duration, f func(context.Context) error) error {
	return c.retry(ctx, budget, func(ctx context.Context) error {
		err := f(ctx)
		if err == nil {
			return nil
		}
		if unanswered(err) || Transient(err) {
			return c.Fault(err)
		}
		return err
	})
}
