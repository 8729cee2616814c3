package bustest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Servers are three servers that replicate to each other. They keep their addresses when they are started again.
type Servers struct {
	t    testing.TB
	opts []*server.Options
	all  []*server.Server
}

// Cluster is three servers that replicate to each other; they end with the test. Connect to the URL of one of them.
func Cluster(t testing.TB) []*server.Server { return NewServers(t).all }

// NewServers starts three servers; they end with the test.
func NewServers(t testing.TB) *Servers {
	t.Helper()
	ports := freePorts(t, 6)
	var routes []string
	for _, p := range ports[:3] {
		routes = append(routes, fmt.Sprintf("nats://127.0.0.1:%d", p))
	}
	s := &Servers{t: t, all: make([]*server.Server, 3)}
	for i, p := range ports[:3] {
		s.opts = append(s.opts, &server.Options{
			ServerName: fmt.Sprintf("n%d", i+1), Host: "127.0.0.1", Port: ports[3+i], NoSigs: true, NoLog: true,
			JetStream: true, StoreDir: t.TempDir(), SyncAlways: true, MaxPayload: 8 << 20,
			Cluster: server.ClusterOpts{Name: "adref-test", Host: "127.0.0.1", Port: p},
			Routes:  server.RoutesFromStr(strings.Join(routes, ",")),
		})
		s.start(i)
	}
	t.Cleanup(func() {
		for i := range s.all {
			s.Stop(i)
		}
	})
	for i := range s.all {
		s.await(i)
	}
	return s
}

func (s *Servers) start(i int) {
	s.t.Helper()
	one, err := server.NewServer(s.opts[i].Clone())
	if err != nil {
		s.t.Fatal(err)
	}
	one.Start()
	s.all[i] = one
}

func (s *Servers) await(i int) {
	s.t.Helper()
	if !s.all[i].ReadyForConnections(10 * time.Second) {
		s.t.Fatalf("server %s is not ready", s.opts[i].ServerName)
	}
}

// Stop stops a server.
func (s *Servers) Stop(i int) {
	s.all[i].Shutdown()
	s.all[i].WaitForShutdown()
}

// Start starts a server again over its data.
func (s *Servers) Start(i int) {
	s.t.Helper()
	s.start(i)
	s.await(i)
}

// Dir is the folder of the data of a server.
func (s *Servers) Dir(i int) string { return s.opts[i].StoreDir }

// Name is that of a server.
func (s *Servers) Name(i int) string { return s.opts[i].ServerName }

// URL is the addresses of all of them.
func (s *Servers) URL() string {
	var urls []string
	for _, o := range s.opts {
		urls = append(urls, fmt.Sprintf("nats://127.0.0.1:%d", o.Port))
	}
	return strings.Join(urls, ",")
}

// Leader is the number of the server that leads a stream, waited for.
func (s *Servers) Leader(stream string) int {
	s.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		for i, one := range s.all {
			if one.Running() && one.JetStreamIsStreamLeader("$G", stream) {
				return i
			}
		}
	}
	s.t.Fatalf("stream %s has no leader", stream)
	return 0
}

// Whole waits until every server takes itself for current in a stream.
func (s *Servers) Whole(stream string) {
	s.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		current := 0
		for _, one := range s.all {
			if one.JetStreamIsStreamCurrent("$G", stream) {
				current++
			}
		}
		if current == len(s.all) {
			return
		}
	}
	s.t.Fatalf("not every server is current in stream %s", stream)
}
