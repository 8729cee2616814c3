package blob

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"

	"adref/pkg/bus"
)

const (
	chunkSize = 128 << 10 // as the clients of NATS do
	inFlight  = 32        // chunks that are sent before the first is acknowledged
	// patience is for these chunks to be acknowledged: 4 MB over a slow line. A cluster that elects a leader never answers.
	patience = 8 * time.Second
)

// upload stores an object as NATS ADR-20 says, in a stricter order than the client's Put: the description is sent when the
// content is stored, so that there is no description without its content; and only if there is none yet, so that the content of
// an object that somebody reads is never replaced.
func (s *JetStream) upload(ctx context.Context, digest string, b []byte) error {
	id := nuid.Next()
	content := "$O." + s.bucket + ".C." + id
	n, err := s.sendContent(ctx, content, b)
	if err != nil {
		s.discard(ctx, content)
		return err
	}
	err = s.sendDescription(ctx, digest, id, b, n)
	if _, ok := errors.AsType[*jetstream.APIError](err); ok {
		s.discard(ctx, content) // not where the answer is missing: the description may be stored
	}
	return err
}

// repeatable reports whether Put should look again: another description was first, or there was no answer.
func repeatable(err error) bool {
	api, ok := errors.AsType[*jetstream.APIError](err)
	return ok && slices.Contains(stands, api.ErrorCode) || bus.Transient(err)
}

// stands is what a server answers where a description stands already, or is being stored.
var stands = []jetstream.ErrorCode{
	jetstream.JSErrCodeStreamWrongLastSequence,
	jetstream.JSErrCodeStreamWrongLastSequenceConstant,
}

// sendContent stores the chunks and returns their number.
func (s *JetStream) sendContent(ctx context.Context, subject string, b []byte) (n int, err error) {
	var sent []jetstream.PubAckFuture
	for chunk := range slices.Chunk(b, chunkSize) {
		f, err := s.conn.JS.PublishAsync(subject, chunk)
		if err != nil {
			return 0, err
		}
		sent = append(sent, f)
		n++
		if len(sent) == inFlight {
			if err := s.stored(ctx, sent); err != nil {
				return 0, err
			}
			sent = sent[:0]
		}
	}
	return n, s.stored(ctx, sent)
}

// stored waits until the server has all of them.
func (s *JetStream) stored(ctx context.Context, sent []jetstream.PubAckFuture) error {
	ctx, cancel := s.conn.Attempt(ctx, patience)
	defer cancel()
	for _, f := range sent {
		select {
		case <-f.Ok():
		case err := <-f.Err():
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// sendDescription makes the object out of its content.
func (s *JetStream) sendDescription(ctx context.Context, digest, id string, b []byte, chunks int) error {
	sum := sha256.New()
	sum.Write(b) // a hash never fails
	info, err := json.Marshal(jetstream.ObjectInfo{
		ObjectMeta: jetstream.ObjectMeta{Name: digest, Opts: &jetstream.ObjectMetaOptions{ChunkSize: chunkSize}},
		Bucket:     s.bucket,
		NUID:       id,
		Size:       uint64(len(b)),
		Chunks:     uint32(chunks),
		Digest:     jetstream.GetObjectDigestValue(sum),
	})
	if err != nil {
		return err
	}
	msg := nats.NewMsg("$O." + s.bucket + ".M." + base64.URLEncoding.EncodeToString([]byte(digest)))
	msg.Header.Set(jetstream.MsgRollup, jetstream.MsgRollupSubject)
	msg.Data = info
	_, err = s.conn.JS.PublishMsg(ctx, msg, jetstream.WithExpectLastSequencePerSubject(0))
	return err
}

// discard removes the content of an object that did not come about. Where that fails the content takes up space and is
// otherwise harmless.
func (s *JetStream) discard(ctx context.Context, subject string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	st, err := s.conn.JS.Stream(ctx, "OBJ_"+s.bucket)
	if err == nil {
		_ = st.Purge(ctx, jetstream.WithPurgeSubject(subject))
	}
}
