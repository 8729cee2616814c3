package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go/micro"

	"adref/pkg/api"
	"adref/pkg/blob"
	"adref/pkg/eventlog"
	"adref/pkg/lazy"
	"adref/pkg/view"
)

// again is how long a service that lost its server waits before it tries again.
const again = time.Second

// Health is what a service says of itself.
type Health struct {
	Service string `json:"service"`
	Host    string `json:"host"`
	// Serving is false before it is ready and after it has stopped; Reason says why it stopped.
	Serving bool   `json:"serving"`
	Reason  string `json:"reason,omitempty"`
}

// HealthSubject is where the replica of a service on a host says how it is.
func HealthSubject(service, host string) string {
	return "health." + service + "." + unsafe().ReplaceAllString(strings.ToLower(host), "-")
}

var unsafe = lazy.Regexp(`[^a-z0-9-]+`)

// Run runs a service until the context ends, unless the log has lost its end. While the bus, the log or a store is away it tries again; any other error stops
// this service for good, shows in its health and is returned.
func Run(ctx context.Context, env Env, s Service, ready func()) error {
	env.Logger = env.Logger.With("service", s.Name())
	var health atomic.Pointer[Health]
	host, err := os.Hostname()
	if err != nil {
		return fmt.Errorf("%s: %w", s.Name(), err)
	}
	health.Store(&Health{Service: s.Name(), Host: host})
	desk, err := answerHealth(env, s.Name(), host, &health)
	if err != nil {
		return err
	}
	var once sync.Once
	serving := func() {
		health.Store(&Health{Service: s.Name(), Host: host, Serving: true})
		env.Logger.Info("serving")
		once.Do(ready)
	}
	for {
		err := Witnessed(ctx, env.Log, api.NewClient(env.Bus))
		if err == nil {
			err = s.Run(ctx, env, serving)
		}
		if ctx.Err() != nil {
			return desk.Stop()
		}
		health.Store(&Health{Service: s.Name(), Host: host, Reason: fmt.Sprint(err)})
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

func answerHealth(env Env, name, host string, health *atomic.Pointer[Health]) (micro.Service, error) {
	desk, err := micro.AddService(env.Bus.NC, micro.Config{Name: "adref-" + name, Version: "1.0.0", Description: "service " + name + " of adref"})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	err = desk.AddEndpoint("health", micro.HandlerFunc(func(r micro.Request) {
		b, _ := json.Marshal(health.Load()) // strings and a boolean cannot fail
		if err := r.Respond(b); err != nil {
			env.Logger.Warn("health not delivered", "error", err)
		}
	}), micro.WithEndpointSubject(HealthSubject(name, host)), micro.WithEndpointQueueGroupDisabled())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return desk, nil
}
