package blob

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
)

// JetStream is a store in an object store of NATS; the name of an object is its digest. It may be used from several
// goroutines.
type JetStream struct {
	conn *bus.Conn
	name string // of the bucket

	mu     sync.Mutex
	opened *bucket // nil until it has been asked for
}

// bucket is an object store as its clients and as the server see it.
type bucket struct {
	jetstream.ObjectStore
	stream jetstream.Stream
}

var _ Store = (*JetStream)(nil)

// NewJetStream is the store in the bucket of that name, which is made when it is first used.
func NewJetStream(conn *bus.Conn, bucket string) *JetStream {
	return &JetStream{conn: conn, name: bucket}
}

// budget is for one Put or Get whose context has no deadline: 64 MB over a slow line.
const budget = 30 * time.Second

// tries is how often Put looks again where somebody else was putting the same bytes, or the server did not answer.
const tries = 5

// Put keeps b; see Store. What stands there and has lost a part of its content is put anew.
func (s *JetStream) Put(ctx context.Context, b []byte) (string, error) {
	ctx, cancel := withBudget(ctx)
	defer cancel()
	d := Digest(b)
	in, err := s.open(ctx)
	if err != nil {
		return "", s.fault(d, err)
	}
	var last error
	for range tries {
		stands, err := s.description(ctx, in, d)
		if err != nil {
			return "", s.fault(d, err)
		}
		whole, err := s.whole(ctx, stands, b)
		if err != nil {
			return "", s.fault(d, err)
		}
		if whole {
			return d, nil
		}
		if err = s.upload(ctx, in, d, b, stands); err == nil {
			return d, nil
		}
		last = err
		if !repeatable(err) || ctx.Err() != nil {
			break
		}
	}
	return "", s.fault(d, last)
}

// Get returns the bytes; see Store.
func (s *JetStream) Get(ctx context.Context, digest string) ([]byte, error) {
	ctx, cancel := withBudget(ctx)
	defer cancel()
	in, err := s.open(ctx)
	if err != nil {
		return nil, s.fault(digest, err)
	}
	b, err := s.read(ctx, in, digest)
	switch {
	case errors.Is(err, jetstream.ErrDigestMismatch), errors.Is(err, jetstream.ErrMsgNotFound), err == nil && Digest(b) != digest:
		return nil, fmt.Errorf("%w: %s", ErrCorrupt, digest)
	case err != nil:
		return nil, s.fault(digest, err)
	}
	return append([]byte{}, b...), nil // never nil, also for no bytes
}

// open is the bucket; it is asked for once.
func (s *JetStream) open(ctx context.Context) (*bucket, error) {
	s.mu.Lock()
	opened := s.opened
	s.mu.Unlock()
	if opened != nil {
		return opened, nil
	}
	objects, err := bus.Objects(ctx, s.conn, s.name)
	if err != nil {
		return nil, err
	}
	stream, err := s.streamOf(ctx)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened = &bucket{objects, stream}
	return s.opened, nil
}

// streamOf is the stream below the bucket.
func (s *JetStream) streamOf(ctx context.Context) (stream jetstream.Stream, err error) {
	err = s.conn.Request(ctx, budget, func(ctx context.Context) (err error) {
		stream, err = s.conn.JS.Stream(ctx, "OBJ_"+s.name)
		return err
	})
	return stream, err
}

// fault puts an error of NATS into the words of a store. A call that is denied is not one to make again, so it is not
// ErrUnavailable.
func (s *JetStream) fault(digest string, err error) error {
	if errors.Is(err, jetstream.ErrObjectNotFound) {
		return fmt.Errorf("%w: %s", ErrNotFound, digest)
	}
	err = s.conn.Fault(err)
	if errors.Is(err, bus.ErrDenied) {
		return fmt.Errorf("blob %s: %w", digest, err)
	}
	return fmt.Errorf("%w: blob %s: %w", ErrUnavailable, digest, err)
}

// withBudget gives a context a deadline if it has none.
func withBudget(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, ok := ctx.Deadline(); ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, budget)
}
