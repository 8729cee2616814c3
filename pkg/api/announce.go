package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/eventlog"
)

// announceBudget is how long an announcement is tried again: the loss of a leader stalls a cluster for 5 to 7 s.
const announceBudget = 15 * time.Second

// ErrPassed says that the public stream does not end where the caller takes it to end: somebody else has announced meanwhile,
// or an announcement whose answer was lost has been stored, or the stream was made anew. Look at LastAnnounced.
var ErrPassed = errors.New("the public stream has another end")

// LastAnnounced is the newest public event, the zero event (with Index -1) where there is none; its Sequence is where the
// stream ends. Errors: eventlog.ErrUnavailable.
func (c *Client) LastAnnounced(ctx context.Context) (PublicEvent, error) {
	e := PublicEvent{Index: -1}
	err := c.conn.Request(ctx, announceBudget, func(ctx context.Context) error {
		stream, err := c.conn.JS.Stream(ctx, PublicStream) // the leader's word: a replica that is late may answer a direct read
		if err != nil {
			return err
		}
		end := stream.CachedInfo().State
		e = PublicEvent{Index: -1, Sequence: end.LastSeq}
		if end.Msgs == 0 {
			return nil
		}
		m, err := stream.GetMsg(ctx, end.LastSeq)
		if errors.Is(err, jetstream.ErrMsgNotFound) && end.NumDeleted > 0 {
			m, err = stream.GetLastMsgForSubject(ctx, "pub.>") // the newest may have been deleted: see Announced
		}
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return fmt.Errorf("event %d: %w", end.LastSeq, context.DeadlineExceeded) // the replica that was asked does not have it yet
		}
		if err != nil {
			return err
		}
		return json.Unmarshal(m.Data, &e)
	})
	if err != nil {
		return PublicEvent{Index: -1}, fmt.Errorf("the newest public event: %w: %v", eventlog.ErrUnavailable, err)
	}
	return e, nil
}

// Announced is what the public stream holds.
type Announced struct {
	First PublicEvent // the oldest event, with Index -1 where there is none
	End   uint64      // sequence of the newest message that ever was
	Empty uint64      // places between the oldest and the newest event that hold none
	// Limited is true where an operator lets old events go.
	Limited bool
}

// Lacks says what has been lost of the public stream, "" for nothing: it begins with the first event of the log and has no
// empty places. What an operator's limits removed is not lost.
func (a Announced) Lacks() string {
	switch {
	case a.Limited:
		return ""
	case a.First.Index >= 0 && (a.First.Seq != 1 || a.First.Index != 0):
		return fmt.Sprintf("it begins with event %s of place %d of the log", a.First.ID, a.First.Seq)
	case a.First.Index < 0 && a.End > 0:
		return "it is empty"
	case a.Empty > 0:
		return fmt.Sprintf("%d of its events are gone", a.Empty)
	}
	return ""
}

// Announced looks at the public stream. Errors: eventlog.ErrUnavailable.
func (c *Client) Announced(ctx context.Context) (Announced, error) {
	var a Announced
	err := c.conn.Request(ctx, announceBudget, func(ctx context.Context) error {
		stream, err := c.conn.JS.Stream(ctx, PublicStream)
		if err != nil {
			return err
		}
		info := stream.CachedInfo()
		a = Announced{
			First: PublicEvent{Index: -1}, End: info.State.LastSeq, Empty: uint64(info.State.NumDeleted),
			Limited: info.Config.MaxAge > 0 || info.Config.MaxMsgs > 0 || info.Config.MaxBytes > 0 || info.Config.MaxMsgsPerSubject > 0,
		}
		if info.State.Msgs == 0 {
			return nil
		}
		m, err := stream.GetMsg(ctx, info.State.FirstSeq)
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return fmt.Errorf("event %d: %w", info.State.FirstSeq, context.DeadlineExceeded) // it went this moment
		}
		if err != nil {
			return err
		}
		err = json.Unmarshal(m.Data, &a.First)
		a.First.Sequence = info.State.FirstSeq
		return err
	})
	if err != nil {
		return Announced{}, fmt.Errorf("the public events: %w: %v", eventlog.ErrUnavailable, err)
	}
	return a, nil
}

// Withdraw removes the public events up to a sequence, so that they can be announced anew. Errors: eventlog.ErrUnavailable.
func (c *Client) Withdraw(ctx context.Context, upTo uint64) error {
	err := c.conn.Request(ctx, announceBudget, func(ctx context.Context) error {
		stream, err := c.conn.JS.Stream(ctx, PublicStream)
		if err != nil {
			return err
		}
		return stream.Purge(ctx, jetstream.WithPurgeSequence(upTo+1))
	})
	if err != nil {
		return fmt.Errorf("removing public events: %w: %v", eventlog.ErrUnavailable, err)
	}
	return nil
}

// Announce stores a public event right after the sequence `after`, and gives its own: of all who announce at once, one does.
// Errors: ErrPassed, eventlog.ErrUnavailable.
func (c *Client) Announce(ctx context.Context, e PublicEvent, after uint64) (sequence uint64, err error) {
	e.Sequence = 0
	b, err := json.Marshal(e)
	if err != nil {
		return 0, fmt.Errorf("public event %s: %w", e.ID, err)
	}
	subject := PublicSubject(e.Audience, e.Process, e.Document, e.Type)
	err = c.conn.Request(ctx, announceBudget, func(ctx context.Context) error {
		ack, err := c.conn.JS.Publish(ctx, subject, b, jetstream.WithExpectLastSequence(after), jetstream.WithRetryAttempts(0))
		if err == nil {
			sequence = ack.Sequence
		}
		return err
	})
	switch {
	case err == nil:
		return sequence, nil
	case passed(err):
		return 0, fmt.Errorf("public event %s after %d: %w", e.ID, after, ErrPassed)
	}
	return 0, fmt.Errorf("public event %s: %w: %v", e.ID, eventlog.ErrUnavailable, err)
}

// passed reports whether the stream did not end where it was expected to.
func passed(err error) bool {
	api, ok := errors.AsType[*jetstream.APIError](err)
	return ok && slices.Contains([]jetstream.ErrorCode{
		jetstream.JSErrCodeStreamWrongLastSequence,
		jetstream.JSErrCodeStreamWrongLastSequenceConstant,
	}, api.ErrorCode)
}
