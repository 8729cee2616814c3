package servicetest

import (
	"log/slog"
	"testing"
	"time"

	"adref/pkg/blob"
	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
	"adref/pkg/eventlog"
	"adref/pkg/service"
)

// Cluster is a World on three NATS servers that replicate to each other. The log and the blobs are there, the views in memory.
type Cluster struct {
	World
	Servers *bustest.Servers
}

// OnCluster starts three servers; the end of the test stops them.
func OnCluster(t *testing.T) *Cluster {
	t.Helper()
	servers := bustest.NewServers(t)
	return &Cluster{World: World{T: t, Env: environment(bustest.Connect(t, servers.URL()))}, Servers: servers}
}

// environment is one on a connection of its own.
func environment(conn *bus.Conn) service.Env {
	return service.Env{
		Log: eventlog.NewJetStream(conn), Blobs: blob.NewJetStream(conn, bus.BlobBucket), Views: Views(), Bus: conn,
		Now: time.Now, Logger: slog.New(slog.DiscardHandler), HTTP: "127.0.0.1:0",
	}
}

// Replica runs a service as another process would, with a connection and a memory of its own, until the end of the test or until
// the function that it gives is called.
func (c *Cluster) Replica(s service.Service) (stop func()) {
	c.T.Helper()
	return start(c.T, environment(bustest.Connect(c.T, c.Servers.URL())), s)
}
