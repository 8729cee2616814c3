package bus

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	// feedMessages and feedBytes bound what a reader holds that it has not looked at.
	feedMessages = 512
	feedBytes    = 16 << 20
	// heartbeat lets a reader notice within two of them that its consumer has gone with its server.
	heartbeat = time.Second
	// idle is after how long without a reader the server drops its consumer.
	idle = time.Minute
	// between is how long a reader waits for a server that is away before it looks again.
	between = 250 * time.Millisecond
	// feedBudget is how long a server may be away at the beginning.
	feedBudget = 15 * time.Second
)

// Errors of a feed.
var (
	// ErrAway says that the server was away for longer than a feed waits at its beginning.
	ErrAway = errors.New("the NATS server is away")
	// errStale says that a consumer must be made again: it was lost, or a message of it was.
	errStale = errors.New("the consumer is gone")
)

// Feed passes the messages of a stream on, in order, each once, for ever. It is an ordered consumer, with three differences to
// that of the client: every step ends with the context; one that falls silent for whatever reason is made again (that of the
// client was seen to be silent for the rest of a storm); and whoever needs it can check the stream before it goes on.
type Feed struct {
	Conn   *Conn
	Stream string
	Filter string // subject
	After  uint64 // the place of the last message that has been passed on
	// Check is called with After before the reading begins and before it goes on after a loss; nil checks nothing. An error
	// that wraps ErrAway is waited out, any other ends the feed.
	Check func(ctx context.Context, after uint64) error

	// Server is the one of a cluster on which the consumer stands, whose files are read; "" outside a cluster, and while
	// Check is at work.
	Server string

	begun bool
}

// Run passes messages and their places on until the context ends (nil), fn fails or Check does (that error). A server that is
// away at the start is ErrAway after a while; one that goes away later is waited for.
func (f *Feed) Run(ctx context.Context, fn func(jetstream.Msg, uint64) error) error {
	start := time.Now()
	for {
		err := f.session(ctx, fn)
		ended, byReader := errors.AsType[endedError](err)
		switch {
		case byReader:
			return ended.error
		case ctx.Err() != nil:
			return nil
		case !errors.Is(err, errStale) && !errors.Is(err, ErrAway):
			return err
		case !f.begun && time.Since(start) > feedBudget:
			return fmt.Errorf("%w: %w", ErrAway, err)
		}
		if !pause(ctx) {
			return nil
		}
	}
}

// endedError is the error of the reader, whatever it is.
type endedError struct{ error }

// session makes a consumer after the last place and reads from it until something fails.
func (f *Feed) session(ctx context.Context, fn func(jetstream.Msg, uint64) error) error {
	f.Server = ""
	if f.Check != nil {
		if err := f.Check(ctx, f.After); err != nil {
			return err
		}
	}
	cons, err := f.consumer(ctx)
	if err != nil {
		return err
	}
	it, err := cons.Messages(
		jetstream.PullMaxMessagesWithBytesLimit(feedMessages, feedBytes),
		jetstream.PullHeartbeat(heartbeat),
		jetstream.WithMessagesErrOnMissingHeartbeat(true))
	if err != nil {
		return fmt.Errorf("%w: %w", errStale, f.Conn.Fault(err))
	}
	f.begun = true
	if at := cons.CachedInfo().Cluster; at != nil {
		f.Server = at.Leader
	}
	defer f.end(ctx, it, cons.CachedInfo().Name)
	return f.read(ctx, it, fn)
}

// consumer is a new one that starts after the last place.
func (f *Feed) consumer(ctx context.Context) (cons jetstream.Consumer, err error) {
	err = f.Conn.Request(ctx, feedBudget, func(ctx context.Context) error {
		cons, err = f.Conn.JS.CreateConsumer(ctx, f.Stream, jetstream.ConsumerConfig{
			FilterSubject:     f.Filter,
			DeliverPolicy:     jetstream.DeliverByStartSequencePolicy,
			OptStartSeq:       f.After + 1,
			AckPolicy:         jetstream.AckNonePolicy,
			MemoryStorage:     true,
			Replicas:          1,
			InactiveThreshold: idle,
		})
		return err
	})
	switch {
	case err == nil:
		return cons, nil
	case errors.Is(err, ErrDenied):
		return nil, err
	}
	return nil, fmt.Errorf("%w: %w", ErrAway, f.Conn.Fault(err))
}

// read passes on what the consumer delivers.
func (f *Feed) read(ctx context.Context, it jetstream.MessagesContext, fn func(jetstream.Msg, uint64) error) error {
	for n := uint64(1); ; n++ {
		msg, err := it.Next(jetstream.NextContext(ctx))
		if err != nil {
			if errors.Is(err, nats.ErrConnectionClosed) {
				return endedError{fmt.Errorf("%w: %w", ErrAway, err)} // by ourselves: it will not come back
			}
			return fmt.Errorf("%w: %w", errStale, err)
		}
		meta, err := msg.Metadata()
		if err != nil || meta.Sequence.Consumer != n {
			return errStale // a message was lost on its way; start again after the last good one
		}
		if err := fn(msg, meta.Sequence.Stream); err != nil {
			return endedError{err}
		}
		f.After = meta.Sequence.Stream
	}
}

// end removes the consumer, so that reads do not pile consumers up; where that fails the server drops it when it is idle.
func (f *Feed) end(ctx context.Context, it jetstream.MessagesContext, name string) {
	it.Stop()
	if !f.Conn.NC.IsConnected() {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = f.Conn.JS.DeleteConsumer(ctx, f.Stream, name)
}

// pause waits between one and two times between; false when the context ends first.
func pause(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(between + rand.N(between)):
		return true
	}
}
