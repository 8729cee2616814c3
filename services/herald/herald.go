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
	"log/slog"
	"sync"
	"time"

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
// and looks again. A stream that lost events (somebody purged it, a file was damaged) is emptied and filled again, in order:
// nobody misses one, and whoever had heard some hears them again under the same IDs.
func (s Service) Run(ctx context.Context, env service.Env, ready func()) error {
	h := &herald{loader: service.NewLoader(env.Log, env.Blobs), client: api.NewClient(env.Bus), log: env.Log, logger: env.Logger}
	ready()
	for {
		if err := h.mend(ctx); err != nil {
			return service.Ended(ctx, err)
		}
		last, err := h.client.LastAnnounced(ctx)
		if err != nil {
			return service.Ended(ctx, err)
		}
		h.last = last
		if err := h.follow(ctx, env.Log); !errors.Is(err, errAnew) {
			return service.Ended(ctx, err)
		}
	}
}

// errAnew says that the public stream ends before what this herald has seen in it, or lacks events: it was dropped, or purged.
var errAnew = errors.New("the public stream has been made anew")

// lookEvery is how often a herald looks whether the public stream is whole.
const lookEvery = 2 * time.Second

// follow announces what comes until the public stream must be looked at anew (errAnew), or anything else fails.
func (h *herald) follow(ctx context.Context, log eventlog.Follower) error {
	ctx, stop := context.WithCancelCause(ctx)
	var looking sync.WaitGroup
	defer looking.Wait()
	defer stop(nil)
	looking.Go(func() { h.guard(ctx, stop) })
	err := h.loader.Follow(ctx, log, max(h.last.Seq, 1)-1, func(c eventlog.Stored) error { return h.announce(ctx, c) })
	if errors.Is(context.Cause(ctx), errAnew) {
		return errAnew
	}
	return err
}

// guard stops the announcing when the public stream lacks something.
func (h *herald) guard(ctx context.Context, stop context.CancelCauseFunc) {
	beat := time.NewTicker(lookEvery)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
		if a, err := h.client.Announced(ctx); err == nil && a.Lacks() != "" { // a server that is away is waited for
			stop(errAnew)
			return
		}
	}
}

// mend empties a public stream that lacks something. What it holds is the witness of where the log ended, so it is not
// emptied before the log has been held against it.
func (h *herald) mend(ctx context.Context) error {
	a, err := h.client.Announced(ctx)
	if err != nil || a.Lacks() == "" || a.First.Index < 0 {
		return err
	}
	if err := service.Witnessed(ctx, h.log, h.client); err != nil {
		return err
	}
	h.logger.Error("the public stream lost events and is filled again from the log", "lacks", a.Lacks(), "after", a.End)
	return h.client.Withdraw(ctx, a.End)
}

// herald is used by one goroutine.
type herald struct {
	loader *service.Loader
	client *api.Client
	log    eventlog.Follower
	logger *slog.Logger
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
	for e.After(h.last) {
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
	if h.last.After(last) {
		return errAnew
	}
	h.last = last
	return nil
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
