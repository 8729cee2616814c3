// Package bus is the connection to NATS: the client, the streams that adref needs, and a server inside the process.
//
// Law: what a server acknowledged is on its disk, and a client that lost its server finds it again by itself.
package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Conn is a connection to a NATS server with JetStream. It may be used from several goroutines.
type Conn struct {
	NC *nats.Conn
	JS jetstream.JetStream

	denied atomic.Pointer[denial]
	life   atomic.Pointer[life] // of the connection to the server that is had now
}

// Errors of a connection.
var (
	// ErrNoServer says that nothing answers at the address.
	ErrNoServer = errors.New("no NATS server")
	// ErrNoJetStream says that the server runs without JetStream, or that the account may not use it.
	ErrNoJetStream = errors.New("the NATS server has no JetStream for this account")
	// ErrDenied says that the server does not let this client make the call.
	ErrDenied = errors.New("the NATS server denies the call")
)

// Config says how to connect. The zero value connects without credentials and logs to slog.Default.
type Config struct {
	Name   string // of the client, as the server shows it; "adref" if empty
	Logger *slog.Logger
	Creds  string // path of a credentials file, "" for none
	// Server is the server inside this process, if there is one: the connection to it does without a socket.
	Server *Server
}

const (
	connectTimeout = 3 * time.Second  // of the dial
	startBudget    = 20 * time.Second // for a cluster that elects its leader
	drainTimeout   = 5 * time.Second
)

// Connect connects to the server at url, a comma-separated list for a cluster. A connection that is lost later is sought
// again for ever, and what happens to it is logged. Errors: ErrNoServer, ErrNoJetStream, nats.ErrAuthorization.
func Connect(ctx context.Context, url string, cfg Config) (*Conn, error) {
	if cfg.Logger == nil {
		cfg.Logger = slog.Default()
	}
	if cfg.Name == "" {
		cfg.Name = "adref"
	}
	c := new(Conn)
	c.renew()
	nc, err := nats.Connect(url, options(c, cfg)...)
	switch {
	case errors.Is(err, nats.ErrAuthorization):
		return nil, fmt.Errorf("NATS server at %s: %w", url, err)
	case err != nil:
		return nil, fmt.Errorf("%w at %s: start one or use `adref up`: %w", ErrNoServer, url, err)
	}
	js, err := jetstream.New(nc)
	if err != nil {
		nc.Close()
		return nil, fmt.Errorf("NATS server at %s: %w", url, err)
	}
	c.NC, c.JS = nc, js
	if err := c.waitForJetStream(ctx); err != nil {
		nc.Close()
		return nil, err
	}
	return c, nil
}

// options turns a configuration into that of the client.
func options(c *Conn, cfg Config) []nats.Option {
	log := cfg.Logger
	opts := []nats.Option{
		nats.Name(cfg.Name),
		nats.Timeout(connectTimeout),
		nats.MaxReconnects(-1),
		nats.ReconnectWait(100 * time.Millisecond),
		nats.ReconnectJitter(100*time.Millisecond, 400*time.Millisecond),
		nats.PingInterval(20 * time.Second),
		nats.DrainTimeout(drainTimeout),
		nats.DisconnectErrHandler(func(nc *nats.Conn, err error) {
			c.renew()
			if err != nil { // nil where the client closes
				log.Warn("NATS connection lost", "client", cfg.Name, "error", err)
			}
		}),
		nats.ReconnectHandler(func(nc *nats.Conn) {
			log.Info("NATS connection found again", "client", cfg.Name, "server", nc.ConnectedUrlRedacted())
		}),
		nats.ErrorHandler(func(_ *nats.Conn, sub *nats.Subscription, err error) {
			if errors.Is(err, nats.ErrPermissionViolation) {
				c.denied.Store(&denial{err: err, at: time.Now()})
			}
			subject := ""
			if sub != nil {
				subject = sub.Subject
			}
			if errors.Is(err, nats.ErrSlowConsumer) { // a reader that is busy: what it loses it notices and reads again
				log.Debug("NATS client", "client", cfg.Name, "subject", subject, "error", err)
				return
			}
			log.Error("NATS client", "client", cfg.Name, "subject", subject, "error", err)
		}),
	}
	if cfg.Creds != "" {
		opts = append(opts, nats.UserCredentials(cfg.Creds))
	}
	if cfg.Server != nil {
		opts = append(opts, nats.InProcessServer(cfg.Server.nats))
	}
	return opts
}

// life is what requests are bound to beside their own time: it ends when the connection that they were asked on is gone, for
// then no answer will come.
type life struct {
	context.Context
	end context.CancelFunc
}

// renew ends the life of the connection that is lost and begins that of the next one.
func (c *Conn) renew() {
	ctx, end := context.WithCancel(context.Background())
	if last := c.life.Swap(&life{ctx, end}); last != nil {
		last.end()
	}
}

// waitForJetStream returns when JetStream answers: a cluster needs some seconds to elect its leader.
func (c *Conn) waitForJetStream(ctx context.Context) error {
	return c.retry(ctx, startBudget, func(ctx context.Context) error {
		_, err := c.JS.AccountInfo(ctx)
		if errors.Is(err, jetstream.ErrJetStreamNotEnabled) || errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount) {
			return fatal(fmt.Errorf("%s: %w", c.URL(), ErrNoJetStream))
		}
		return c.Fault(err)
	})
}

// URL is the address of the server, for people; it holds no password.
func (c *Conn) URL() string {
	if u := c.NC.ConnectedUrlRedacted(); u != "" {
		return u
	}
	if s := c.NC.Servers(); len(s) > 0 {
		return s[0]
	}
	return "(no address)"
}

// Close ends the subscriptions, sends what is still to be sent, and returns when the connection is closed.
func (c *Conn) Close() error {
	closed := c.NC.StatusChanged(nats.CLOSED)
	if c.NC.IsClosed() {
		return nil
	}
	if err := c.NC.Drain(); err != nil {
		c.NC.Close() // a connection without a server cannot be drained
		return nil
	}
	select {
	case <-closed:
	case <-time.After(2 * drainTimeout):
		c.NC.Close()
		return fmt.Errorf("%s: the connection did not drain within %v", c.URL(), 2*drainTimeout)
	}
	return nil
}
