package view_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"adref/pkg/bus/bustest"
	"adref/pkg/view"
)

func TestJetStreamKeepsViewsOverARestart(t *testing.T) {
	dir := t.TempDir()
	s := bustest.Start(t, dir)
	large := bytes.Repeat([]byte("word "), 100_000)
	store := view.NewJetStream(bustest.Connect(t, s.URL()), "differ")
	for key, value := range map[string][]byte{"small": []byte("x"), "large": large} {
		if err := store.Put(t.Context(), view.Entry{Key: key, Value: value, Seq: 7}); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Mark(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	s.Shutdown()
	store = view.NewJetStream(bustest.Connect(t, bustest.Start(t, dir).URL()), "differ")
	if err := store.Wait(t.Context(), 7); err != nil {
		t.Errorf("Wait: %v", err)
	}
	e, err := store.Get(t.Context(), "large")
	if err != nil || e.Seq != 7 || !bytes.Equal(e.Value, large) {
		t.Errorf("got %d bytes at %d, %v", len(e.Value), e.Seq, err)
	}
	if keys, err := store.Keys(t.Context()); len(keys) != 2 || err != nil {
		t.Errorf("Keys: %v, %v", keys, err)
	}
}

// TestJetStreamServicesAreApart: the views of one service are not those of another, and replicas of one service share them.
func TestJetStreamServicesAreApart(t *testing.T) {
	conn := bustest.Open(t)
	one, two, other := view.NewJetStream(conn, "differ"), view.NewJetStream(conn, "differ"), view.NewJetStream(conn, "herald")
	for i, s := range []*view.JetStream{one, two, one} { // two replicas that hand the work over
		seq := uint64(i + 1)
		if err := s.Put(t.Context(), view.Entry{Key: "a", Value: []byte{byte(seq)}, Seq: seq}); err != nil {
			t.Fatal(err)
		}
		if err := s.Mark(t.Context(), seq); err != nil {
			t.Fatal(err)
		}
	}
	if err := two.Mark(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	if err := two.Wait(t.Context(), 3); err != nil {
		t.Errorf("Wait: %v", err)
	}
	if e, err := two.Get(t.Context(), "a"); err != nil || e.Seq != 3 {
		t.Errorf("Get: %+v, %v", e, err)
	}
	if _, err := other.Get(t.Context(), "a"); !errors.Is(err, view.ErrNotFound) {
		t.Errorf("Get of another service: %v, want ErrNotFound", err)
	}
}

// TestJetStreamRemovesOldLargeValues: a view is rewritten with every commit, for years.
func TestJetStreamRemovesOldLargeValues(t *testing.T) {
	conn := bustest.Open(t)
	store := view.NewJetStream(conn, "differ")
	const size = 512 << 10
	put := func(i int, n int) {
		t.Helper()
		if err := store.Put(t.Context(), view.Entry{Key: "a", Value: bytes.Repeat([]byte{byte(i)}, n), Seq: uint64(i)}); err != nil {
			t.Fatal(err)
		}
	}
	stored := func() uint64 {
		t.Helper()
		st, err := conn.JS.Stream(t.Context(), "OBJ_view-differ")
		if err != nil {
			t.Fatal(err)
		}
		return st.CachedInfo().State.Bytes
	}
	for i := range 20 {
		put(i, size)
	}
	if n := stored(); n > 3*size {
		t.Errorf("%d bytes are stored for one value of %d", n, size)
	}
	put(20, 10)
	put(21, 10)
	if n := stored(); n > size/10 {
		t.Errorf("%d bytes are stored for a small value", n)
	}
}

func TestJetStreamServerIsAway(t *testing.T) {
	dir := t.TempDir()
	s := bustest.Start(t, dir)
	store := view.NewJetStream(bustest.Connect(t, s.URL()), "differ")
	if err := store.Put(t.Context(), view.Entry{Key: "a"}); err != nil {
		t.Fatal(err)
	}
	s.Shutdown()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	put := store.Put(ctx, view.Entry{Key: "a"})
	_, got := store.Get(ctx, "a")
	for name, err := range map[string]error{"Put": put, "Get": got, "Mark": store.Mark(ctx, 1)} {
		if !errors.Is(err, view.ErrUnavailable) || !strings.Contains(fmt.Sprint(err), s.URL()) {
			t.Errorf("%s: %v, want ErrUnavailable and %s", name, err, s.URL())
		}
	}
	if err := store.Wait(ctx, 1); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Wait: %v, want the error of the context", err)
	}

	// Who waits while the server is away is told when it is back.
	waited := make(chan error, 1)
	go func() { waited <- store.Wait(t.Context(), 5) }()
	u, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(u.Port())
	if err != nil {
		t.Fatal(err)
	}
	bustest.StartAt(t, dir, port)
	if err := store.Mark(t.Context(), 5); err != nil {
		t.Fatal(err)
	}
	if err := <-waited; err != nil {
		t.Errorf("Wait: %v", err)
	}
}
