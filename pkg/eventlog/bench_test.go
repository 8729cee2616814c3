package eventlog_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus/bustest"
	"adref/pkg/eventlog"
	"adref/pkg/eventlog/logtest"
)

// BenchmarkAppend compares a durable append with the publication that it cannot do without: the same bytes, expected sequence
// and message ID, on the same server.
func BenchmarkAppend(b *testing.B) {
	b.Run("raw publish", func(b *testing.B) {
		conn := bustest.Open(b)
		subject := eventlog.Subject(doc)
		body := marshal(b, logtest.Next(doc, eventlog.Commit{}, "because"))
		last := uint64(0)
		b.ReportAllocs()
		for b.Loop() {
			ack, err := conn.JS.PublishMsg(b.Context(), &nats.Msg{Subject: subject, Data: body},
				jetstream.WithMsgID(uuid.Must(uuid.NewV7()).String()),
				jetstream.WithExpectLastSequencePerSubject(last))
			if err != nil {
				b.Fatal(err)
			}
			last = ack.Sequence
		}
	})
	b.Run("log", func(b *testing.B) { benchAppend(b, eventlog.NewJetStream(bustest.Open(b))) })
	b.Run("memory", func(b *testing.B) { benchAppend(b, eventlog.NewMemory()) })
}

func benchAppend(b *testing.B, l eventlog.Appender) {
	var prev eventlog.Commit
	b.ReportAllocs()
	for b.Loop() {
		c := logtest.Next(doc, prev, "because")
		if _, err := l.Append(b.Context(), c); err != nil {
			b.Fatal(err)
		}
		prev = c
	}
}

// BenchmarkRead is an aggregate of 1,000 commits, from its start and from near its end: by one who has read it before, and by
// one who has not.
func BenchmarkRead(b *testing.B) {
	conn := bustest.Open(b)
	known := eventlog.NewJetStream(conn)
	logtest.Append(b, known, doc, eventlog.Commit{}, 1000)
	for _, c := range []struct {
		name  string
		log   *eventlog.JetStream
		after uint64
	}{
		{"1000 of 1000", known, 0},
		{"5 of 1000", known, 995},
		{"5 of 1000 for a newcomer", eventlog.NewJetStream(conn), 995},
		{"1 of 1000", known, 999},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if ss, err := c.log.Read(b.Context(), doc, c.after); err != nil || len(ss) != int(1000-c.after) {
					b.Fatal(len(ss), err)
				}
			}
		})
	}
}

// BenchmarkFollow is a replay of 1,000 commits.
func BenchmarkFollow(b *testing.B) {
	l := eventlog.NewJetStream(bustest.Open(b))
	logtest.Append(b, l, doc, eventlog.Commit{}, 1000)
	b.ReportAllocs()
	for b.Loop() {
		if r, err := eventlog.Verify(b.Context(), l); err != nil || r.Commits != 1000 {
			b.Fatal(r, err)
		}
	}
}
