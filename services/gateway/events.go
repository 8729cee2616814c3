package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"adref/pkg/api"
	"adref/pkg/delegation"
	"adref/pkg/lazy"
)

const (
	// heartbeat is how often a silent stream says that it lives.
	heartbeat = 15 * time.Second
	// writeTime is how long a client may take to receive what is written to it.
	writeTime = 10 * time.Second
	// reconnect is what a browser waits before it comes back, in milliseconds.
	reconnect   = 1000
	eventStream = "text/event-stream; charset=utf-8"
)

// errCut ends a stream whose client is too slow, or whose gateway stops; the client comes back with its position.
var errCut = errors.New("cut")

// EventsQuery says which events somebody wants, and from where on.
type EventsQuery struct {
	Process    string `query:"process" doc:"Code of the process."`
	Document   string `query:"document" doc:"Code of the document."`
	Paragraph  string `query:"paragraph" doc:"ID of a block, or how the text cites it."`
	Kind       string `query:"kind" doc:"Kind of event, or its noun alone." example:"amendment.proposed"`
	Delegation string `query:"delegation" doc:"Code of the delegation that acts or is concerned."`
	Since      string `query:"since" doc:"Position in the public stream, the id of an event: those after it come first. 0 is the beginning; without it only new events come."`
	LastID     string `header:"Last-Event-ID" doc:"The same, as a browser sends it when it comes back; it goes before since."`
}

// kind is a kind of event or its noun.
var kind = lazy.Regexp(`^[a-z]+(\.[a-z]+)?$`)

// filter reads the query. Its parts become parts of a subject, so they are checked.
func (q EventsQuery) filter() (api.Filter, error) {
	for what, code := range map[string]string{"process": q.Process, "document": q.Document, "delegation": q.Delegation} {
		if code == "" {
			continue
		}
		if err := delegation.CheckCode(code); err != nil {
			return api.Filter{}, fmt.Errorf("%s: %w", what, err)
		}
	}
	if q.Kind != "" && !kind().MatchString(q.Kind) {
		return api.Filter{}, newProblem(api.Invalid, api.Status[api.Invalid], fmt.Sprintf("kind: %q is not a noun or noun.verb", q.Kind))
	}
	return public(api.Filter{Process: q.Process, Document: q.Document, Paragraph: q.Paragraph, Kind: q.Kind, Delegation: q.Delegation}), nil
}

// since is the position after which the events are wanted; ok is false for only the new ones.
func (q EventsQuery) since() (after uint64, ok bool, err error) {
	at := q.LastID
	if at == "" {
		at = q.Since
	}
	if at == "" {
		return 0, false, nil
	}
	after, err = strconv.ParseUint(at, 10, 64)
	if err != nil {
		err = newProblem(api.Invalid, api.Status[api.Invalid], fmt.Sprintf("since: %q is not a position in the stream", at))
	}
	return after, true, err
}

func (g *gateway) registerEvents(a huma.API) {
	op := huma.Operation{
		Method: http.MethodGet, Path: "/events", OperationID: "watch-events", Tags: []string{"events"},
		Summary: "Watch public events",
		Description: "Server-sent events. Each has the position in the public stream as its id, its kind as its event, and a CloudEvent as its data. " +
			"A client that comes back with Last-Event-ID misses nothing and gets nothing twice. A client that is too slow is cut and comes back.",
		Responses: refusals(a, api.Invalid, api.Unavailable),
	}
	op.Responses["200"] = &huma.Response{Description: "A stream that does not end.", Content: map[string]*huma.MediaType{
		"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString, Extensions: map[string]any{
			"x-data": a.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[api.PublicEvent](), true, "PublicEvent").Ref,
		}}},
	}}
	huma.Register(a, op, func(ctx context.Context, q *EventsQuery) (*huma.StreamResponse, error) {
		s, err := g.stream(ctx, q)
		if err != nil {
			return nil, problem(err)
		}
		return &huma.StreamResponse{Body: func(hc huma.Context) {
			r, w := humago.Unwrap(hc)
			if r.Method == http.MethodHead { // it wants no stream
				w.Header().Set("Content-Type", eventStream)
				g.hub.leave(s.listener)
				return
			}
			s.serve(r.Context(), w)
		}}, nil
	})
}

