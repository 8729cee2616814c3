package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/nats-io/nats.go/jetstream"

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
// come, without a gap, until the context ends (nil) or fn fails (that error). Errors: eventlog.ErrUnavailable.
func (c *Client) Watch(ctx context.Context, f Filter, since uint64, fn func(PublicEvent) error) error {
	consumer, err := c.conn.JS.OrderedConsumer(ctx, PublicStream, jetstream.OrderedConsumerConfig{
		FilterSubjects: []string{f.Subject()}, DeliverPolicy: jetstream.DeliverByStartSequencePolicy, OptStartSeq: since + 1,
	})
	if err != nil {
		return fmt.Errorf("watching %s: %w: %v", f.Subject(), eventlog.ErrUnavailable, err)
	}
	messages, err := consumer.Messages()
	if err != nil {
		return fmt.Errorf("watching %s: %w: %v", f.Subject(), eventlog.ErrUnavailable, err)
	}
	defer messages.Stop()
	for {
		m, err := messages.Next(jetstream.NextContext(ctx))
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, jetstream.ErrNoHeartbeat): // the consumer resets itself where it was
			continue
		case err != nil:
			return fmt.Errorf("watching %s: %w: %v", f.Subject(), eventlog.ErrUnavailable, err)
		}
		e, err := decode(m)
		if err != nil {
			return err
		}
		if f.Wants(e) {
			if err := fn(e); err != nil {
				return err
			}
		}
	}
}

// decode reads a public event and where it stands.
func decode(m jetstream.Msg) (PublicEvent, error) {
	var e PublicEvent
	if err := json.Unmarshal(m.Data(), &e); err != nil {
		return e, fmt.Errorf("public event on %s: %w", m.Subject(), err)
	}
	meta, err := m.Metadata()
	if err != nil {
		return e, fmt.Errorf("public event %s: %w", e.ID, err)
	}
	e.Sequence = meta.Sequence.Stream
	return e, nil
}
