//go:build linux

package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
)

// config says how a storm is made.
type config struct {
	binary  string // adref
	dir     string // of data and logs
	seed    uint64
	lasts   time.Duration
	servers int    // how many NATS servers there are: one, or three that are a cluster
	only    string // kinds of faults among the NATS servers: those that have this in their name
	say     io.Writer
}

// replicas is how often each service runs.
var replicas = []struct {
	service string
	times   int
}{
	{"drafter", 2}, {"recorder", 2}, {"herald", 2}, {"differ", 2}, {"timekeeper", 2}, {"publisher", 1}, {"gateway", 1},
}

// town is everything that runs.
type town struct {
	config
	nats     []*process
	direct   []string // addresses of the NATS servers
	proxies  []*proxy
	routes   routes
	services []*process
	web      string  // of the gateway
	disks    []*disk // of the NATS servers, none where they could not be mounted
	running  sync.WaitGroup
}

// newTown decides where everything runs; nothing runs yet.
func newTown(cfg config) (*town, error) {
	t := &town{config: cfg}
	logs := filepath.Join(cfg.dir, "logs")
	if err := os.MkdirAll(logs, 0o755); err != nil {
		return nil, err
	}
	at, err := ports(2*t.servers + 2)
	if err != nil {
		return nil, err
	}
	if t.routes, err = newRoutes(at[t.servers : 2*t.servers]); err != nil {
		return nil, err
	}
	for i := range t.servers {
		name := fmt.Sprint("n", i+1)
		t.direct = append(t.direct, "nats://"+at[i])
		p, err := newProxy(at[i])
		if err != nil {
			return nil, err
		}
		t.proxies = append(t.proxies, p)
		args := []string{"nats", "--name", name, "--data", filepath.Join(cfg.dir, name), "--listen", at[i]}
		if t.servers > 1 {
			args = append(args, "--cluster", at[t.servers+i], "--routes", t.routes.of(i), "--cluster-advertise", nowhere, "--no-advertise")
		}
		t.nats = append(t.nats, &process{name: name, binary: cfg.binary, logs: logs, args: args})
	}
	t.web = "http://" + at[2*t.servers]
	for _, r := range replicas {
		for i := range r.times {
			t.services = append(t.services, &process{
				name: fmt.Sprintf("%s-%d", r.service, i+1), binary: cfg.binary, logs: logs,
				args: []string{"serve", r.service, "--nats", t.through(i), "--http", at[2*t.servers]},
			})
		}
	}
	for _, n := range t.nats {
		d, err := mountDisk(filepath.Join(cfg.dir, n.name), diskBytes+int64(cfg.lasts.Minutes()*diskBytesPerMinute))
		if err != nil {
			fmt.Fprintf(cfg.say, "no disk will be full: %v\n", err)
			break
		}
		t.disks = append(t.disks, d)
	}
	return t, nil
}

// through is the list of servers behind the proxies, the i-th first.
func (t *town) through(i int) string {
	var out []string
	for k := range t.proxies {
		out = append(out, t.proxies[(i+k)%len(t.proxies)].url())
	}
	return strings.Join(out, ",")
}

// start starts everything and returns when the streams are there.
func (t *town) start(ctx context.Context) error {
	for _, p := range append(slices.Collect(maps.Values(t.routes)), t.proxies...) {
		t.running.Go(func() { p.serve(ctx) })
	}
	for _, n := range t.nats {
		t.running.Go(func() { n.keep(ctx) })
	}
	conn, err := t.connect(ctx, "town")
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := bus.Ensure(ctx, conn); err != nil {
		return err
	}
	for _, s := range t.services {
		t.running.Go(func() { s.keep(ctx) })
	}
	return nil
}

// connect is a connection past the proxies. It waits for a server.
func (t *town) connect(ctx context.Context, name string) (*bus.Conn, error) {
	return t.connectAt(ctx, name, strings.Join(t.direct, ","))
}

func (t *town) connectAt(ctx context.Context, name, url string) (*bus.Conn, error) {
	quiet := slog.New(slog.DiscardHandler)
	var err error
	for end := time.Now().Add(time.Minute); time.Now().Before(end) && ctx.Err() == nil; {
		var conn *bus.Conn
		if conn, err = bus.Connect(ctx, url, bus.Config{Name: name, Logger: quiet}); err == nil {
			return conn, nil
		}
		wait(ctx, 250*time.Millisecond)
	}
	return nil, err
}

// healed waits until every server of the cluster has all of the log and the public events, and says whether that came true.
func (t *town) healed(ctx context.Context, conn *bus.Conn, within time.Duration) error {
	var last error
	for end := time.Now().Add(within); time.Now().Before(end); {
		if last = t.whole(ctx, conn); last == nil {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		wait(ctx, 200*time.Millisecond)
	}
	return last
}

// whole says what keeps a stream from being on every server.
func (t *town) whole(ctx context.Context, conn *bus.Conn) error {
	for _, name := range []string{bus.LogStream, bus.PublicStream} {
		info, err := streamInfo(ctx, conn, name)
		if err != nil {
			return err
		}
		if t.servers == 1 {
			continue
		}
		if info.Cluster == nil || len(info.Cluster.Replicas) != t.servers-1 {
			return fmt.Errorf("stream %s has not %d replicas", name, t.servers)
		}
		for _, r := range info.Cluster.Replicas {
			if !r.Current || r.Offline {
				return fmt.Errorf("%s is not current in stream %s (lag %d)", r.Name, name, r.Lag)
			}
		}
	}
	return nil
}

func streamInfo(ctx context.Context, conn *bus.Conn, name string) (*jetstream.StreamInfo, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	s, err := conn.JS.Stream(ctx, name)
	if err != nil {
		return nil, err
	}
	return s.CachedInfo(), nil
}

// leader is the server that leads the log, nil if that cannot be told.
func (t *town) leader(ctx context.Context, conn *bus.Conn) *process {
	info, err := streamInfo(ctx, conn, bus.LogStream)
	if err != nil || info.Cluster == nil {
		return nil
	}
	for _, n := range t.nats {
		if n.name == info.Cluster.Leader {
			return n
		}
	}
	return nil
}
