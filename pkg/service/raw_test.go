package service_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
	"adref/pkg/eventlog"
)

// raw publishes what a writer would, under its conditions: of the same size, with a message ID and an expected sequence.
type raw struct {
	conn *bus.Conn
	body []byte

	mu   sync.Mutex
	last map[string]uint64
}

// sizeOfCommit is that of the proposal of an amendment, roughly.
const sizeOfCommit = 800

func newRaw(conn *bus.Conn) *raw {
	return &raw{conn: conn, body: make([]byte, sizeOfCommit), last: map[string]uint64{}}
}

func (r *raw) publish(t testing.TB, document string) {
	subject := eventlog.Subject(eventlog.Aggregate{Process: "raw", Document: document})
	r.mu.Lock()
	last := r.last[subject]
	r.mu.Unlock()
	ack, err := r.conn.JS.PublishMsg(t.Context(), &nats.Msg{Subject: subject, Data: r.body},
		jetstream.WithMsgID(uuid.Must(uuid.NewV7()).String()), jetstream.WithExpectLastSequencePerSubject(last))
	if err != nil {
		t.Error(err)
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last[subject] = ack.Sequence
}

// floor is the least that a writer costs which is a process of its own: a request to somebody who does no more than the raw
// publication and answers. Request and reply have the sizes of a command.
type floor struct{ conn *bus.Conn }

func newFloor(t testing.TB, h house) floor {
	t.Helper()
	r := newRaw(h.conn)
	_, err := h.conn.NC.QueueSubscribe("floor.*", "floor", func(m *nats.Msg) {
		go func() {
			r.publish(t, "floor-"+strings.TrimPrefix(m.Subject, "floor."))
			if err := m.Respond(make([]byte, 80)); err != nil {
				t.Error(err)
			}
		}()
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.conn.NC.Flush(); err != nil {
		t.Fatal(err)
	}
	return floor{h.mine}
}

func (f floor) publish(t testing.TB, document string) {
	if _, err := f.conn.NC.RequestWithContext(t.Context(), "floor."+document, make([]byte, 280)); err != nil {
		t.Error(err)
	}
}
