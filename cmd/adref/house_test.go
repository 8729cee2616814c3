package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats.go"

	"adref/cmd/adref/sample"
	"adref/pkg/api"
	"adref/pkg/bus"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/pkg/view"
)

// TestTheSample plays the sample in a house once and looks at all that must follow from it.
func TestTheSample(t *testing.T) {
	dir := t.TempDir()
	h := open(t, dir)
	script, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	foreign := subscribe(t, h, "live.public.*.*.amendment.>")
	var story bytes.Buffer
	last, err := h.play(t.Context(), script, &story)
	if err != nil {
		t.Fatalf("%v\n%s", err, story.String())
	}
	out := t.TempDir()
	r, err := h.results(t.Context(), script, last, out)
	if err != nil {
		t.Fatal(err)
	}

	t.Run("the demo shows what became of everything", func(t *testing.T) {
		if len(r.Revisions) != 4 || r.Revisions[3].Opening != 0 || r.Revisions[1].Opening <= r.Revisions[0].Opening || r.Revisions[1].Unbalanced == 0 {
			t.Errorf("revisions: %+v", r.Revisions)
		}
		if len(r.Amendments) < 20 || len(r.Explanations) < 9 || r.Editions != 3 || !strings.Contains(r.Adopted, "by consensus") {
			t.Errorf("%d amendments, %d explanations, %d editions, adopted: %s", len(r.Amendments), len(r.Explanations), r.Editions, r.Adopted)
		}
		for _, language := range []string{"en", "fr", "es", "ru", "ar", "zh"} {
			if !slices.ContainsFunc(r.Explanations, func(e string) bool { return strings.Contains(e, "("+language) }) {
				t.Errorf("no explanation in %s", language)
			}
		}
		for _, f := range r.Files {
			if b, err := os.ReadFile(f); err != nil || len(b) == 0 {
				t.Errorf("%s: %d bytes, %v", filepath.Base(f), len(b), err)
			}
		}
		for _, want := range []string{"▸ amendment.proposed", "breaks the silence", "agreed ad ref", "objection"} {
			if !strings.Contains(story.String(), want) {
				t.Errorf("the story does not tell %q", want)
			}
		}
	})

	t.Run("a delegation's own NATS client hears what a watcher hears", func(t *testing.T) {
		heard := watched(t, h, api.Filter{Audience: "public", Kind: "amendment"}, 0)
		var own []string
		for range heard {
			m, err := foreign.NextMsg(5 * time.Second)
			if err != nil {
				t.Fatal(err)
			}
			var e api.PublicEvent
			if err := json.Unmarshal(m.Data, &e); err != nil {
				t.Fatal(err)
			}
			own = append(own, e.ID)
		}
		if d := cmp.Diff(ids(heard), own); d != "" {
			t.Errorf("watcher and client differ:\n%s", d)
		}
	})

	t.Run("a watcher resumes without a gap", func(t *testing.T) {
		all := watched(t, h, api.Filter{Audience: "public"}, 0)
		half := len(all) / 2
		rest := watched(t, h, api.Filter{Audience: "public"}, all[half-1].Sequence)
		if d := cmp.Diff(ids(all[half:]), ids(rest)); d != "" {
			t.Errorf("resumed otherwise:\n%s", d)
		}
	})

	t.Run("what is not for the public is not among the public events", func(t *testing.T) {
		for _, e := range watched(t, h, api.Filter{}, 0) {
			if e.Type == "position.recorded" && strings.Contains(string(e.Data), `"audience":"chair"`) && e.Audience != "chair" {
				t.Errorf("%s went to %s", e.ID, e.Audience)
			}
		}
	})

	t.Run("views made again from the log are the same, byte for byte", func(t *testing.T) {
		live, again := views(t, h.conn, []string{"differ", "publisher"}), rebuilt(t, h, last, []string{"differ", "publisher"})
		if len(live) < 6 {
			t.Fatalf("only %d views", len(live))
		}
		for key, want := range live {
			if got := again[key]; !bytes.Equal(got, want) {
				t.Errorf("%s: %d bytes live, %d bytes made again", key, len(want), len(got))
			}
		}
	})
}

