package eventlog

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
)

// feed is the messages of a subject after a place. Whenever it begins again the log is checked.
func (l *JetStream) feed(ctx context.Context, filter string, after uint64, check func(context.Context, uint64) error, fn func(jetstream.Msg, uint64) error) error {
	f := bus.Feed{Conn: l.conn, Stream: bus.LogStream, Filter: filter, After: after, Check: func(ctx context.Context, seq uint64) error {
		err := check(ctx, seq)
		if errors.Is(err, ErrUnavailable) {
			return fmt.Errorf("%w: %w", bus.ErrAway, err)
		}
		return err
	}}
	err := f.Run(ctx, fn)
	if b, ok := errors.AsType[*BrokenError](err); ok && b.Server == "" {
		b.Server = f.Server // the copy that was read; the others may be whole
	}
	if errors.Is(err, bus.ErrAway) && !errors.Is(err, ErrUnavailable) {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return err
}

// Follow sees every commit; see Follower. Every place of the log holds one: a place that is passed over is a commit that is
// lost, also where it was the last of its aggregate, so that no chain shows it.
func (l *JetStream) Follow(ctx context.Context, after uint64, fn func(Stored) error) error {
	return readAhead(ctx, func(ctx context.Context, put func(Stored) error) error { return l.replay(ctx, after, put) }, fn)
}

// replay reads and checks commits as long as they are taken.
func (l *JetStream) replay(ctx context.Context, after uint64, put func(Stored) error) error {
	check, next := newChains(after == 0), after+1
	return l.feed(ctx, "ev.>", after, l.sound, func(m jetstream.Msg, seq uint64) error {
		if seq != next {
			return &BrokenError{Seq: next, What: passedOver(next, seq)}
		}
		next++
		s, err := decodeFrom(m.Subject(), m.Data(), seq)
		if err == nil {
			err = check.check(s)
		}
		if err != nil {
			return err
		}
		return put(s)
	})
}

// sound checks that the log reaches a place that has been seen and has no empty places.
func (l *JetStream) sound(ctx context.Context, seq uint64) error {
	if err := l.reaches(ctx, seq); err != nil {
		return err
	}
	return l.whole(ctx)
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
		return nil, l.ofLeader(ctx, shrunk(a, after, last.Version))
	case last.Version == after:
		return nil, nil
	}
	l.learn(a, jetHead{link{last.Version, last.Hash}, last.Seq, last.Command})
	r := reading{after: after, last: last.Seq, check: newChains(after == 0)}
	if last.Version == after+1 {
		return r.only(last)
	}
	err = l.feed(ctx, Subject(a), l.before(a, after).seq, l.reaches, r.message)
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
