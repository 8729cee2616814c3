package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adref/pkg/api"
	"adref/pkg/bus"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service"
)

// TestAHouseOverADamagedLogDoesNotOpen: NATS starts over a log that has lost its end and says that it is well.
func TestAHouseOverADamagedLogDoesNotOpen(t *testing.T) {
	dir := t.TempDir()
	cfg := houseConfig{dir: dir, nats: "127.0.0.1:0", http: "127.0.0.1:0", logger: slog.New(slog.DiscardHandler)}
	h, err := openHouse(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	to := newTable(h.conn, "ict", "report")
	var last api.Reply
	for _, c := range []negotiation.Command{negotiation.OpenProcess{Title: "ICT"}, negotiation.OpenDocument{Title: "Report"}, negotiation.OpenDocument{Title: "Annex"}} {
		if last, err = to.do(t.Context(), delegation.Chair, c); err != nil {
			break // the second document is refused
		}
	}
	announced(t, h.conn, last.Seq)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	msgs := filepath.Join(dir, "jetstream", "$G", "streams", bus.LogStream, "msgs")
	block := filepath.Join(msgs, "1.blk")
	info, err := os.Stat(block)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(block, info.Size()-100); err != nil {
		t.Fatal(err)
	}
	if h, err = openHouse(t.Context(), cfg); !errors.Is(err, eventlog.ErrBroken) {
		t.Errorf("the house opens: %v", err)
		if err == nil {
			h.Close()
		}
	}

	server := start(t, dir, -1)
	defer server.Shutdown()
	root, out := rootCommand(), new(bytes.Buffer)
	root.SetOut(out)
	root.SetArgs([]string{"verify", "--nats", server.URL()})
	err = root.ExecuteContext(t.Context())
	if !errors.Is(err, eventlog.ErrBroken) || !strings.Contains(err.Error(), "What to do") || out.Len() > 0 {
		t.Errorf("verify: %v, and says %q", err, out)
	}
}

// announced waits until the commit at a place is announced.
func announced(t *testing.T, conn *bus.Conn, seq uint64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	found := errors.New("found")
	err := api.NewClient(conn).Watch(ctx, api.Filter{}, 0, func(e api.PublicEvent) error {
		if e.Seq >= seq {
			return found
		}
		return nil
	})
	if !errors.Is(err, found) {
		t.Fatalf("commit %d is not announced: %v", seq, err)
	}
}

// TestAPoisonEventStopsWhatReadsItAndNothingElse: an event of a kind that no service knows, in a chain that is whole.
func TestAPoisonEventStopsWhatReadsItAndNothingElse(t *testing.T) {
	h, err := openHouse(t.Context(), houseConfig{dir: t.TempDir(), nats: "127.0.0.1:0", http: "127.0.0.1:0", logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	poison := eventlog.Commit{
		Aggregate: eventlog.Aggregate{Process: "other", Document: eventlog.Record}, Version: 1, Command: api.NewID(), Schema: eventlog.Schema,
		Events: []event.Stored{{Kind: "moon.landed", Schema: 1, Data: json.RawMessage("{}")}},
	}
	if _, err := eventlog.NewJetStream(h.conn).Append(t.Context(), poison.Seal()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"publisher", "herald"} {
		stops(t, h.conn, name, "moon.landed")
	}
	if _, err := newTable(h.conn, "ict", "").do(t.Context(), delegation.Chair, negotiation.OpenProcess{Title: "ICT"}); err != nil {
		t.Errorf("another process cannot be opened: %v", err)
	}
	if err := h.Close(); !errors.Is(err, eventlog.ErrBroken) {
		t.Errorf("the house ends with %v", err)
	}
}

// stops waits until a service says that it does not serve, and why.
func stops(t *testing.T, conn *bus.Conn, name, why string) {
	t.Helper()
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	var h service.Health
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		m, err := conn.NC.Request(service.HealthSubject(name, host), nil, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(m.Data, &h); err != nil {
			t.Fatal(err)
		}
		if !h.Serving && strings.Contains(h.Reason, why) {
			return
		}
	}
	t.Errorf("%s: serving %v, %q, want %q", name, h.Serving, h.Reason, why)
}
