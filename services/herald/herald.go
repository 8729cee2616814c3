// Package herald announces what happened: it turns commits into public events with typed subjects, each to the audience that
// may see it. The public stream can be dropped and is filled again from the log.
//
// Law: the public stream is the events of the log from the first on, in order, each once, however many heralds there are and
// whenever they die.
package herald

import (
	"context"
	"errors"
	"fmt"

	"adref/pkg/api"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/service"
)

// Service is the herald.
type Service struct{}

// New is a herald.
func New() Service { return Service{} }

// Name is "herald".
func (Service) Name() string { return "herald" }

// Run announces every commit, in order, once.
//
// The public stream itself says how far the heralds are, so nothing has to be stored beside it: an announcement is stored only
// right after the one that this herald takes for the newest. One that comes second, or comes back after a pause, is refused
// and looks again.
func (s Service) Run(ctx context.Context, env service.Env, ready func()) error {
	h := &herald{loader: service.NewLoader(env.Log, env.Blobs), client: api.NewClient(env.Bus)}
	ready()
	for {
		last, err := h.client.LastAnnounced(ctx)
		if err != nil {
			return service.Ended(ctx, err)
		}
		h.last = last
		err = env.Log.Follow(ctx, max(last.Seq, 1)-1, func(c eventlog.Stored) error { return h.announce(ctx, c) })
		if !errors.Is(err, errAnew) {
			return service.Ended(ctx, err)
		}
	}
}

// errAnew says that the public stream ends before what this herald has seen in it: it was dropped, or lost its end.
var errAnew = errors.New("the public stream has been made anew")

// herald is used by one goroutine.
type herald struct {
	loader *service.Loader
	client *api.Client
	last   api.PublicEvent // the newest that this herald knows of; only its places count
}

// announce publishes the events of a commit that have not been announced.
func (h *herald) announce(ctx context.Context, c eventlog.Stored) error {
	if c.Seq < h.last.Seq {
		return nil
	}
	events, err := event.DecodeAll(c.Events)
	if err != nil {
		return fmt.Errorf("%s version %d: %w: %w", c.Aggregate, c.Version, eventlog.ErrBroken, err)
	}
	scene, err := h.scene(ctx, c)
	if err != nil {
		return err
	}
	for i, e := range events {
		if err := h.once(ctx, scene.tell(c, i, e)); err != nil {
			return err
		}
	}
	return nil
}

// once publishes an event unless it has been announced.
func (h *herald) once(ctx context.Context, e api.PublicEvent) error {
	for before(h.last, e) {
		sequence, err := h.client.Announce(ctx, e, h.last.Sequence)
		switch {
		case err == nil:
			h.last = e
			h.last.Sequence = sequence
		case errors.Is(err, api.ErrPassed):
			if err := h.look(ctx); err != nil {
				return err
			}
		default:
			return err
		}
	}
	return nil
}

// look finds out what others have announced meanwhile.
func (h *herald) look(ctx context.Context) error {
	last, err := h.client.LastAnnounced(ctx)
	if err != nil {
		return err
	}
	if before(last, h.last) {
		return errAnew
	}
	h.last = last
	return nil
}

// before says whether a comes before b in the log.
func before(a, b api.PublicEvent) bool {
	return a.Seq < b.Seq || a.Seq == b.Seq && a.Index < b.Index
}

// scene is the process and the document right after the commit.
func (h *herald) scene(ctx context.Context, c eventlog.Stored) (scene, error) {
	p, err := h.loader.Process(ctx, c.Process, c.Seq)
	if err != nil {
		return scene{}, err
	}
	s := scene{process: p}
	if c.Document != eventlog.Record {
		if s.document, err = h.loader.Document(ctx, c.Process, c.Document, c.Seq); err != nil {
			return scene{}, err
		}
	}
	return s, nil
}