func TestUpKeepsItsDataAcrossRestarts(t *testing.T) {
	dir := t.TempDir()
	var before eventlog.Report
	for round := range 2 {
		h, err := openHouse(t.Context(), houseConfig{dir: dir, nats: "127.0.0.1:0", http: "127.0.0.1:0", logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		if err := h.playOnce(t.Context(), io.Discard); err != nil {
			t.Fatal(err)
		}
		report, err := eventlog.Verify(t.Context(), eventlog.NewJetStream(h.conn))
		if err != nil {
			t.Fatal(err)
		}
		if round > 0 {
			if d := cmp.Diff(before, report); d != "" {
				t.Errorf("the log differs after a restart:\n%s", d)
			}
		}
		before = report
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAServerThatDiesLosesNothing(t *testing.T) {
	dir, port := t.TempDir(), freePort(t)
	server := start(t, dir, port)
	logger := slog.New(slog.DiscardHandler)
	conn, err := bus.Connect(t.Context(), server.URL(), bus.Config{Name: "test", Logger: logger})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := bus.Ensure(t.Context(), conn); err != nil {
		t.Fatal(err)
	}
	set, err := choose([]string{"recorder"})
	if err != nil {
		t.Fatal(err)
	}
	n, err := startNode(t.Context(), environment(conn, logger, "", time.Now), set)
	if err != nil {
		t.Fatal(err)
	}
	defer n.Stop() //nolint:errcheck // the test is over
	to := newTable(conn, "ict", "")
	if _, err := to.do(t.Context(), delegation.Chair, negotiation.OpenProcess{Title: "ICT"}); err != nil {
		t.Fatal(err)
	}
	const commands = 60
	acknowledged := make(chan error, commands)
	go func() {
		for i := range commands {
			acknowledged <- admitUntilAcknowledged(t.Context(), conn, fmt.Sprintf("d%d", i))
		}
	}()
	for i := range commands {
		if err := <-acknowledged; err != nil {
			t.Fatal(err)
		}
		if i == commands/3 {
			server.Shutdown()
			server = start(t, dir, port)
		}
	}
	p, err := newLoader(conn).Process(t.Context(), "ict", service.Newest)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Delegations) != commands {
		t.Errorf("%d delegations of %d", len(p.Delegations), commands)
	}
	report, err := eventlog.Verify(t.Context(), eventlog.NewJetStream(conn))
	if err != nil || report.Commits != commands+1 {
		t.Errorf("%d commits for %d commands, %v", report.Commits, commands+1, err)
	}
	server.Shutdown()
}

// admitUntilAcknowledged asks with one command ID until there is an answer.
func admitUntilAcknowledged(ctx context.Context, conn *bus.Conn, code string) error {
	body, err := json.Marshal(negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: code, Names: map[string]string{"en": code}}})
	if err != nil {
		return err
	}
	id := api.NewID()
	for {
		_, err := api.NewClient(conn).Do(ctx, api.Request{ID: id, Actor: delegation.Chair, Process: "ict", Verb: "admit-delegation", Body: body})
		if code := api.ErrorOf(err).Code; err == nil || code != api.Unavailable {
			if err == nil {
				return nil
			}
			return fmt.Errorf("%s: %w", code, err)
		}
	}
}

func start(t *testing.T, dir string, port int) *bus.Server {
	t.Helper()
	s, err := bus.StartServer(bus.ServerConfig{Dir: dir, Port: port, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// subscribe is a NATS subscription of somebody who knows nothing of adref but a subject.
func subscribe(t *testing.T, h *house, subject string) *nats.Subscription {
	t.Helper()
	nc, err := nats.Connect(h.server.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	sub, err := nc.SubscribeSync(subject)
	if err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	return sub
}

// watched is what a watcher hears until the newest event.
func watched(t *testing.T, h *house, f api.Filter, since uint64) []api.PublicEvent {
	t.Helper()
	client := api.NewClient(h.conn)
	last, err := client.LastAnnounced(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// The newest event may not pass the filter: then the watcher falls silent after the last that does.
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	enough := errors.New("enough")
	var out []api.PublicEvent
	idle := time.AfterFunc(time.Second, cancel)
	err = client.Watch(ctx, f, since, func(e api.PublicEvent) error {
		idle.Reset(time.Second)
		out = append(out, e)
		if e.Sequence == last.Sequence {
			return enough
		}
		return nil
	})
	if err != nil && !errors.Is(err, enough) {
		t.Fatal(err)
	}
	return out
}

func ids(es []api.PublicEvent) []string {
	var out []string
	for _, e := range es {
		out = append(out, e.ID)
	}
	return out
}

// views are the values of the views of services.
func views(t *testing.T, conn *bus.Conn, names []string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, n := range names {
		read(t, view.NewJetStream(conn, n), n, out)
	}
	return out
}

func read(t *testing.T, s view.Store, name string, into map[string][]byte) {
	t.Helper()
	keys, err := s.Keys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		e, err := s.Get(t.Context(), k)
		if err != nil {
			t.Fatal(err)
		}
		into[name+" "+k] = e.Value
	}
}

// rebuilt are the views that services make from a copy of the log, beginning with nothing.
func rebuilt(t *testing.T, h *house, last uint64, names []string) map[string][]byte {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	env := environment(h.conn, slog.New(slog.DiscardHandler), "", time.Now)
	env.Log = copied(t, env.Log, last)
	stores := map[string]view.Store{}
	for _, n := range names {
		stores[n] = view.NewMemory()
	}
	env.Views = func(name string) view.Store { return stores[name] }
	set, err := choose(names)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, len(set))
	for _, s := range set {
		go func() { done <- s.Run(ctx, env, func() {}) }()
	}
	out := map[string][]byte{}
	for _, n := range names {
		wait, cancel := context.WithTimeout(ctx, 30*time.Second)
		if err := stores[n].Wait(wait, last); err != nil {
			t.Errorf("%s: %v", n, err)
		}
		cancel()
		read(t, stores[n], n, out)
	}
	stop()
	for range set {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	return out
}

// copied is a log in memory with the same commits.
func copied(t *testing.T, log eventlog.Log, last uint64) eventlog.Log {
	t.Helper()
	mem := eventlog.NewMemory()
	full := errors.New("full")
	err := log.Follow(t.Context(), 0, func(c eventlog.Stored) error {
		r, err := mem.Append(t.Context(), c.Commit)
		if err != nil {
			return err
		}
		if r.Seq != c.Seq {
			t.Errorf("commit %d is commit %d of the copy", c.Seq, r.Seq)
		}
		if c.Seq == last {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) {
		t.Fatal(err)
	}
	return mem
}