// stream is what one client watches.
type stream struct {
	hub      *hub
	filter   api.Filter
	listener *listener
	after    uint64 // position of the last event that the client has
	until    uint64 // position at which it joined the hub: up to here, what it lacks is read from the stream
}

// stream joins the hub, so that nothing is missed from here on, and finds out what the client has missed before.
//
// The order is what makes it whole: 1. join at position n: everything above n will come from the hub; 2. read the stream from
// the client's position up to n; 3. go on with what the hub has handed over meanwhile, leaving out what was read already.
func (g *gateway) stream(ctx context.Context, q *EventsQuery) (*stream, error) {
	f, err := q.filter()
	if err != nil {
		return nil, err
	}
	since, resumed, err := q.since()
	if err != nil {
		return nil, err
	}
	l, at, err := g.hub.join(ctx)
	if err != nil {
		return nil, err
	}
	s := &stream{hub: g.hub, filter: f, listener: l, after: at, until: at}
	if !resumed {
		return s, nil
	}
	s.after = since
	if since <= at {
		return s, nil
	}
	end, err := g.hub.end(ctx)
	if err != nil {
		g.hub.leave(l)
		return nil, err
	}
	if since > max(end.last, end.public) {
		s.after = 0 // a position in a stream that has been made anew since: all of it is new to the client
	}
	return s, nil
}

// serve writes events until the client is gone or cut.
func (s *stream) serve(ctx context.Context, w http.ResponseWriter) {
	defer s.hub.leave(s.listener)
	out := sender{w: w, control: http.NewResponseController(w)}
	h := w.Header()
	h.Set("Content-Type", eventStream)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy in front must not wait for more
	if out.send("retry: %d\n\n", reconnect) != nil {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	if s.until > s.after && s.backlog(ctx, out, beat.C) != nil {
		return
	}
	for {
		select {
		case e := <-s.listener.events:
			if s.give(out, e) != nil {
				return
			}
		case <-beat.C:
			if out.send(": alive at %d\n\n", s.hub.at()) != nil {
				return
			}
		case <-s.listener.cut:
			return
		case <-ctx.Done():
			return
		}
	}
}

// backlog writes what the client missed.
func (s *stream) backlog(ctx context.Context, out sender, beat <-chan time.Time) error {
	ctx, stop := context.WithCancel(ctx)
	var reading sync.WaitGroup
	defer reading.Wait()
	defer stop()
	missed, failed := make(chan api.PublicEvent), make(chan error, 1)
	since := s.after
	reading.Go(func() {
		// All public events, wanted or not, so that the one at which the client joined is seen.
		failed <- s.hub.client.Watch(ctx, public(api.Filter{}), since, func(e api.PublicEvent) error {
			select {
			case missed <- e:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	})
	for {
		select {
		case e := <-missed:
			if err := s.give(out, e); err != nil {
				return err
			}
			if e.Sequence >= s.until {
				return nil
			}
		case <-beat:
			if err := out.send(": alive\n\n"); err != nil {
				return err
			}
		case err := <-failed:
			s.hub.log.Warn("a stream of events ends: what it missed cannot be read", "after", s.after, "error", err)
			return errCut
		case <-s.listener.cut:
			return errCut
		case <-ctx.Done():
			return errCut
		}
	}
}

// give writes an event that the client wants and does not have.
func (s *stream) give(out sender, e api.PublicEvent) error {
	if e.Sequence <= s.after {
		return nil
	}
	s.after = e.Sequence
	if !wants(s.filter, e) {
		return nil
	}
	data, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("public event %s: %w", e.ID, err)
	}
	return out.send("id: %d\nevent: %s\ndata: %s\n\n", e.Sequence, e.Type, data)
}

// sender writes to a client that must take it in time.
type sender struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func (s sender) send(format string, args ...any) error {
	if err := s.control.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(s.w, format, args...); err != nil {
		return err
	}
	return s.control.Flush()
}
