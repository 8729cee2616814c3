package eventlog_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
	"adref/pkg/eventlog"
	"adref/pkg/eventlog/logtest"
)

var doc = eventlog.Aggregate{Process: "oewg", Document: "report"}

// patience is how long something may take that should take no time.
const patience = 10 * time.Second

// wantBroken checks that every way to the commit at a place of the log says what is wrong with it.
func wantBroken(t *testing.T, l eventlog.Log, want eventlog.BrokenError) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	_, read := l.Read(ctx, doc, 0)
	follow := l.Follow(ctx, 0, func(eventlog.Stored) error { return nil })
	report, err := eventlog.Verify(ctx, l)
	if err != nil {
		t.Fatalf("Verify: %v", err)
	}
	if report.OK() || report.Problem == nil {
		t.Fatalf("Verify: %+v", report)
	}
	for way, err := range map[string]error{"Read": read, "Follow": follow, "Verify": report.Problem} {
		got, ok := errors.AsType[*eventlog.BrokenError](err)
		if !ok || !errors.Is(err, eventlog.ErrBroken) {
			t.Errorf("%s: %v, want ErrBroken", way, err)
			continue
		}
		if got.Aggregate != want.Aggregate || got.Version != want.Version || got.Seq != want.Seq || !bytes.Contains([]byte(got.What), []byte(want.What)) {
			t.Errorf("%s: %v, want %v", way, got, &want)
		}
	}
}

