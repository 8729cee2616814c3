//go:build unix

package service_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"syscall"
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
	row := table{title: "100,000 events", columns: []string{
		"raw consumer / s", "commits read and checked / s", "folded into state / s", "read / raw", "state / raw",
		"raw, CPU µs for each", "read, CPU µs", "state, CPU µs", "CPU raw / state",
	}}
	for range *runs {
		counted, raw := replayed(commits, func() { counting(t, conn, commits) })
		log := eventlog.NewJetStream(conn)
		read, checked := replayed(commits, func() {
			walk(t, log.Follow, func(c eventlog.Stored) error { return last(c, commits) })
		})
		loader := service.NewLoader(log, blob.NewMemory())
		folded, state := replayed(commits, func() {
			follow := func(ctx context.Context, after uint64, fn func(eventlog.Stored) error) error {
				return loader.Follow(ctx, log, after, fn)
			}
			walk(t, follow, func(c eventlog.Stored) error {
				if err := advance(t, loader, c); err != nil {
					return err
				}
				return last(c, commits)
			})
		})
		row.add(counted, read, folded, read/counted, folded/counted, raw, checked, state, raw/state)
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

// replayed is how many commits f has gone through in a second, and the microseconds of a processor for each of them: of the
// server and of the reader, who are in one process. The latter does not depend on what else the machine does.
func replayed(commits int, f func()) (perSecond, cpu float64) {
	before := used()
	took := timed(f)
	return float64(commits) / took.Seconds(), micros(used()-before) / float64(commits)
}

// used is the time that processors have spent on this process.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// advance brings the aggregate of a commit up to it.
func advance(t *testing.T, l *service.Loader, c eventlog.Stored) (err error) {
	if c.Document == eventlog.Record {
		_, err = l.Process(t.Context(), c.Process, c.Seq)
	} else {
		_, err = l.Document(t.Context(), c.Process, c.Document, c.Seq)
	}
	return err
}

// counting lets a consumer of nats.go count the messages of the log.
func counting(t *testing.T, conn *bus.Conn, messages int) {
	t.Helper()
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
