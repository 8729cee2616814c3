// Package bustest gives tests a real NATS server, or three of them, inside the process.
package bustest

import (
	"log/slog"
	"net"
	"testing"

	"adref/pkg/bus"
)

// Start is a server on a free port over dir, with connections of its own address; it ends with the test.
func Start(t testing.TB, dir string) *bus.Server {
	t.Helper()
	return StartAt(t, dir, -1)
}

// StartAt is Start on a certain port, so that clients find a server that is started again.
func StartAt(t testing.TB, dir string, port int) *bus.Server {
	t.Helper()
	s, err := bus.StartServer(bus.ServerConfig{Dir: dir, Port: port, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Shutdown)
	return s
}

// Connect is a connection to url, with the streams of adref there; it is closed with the test.
func Connect(t testing.TB, url string) *bus.Conn {
	t.Helper()
	c, err := bus.Connect(t.Context(), url, bus.Config{Name: t.Name(), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := bus.Ensure(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	return c
}

// Open is a connection to a new server.
func Open(t testing.TB) *bus.Conn {
	t.Helper()
	return Connect(t, Start(t, t.TempDir()).URL())
}

// freePorts are ports that nobody listens on now.
func freePorts(t testing.TB, n int) []int {
	t.Helper()
	ports := make([]int, n)
	for i := range ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports[i] = l.Addr().(*net.TCPAddr).Port
	}
	return ports
}
