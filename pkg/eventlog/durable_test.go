package eventlog_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
	"adref/pkg/eventlog"
	"adref/pkg/eventlog/logtest"
)

func mustStream(t *testing.T, c *bus.Conn) jetstream.StreamConfig {
	t.Helper()
	st, err := c.JS.Stream(t.Context(), bus.LogStream)
	if err != nil {
		t.Fatal(err)
	}
	return st.CachedInfo().Config
}

// port is that of a server, for the next one to take.
func port(t *testing.T, s *bus.Server) int {
	t.Helper()
	u, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(u.Port())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestJetStreamKeepsEverythingOverARestart(t *testing.T) {
	dir := t.TempDir()
	s := bustest.Start(t, dir)
	l := eventlog.NewJetStream(bustest.Connect(t, s.URL()))
	want := logtest.Append(t, l, doc, eventlog.Commit{}, 20)
	var done []eventlog.Stored
	stop := errors.New("stop")
	worked := func(s eventlog.Stored) error {
		if len(done) == 7 {
			return stop
		}
		done = append(done, s)
		return nil
	}
	if err := l.Work(t.Context(), "tester", worked); !errors.Is(err, stop) {
		t.Fatal(err)
	}
	s.Shutdown()

	l = eventlog.NewJetStream(bustest.Connect(t, bustest.Start(t, dir).URL()))
	got, err := l.Read(t.Context(), doc, 0)
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("read after the restart, %v (-want +got):\n%s", err, d)
	}
	if r, err := l.Append(t.Context(), want[3].Commit); err != nil || !r.Duplicate || r.Seq != want[3].Seq {
		t.Errorf("a command from before the restart: %+v, %v", r, err)
	}
	logtest.Append(t, l, doc, want[19].Commit, 1)
	var next eventlog.Stored
	err = l.Work(t.Context(), "tester", func(s eventlog.Stored) error { next = s; return stop })
	if !errors.Is(err, stop) || next.Version != 8 {
		t.Errorf("the worker went on with version %d, %v, want 8", next.Version, err)
	}
}

// tracker counts what was acknowledged.
type tracker struct {
	mu    sync.Mutex
	acked map[string]eventlog.Receipt
}

func (k *tracker) add(command string, r eventlog.Receipt) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.acked[command] = r
}

func (k *tracker) count() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.acked)
}

// insist is a writer that gives up on nothing: what is unavailable it asks for again with the same command.
func (k *tracker) insist(ctx context.Context, l eventlog.Log, a eventlog.Aggregate, command string) error {
	for {
		ss, err := l.Read(ctx, a, 0)
		if errors.Is(err, eventlog.ErrUnavailable) && ctx.Err() == nil {
			continue
		}
		if err != nil {
			return err
		}
		var prev eventlog.Commit
		for _, s := range ss {
			if s.Command == command { // stored by an attempt whose answer was lost
				k.add(command, eventlog.Receipt{Seq: s.Seq, Version: s.Version})
				return nil
			}
			prev = s.Commit
		}
		c := logtest.Next(a, prev, "")
		c.Command = command
		r, err := l.Append(ctx, c.Seal())
		switch {
		case err == nil:
			k.add(command, r)
			return nil
		case errors.Is(err, eventlog.ErrConflict), errors.Is(err, eventlog.ErrUnavailable) && ctx.Err() == nil:
		default:
			return err
		}
	}
}

// storm has writers on a few aggregates write while disturb does its worst, and checks that every command that was acknowledged
// is stored exactly once, where its receipt says, in whole chains; and that a follower and a worker saw all of it in order.
func storm(t *testing.T, open func() eventlog.Log, writers, aggregates, each int, disturb func(acked func() int)) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	total := writers * each
	k := &tracker{acked: make(map[string]eventlog.Receipt)}
	var wg, readers sync.WaitGroup
	followed := make(map[uint64]bool)
	worked := make(map[uint64]bool)
	enough := errors.New("enough")
	keep := func(seen map[uint64]bool) func(eventlog.Stored) error {
		return func(s eventlog.Stored) error {
			seen[s.Seq] = true
			if len(seen) == total {
				return enough
			}
			return nil
		}
	}
	readers.Go(func() {
		if err := open().Follow(ctx, 0, keep(followed)); !errors.Is(err, enough) {
			t.Errorf("Follow: %v after %d commits", err, len(followed))
		}
	})
	readers.Go(func() {
		if err := open().Work(ctx, "tester", keep(worked)); !errors.Is(err, enough) {
			t.Errorf("Work: %v after %d commits", err, len(worked))
		}
	})
	for w := range writers {
		wg.Go(func() {
			l := open()
			a := eventlog.Aggregate{Process: "oewg", Document: fmt.Sprint("d", w%aggregates)}
			for i := range each {
				if err := k.insist(ctx, l, a, fmt.Sprintf("w%d-%d", w, i)); err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
			}
		})
	}
	disturb(k.count)
	wg.Wait()
	readers.Wait()
	audit(t, open(), k.acked, aggregates)
}

