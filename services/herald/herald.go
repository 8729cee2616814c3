// Package herald announces what happened: it turns commits into public events with typed subjects, each to the audience that
// may see it. The public stream can be dropped and is filled again from the log.
package herald

import (
	"context"
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
func (s Service) Run(ctx context.Context, env service.Env, ready func()) error {
	h := &herald{loader: service.NewLoader(env.Log, env.Blobs), client: api.NewClient(env.Bus)}
	ready()
	return service.Ended(ctx, env.Log.Work(ctx, s.Name(), func(c eventlog.Stored) error { return h.announce(ctx, c) }))
}

// herald is used by one goroutine.
type herald struct {
	loader *service.Loader
	client *api.Client
}

// announce publishes the events of a commit. A commit that it sees again, because the place in the log was not stored the
// first time, is compared with what was announced last.
func (h *herald) announce(ctx context.Context, c eventlog.Stored) error {
	last, err := h.client.LastAnnounced(ctx)
	if err != nil {
		return err
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
		if c.Seq < last.Seq || c.Seq == last.Seq && i <= last.Index {
			continue
		}
		if err := h.client.Announce(ctx, scene.tell(c, i, e)); err != nil {
			return err
		}
	}
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
