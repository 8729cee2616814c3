package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"adref/pkg/blob"
	"adref/pkg/bus"
	"adref/pkg/eventlog"
	"adref/pkg/service"
	"adref/pkg/view"
	"adref/services"
)

// environment wires the adapters of a connection.
func environment(conn *bus.Conn, logger *slog.Logger, http string, now func() time.Time) service.Env {
	return service.Env{
		Log:    eventlog.NewJetStream(conn),
		Blobs:  blobs(conn),
		Views:  func(name string) view.Store { return view.NewJetStream(conn, name) },
		Bus:    conn,
		Now:    now,
		Logger: logger,
		HTTP:   http,

		Template: os.Getenv("ADREF_TEMPLATE"),
	}
}

// blobs is the store of sources, parsed texts and editions.
func blobs(conn *bus.Conn) blob.Store { return blob.NewJetStream(conn, "blobs") }

// newLoader reads the state of processes and documents straight from the log.
func newLoader(conn *bus.Conn) *service.Loader {
	return service.NewLoader(eventlog.NewJetStream(conn), blobs(conn))
}

// choose finds services by name.
func choose(names []string) ([]service.Service, error) {
	var out []service.Service
	for _, n := range names {
		i := slices.IndexFunc(services.All, func(s service.Service) bool { return s.Name() == n })
		if i < 0 {
			return nil, fmt.Errorf("no service %q (there are: %s): %w", n, strings.Join(serviceNames(), ", "), errUsage)
		}
		out = append(out, services.All[i])
	}
	return out, nil
}

func serviceNames() []string {
	var out []string
	for _, s := range services.All {
		out = append(out, s.Name())
	}
	return out
}

// node is a set of running services.
type node struct {
	stop context.CancelFunc
	done sync.WaitGroup
	mu   sync.Mutex
	errs []error
	// failed is closed when the first service has stopped by an error.
	failed chan struct{}
}

// startNode starts services and returns when all of them serve; one that fails at its start stops them all.
func startNode(ctx context.Context, env service.Env, set []service.Service) (*node, error) {
	inner, stop := context.WithCancel(ctx)
	n := &node{stop: stop, failed: make(chan struct{})}
	for _, s := range set {
		serving := make(chan struct{})
		n.done.Go(func() {
			if err := service.Run(inner, env, s, func() { close(serving) }); err != nil {
				n.fail(err)
			}
		})
		select {
		case <-serving:
		case <-n.failed:
			return nil, n.Stop()
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), n.Stop())
		}
	}
	return n, nil
}

func (n *node) fail(err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.errs = append(n.errs, err); len(n.errs) == 1 {
		close(n.failed)
	}
}

// ended is closed when no service runs any more.
func (n *node) ended() <-chan struct{} {
	all := make(chan struct{})
	go func() {
		n.done.Wait()
		close(all)
	}()
	return all
}

// Stop stops the services and returns when they have, with the errors that stopped any of them before.
func (n *node) Stop() error {
	n.stop()
	n.done.Wait()
	n.mu.Lock()
	defer n.mu.Unlock()
	return errors.Join(n.errs...)
}
