// Package bus is the connection to NATS: the client, the streams that adref needs, and a server inside the process.
package bus

import (
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Conn is a connection to a NATS server with JetStream.
type Conn struct {
	NC *nats.Conn
	JS jetstream.JetStream
}
