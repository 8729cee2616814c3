package timekeeper_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service/servicetest"
	"adref/services/drafter"
	"adref/services/recorder"
	"adref/services/timekeeper"
)

const text = "# Report\n\n1. The Group met three times.\n\n2. The Group recommends a dialogue.\n"

// negotiating is a world with a text, in a process where silence may be short.
func negotiating(t *testing.T) *servicetest.World {
	t.Helper()
	w := servicetest.New(t, drafter.New(), recorder.New())
	w.Open("norland")
	w.Do(delegation.Chair, negotiation.SetRules{Rules: consensus.Rules{Silence: consensus.Duration(time.Millisecond)}})
	w.Table("Zero draft", text)
	return w
}

func silence(w *servicetest.World, length time.Duration) (deadline time.Time) {
	w.T.Helper()
	deadline = time.Now().Add(length)
	w.Do(delegation.Chair, negotiation.OpenSilence{Deadline: deadline})
	return deadline
}

// ends waits for the silence to be in a state.
func ends(w *servicetest.World, want negotiation.SilenceState) {
	w.T.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if s := w.Document().Silence; s != nil && s.State == want {
			return
		}
	}
	w.T.Fatalf("the silence is %s, want %s", w.Document().Silence.State, want)
}

// conclusions are the commits that conclude a silence.
func conclusions(w *servicetest.World) []eventlog.Stored {
	w.T.Helper()
	return commitsOf(w, (event.SilenceConcluded{}).Kind())
}

// commitsOf are the commits of the document with an event of the kind.
func commitsOf(w *servicetest.World, kind string) []eventlog.Stored {
	w.T.Helper()
	all, err := w.Env.Log.Read(w.T.Context(), eventlog.Aggregate{Process: servicetest.Process, Document: servicetest.Document}, 0)
	if err != nil {
		w.T.Fatal(err)
	}
	var out []eventlog.Stored
	for _, c := range all {
		for _, e := range c.Events {
			if e.Kind == kind {
				out = append(out, c)
			}
		}
	}
	return out
}

func TestSilenceIsConcludedOnceAtItsDeadline(t *testing.T) {
	w := negotiating(t)
	w.Start(timekeeper.New())
	w.Start(timekeeper.New()) // another replica
	deadline := silence(w, 1200*time.Millisecond)
	ends(w, negotiation.SilenceConcluded)
	time.Sleep(500 * time.Millisecond) // the other replica has its chance
	all := conclusions(w)
	if len(all) != 1 || all[0].Actor != delegation.Chair || all[0].At.Before(deadline) {
		t.Errorf("deadline %s, conclusions %+v", deadline, all)
	}
}

func TestAnExtendedSilenceIsConcludedAtTheLaterDeadline(t *testing.T) {
	w := negotiating(t)
	w.Start(timekeeper.New())
	deadline := silence(w, 1500*time.Millisecond).Add(1500 * time.Millisecond)
	w.Do(delegation.Chair, negotiation.ExtendSilence{Deadline: deadline})
	ends(w, negotiation.SilenceConcluded)
	if all := conclusions(w); len(all) != 1 || all[0].At.Before(deadline) {
		t.Errorf("deadline %s, conclusions %+v", deadline, all)
	}
}

func TestABrokenSilenceIsNotConcluded(t *testing.T) {
	w := negotiating(t)
	w.Start(timekeeper.New())
	silence(w, time.Second)
	w.Do("norland", negotiation.BreakSilence{})
	time.Sleep(1800 * time.Millisecond)
	if all := conclusions(w); len(all) != 0 || w.Document().Silence.State != negotiation.SilenceBroken {
		t.Errorf("the silence is %s, conclusions %+v", w.Document().Silence.State, all)
	}
}

// The deadline passes while no timekeeper runs, and one was set before the log was seen by any.
func TestADeadlineThatPassedUnseenIsActedOnAtTheStart(t *testing.T) {
	w := negotiating(t)
	silence(w, 300*time.Millisecond)
	time.Sleep(600 * time.Millisecond)
	w.Start(timekeeper.New())
	ends(w, negotiation.SilenceConcluded)
	w.Start(timekeeper.New())()
	if all := conclusions(w); len(all) != 1 {
		t.Errorf("conclusions %+v", all)
	}
}

// The server is down, with everything else, when the deadline passes.
func TestADeadlineSurvivesTheServer(t *testing.T) {
	w := negotiating(t)
	stop := w.Start(timekeeper.New())
	silence(w, time.Hour)
	stop()
	s, err := w.Env.Bus.JS.Stream(t.Context(), bus.TimerStream)
	if err != nil {
		t.Fatal(err)
	}
	m, err := s.GetLastMsgForSubject(t.Context(), "timer.set."+servicetest.Process+"."+servicetest.Document+".silence")
	if err != nil {
		t.Fatal(err)
	}

	dir, logger := t.TempDir(), slog.New(slog.DiscardHandler)
	serve := func() (*bus.Server, *bus.Conn) {
		t.Helper()
		server, err := bus.StartServer(bus.ServerConfig{Dir: dir, Port: -1, Logger: logger})
		if err != nil {
			t.Fatal(err)
		}
		conn, err := bus.Connect(t.Context(), server.URL(), bus.Config{Logger: logger})
		if err != nil {
			t.Fatal(err)
		}
		if err := bus.Ensure(t.Context(), conn); err != nil {
			t.Fatal(err)
		}
		return server, conn
	}
	server, conn := serve()
	at := time.Now().Add(700 * time.Millisecond)
	m.Header.Set(jetstream.ScheduleHeader, "@at "+at.UTC().Format(time.RFC3339Nano))
	set := natsMsg(m)
	if _, err := conn.JS.PublishMsg(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
	server.Shutdown()
	time.Sleep(time.Until(at) + 200*time.Millisecond)

	server, conn = serve()
	defer server.Shutdown()
	defer conn.Close() //nolint:errcheck // the test is over
	c, err := conn.JS.CreateConsumer(t.Context(), bus.TimerStream, jetstream.ConsumerConfig{FilterSubject: "timer.due.>"})
	if err != nil {
		t.Fatal(err)
	}
	due, err := c.Next(jetstream.FetchMaxWait(10 * time.Second))
	if err != nil {
		t.Fatalf("the deadline did not fire after the restart: %v", err)
	}
	if string(due.Data()) != string(m.Data) {
		t.Errorf("it says %s, want %s", due.Data(), m.Data)
	}
}

// natsMsg is a stored message, to be published again.
func natsMsg(m *jetstream.RawStreamMsg) *nats.Msg {
	return &nats.Msg{Subject: m.Subject, Header: m.Header, Data: m.Data}
}
