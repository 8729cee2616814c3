package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"

	"adref/pkg/bus"
	"adref/services"
	"adref/services/gateway"
)

// house is all of adref in one process: NATS, every service, a connection.
type house struct {
	clock  *clock
	server *bus.Server
	conn   *bus.Conn
	node   *node
}

// houseConfig says where a house stands.
type houseConfig struct {
	dir    string // of the store
	nats   string // "127.0.0.1:4222"; port 0 is a free one
	http   string
	logger *slog.Logger
	// reserve and onWriteError are those of bus.ServerConfig.
	reserve      uint64
	onWriteError func(says string)
}

// openHouse starts NATS with JetStream in the process, and then every service.
func openHouse(ctx context.Context, cfg houseConfig) (*house, error) {
	host, port, err := splitAddress(cfg.nats)
	if err != nil {
		return nil, err
	}
	h := &house{clock: &clock{}}
	h.server, err = bus.StartServer(bus.ServerConfig{
		Dir: cfg.dir, Host: host, Port: port, Logger: cfg.logger, Reserve: cfg.reserve, OnWriteError: cfg.onWriteError,
	})
	if err != nil {
		return nil, err
	}
	if h.conn, err = bus.Connect(ctx, h.server.URL(), bus.Config{Name: "adref", Logger: cfg.logger}); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	if err := bus.Ensure(ctx, h.conn); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	h.node, err = startNode(ctx, environment(h.conn, cfg.logger, cfg.http, h.clock.Now), services.All)
	if err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

// web is the address of the pages.
func (h *house) web() string {
	for _, s := range services.All {
		if g, ok := s.(*gateway.Service); ok {
			return "http://" + g.Addr()
		}
	}
	return ""
}

// Close stops the services, then the connection, then NATS, in this order so that nothing is cut off.
func (h *house) Close() error {
	var err error
	if h.node != nil {
		err = h.node.Stop()
	}
	if h.conn != nil {
		h.conn.Close()
	}
	h.server.Shutdown()
	return err
}

// splitAddress reads "127.0.0.1:4222" or "nats://127.0.0.1:4222"; port 0 becomes -1, NATS's sign for a free one.
func splitAddress(s string) (host string, port int, err error) {
	if u, err := url.Parse(s); err == nil && u.Host != "" {
		s = u.Host
	}
	host, p, err := net.SplitHostPort(s)
	if err != nil {
		return "", 0, fmt.Errorf("address %q: %w: %w", s, err, errUsage)
	}
	port, err = strconv.Atoi(p)
	if err != nil || port < 0 || port > 65535 {
		return "", 0, fmt.Errorf("address %q: the port is a number from 0 to 65535: %w", s, errUsage)
	}
	if port == 0 {
		port = -1
	}
	return host, port, nil
}
