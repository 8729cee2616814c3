package service_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/amendment"
	"adref/pkg/api"
	"adref/pkg/blob"
	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/services/drafter"
	"adref/services/recorder"
)

// newest is a text of ten paragraphs.
func newest() string {
	out := "# Report\n\n"
	for i := range 10 {
		out += fmt.Sprintf("%d. The Group, having met %d times, recommends a timely and concrete dialogue among States.\n\n", i+1, i)
	}
	return out
}

// bench is a server, the writers on it, and documents to amend. The writers and the clients have connections of their own.
type bench struct {
	conn   *bus.Conn
	client *api.Client
}

func newBench(b *testing.B, url string, documents int) bench {
	b.Helper()
	conn := bustest.Connect(b, url)
	env := service.Env{
		Log: eventlog.NewJetStream(conn), Blobs: blob.NewJetStream(conn, bus.BlobBucket), Bus: conn, Now: time.Now, Logger: slog.New(slog.DiscardHandler),
	}
	for _, s := range []service.Service{drafter.New(), recorder.New()} {
		serve(b, env, s)
	}
	mine := bustest.Connect(b, url)
	out := bench{conn: mine, client: api.NewClient(mine)}
	out.do(b, "", negotiation.OpenProcess{Title: "ICT"})
	out.do(b, "", negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: "norland", Names: map[string]string{"en": "Norland"}}})
	for i := range documents {
		out.do(b, document(i), negotiation.OpenDocument{Title: "Report"})
		out.do(b, document(i), negotiation.TableRevision{Name: "Zero draft", Format: "markdown", Content: newest()})
	}
	return out
}

func serve(b *testing.B, env service.Env, s service.Service) {
	b.Helper()
	ready, done := make(chan struct{}), make(chan error, 1)
	ctx, stop := context.WithCancel(context.Background())
	go func() { done <- service.Run(ctx, env, s, func() { close(ready) }) }()
	b.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			b.Error(err)
		}
	})
	<-ready
}

func document(i int) string { return fmt.Sprint("d", i) }

func (w bench) do(b *testing.B, document string, c negotiation.Command) {
	b.Helper()
	w.as(b, delegation.Chair, document, c)
}

func (w bench) as(b *testing.B, actor, document string, c negotiation.Command) {
	body, err := json.Marshal(c)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := w.client.Do(b.Context(), api.Request{Actor: actor, Process: "ict", Document: document, Verb: c.Verb(), Body: body}); err != nil {
		b.Fatal(err)
	}
}

// propose submits an amendment.
func (w bench) propose(b *testing.B, document string) {
	w.as(b, "norland", document, negotiation.ProposeAmendment{Proposal: amendment.Proposal{
		Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Paragraph: "3", Quote: "timely and concrete"}, Words: "timely, concrete and inclusive"}})
}

// raw publishes what a writer would, under its conditions: the same size, a message ID, an expected sequence.
type raw struct {
	conn *bus.Conn
	body []byte
	last map[string]uint64
}

func newRaw(conn *bus.Conn) *raw {
	return &raw{conn: conn, body: make([]byte, 1100), last: map[string]uint64{}}
}

func (r *raw) publish(b *testing.B, document string) {
	subject := eventlog.Subject(eventlog.Aggregate{Process: "raw", Document: document})
	ack, err := r.conn.JS.PublishMsg(b.Context(), &nats.Msg{Subject: subject, Data: r.body},
		jetstream.WithMsgID(uuid.Must(uuid.NewV7()).String()), jetstream.WithExpectLastSequencePerSubject(r.last[subject]))
	if err != nil {
		b.Fatal(err)
	}
	r.last[subject] = ack.Sequence
}

// installations are where the benchmarks run.
var installations = []struct {
	name string
	url  func(*testing.B) string
}{
	{"one server", func(b *testing.B) string { return bustest.Start(b, b.TempDir()).URL() }},
	{"cluster of three", func(b *testing.B) string { return bustest.Cluster(b)[0].ClientURL() }},
}

// BenchmarkCommand is one client that submits an amendment and waits for its reply, and the raw publication next to it, in turns.
func BenchmarkCommand(b *testing.B) {
	for _, in := range installations {
		b.Run(in.name, func(b *testing.B) {
			w := newBench(b, in.url(b), 8)
			r := newRaw(w.conn)
			var commands, publications []time.Duration
			for n := 0; b.Loop(); n++ {
				commands = append(commands, timed(func() { w.propose(b, document(n%8)) }))
				publications = append(publications, timed(func() { r.publish(b, document(n%8)) }))
			}
			report(b, "command", commands)
			report(b, "raw", publications)
			b.ReportMetric(float64(quantile(commands, 50))/float64(quantile(publications, 50)), "p50-ratio")
			b.ReportMetric(float64(quantile(commands, 99))/float64(quantile(publications, 99)), "p99-ratio")
		})
	}
}

// BenchmarkThroughput is 64 clients over 64 documents, and 64 publishers who do the same raw.
func BenchmarkThroughput(b *testing.B) {
	const clients, each = 64, 40
	for _, in := range installations {
		b.Run(in.name, func(b *testing.B) {
			w := newBench(b, in.url(b), clients)
			var commands, publications time.Duration
			for round := 0; b.Loop(); round++ {
				publications += timed(func() {
					together(clients, func(i int) {
						r := newRaw(w.conn)
						for range each {
							r.publish(b, fmt.Sprintf("%d-%d", round, i))
						}
					})
				})
				commands += timed(func() {
					together(clients, func(i int) {
						for range each {
							w.propose(b, document(i))
						}
					})
				})
			}
			n := float64(clients * each * b.N)
			b.ReportMetric(n/commands.Seconds(), "commands/s")
			b.ReportMetric(n/publications.Seconds(), "raw/s")
			b.ReportMetric(publications.Seconds()/commands.Seconds(), "ratio")
		})
	}
}

// BenchmarkMemory is what a service holds for an open document of ten paragraphs with 200 amendments.
func BenchmarkMemory(b *testing.B) {
	const documents, amendments = 8, 200
	w := newBench(b, bustest.Start(b, b.TempDir()).URL(), documents)
	for i := range documents * amendments {
		w.propose(b, document(i%documents))
	}
	log, blobs := eventlog.NewJetStream(w.conn), blob.NewJetStream(w.conn, bus.BlobBucket)
	for b.Loop() {
		before := heap()
		l := service.NewLoader(log, blobs)
		for i := range documents {
			d, err := l.Document(b.Context(), "ict", document(i), service.Newest)
			if err != nil || len(d.Amendments) != amendments {
				b.Fatal(len(d.Amendments), err)
			}
			if _, err := l.Revision(b.Context(), d, 1); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(heap()-before)/documents/1024, "KB/document")
		runtime.KeepAlive(l)
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func timed(f func()) time.Duration {
	started := time.Now()
	f()
	return time.Since(started)
}

func together(n int, f func(int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { f(i) })
	}
	all.Wait()
}

func quantile(ds []time.Duration, percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(ds))
	return sorted[len(sorted)*percent/100]
}

func report(b *testing.B, name string, ds []time.Duration) {
	for _, q := range []int{50, 99} {
		b.ReportMetric(float64(quantile(ds, q).Microseconds()), fmt.Sprintf("%s-p%d-µs", name, q))
	}
}
