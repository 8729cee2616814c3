package service

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"adref/pkg/api"
	"adref/pkg/blob"
	"adref/pkg/eventlog"
	"adref/pkg/view"
)

// again is how long a service that lost its server waits before it tries again.
const again = time.Second

// Run runs a service until the context ends, unless the log has lost its end. While the bus, the log or a store is away it
// tries again; any other error stops this service for good, shows in its health and is returned. Meanwhile the copies of the
// log are guarded.
func Run(ctx context.Context, env Env, s Service, ready func()) error {
	env.Logger = env.Logger.With("service", s.Name())
	host, err := os.Hostname()
	if err != nil {
		return fmt.Errorf("%s: %w", s.Name(), err)
	}
	at := &desk{h: Health{Service: s.Name(), Host: host}}
	answering, err := answerHealth(env, s.Name(), host, at)
	if err != nil {
		return err
	}
	guarded, stop := context.WithCancel(ctx)
	var guarding sync.WaitGroup
	guarding.Go(func() { guard(guarded, env.Log, guardEvery, func(damage string) { at.damaged(env.Logger, damage) }) })
	defer guarding.Wait()
	defer stop()
	var once sync.Once
	serving := func() {
		at.set(func(h *Health) { h.Serving, h.Reason = true, "" })
		env.Logger.Info("serving")
		once.Do(ready)
	}
	for {
		err := Witnessed(ctx, env.Log, api.NewClient(env.Bus))
		if err == nil {
			err = s.Run(ctx, env, serving)
		}
		if ctx.Err() != nil {
			return answering.Stop()
		}
		at.set(func(h *Health) { h.Serving, h.Reason = false, fmt.Sprint(err) })
		if !away(err) {
			env.Logger.Error("stopped", "error", err)
			return fmt.Errorf("%s: %w", s.Name(), err)
		}
		env.Logger.Warn("trying again", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(again):
		}
	}
}

// away says whether the error passes by itself.
func away(err error) bool {
	return errors.Is(err, eventlog.ErrUnavailable) || errors.Is(err, blob.ErrUnavailable) || errors.Is(err, view.ErrUnavailable)
}
