// Package gateway is the door over HTTP: a JSON API for every command and view, server-sent events, and plain pages to read.
//
// It translates and never decides: a command goes to the service that decides it, a read comes from the gateway's own index
// (a fold of the whole log, in memory, one for each replica) and from the views of the differ and the publisher.
//
// Whoever can reach the gateway can act as anybody: the header X-Actor is trusted. So it listens on the loopback interface
// unless it is told otherwise, and belongs behind a proxy that says who is asking.
package gateway

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"adref/pkg/service"
)

// Times of the server.
const (
	headerTime = 10 * time.Second // for the header of a request
	idleTime   = 2 * time.Minute  // between two requests on a connection
	stopTime   = 10 * time.Second // for the requests that are running when the gateway stops
)

// Service is the gateway.
type Service struct {
	mu   sync.Mutex
	addr string
}

// New is a gateway.
func New() *Service { return &Service{} }

// Name is "gateway".
func (*Service) Name() string { return "gateway" }

// Addr is the address that it listens on, "127.0.0.1:8080"; "" before it is ready.
func (s *Service) Addr() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addr
}

// Run serves until the context ends. Errors: the template of Word documents cannot be used, the address cannot be listened on, or
// listening failed.
func (s *Service) Run(ctx context.Context, env service.Env, ready func()) error {
	template, err := ownTemplate(ctx, env.Template)
	if err != nil {
		return fmt.Errorf("gateway: %w", err)
	}
	listener, err := net.Listen("tcp", address(env.HTTP))
	if err != nil {
		return fmt.Errorf("gateway: %w", err)
	}
	s.mu.Lock()
	s.addr = listener.Addr().String()
	s.mu.Unlock()
	log := env.Logger
	if a, ok := listener.Addr().(*net.TCPAddr); ok && !a.IP.IsLoopback() {
		log.Warn("X-Actor is trusted and the address can be reached from outside: put a proxy in front", "address", s.addr)
	}

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	g := newGateway(env, log)
	g.template = template
	handler, err := g.handler()
	if err != nil {
		return fmt.Errorf("gateway: %w", err)
	}
	var running sync.WaitGroup
	defer running.Wait()
	running.Go(func() { g.index.run(ctx, env.Log, log) })
	running.Go(func() { g.hub.run(ctx) })

	server := &http.Server{Handler: handler, ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, MaxHeaderBytes: 64 << 10}
	failed := make(chan error, 1)
	running.Go(func() { failed <- server.Serve(listener) })
	log.Info("gateway listens", "address", s.addr)
	ready()
	select {
	case err := <-failed:
		stop()
		return fmt.Errorf("gateway: %w", err)
	case <-ctx.Done():
	}
	return shutdown(server)
}

// shutdown lets the running requests end; those that do not in time are cut. Streams of events end with the hub.
func shutdown(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	}
	return err
}

// address is where to listen: on the loopback interface unless a host is named.
func address(configured string) string {
	host, port, err := net.SplitHostPort(configured)
	switch {
	case configured == "":
		return "127.0.0.1:0"
	case err == nil && host == "":
		return net.JoinHostPort("127.0.0.1", port)
	}
	return configured
}
