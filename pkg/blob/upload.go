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

// standing is the description of an object and its place in the stream, 0 where there is none.
type standing struct {
	jetstream.ObjectInfo
	seq uint64
}

// contentOf is the subject of the chunks of an object, descriptionOf that of what describes it.
func (s *JetStream) contentOf(id string) string { return "$O." + s.name + ".C." + id }

func (s *JetStream) descriptionOf(digest string) string {
	return "$O." + s.name + ".M." + base64.URLEncoding.EncodeToString([]byte(digest))
}

// description is what stands under a digest.
func (s *JetStream) description(ctx context.Context, in *bucket, digest string) (standing, error) {
	if digest == "" {
		return standing{}, nil // no subject ends with a dot
	}
	var m *jetstream.RawStreamMsg
	err := s.conn.Request(ctx, budget, func(ctx context.Context) (err error) {
		m, err = in.stream.GetLastMsgForSubject(ctx, s.descriptionOf(digest))
		return err
	})
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return standing{}, nil
	}
	if err != nil {
		return standing{}, err
	}
	d := standing{seq: m.Sequence}
	return d, json.Unmarshal(m.Data, &d.ObjectInfo)
}

// whole reports whether the object that stands is b with all of its chunks.
func (s *JetStream) whole(ctx context.Context, d standing, b []byte) (bool, error) {
	if d.seq == 0 || d.Deleted || d.Size != uint64(len(b)) {
		return false, nil
	}
	content := s.contentOf(d.NUID)
	stream, err := s.streamOf(ctx) // one of its own: Info writes to it
	if err != nil {
		return false, err
	}
	var info *jetstream.StreamInfo
	err = s.conn.Request(ctx, budget, func(ctx context.Context) (err error) {
		info, err = stream.Info(ctx, jetstream.WithSubjectFilter(content))
		return err
	})
	if err != nil {
		return false, err
	}
	return info.State.Subjects[content] == uint64(d.Chunks), nil
}

// upload stores an object as NATS ADR-20 says, in a stricter order than the client's Put: the description is sent when the
// content is stored, so that there is no description without its content; and only if there is still none, or the damaged one
// that was seen, so that the content of an object that somebody reads is never replaced.
func (s *JetStream) upload(ctx context.Context, in *bucket, digest string, b []byte, instead standing) error {
	id := nuid.Next()
	err := s.sendContent(ctx, s.contentOf(id), b)
	if err != nil {
		s.discard(ctx, in, id)
		return err
	}
	err = s.sendDescription(ctx, digest, id, b, instead.seq)
	if err != nil {
		s.discardUnused(ctx, in, digest, id, instead)
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

// sendContent stores the chunks.
func (s *JetStream) sendContent(ctx context.Context, subject string, b []byte) error {
	var sent []jetstream.PubAckFuture
	for chunk := range slices.Chunk(b, chunkSize) {
		f, err := s.conn.JS.PublishAsync(subject, chunk)
		if err != nil {
			return err
		}
		sent = append(sent, f)
		if len(sent) == inFlight {
			if err := s.stored(ctx, sent); err != nil {
				return err
			}
			sent = sent[:0]
		}
	}
	return s.stored(ctx, sent)
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

// sendDescription makes the object out of its content, if the last description of it is at the place instead.
func (s *JetStream) sendDescription(ctx context.Context, digest, id string, b []byte, instead uint64) error {
	sum := sha256.New()
	sum.Write(b) // a hash never fails
	info, err := json.Marshal(jetstream.ObjectInfo{
		ObjectMeta: jetstream.ObjectMeta{Name: digest, Opts: &jetstream.ObjectMetaOptions{ChunkSize: chunkSize}},
		Bucket:     s.name,
		NUID:       id,
		Size:       uint64(len(b)),
		Chunks:     uint32((len(b) + chunkSize - 1) / chunkSize),
		Digest:     jetstream.GetObjectDigestValue(sum),
	})
	if err != nil {
		return err
	}
	msg := nats.NewMsg(s.descriptionOf(digest))
	msg.Header.Set(jetstream.MsgRollup, jetstream.MsgRollupSubject)
	msg.Data = info
	ctx, cancel := s.conn.Attempt(ctx, patience)
	defer cancel()
	_, err = s.conn.JS.PublishMsg(ctx, msg, jetstream.WithExpectLastSequencePerSubject(instead))
	return err
}

// discardUnused removes the content of an object whose description was not acknowledged, where another description stands
// instead. An error alone does not say so: a server that cannot store what its cluster has committed answers with one, and the
// description comes back when it starts again.
func (s *JetStream) discardUnused(ctx context.Context, in *bucket, digest, id string, instead standing) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	d, err := s.description(ctx, in, digest)
	if err == nil && d.seq > instead.seq && d.NUID != id {
		s.discard(ctx, in, id)
	}
}

// discard removes the content of an object that did not come about. Where that fails the content takes up space and is
// otherwise harmless.
func (s *JetStream) discard(ctx context.Context, in *bucket, id string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = in.stream.Purge(ctx, jetstream.WithPurgeSubject(s.contentOf(id)))
}
