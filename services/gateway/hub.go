package gateway

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/api"
	"adref/pkg/bus"
	"adref/pkg/eventlog"
	"adref/pkg/position"
)

const (
	// queued is how many events wait for a slow client before it is cut.
	queued = 256
	// watchAgain is how long the hub waits before it asks for the public events again.
	watchAgain = time.Second
	// lookAgain is how often the hub looks whether the public stream is still the one that it watches.
	lookAgain = 5 * time.Second
)

// hub receives the public events once and hands them to everyone who listens. It may be used from several goroutines.
//
// Law: a listener that joined at position n gets every event above n, in order, until it leaves or is cut.
type hub struct {
	client *api.Client
	conn   *bus.Conn
	log    *slog.Logger

	mu        sync.Mutex
	position  uint64    // sequence of the last event handed out
	born      time.Time // when the stream was made in which it is; zero before position is known
	listeners map[*listener]struct{}
	closed    bool
	changed   chan struct{} // closed, and made anew, when born or closed changes
}

// listener is one stream of events.
type listener struct {
	events chan api.PublicEvent
	cut    chan struct{} // closed when the listener was too slow, or the hub ends
}

func newHub(conn *bus.Conn, client *api.Client, log *slog.Logger) *hub {
	return &hub{client: client, conn: conn, log: log, listeners: map[*listener]struct{}{}, changed: make(chan struct{})}
}

// run hands out public events until the context ends; then every listener is cut.
func (h *hub) run(ctx context.Context) {
	defer h.close()
	for ctx.Err() == nil {
		err := h.watch(ctx)
		if ctx.Err() != nil {
			return
		}
		h.log.Warn("the public events are lost, watching them again", "after", h.at(), "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(watchAgain):
		}
	}
}

// watch begins at the end of the public stream, or goes on where it was.
func (h *hub) watch(ctx context.Context) error {
	end, err := h.end(ctx)
	if err != nil {
		return err
	}
	since := h.begin(end)
	ctx, stop := context.WithCancelCause(ctx)
	var looking sync.WaitGroup
	defer looking.Wait()
	defer stop(nil)
	looking.Go(func() { h.look(ctx, stop) })
	err = h.client.Watch(ctx, public(api.Filter{}), since, func(e api.PublicEvent) error {
		h.hand(e)
		return nil
	})
	if err == nil {
		err = context.Cause(ctx)
	}
	return err
}

// begin says after which position the hub watches.
func (h *hub) begin(end end) uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.born.Equal(end.born) {
		// The first stream, or one made anew: those who listened to the old one come back and get all of the new one.
		h.position, h.born = end.public, end.born
		h.cut()
		h.wake()
	}
	return h.position
}

// look ends the watching when the stream has been made anew: a consumer would wait for its old position in the new one.
func (h *hub) look(ctx context.Context, stop context.CancelCauseFunc) {
	beat := time.NewTicker(lookAgain)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
		end, err := h.end(ctx)
		if err != nil {
			continue // the watching itself finds out
		}
		h.mu.Lock()
		anew := !h.born.Equal(end.born)
		h.mu.Unlock()
		if anew {
			stop(fmt.Errorf("the public events have been made anew: %w", eventlog.ErrUnavailable))
			return
		}
	}
}

// hand gives an event to every listener, without waiting for any.
func (h *hub) hand(e api.PublicEvent) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if e.Sequence <= h.position {
		return
	}
	h.position = e.Sequence
	for l := range h.listeners {
		select {
		case l.events <- e:
		default:
			delete(h.listeners, l)
			close(l.cut)
		}
	}
}

// join adds a listener once the position is known, and says at which one it joined. Errors: eventlog.ErrUnavailable.
func (h *hub) join(ctx context.Context) (*listener, uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, freshness)
	defer cancel()
	for {
		h.mu.Lock()
		if h.closed {
			h.mu.Unlock()
			return nil, 0, fmt.Errorf("the gateway is stopping: %w", eventlog.ErrUnavailable)
		}
		if !h.born.IsZero() {
			l := &listener{events: make(chan api.PublicEvent, queued), cut: make(chan struct{})}
			h.listeners[l] = struct{}{}
			at := h.position
			h.mu.Unlock()
			return l, at, nil
		}
		changed := h.changed
		h.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, 0, fmt.Errorf("the public events cannot be watched: %w", eventlog.ErrUnavailable)
		}
	}
}

// leave removes a listener.
func (h *hub) leave(l *listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.listeners, l)
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	h.cut()
	h.wake()
}

// cut ends every listener; the caller holds the lock.
func (h *hub) cut() {
	for l := range h.listeners {
		delete(h.listeners, l)
		close(l.cut)
	}
}

// wake tells those who wait in join; the caller holds the lock.
func (h *hub) wake() {
	close(h.changed)
	h.changed = make(chan struct{})
}

func (h *hub) at() uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.position
}

// end is where the public stream ends.
type end struct {
	born   time.Time // when the stream was made
	last   uint64    // sequence of its last message
	public uint64    // sequence of the last event that everybody may see, 0 for none
}

// end asks for the end of the public stream. born and last are the leader's word; public may be a replica's and so be too low,
// which makes the hub begin earlier and nothing else. Errors: eventlog.ErrUnavailable.
func (h *hub) end(ctx context.Context) (end, error) {
	stream, err := h.conn.JS.Stream(ctx, api.PublicStream)
	if err != nil {
		return end{}, fmt.Errorf("the public events: %w: %v", eventlog.ErrUnavailable, err)
	}
	out := end{born: stream.CachedInfo().Created, last: stream.CachedInfo().State.LastSeq}
	m, err := stream.GetLastMsgForSubject(ctx, public(api.Filter{}).Subject())
	switch {
	case err == nil:
		out.public = m.Sequence
	case !errors.Is(err, jetstream.ErrMsgNotFound):
		return end{}, fmt.Errorf("the public events: %w: %v", eventlog.ErrUnavailable, err)
	}
	return out, nil
}

// public is the filter for what everybody may see, and nothing else.
func public(f api.Filter) api.Filter {
	f.Audience = string(position.Public)
	return f
}

// wants says whether the filter wants the event, the parts that its subject tells included.
func wants(f api.Filter, e api.PublicEvent) bool {
	noun, _, _ := strings.Cut(e.Type, ".")
	return (f.Process == "" || f.Process == e.Process) &&
		(f.Document == "" || f.Document == e.Document) &&
		(f.Kind == "" || f.Kind == e.Type || f.Kind == noun) &&
		e.Audience == string(position.Public) && f.Wants(e)
}
