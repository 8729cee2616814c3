package service

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync"

	"github.com/nats-io/nats.go/micro"

	"adref/pkg/lazy"
)

// Health is what a service says of itself.
type Health struct {
	Service string `json:"service"`
	Host    string `json:"host"`
	// Serving is false before it is ready and after it has stopped; Reason says why it stopped.
	Serving bool   `json:"serving"`
	Reason  string `json:"reason,omitempty"`
	// Damage says which server of a cluster has a damaged copy of the log, and what is wrong with it; the service goes on with
	// the other copies. `adref verify` says what to do.
	Damage string `json:"damage,omitempty"`
}

// desk keeps the health of a service.
type desk struct {
	mu sync.Mutex
	h  Health
}

func (d *desk) set(f func(*Health)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f(&d.h)
}

func (d *desk) damaged(log *slog.Logger, damage string) {
	d.set(func(h *Health) { h.Damage = damage })
	if damage == "" {
		log.Info("every copy of the log is whole")
		return
	}
	log.Error("a copy of the log is damaged", "error", damage)
}

func (d *desk) health() Health {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.h
}

// HealthSubject is where the replica of a service on a host says how it is.
func HealthSubject(service, host string) string {
	return "health." + service + "." + unsafe().ReplaceAllString(strings.ToLower(host), "-")
}

var unsafe = lazy.Regexp(`[^a-z0-9-]+`)

func answerHealth(env Env, name, host string, at *desk) (micro.Service, error) {
	answering, err := micro.AddService(env.Bus.NC, micro.Config{Name: "adref-" + name, Version: "1.0.0", Description: "service " + name + " of adref"})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	err = answering.AddEndpoint("health", micro.HandlerFunc(func(r micro.Request) {
		b, _ := json.Marshal(at.health()) // strings and a boolean cannot fail
		if err := r.Respond(b); err != nil {
			env.Logger.Warn("health not delivered", "error", err)
		}
	}), micro.WithEndpointSubject(HealthSubject(name, host)), micro.WithEndpointQueueGroupDisabled())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return answering, nil
}
