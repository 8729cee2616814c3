package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
	"adref/pkg/eventlog"
)

// PublicStream holds every announced event; it can be rebuilt from the log.
const PublicStream = "PUB"

// Filter says which public events somebody wants. A zero field means all.
type Filter struct {
	Audience   string
	Process    string
	Document   string
	Kind       string // "amendment.proposed", or the noun alone: "amendment"
	Paragraph  string // block ID, or as cited: "12 (a)"
	Delegation string // code
}

// Subject is the subject that holds what the filter wants, as far as subjects tell.
func (f Filter) Subject() string {
	kind := f.Kind
	switch {
	case kind == "":
		kind = "*.*"
	case !slices.Contains([]byte(kind), '.'):
		kind += ".*"
	}
	return PublicSubject(orAny(f.Audience), orAny(f.Process), orAny(f.Document), kind)
}

func orAny(token string) string {
	if token == "" {
		return "*"
	}
	return token
}

// Wants says whether the event passes the parts of the filter that no subject tells.
func (f Filter) Wants(e PublicEvent) bool {
	if f.Paragraph != "" && !slices.Contains(e.Paragraphs, f.Paragraph) && !slices.Contains(e.Cites, f.Paragraph) {
		return false
	}
	return f.Delegation == "" || e.Actor == f.Delegation || slices.Contains(e.Delegations, f.Delegation)
}

// Watch calls fn with the public events that pass the filter, in order: those stored above the sequence `since`, then those to
// come, without a gap, until the context ends (nil) or fn fails (that error). A server that goes away meanwhile is waited for.
// A stream that has lost events is filled again from the first event on: then they come again, under the IDs that they had.
// Errors: eventlog.ErrUnavailable.
func (c *Client) Watch(ctx context.Context, f Filter, since uint64, fn func(PublicEvent) error) error {
	feed := bus.Feed{Conn: c.conn, Stream: PublicStream, Filter: f.Subject(), After: since}
	err := feed.Run(ctx, func(m jetstream.Msg, sequence uint64) error {
		e, err := decode(m, sequence)
		if err != nil || !f.Wants(e) {
			return err
		}
		return fn(e)
	})
	if errors.Is(err, bus.ErrAway) {
		return fmt.Errorf("watching %s: %w: %v", f.Subject(), eventlog.ErrUnavailable, err)
	}
	return err
}

// decode reads a public event that stands at a sequence.
func decode(m jetstream.Msg, sequence uint64) (PublicEvent, error) {
	e := PublicEvent{Sequence: sequence}
	if err := json.Unmarshal(m.Data(), &e); err != nil {
		return e, fmt.Errorf("public event on %s: %w", m.Subject(), err)
	}
	e.Sequence = sequence
	return e, nil
}
