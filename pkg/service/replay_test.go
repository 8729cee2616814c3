package service_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/blob"
	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/services/drafter"
)

// errEnd ends a walk at the last commit.
var errEnd = errors.New("the end")

// TestSpeedOfReplay folds a log of 100,000 commits of one event each, mostly amendments to 100 documents, into the states of its
// process and its documents, next to a consumer that only counts the messages.
func TestSpeedOfReplay(t *testing.T) {
	measured(t)
	const commits = 100_000
	conn := bustest.Open(t)
	fill(t, conn, commits)
	row := table{title: "100,000 events", columns: []string{"raw consumer / s", "commits read and checked / s", "folded into state / s", "read / raw", "state / raw"}}
	for range *runs {
		counted := commits / counting(t, conn, commits).Seconds()
		log := eventlog.NewJetStream(conn)
		read := commits / timed(func() {
			walk(t, log.Follow, func(c eventlog.Stored) error { return last(c, commits) })
		}).Seconds()
		loader := service.NewLoader(log, blob.NewMemory())
		folded := commits / timed(func() {
			follow := func(ctx context.Context, after uint64, fn func(eventlog.Stored) error) error {
				return loader.Follow(ctx, log, after, fn)
			}
			walk(t, follow, func(c eventlog.Stored) error {
				if err := state(t, loader, c); err != nil {
					return err
				}
				return last(c, commits)
			})
		}).Seconds()
		row.add(counted, read, folded, read/counted, folded/counted)
	}
	row.print()
}

func last(c eventlog.Stored, seq uint64) error {
	if c.Seq == seq {
		return errEnd
	}
	return nil
}

func walk(t *testing.T, follow func(context.Context, uint64, func(eventlog.Stored) error) error, fn func(eventlog.Stored) error) {
	t.Helper()
	if err := follow(t.Context(), 0, fn); !errors.Is(err, errEnd) {
		t.Fatal(err)
	}
}

// state brings the aggregate of a commit up to it.
func state(t *testing.T, l *service.Loader, c eventlog.Stored) (err error) {
	if c.Document == eventlog.Record {
		_, err = l.Process(t.Context(), c.Process, c.Seq)
	} else {
		_, err = l.Document(t.Context(), c.Process, c.Document, c.Seq)
	}
	return err
}

// counting is how long a consumer of nats.go takes for all messages of the log.
func counting(t *testing.T, conn *bus.Conn, messages int) time.Duration {
	t.Helper()
	return timed(func() {
		cons, err := conn.JS.OrderedConsumer(t.Context(), bus.LogStream, jetstream.OrderedConsumerConfig{})
		if err != nil {
			t.Fatal(err)
		}
		n, done := 0, make(chan struct{})
		running, err := cons.Consume(func(jetstream.Msg) {
			if n++; n == messages {
				close(done)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		<-done
		running.Stop()
	})
}

// fill decides commands in memory and publishes their commits in one go.
func fill(t *testing.T, conn *bus.Conn, commits int) {
	t.Helper()
	log := eventlog.NewMemory()
	decide(t, log, commits)
	walk(t, log.Follow, func(c eventlog.Stored) error {
		body, err := json.Marshal(c.Commit)
		if err != nil {
			return err
		}
		if _, err := conn.JS.PublishAsync(eventlog.Subject(c.Aggregate), body, jetstream.WithStallWait(time.Minute)); err != nil {
			return err
		}
		return last(c, uint64(commits))
	})
	<-conn.JS.PublishAsyncComplete()
}

func decide(t *testing.T, log eventlog.Log, commits int) {
	t.Helper()
	const documents = 100
	env := service.Env{Log: log, Blobs: blob.NewMemory()}
	process, documented := service.NewWriter("recorder", negotiation.OfProcess, env, noFacts), drafter.Writer(env)
	n := 0
	do := func(w *service.Writer, actor, document string, c negotiation.Command) {
		r := request(c)
		r.Actor, r.Document = actor, document
		if _, err := w.Do(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		n++
	}
	do(process, delegation.Chair, "", &negotiation.OpenProcess{Title: "ICT"})
	do(process, delegation.Chair, "", &negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: "norland", Names: map[string]string{"en": "Norland"}}})
	for i := range documents {
		do(documented, delegation.Chair, document(i), &negotiation.OpenDocument{Title: fmt.Sprint("Report ", i)})
		do(documented, delegation.Chair, document(i), &negotiation.TableRevision{Name: "Zero draft", Format: "markdown", Content: newest()})
	}
	for n < commits {
		do(documented, "norland", document(n%documents), proposal())
	}
}
