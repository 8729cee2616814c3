package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"

	"adref/pkg/bus"
	"adref/pkg/eventlog"
)

// Waiting times of a client.
const (
	// patience is how long a command is asked again when nobody answers: longer than a service's own retries.
	patience = 30 * time.Second
	// oneTry bounds one request. A request or a reply that was under way when a server died is lost; asking again sooner than a
	// slow writer answers does no harm, since the same ID has one effect.
	oneTry = 3 * time.Second
	// skew is how far the clocks of a client and a service may differ: so much earlier a service stops to decide a try.
	skew = 500 * time.Millisecond
	// pause is between two tries when no service listens.
	pause = 250 * time.Millisecond
)

// Client talks to the services over NATS. It may be used from several goroutines.
type Client struct{ conn *bus.Conn }

// NewClient is a client on a connection.
func NewClient(conn *bus.Conn) *Client { return &Client{conn: conn} }

// NewID is an ID for a command, a UUIDv7.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// Request is a command on its way to a service.
type Request struct {
	ID       string // UUIDv7; "" is a new one
	Actor    string // code
	Process  string // code
	Document string // code; "" for a command of the process itself
	Verb     string
	Body     []byte // JSON
}

// Do sends a command and waits until it is stored or refused. The same ID has one effect: a command whose fate is unknown is
// asked again with it, here and by the caller. A refusal is an *Error.
func (c *Client) Do(ctx context.Context, r Request) (Reply, error) {
	if r.ID == "" {
		r.ID = NewID()
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	subject := CommandSubject(r.Actor, r.Process, r.Document, r.Verb)
	for {
		payload, err := c.payload(r)
		if err != nil {
			return Reply{}, err
		}
		try, done := context.WithTimeout(ctx, oneTry)
		m, err := c.conn.NC.RequestWithContext(try, subject, payload)
		done()
		switch {
		case err == nil:
			return answer(m)
		case errors.Is(err, nats.ErrNoResponders), errors.Is(err, context.DeadlineExceeded), errors.Is(err, nats.ErrTimeout):
		default:
			return Reply{}, fmt.Errorf("%s: %w: %v", r.Verb, eventlog.ErrUnavailable, err)
		}
		select {
		case <-ctx.Done():
			return Reply{}, fmt.Errorf("%s: no service answered on %s: %w: ask again with command ID %s", r.Verb, c.conn.NC.ConnectedUrlRedacted(), eventlog.ErrUnavailable, r.ID)
		case <-time.After(pause):
		}
	}
}

// payload is one try.
func (c *Client) payload(r Request) ([]byte, error) {
	b, err := json.Marshal(Call{ID: r.ID, Body: r.Body, Until: time.Now().Add(oneTry - skew).UTC()})
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %v", r.Verb, ErrCall, err)
	}
	if limit := c.conn.NC.MaxPayload(); int64(len(b)) > limit {
		return nil, fmt.Errorf("%s: %d bytes, the server takes %d: %w", r.Verb, len(b), limit, eventlog.ErrTooLarge)
	}
	return b, nil
}

// answer reads the reply of a service.
func answer(m *nats.Msg) (Reply, error) {
	if code := m.Header.Get(micro.ErrorCodeHeader); code != "" {
		return Reply{}, &Error{Code: Code(code), Message: m.Header.Get(micro.ErrorHeader)}
	}
	var r Reply
	if err := json.Unmarshal(m.Data, &r); err != nil {
		return r, fmt.Errorf("the reply cannot be read: %w", err)
	}
	return r, nil
}
