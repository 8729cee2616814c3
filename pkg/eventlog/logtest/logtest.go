// Package logtest is the contract of eventlog.Log: what every implementation must do.
package logtest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"adref/pkg/event"
	"adref/pkg/eventlog"
)

// Run runs the contract. open gives an empty log that no other test uses.
func Run(t *testing.T, open func(t *testing.T) eventlog.Log) {
	for _, c := range []struct {
		name string
		test func(*testing.T, eventlog.Log)
	}{
		{"an empty log has no last commit and no aggregates", empty},
		{"what was appended is read back as it was", readBack},
		{"a part of an aggregate is read from any version", readAfter},
		{"a commit that does not follow is a conflict", conflicts},
		{"a command is stored once", once},
		{"a command that others have overtaken is still found", overtaken},
		{"a command belongs to one aggregate", reused},
		{"a commit that is no commit is refused", malformed},
		{"a commit may be large but not too large", large},
		{"racing writers leave one chain with each command once", race},
		{"a follower sees what is stored and what comes", follow},
		{"a follower may begin in the middle and ends with its function", followAfter},
		{"a follower of a longer log says that this one went backwards", followBackwards},
		{"replay equals live", replay},
		{"a worker goes on where it stopped and sees again what failed", work},
		{"two workers of one name share the commits in order", share},
		{"a request whose time is over says that the log is unavailable", over},
		{"a sound log verifies", verify},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

// at is the time of all commits here.
var at = time.Date(2026, 5, 4, 10, 30, 0, 123456789, time.UTC)

// Next is a sealed commit with a new command that follows prev, whose zero value is the start of a.
func Next(a eventlog.Aggregate, prev eventlog.Commit, reason string) eventlog.Commit {
	return eventlog.Commit{
		Aggregate: a,
		Version:   prev.Version + 1,
		Prev:      prev.Hash,
		Command:   uuid.Must(uuid.NewV7()).String(),
		Verb:      "reopen-paragraph",
		Actor:     "chair",
		At:        at,
		Schema:    eventlog.Schema,
		Events:    []event.Stored{event.Encode(event.ParagraphReopened{Paragraph: "p1", Reason: reason})},
	}.Seal()
}

// Append appends n commits to a, after prev.
func Append(t testing.TB, l eventlog.Appender, a eventlog.Aggregate, prev eventlog.Commit, n int) []eventlog.Stored {
	t.Helper()
	ss := make([]eventlog.Stored, n)
	for i := range ss {
		c := Next(a, prev, fmt.Sprintf("<%d> & „“ é", i))
		r, err := l.Append(t.Context(), c)
		if err != nil {
			t.Fatalf("append %s version %d: %v", a, c.Version, err)
		}
		if r.Version != c.Version || r.Duplicate || r.Seq == 0 {
			t.Fatalf("append %s version %d: receipt %+v", a, c.Version, r)
		}
		ss[i], prev = eventlog.Stored{Commit: c, Seq: r.Seq}, c
	}
	return ss
}

func doc(s string) eventlog.Aggregate { return eventlog.Aggregate{Process: "oewg", Document: s} }

func read(t *testing.T, l eventlog.Reader, a eventlog.Aggregate, after uint64) []eventlog.Stored {
	t.Helper()
	ss, err := l.Read(t.Context(), a, after)
	if err != nil {
		t.Fatalf("read %s after %d: %v", a, after, err)
	}
	return ss
}

func same(t *testing.T, what string, want, got []eventlog.Stored) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func empty(t *testing.T, l eventlog.Log) {
	if n, err := l.Last(t.Context()); n != 0 || err != nil {
		t.Errorf("Last: %d, %v", n, err)
	}
	if ss := read(t, l, doc("a"), 0); len(ss) != 0 {
		t.Errorf("Read: %v", ss)
	}
	if r, err := eventlog.Verify(t.Context(), l); !r.OK() || err != nil {
		t.Errorf("Verify: %+v, %v", r, err)
	}
}

func readBack(t *testing.T, l eventlog.Log) {
	a := Append(t, l, doc("a"), eventlog.Commit{}, 3)
	b := Append(t, l, doc("a-b"), eventlog.Commit{}, 2)
	rec := Append(t, l, doc(eventlog.Record), eventlog.Commit{}, 1)
	a = append(a, Append(t, l, doc("a"), a[2].Commit, 2)...)
	same(t, "a", a, read(t, l, doc("a"), 0))
	same(t, "a-b", b, read(t, l, doc("a-b"), 0))
	same(t, "the record", rec, read(t, l, doc(eventlog.Record), 0))
	if last, err := l.Last(t.Context()); err != nil || last != a[4].Seq {
		t.Errorf("Last: %d, %v, want %d", last, err, a[4].Seq)
	}
}

func readAfter(t *testing.T, l eventlog.Log) {
	ss := Append(t, l, doc("a"), eventlog.Commit{}, 6)
	for after := range ss {
		same(t, fmt.Sprintf("after %d", after), ss[after:], read(t, l, doc("a"), uint64(after)))
	}
	if got := read(t, l, doc("a"), 6); len(got) != 0 {
		t.Errorf("after the last one: %v", got)
	}
	if _, err := l.Read(t.Context(), doc("a"), 7); !errors.Is(err, eventlog.ErrBroken) {
		t.Errorf("after one that is not there: %v, want ErrBroken", err)
	}
}

func conflicts(t *testing.T, l eventlog.Log) {
	ss := Append(t, l, doc("a"), eventlog.Commit{}, 3)
	late := Next(doc("a"), ss[0].Commit, "late")
	early := Next(doc("a"), eventlog.Commit{Version: 7, Hash: ss[2].Hash}, "early")
	fork := Next(doc("a"), eventlog.Commit{Version: 3, Hash: ss[1].Hash}, "fork")
	for name, c := range map[string]eventlog.Commit{"late": late, "early": early, "fork": fork} {
		if _, err := l.Append(t.Context(), c); !errors.Is(err, eventlog.ErrConflict) {
			t.Errorf("%s: %v, want ErrConflict", name, err)
		}
	}
	same(t, "afterwards", ss, read(t, l, doc("a"), 0))
	Append(t, l, doc("a"), ss[2].Commit, 1)
}

func once(t *testing.T, l eventlog.Log) {
	ss := Append(t, l, doc("a"), eventlog.Commit{}, 2)
	r, err := l.Append(t.Context(), ss[1].Commit)
	want := eventlog.Receipt{Seq: ss[1].Seq, Version: 2, Duplicate: true}
	if err != nil || r != want {
		t.Errorf("the same commit again: %+v, %v, want %+v", r, err, want)
	}
	anew := Next(doc("a"), ss[1].Commit, "decided anew")
	anew.Command = ss[0].Command
	r, err = l.Append(t.Context(), anew.Seal())
	want = eventlog.Receipt{Seq: ss[0].Seq, Version: 1, Duplicate: true}
	if err != nil || r != want {
		t.Errorf("the command in another commit: %+v, %v, want %+v", r, err, want)
	}
	same(t, "afterwards", ss, read(t, l, doc("a"), 0))
}

func overtaken(t *testing.T, l eventlog.Log) {
	ss := Append(t, l, doc("a"), eventlog.Commit{}, 5)
	for _, s := range ss {
		r, err := l.Append(t.Context(), s.Commit)
		want := eventlog.Receipt{Seq: s.Seq, Version: s.Version, Duplicate: true}
		if err != nil || r != want {
			t.Errorf("version %d again: %+v, %v, want %+v", s.Version, r, err, want)
		}
	}
	same(t, "afterwards", ss, read(t, l, doc("a"), 0))
}

func reused(t *testing.T, l eventlog.Log) {
	ss := Append(t, l, doc("a"), eventlog.Commit{}, 1)
	c := Next(doc("b"), eventlog.Commit{}, "")
	c.Command = ss[0].Command
	if _, err := l.Append(t.Context(), c.Seal()); !errors.Is(err, eventlog.ErrReused) {
		t.Errorf("the command of another aggregate: %v, want ErrReused", err)
	}
	if got := read(t, l, doc("b"), 0); len(got) != 0 {
		t.Errorf("stored: %v", got)
	}
}

func malformed(t *testing.T, l eventlog.Log) {
	change := func(f func(*eventlog.Commit)) eventlog.Commit {
		c := Next(doc("a"), eventlog.Commit{}, "")
		f(&c)
		return c.Seal()
	}
	unsealed := Next(doc("a"), eventlog.Commit{}, "")
	unsealed.Actor = "somebody else"
	for name, c := range map[string]eventlog.Commit{
		"unsealed":     unsealed,
		"no command":   change(func(c *eventlog.Commit) { c.Command = "" }),
		"version 0":    change(func(c *eventlog.Commit) { c.Version = 0 }),
		"prev of 1":    change(func(c *eventlog.Commit) { c.Prev = "x" }),
		"no prev of 2": change(func(c *eventlog.Commit) { c.Version = 2 }),
		"wildcard":     change(func(c *eventlog.Commit) { c.Document = "*" }),
		"two tokens":   change(func(c *eventlog.Commit) { c.Document = "a.b" }),
		"no process":   change(func(c *eventlog.Commit) { c.Process = "" }),
		"not UTF-8":    change(func(c *eventlog.Commit) { c.Actor = "\xff" }),
	} {
		if r, err := l.Append(t.Context(), c); err == nil {
			t.Errorf("%s: stored, %+v", name, r)
		}
	}
	if last, err := l.Last(t.Context()); last != 0 || err != nil {
		t.Errorf("Last: %d, %v", last, err)
	}
}

func large(t *testing.T, l eventlog.Log) {
	big := func(n int) eventlog.Commit { return Next(doc("a"), eventlog.Commit{}, strings.Repeat("x", n)) }
	if _, err := l.Append(t.Context(), big(eventlog.MaxCommit)); !errors.Is(err, eventlog.ErrTooLarge) {
		t.Errorf("too large: %v, want ErrTooLarge", err)
	}
	c := big(eventlog.MaxCommit - 1000)
	if _, err := l.Append(t.Context(), c); err != nil {
		t.Fatalf("nearly too large: %v", err)
	}
	if ss := read(t, l, doc("a"), 0); len(ss) != 1 || ss[0].Hash != c.Hash {
		t.Errorf("read back: %d commits", len(ss))
	}
}

// race has writers append to one aggregate until each has stored its commands, each of them offered twice.
func race(t *testing.T, l eventlog.Log) {
	const writers, each = 4, 15
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				if err := Insist(t.Context(), l, doc("a"), fmt.Sprintf("w%d-%d", w, i)); err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
			}
		})
	}
	wg.Wait()
	ss := read(t, l, doc("a"), 0)
	if len(ss) != writers*each {
		t.Errorf("%d commits, want %d", len(ss), writers*each)
	}
	seen := make(map[string]bool)
	for i, s := range ss {
		if s.Version != uint64(i+1) || seen[s.Command] {
			t.Errorf("commit %d has version %d, command %s", i+1, s.Version, s.Command)
		}
		seen[s.Command] = true
	}
}

// Insist does what a writer does: it loads, decides and appends one command until it is stored, and then offers it again.
func Insist(ctx context.Context, l eventlog.Log, a eventlog.Aggregate, command string) error {
	for {
		ss, err := l.Read(ctx, a, 0)
		if err != nil {
			return err
		}
		var prev eventlog.Commit
		if len(ss) > 0 {
			prev = ss[len(ss)-1].Commit
		}
		c := Next(a, prev, "")
		c.Command = command
		c = c.Seal()
		r, err := l.Append(ctx, c)
		if errors.Is(err, eventlog.ErrConflict) {
			continue
		}
		if err != nil {
			return err
		}
		again, err := l.Append(ctx, c)
		if err != nil || !again.Duplicate || again.Seq != r.Seq {
			return fmt.Errorf("offered again: %+v, %v, first %+v", again, err, r)
		}
		return nil
	}
}
