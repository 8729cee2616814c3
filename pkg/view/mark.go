package view

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// markKey is where the mark stands in the bucket. It is no key of a view because of its first character.
const markKey = "=mark"

// markState is the mark as the writer last saw it.
type markState struct {
	seq      uint64
	revision uint64 // in the bucket, 0 if it has not been seen
}

// again is how often Wait looks itself, in case it was not told because its connection was lost meanwhile.
const again = time.Second

// Mark says how much of the log the views reflect; see Store. It is written only over the mark that was read, so that of two
// replicas that hand the work over the one that is late cannot put it back.
func (s *JetStream) Mark(ctx context.Context, seq uint64) error {
	ctx, cancel := withBudget(ctx)
	defer cancel()
	s.mu.Lock()
	known := s.mark
	s.mu.Unlock()
	for {
		if known.revision == 0 {
			var err error
			if known, err = s.readMark(ctx); err != nil {
				return err
			}
		}
		if seq <= known.seq {
			return s.learn(known)
		}
		revision, err := s.writeMark(ctx, seq, known.revision)
		if err == nil {
			return s.learn(markState{seq, revision})
		}
		if !raced(err) {
			return s.fault(markKey, err)
		}
		known = markState{}
		if !pause(ctx) {
			return s.unavailable(markKey, err)
		}
	}
}

func (s *JetStream) learn(m markState) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mark = m
	return nil
}

// readMark is the mark in the bucket, the zero value if there is none.
func (s *JetStream) readMark(ctx context.Context) (markState, error) {
	e, err := s.key(ctx, markKey)
	if errors.Is(err, ErrNotFound) {
		return markState{}, nil
	}
	if err != nil {
		return markState{}, err
	}
	seq, err := strconv.ParseUint(string(e.Value()), 10, 64)
	if err != nil {
		return markState{}, fmt.Errorf("mark of %s: %w", s.bucket, err)
	}
	return markState{seq, e.Revision()}, nil
}

// writeMark replaces the mark of a revision, 0 for the first one.
func (s *JetStream) writeMark(ctx context.Context, seq, revision uint64) (uint64, error) {
	kv, err := s.openKeys(ctx)
	if err != nil {
		return 0, err
	}
	return kv.Update(ctx, markKey, []byte(strconv.FormatUint(seq, 10)), revision)
}

// raced reports whether somebody else has written since.
func raced(err error) bool {
	api, ok := errors.AsType[*jetstream.APIError](err)
	return ok && slices.Contains([]jetstream.ErrorCode{
		jetstream.JSErrCodeStreamWrongLastSequence,
		jetstream.JSErrCodeStreamWrongLastSequenceConstant,
	}, api.ErrorCode)
}

// pause waits a little, so that competitors do not meet again; false when the context ends first.
func pause(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(rand.N(5 * time.Millisecond)):
		return true
	}
}

// Wait waits for a mark; see Store. It listens to the mark on its way into the bucket, which needs no consumer: the values that
// a mark speaks of are stored before it is sent.
func (s *JetStream) Wait(ctx context.Context, seq uint64) error {
	if _, err := s.openKeys(ctx); err != nil {
		return waitError(ctx, err)
	}
	sub, err := s.conn.NC.SubscribeSync("$KV." + s.bucket + "." + markKey)
	if err != nil {
		return s.unavailable(markKey, err)
	}
	defer func() { _ = sub.Unsubscribe() }() // fails only with the connection
	for {
		m, err := s.readMark(ctx)
		if err != nil && !(errors.Is(err, ErrUnavailable) && ctx.Err() == nil) {
			return waitError(ctx, err)
		}
		if err == nil && m.seq >= seq {
			return nil
		}
		told, err := hear(ctx, sub, seq)
		if told || err != nil {
			return err
		}
	}
}

// hear listens for a while whether a mark of at least seq is sent.
func hear(ctx context.Context, sub *nats.Subscription, seq uint64) (told bool, err error) {
	one, cancel := context.WithTimeout(ctx, again)
	defer cancel()
	for {
		msg, err := sub.NextMsgWithContext(one)
		switch {
		case ctx.Err() != nil:
			return false, ctx.Err()
		case one.Err() != nil:
			return false, nil
		case err != nil:
			return false, fmt.Errorf("%w: %w", ErrUnavailable, err)
		}
		if n, err := strconv.ParseUint(string(msg.Data), 10, 64); err == nil && n >= seq {
			return true, nil
		}
	}
}

// waitError is the context's error where that has ended.
func waitError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