func audit(t *testing.T, l eventlog.Log, acked map[string]eventlog.Receipt, aggregates int) {
	t.Helper()
	stored := 0
	for d := range aggregates {
		ss, err := l.Read(t.Context(), eventlog.Aggregate{Process: "oewg", Document: fmt.Sprint("d", d)}, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range ss {
			r, ok := acked[s.Command]
			if !ok || r.Seq != s.Seq || r.Version != s.Version {
				t.Errorf("command %s stands at %d, version %d; its receipt is %+v", s.Command, s.Seq, s.Version, r)
			}
		}
		stored += len(ss)
	}
	if stored != len(acked) {
		t.Errorf("%d commits are stored, %d were acknowledged", stored, len(acked))
	}
	if r, err := eventlog.Verify(t.Context(), l); err != nil || !r.OK() || r.Commits != stored {
		t.Errorf("Verify: %+v, %v", r, err)
	}
}

func TestJetStreamServerDiesAmongAppends(t *testing.T) {
	dir := t.TempDir()
	s := bustest.Start(t, dir)
	at := port(t, s)
	conn := bustest.Connect(t, s.URL())
	const writers, each = 4, 60
	storm(t, func() eventlog.Log { return eventlog.NewJetStream(conn) }, writers, 2, each, func(acked func() int) {
		for i := range 3 {
			until(t, func() bool { return acked() >= (i+1)*writers*each/5 })
			s.Shutdown()
			s = bustest.StartAt(t, dir, at)
		}
	})
}

// until waits for something that happens in another goroutine over real sockets.
func until(t *testing.T, ok func() bool) {
	t.Helper()
	for start := time.Now(); !ok(); time.Sleep(time.Millisecond) {
		if time.Since(start) > 30*time.Second {
			t.Fatal("it does not happen")
		}
	}
}

func TestJetStreamClusterLosesItsLeader(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a cluster of three servers takes about 15 s")
	}
	servers := bustest.Cluster(t)
	var urls []string
	for _, s := range servers {
		urls = append(urls, s.ClientURL())
	}
	conn := bustest.Connect(t, strings.Join(urls, ","))
	if r := mustStream(t, conn).Replicas; r != 3 {
		t.Fatalf("the log has %d replicas, want 3", r)
	}
	const writers, each = 4, 60
	storm(t, func() eventlog.Log { return eventlog.NewJetStream(conn) }, writers, 2, each, func(acked func() int) {
		until(t, func() bool { return acked() >= writers*each/3 })
		for _, s := range servers {
			if s.JetStreamIsStreamLeader("$G", bus.LogStream) {
				s.Shutdown()
				s.WaitForShutdown()
				return
			}
		}
		t.Error("the log has no leader")
	})
}

// TestJetStreamGoesBackwards: the server comes back over an older folder.
func TestJetStreamGoesBackwards(t *testing.T) {
	s := bustest.Start(t, t.TempDir())
	at := port(t, s)
	conn := bustest.Connect(t, s.URL())
	l := eventlog.NewJetStream(conn)
	ss := logtest.Append(t, l, doc, eventlog.Commit{}, 5)
	seen := make(chan uint64, 10)
	ended := make(chan error, 1)
	go func() {
		ended <- l.Follow(t.Context(), 0, func(s eventlog.Stored) error { seen <- s.Seq; return nil })
	}()
	for range ss {
		<-seen
	}
	s.Shutdown()
	bustest.Connect(t, bustest.StartAt(t, t.TempDir(), at).URL())
	if err := <-ended; !errors.Is(err, eventlog.ErrBroken) {
		t.Errorf("Follow: %v, want ErrBroken", err)
	}
	if _, err := l.Read(t.Context(), doc, 5); !errors.Is(err, eventlog.ErrBroken) {
		t.Errorf("Read: %v, want ErrBroken", err)
	}
	if err := l.Follow(t.Context(), 5, func(eventlog.Stored) error { return nil }); !errors.Is(err, eventlog.ErrBroken) {
		t.Errorf("Follow anew: %v, want ErrBroken", err)
	}
	if _, err := l.Append(t.Context(), logtest.Next(doc, ss[4].Commit, "")); !errors.Is(err, eventlog.ErrConflict) {
		t.Errorf("Append: %v, want ErrConflict", err)
	}
}

// TestJetStreamServerIsAway: every call says so, and where the server should be.
func TestJetStreamServerIsAway(t *testing.T) {
	s := bustest.Start(t, t.TempDir())
	l := eventlog.NewJetStream(bustest.Connect(t, s.URL()))
	ss := logtest.Append(t, l, doc, eventlog.Commit{}, 1)
	s.Shutdown()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, appended := l.Append(ctx, logtest.Next(doc, ss[0].Commit, ""))
	_, read := l.Read(ctx, doc, 0)
	_, last := l.Last(ctx)
	for name, err := range map[string]error{"Append": appended, "Read": read, "Last": last} {
		if !errors.Is(err, eventlog.ErrUnavailable) || !strings.Contains(fmt.Sprint(err), s.URL()) {
			t.Errorf("%s: %v, want ErrUnavailable and %s", name, err, s.URL())
		}
	}
}

// TestJetStreamDeniesOthers: only the services may write to the log; a delegation's own client may not.
func TestJetStreamDeniesOthers(t *testing.T) {
	s, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: -1, NoSigs: true, NoLog: true, JetStream: true, StoreDir: t.TempDir(),
		Users: []*server.User{
			{Username: "service", Password: "x"},
			{Username: "delegation", Password: "x", Permissions: &server.Permissions{
				Publish: &server.SubjectPermission{Deny: []string{"ev.>"}},
			}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	as := func(user string) *eventlog.JetStream {
		return eventlog.NewJetStream(bustest.Connect(t, strings.Replace(s.ClientURL(), "nats://", "nats://"+user+":x@", 1)))
	}
	ss := logtest.Append(t, as("service"), doc, eventlog.Commit{}, 1)
	_, err = as("delegation").Append(t.Context(), logtest.Next(doc, ss[0].Commit, ""))
	if !errors.Is(err, bus.ErrDenied) || errors.Is(err, eventlog.ErrUnavailable) {
		t.Errorf("Append: %v, want ErrDenied and not ErrUnavailable", err)
	}
}