// edit changes a stored commit; seal says whether its author also makes its hash fit.
func edit(t *testing.T, seal bool, f func(*eventlog.Commit)) func([]byte) []byte {
	return func(b []byte) []byte {
		var c eventlog.Commit
		if err := json.Unmarshal(b, &c); err != nil {
			t.Fatal(err)
		}
		f(&c)
		if seal {
			c = c.Seal()
		}
		b, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
}

func TestMemoryNoticesTampering(t *testing.T) {
	for name, c := range map[string]struct {
		change func([]byte) []byte
		want   eventlog.BrokenError
	}{
		"a word of a commit is changed": {
			edit(t, false, func(c *eventlog.Commit) { c.Actor = "nobody" }),
			eventlog.BrokenError{Aggregate: doc, Version: 3, Seq: 3, What: "its hash is"},
		},
		"a commit is replaced by another one that is sealed": {
			edit(t, true, func(c *eventlog.Commit) { c.Actor = "nobody" }),
			eventlog.BrokenError{Aggregate: doc, Version: 4, Seq: 4, What: "it follows a commit with the hash"},
		},
		"a version is left out": {
			edit(t, true, func(c *eventlog.Commit) { c.Version = 4 }),
			eventlog.BrokenError{Aggregate: doc, Version: 4, Seq: 3, What: "version 3 was expected"},
		},
		"a newer program wrote it": {
			edit(t, true, func(c *eventlog.Commit) { c.Schema = eventlog.Schema + 1 }),
			eventlog.BrokenError{Aggregate: doc, Version: 3, Seq: 3, What: "a newer adref wrote it"},
		},
		"it is no JSON": {
			func([]byte) []byte { return []byte("{") },
			eventlog.BrokenError{Seq: 3, What: "it cannot be read"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := eventlog.NewMemory()
			logtest.Append(t, l, doc, eventlog.Commit{}, 5)
			l.Tamper(3, c.change)
			wantBroken(t, l, c.want)
		})
	}
}

// TestWorkNoticesTampering: a worker does not get a commit that cannot be trusted.
func TestWorkNoticesTampering(t *testing.T) {
	l := eventlog.NewMemory()
	logtest.Append(t, l, doc, eventlog.Commit{}, 5)
	l.Tamper(3, edit(t, true, func(c *eventlog.Commit) { c.Actor = "nobody" }))
	var n int
	err := l.Work(t.Context(), "tester", func(eventlog.Stored) error { n++; return nil })
	if !errors.Is(err, eventlog.ErrBroken) || n != 3 {
		t.Errorf("Work: %v after %d commits, want ErrBroken after 3", err, n)
	}
}

// TestJetStreamNoticesForeignMessages: somebody else may write to the subject if the operator lets him.
func TestJetStreamNoticesForeignMessages(t *testing.T) {
	for name, c := range map[string]struct {
		message func(last eventlog.Stored) []byte
		subject eventlog.Aggregate
		want    eventlog.BrokenError
	}{
		"no JSON": {
			func(eventlog.Stored) []byte { return []byte("hello") }, doc,
			eventlog.BrokenError{Seq: 4, What: "it cannot be read"},
		},
		"a fork": {
			func(last eventlog.Stored) []byte {
				c := logtest.Next(doc, last.Commit, "fork")
				c.Version = 3
				return edit(t, true, func(*eventlog.Commit) {})(marshal(t, c))
			}, doc,
			eventlog.BrokenError{Aggregate: doc, Version: 3, Seq: 4, What: "version 4 was expected"},
		},
		"a hole": {
			func(last eventlog.Stored) []byte {
				c := logtest.Next(doc, last.Commit, "hole")
				c.Version = 5
				return marshal(t, c.Seal())
			}, doc,
			eventlog.BrokenError{Aggregate: doc, Version: 5, Seq: 4, What: "version 4 was expected"},
		},
		"the commit of another aggregate": {
			func(eventlog.Stored) []byte {
				return marshal(t, logtest.Next(eventlog.Aggregate{Process: "oewg", Document: "other"}, eventlog.Commit{}, ""))
			}, doc,
			eventlog.BrokenError{Aggregate: eventlog.Aggregate{Process: "oewg", Document: "other"}, Version: 1, Seq: 4, What: "it stands on the subject"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			conn := bustest.Open(t)
			l := eventlog.NewJetStream(conn)
			ss := logtest.Append(t, l, doc, eventlog.Commit{}, 3)
			if _, err := conn.JS.Publish(t.Context(), eventlog.Subject(c.subject), c.message(ss[2])); err != nil {
				t.Fatal(err)
			}
			wantBroken(t, l, c.want)
			l.Forget()
			next := logtest.Next(doc, ss[2].Commit, "after it")
			if _, err := l.Append(t.Context(), next); err == nil {
				t.Error("a commit was appended to a broken aggregate")
			}
			if name == "a hole" {
				return // a worker cannot tell it from commits that another replica has worked on
			}
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			if err := l.Work(ctx, "tester", func(eventlog.Stored) error { return nil }); !errors.Is(err, eventlog.ErrBroken) {
				t.Errorf("Work: %v, want ErrBroken", err)
			}
		})
	}
}

func marshal(t testing.TB, c eventlog.Commit) []byte {
	t.Helper()
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestJetStreamCountsHoles: a log from which messages are missing is not sound, whatever its chains say. The stream here is one
// that lets us delete, as damage does.
func TestJetStreamCountsHoles(t *testing.T) {
	conn := bustest.Open(t)
	cfg := mustStream(t, conn)
	cfg.DenyDelete, cfg.DenyPurge = false, false
	if err := conn.JS.DeleteStream(t.Context(), bus.LogStream); err != nil {
		t.Fatal(err)
	}
	st, err := conn.JS.CreateStream(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	l := eventlog.NewJetStream(conn)
	ss := logtest.Append(t, l, doc, eventlog.Commit{}, 5)
	if err := st.DeleteMsg(t.Context(), ss[4].Seq); err != nil { // the last one: the chain does not miss it
		t.Fatal(err)
	}
	if err := st.DeleteMsg(t.Context(), ss[3].Seq); err != nil {
		t.Fatal(err)
	}
	r, err := eventlog.Verify(t.Context(), l)
	if err != nil || r.OK() || r.Holes != 2 || r.Problem == nil || r.Problem.Seq != 4 {
		t.Errorf("Verify: %+v, %v, want 2 holes from place 4 on", r, err)
	}
	err = l.Follow(t.Context(), ss[4].Seq, func(eventlog.Stored) error { return nil })
	if !errors.Is(err, eventlog.ErrBroken) {
		t.Errorf("Follow from a lost commit: %v, want ErrBroken", err)
	}
	if _, err := l.Read(t.Context(), doc, 5); !errors.Is(err, eventlog.ErrBroken) {
		t.Errorf("Read after a lost commit: %v, want ErrBroken", err)
	}
	// A hole in the middle shows in the chain, to one who reads nothing but the chain.
	if err := st.DeleteMsg(t.Context(), ss[1].Seq); err != nil {
		t.Fatal(err)
	}
	_, err = l.Read(t.Context(), doc, 0)
	if b, ok := errors.AsType[*eventlog.BrokenError](err); !ok || b.Seq != 3 || b.What != "version 2 was expected" {
		t.Errorf("Read over a hole: %v", err)
	}
}

func TestVerifyEndsWithItsContext(t *testing.T) {
	l := eventlog.NewMemory()
	logtest.Append(t, l, doc, eventlog.Commit{}, 5)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := eventlog.Verify(ctx, l); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify: %v, want the error of the context", err)
	}
}
