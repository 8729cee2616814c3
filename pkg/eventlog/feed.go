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
	// feedMessages and feedBytes bound what a follower holds that it has not looked at.
	feedMessages = 512
	feedBytes    = 16 << 20
	// heartbeat lets a follower notice within two of them that its consumer has gone with its server.
	heartbeat = time.Second
	// idle is after how long without a follower the server drops its consumer.
	idle = time.Minute
	// between is how long a follower waits for a server that is away before it looks again.
	between = 250 * time.Millisecond
)

// errStale says that a consumer must be made again: it was lost, or a message of it was.
var errStale = errors.New("the consumer is gone")

// feed passes the messages of a subject on, in order, each once. It is an ordered consumer, with two differences to that of the
// client: every step ends with the context, and whenever it starts again it makes sure that the log has not gone backwards.
type feed struct {
	log    *JetStream
	filter string
	pos    uint64 // the place of the last message that was passed on
	begun  bool
	fn     func(jetstream.Msg, uint64) error
}

// run passes messages on until the context ends (nil), fn fails (that error), or the log is broken. A server that is away at
// the start is an error after the budget; one that goes away later is waited for.
func (f *feed) run(ctx context.Context) error {
	start := time.Now()
	for {
		err := f.session(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case !errors.Is(err, errStale) && !errors.Is(err, ErrUnavailable):
			return err
		case !f.begun && time.Since(start) > budget:
			return err
		}
		if !pause(ctx, between) {
			return nil
		}
	}
}

// session makes a consumer after the last place and reads from it until something fails.
func (f *feed) session(ctx context.Context) error {
	if err := f.log.reaches(ctx, f.pos); err != nil {
		return err
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
		return fmt.Errorf("%w: %w", errStale, f.log.conn.Fault(err))
	}
	f.begun = true
	defer f.end(ctx, it, cons.CachedInfo().Name)
	return f.read(ctx, it)
}

// consumer is a new one that starts after the last place.
func (f *feed) consumer(ctx context.Context) (cons jetstream.Consumer, err error) {
	err = f.log.conn.Request(ctx, budget, func(ctx context.Context) error {
		cons, err = f.log.conn.JS.CreateConsumer(ctx, bus.LogStream, jetstream.ConsumerConfig{
			FilterSubject:     f.filter,
			DeliverPolicy:     jetstream.DeliverByStartSequencePolicy,
			OptStartSeq:       f.pos + 1,
			AckPolicy:         jetstream.AckNonePolicy,
			MemoryStorage:     true,
			Replicas:          1,
			InactiveThreshold: idle,
		})
		return err
	})
	if err != nil {
		return nil, f.log.unavailable(err)
	}
	return cons, nil
}

// read passes on what the consumer delivers.
func (f *feed) read(ctx context.Context, it jetstream.MessagesContext) error {
	for n := uint64(1); ; n++ {
		msg, err := it.Next(jetstream.NextContext(ctx))
		if err != nil {
			if errors.Is(err, nats.ErrConnectionClosed) {
				return fmt.Errorf("%w: %w", ErrUnavailable, err)
			}
			return fmt.Errorf("%w: %w", errStale, err)
		}
		meta, err := msg.Metadata()
		if err != nil || meta.Sequence.Consumer != n {
			return errStale // a message was lost on its way; start again after the last good one
		}
		if err := f.fn(msg, meta.Sequence.Stream); err != nil {
			return err
		}
		f.pos = meta.Sequence.Stream
	}
}

// end removes the consumer, so that reads do not pile consumers up; where that fails the server drops it when it is idle.
func (f *feed) end(ctx context.Context, it jetstream.MessagesContext, name string) {
	it.Stop()
	if !f.log.conn.NC.IsConnected() {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = f.log.conn.JS.DeleteConsumer(ctx, bus.LogStream, name)
}

// Follow sees every commit; see Follower.
func (l *JetStream) Follow(ctx context.Context, after uint64, fn func(Stored) error) error {
	check := newChains(after == 0)
	f := feed{log: l, filter: "ev.>", pos: after}
	f.fn = func(m jetstream.Msg, seq uint64) error {
		s, err := decodeFrom(m.Subject(), m.Data(), seq)
		if err == nil {
			err = check.check(s)
		}
		if err != nil {
			return err
		}
		return fn(s)
	}
	return f.run(ctx)
}

// errRead ends a feed at the last commit of an aggregate.
var errRead = errors.New("all has been read")

// Read reads an aggregate; see Reader.
func (l *JetStream) Read(ctx context.Context, a Aggregate, after uint64) ([]Stored, error) {
	if !token(a.Process) || !token(a.Document) {
		return nil, fmt.Errorf("%q is no name of an aggregate: each part is letters, digits, '-' and '_'", a)
	}
	ctx, cancel := context.WithTimeout(ctx, budget)
	defer cancel()
	var last Stored
	reaches, err := l.insist(ctx, func(ctx context.Context) (_ bool, err error) {
		last, err = l.get(ctx, func(ctx context.Context, st jetstream.Stream) (*jetstream.RawStreamMsg, error) {
			return st.GetLastMsgForSubject(ctx, Subject(a))
		})
		return last.Version >= after, err
	})
	switch {
	case err != nil:
		return nil, err
	case !reaches:
		return nil, shrunk(a, after, last.Version)
	case last.Version == after:
		return nil, nil
	}
	l.learn(a, jetHead{link{last.Version, last.Hash}, last.Seq, last.Command})
	r := reading{after: after, last: last.Seq, check: newChains(after == 0)}
	if last.Version == after+1 {
		return r.only(last)
	}
	f := feed{log: l, filter: Subject(a), fn: r.message, pos: l.before(a, after).seq}
	err = f.run(ctx)
	switch {
	case errors.Is(err, errRead):
		return r.ss, nil
	case err == nil:
		return nil, l.unavailable(ctx.Err())
	}
	return nil, err
}

// reading collects the commits of one aggregate.
type reading struct {
	after uint64 // a version
	last  uint64 // a place
	check *chains
	ss    []Stored
}

// only is the answer where there is nothing but the last commit.
func (r *reading) only(s Stored) ([]Stored, error) {
	if err := r.check.check(s); err != nil {
		return nil, err
	}
	return []Stored{s}, nil
}

// message takes the next one.
func (r *reading) message(m jetstream.Msg, seq uint64) error {
	s, err := decodeFrom(m.Subject(), m.Data(), seq)
	if err == nil {
		err = r.check.check(s)
	}
	if err != nil {
		return err
	}
	if s.Version > r.after {
		if len(r.ss) == 0 && s.Version != r.after+1 {
			return broken(s, "version %d was expected", r.after+1)
		}
		r.ss = append(r.ss, s)
	}
	if seq >= r.last {
		return errRead
	}
	return nil
}
