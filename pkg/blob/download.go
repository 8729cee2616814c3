package blob

import (
	"context"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
)

const (
	// few chunks are asked for one by one. The client reads every object through a consumer, which all servers of a cluster have
	// to agree to make and to remove; whoever begins anew reads hundreds of texts.
	few = 8
	// firstRead is how long the first attempt to read an object may take; each further one has twice as long. between is the pause.
	firstRead = 2 * time.Second
	between   = 50 * time.Millisecond
)

// read reads an object. Errors, beside those of requests: jetstream.ErrObjectNotFound, jetstream.ErrDigestMismatch and, where a chunk
// is lost, jetstream.ErrMsgNotFound.
func (s *JetStream) read(ctx context.Context, in *bucket, digest string) ([]byte, error) {
	d, err := s.description(ctx, in, digest)
	switch {
	case err != nil:
		return nil, err
	case d.seq == 0 || d.Deleted:
		return nil, jetstream.ErrObjectNotFound
	case d.Chunks > few:
		return s.readMany(ctx, in, digest)
	}
	var b []byte
	for i, after := uint32(0), uint64(0); i < d.Chunks; i++ {
		m, err := s.chunk(ctx, in, d.NUID, after)
		if err != nil {
			return nil, err
		}
		b, after = append(b, m.Data...), m.Sequence
	}
	return b, nil
}

// chunk is the first chunk of an object after a place.
func (s *JetStream) chunk(ctx context.Context, in *bucket, id string, after uint64) (m *jetstream.RawStreamMsg, err error) {
	err = s.conn.Request(ctx, budget, func(ctx context.Context) (err error) {
		m, err = in.stream.GetMsg(ctx, after+1, jetstream.WithGetMsgSubject(s.contentOf(id)))
		return err
	})
	return m, err
}

// readMany reads an object as the client does, anew where the server falls silent in the middle: one that is lost, or no longer
// leads, never gives the rest.
func (s *JetStream) readMany(ctx context.Context, in *bucket, digest string) (b []byte, err error) {
	once := func(d time.Duration) ([]byte, error) {
		ctx, cancel := s.conn.Attempt(ctx, d)
		defer cancel()
		return in.GetBytes(ctx, digest)
	}
	for d := firstRead; ; d *= 2 {
		b, err = once(d)
		if err == nil || !bus.Transient(err) || ctx.Err() != nil {
			return b, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(between):
		}
	}
}
