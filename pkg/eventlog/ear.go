package eventlog

import (
	"strings"
	"sync"

	"github.com/nats-io/nats.go"

	"adref/pkg/bus"
)

// Ear hears that the record of a process has grown, so that one who knows the record need not ask whether he knows all of it.
//
// Law: a commit of a record that was acknowledged before somebody sent a message changes the mark of its process before that
// message can be looked at on the connection of the ear.
//
// It rests on two things. A server that stores a commit sends the copy of it (bus.RecordNews) before the acknowledgement, and
// what comes over one connection comes in order. On a cluster the copy and the message come over different routes, so there is
// no ear. Nor is there one before it has heard something since it was connected: who may not hear, hears nothing either.
type Ear struct {
	conn *bus.Conn
	sub  *nats.Subscription
	news chan *nats.Msg

	mu     sync.Mutex
	grown  map[string]uint64 // by process, how often it was heard
	proven bool
	link   uint64 // how often the connection was lost and found again
	lost   int    // messages for which there was no room
	doubts uint64 // how often something may not have been heard
}

// Mark is a value that is another one when the record of a process has, or may have, grown.
type Mark struct{ grown, doubts uint64 }

// Hearer is a log that has an ear.
type Hearer interface {
	// Hear begins to hear on a connection: that over which the messages come which the law is about.
	Hear(conn *bus.Conn) (*Ear, error)
}

var _ Hearer = (*JetStream)(nil)

// news is how much an ear keeps between two looks.
const news = 1024

// Hear begins to hear; see Ear. Errors: ErrUnavailable.
func (l *JetStream) Hear(conn *bus.Conn) (*Ear, error) {
	e := &Ear{conn: conn, news: make(chan *nats.Msg, news), grown: map[string]uint64{}, link: conn.NC.Stats().Reconnects}
	var err error
	if e.sub, err = conn.NC.ChanSubscribe(bus.RecordNews+".*.*", e.news); err != nil {
		return nil, l.unavailable(err)
	}
	return e, nil
}

// Close ends the hearing.
func (e *Ear) Close() error { return e.sub.Unsubscribe() }

// Mark is the mark of a process now; sure is false where nobody can tell. It may be called on a nil ear, which hears nothing.
func (e *Ear) Mark(process string) (m Mark, sure bool) {
	if e == nil {
		return Mark{}, false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.doubt()
	e.listen()
	return Mark{e.grown[process], e.doubts}, e.proven && e.conn.NC.ConnectedClusterName() == ""
}

// doubt notices that something may have been missed.
func (e *Ear) doubt() {
	if link := e.conn.NC.Stats().Reconnects; link != e.link {
		e.listen() // what came before is no proof
		e.link, e.proven = link, false
		e.doubts++
	}
	if lost, err := e.sub.Dropped(); lost != e.lost || err != nil {
		e.lost = lost
		e.doubts++
	}
}

// listen takes what has come.
func (e *Ear) listen() {
	for {
		select {
		case m := <-e.news:
			e.proven = true
			if t := strings.Split(m.Subject, "."); len(t) == 3 {
				e.grown[t[2]]++
			}
		default:
			return
		}
	}
}
