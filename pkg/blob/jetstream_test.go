package blob_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/blob"
	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
)

func TestJetStreamKeepsBlobsOverARestart(t *testing.T) {
	dir := t.TempDir()
	s := bustest.Start(t, dir)
	want := bytes.Repeat([]byte("word "), 100_000)
	d, err := blob.NewJetStream(bustest.Connect(t, s.URL()), bus.BlobBucket).Put(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	s.Shutdown()
	got, err := blob.NewJetStream(bustest.Connect(t, bustest.Start(t, dir).URL()), bus.BlobBucket).Get(t.Context(), d)
	if err != nil || !bytes.Equal(want, got) {
		t.Errorf("got %d bytes, %v", len(got), err)
	}
}

// TestJetStreamNoticesCorruption: the object of that name is another one, as after damage or by a foreign hand.
func TestJetStreamNoticesCorruption(t *testing.T) {
	conn := bustest.Open(t)
	objects, err := conn.JS.ObjectStore(t.Context(), bus.BlobBucket)
	if err != nil {
		t.Fatal(err)
	}
	d := blob.Digest([]byte("hello"))
	if _, err := objects.PutBytes(t.Context(), d, []byte("jello")); err != nil {
		t.Fatal(err)
	}
	s := blob.NewJetStream(conn, bus.BlobBucket)
	if _, err := s.Get(t.Context(), d); !errors.Is(err, blob.ErrCorrupt) || !strings.Contains(err.Error(), d) {
		t.Errorf("another object: %v, want ErrCorrupt and the digest", err)
	}
	// A chunk that is lost: the server's own digest does not fit any more.
	b := bytes.Repeat([]byte("x"), 1<<20)
	if d, err = s.Put(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	dropChunk(t, conn, objects, d)
	if _, err := s.Get(t.Context(), d); !errors.Is(err, blob.ErrCorrupt) {
		t.Errorf("a lost chunk: %v, want ErrCorrupt", err)
	}
}

// TestJetStreamMendsWhatLostAPart: whoever has the bytes puts them back.
func TestJetStreamMendsWhatLostAPart(t *testing.T) {
	conn := bustest.Open(t)
	s := blob.NewJetStream(conn, bus.BlobBucket)
	b := bytes.Repeat([]byte("x"), 1<<20)
	d, err := s.Put(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	objects, err := conn.JS.ObjectStore(t.Context(), bus.BlobBucket)
	if err != nil {
		t.Fatal(err)
	}
	dropChunk(t, conn, objects, d)
	if _, err := s.Put(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Get(t.Context(), d); err != nil || !bytes.Equal(b, got) {
		t.Errorf("got %d bytes, %v", len(got), err)
	}
}

// TestJetStreamKeepsTheContentOfADescriptionThatStands: the answer to the description is an error, and it was stored all the
// same, as by a server of a cluster whose disk is full. Here somebody else answers, mostly before the server does.
func TestJetStreamKeepsTheContentOfADescriptionThatStands(t *testing.T) {
	conn := bustest.Open(t)
	s := blob.NewJetStream(conn, bus.BlobBucket)
	answer := []byte(`{"error":{"code":503,"err_code":10063,"description":"expected stream sequence does not match"},"stream":"OBJ_blobs","seq":0}`)
	sub, err := conn.NC.Subscribe("$O."+bus.BlobBucket+".M.>", func(m *nats.Msg) { _ = m.Respond(answer) })
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sub.Unsubscribe() }()
	for i := range 50 {
		b := fmt.Appendf(nil, "text %d", i)
		if _, err := s.Put(t.Context(), b); err != nil {
			t.Errorf("put %q: %v", b, err)
		}
		if got, err := s.Get(t.Context(), blob.Digest(b)); err != nil || !bytes.Equal(b, got) {
			t.Fatalf("got %q, %v, want %q", got, err, b)
		}
	}
}

// dropChunk removes one chunk in the middle of an object.
func dropChunk(t *testing.T, conn *bus.Conn, objects jetstream.ObjectStore, name string) {
	t.Helper()
	info, err := objects.GetInfo(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	st, err := conn.JS.Stream(t.Context(), "OBJ_"+bus.BlobBucket)
	if err != nil {
		t.Fatal(err)
	}
	m, err := st.GetLastMsgForSubject(t.Context(), "$O."+bus.BlobBucket+".C."+info.NUID)
	if err != nil {
		t.Fatal(err)
	}
	if err := st.DeleteMsg(t.Context(), m.Sequence-2); err != nil {
		t.Fatal(err)
	}
}

// TestJetStreamKeepsOneCopy: what is put again, or by several at once, takes up space once.
func TestJetStreamKeepsOneCopy(t *testing.T) {
	conn := bustest.Open(t)
	b := bytes.Repeat([]byte("x"), 1<<20)
	errs := make(chan error)
	const n = 4
	for range n {
		go func() {
			_, err := blob.NewJetStream(conn, bus.BlobBucket).Put(t.Context(), b)
			errs <- err
		}()
	}
	for range n {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	st, err := conn.JS.Stream(t.Context(), "OBJ_"+bus.BlobBucket)
	if err != nil {
		t.Fatal(err)
	}
	if m := st.CachedInfo().State.Msgs; m != 8+1 {
		t.Errorf("%d messages, want 8 chunks and a description", m)
	}
}

// TestJetStreamReadsAnewWhereTheServerFellSilent: the server goes away while a blob is asked for, and comes back.
func TestJetStreamReadsAnewWhereTheServerFellSilent(t *testing.T) {
	dir := t.TempDir()
	s := bustest.Start(t, dir)
	away, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(away.Port())
	if err != nil {
		t.Fatal(err)
	}
	store := blob.NewJetStream(bustest.Connect(t, s.URL()), bus.BlobBucket)
	want := bytes.Repeat([]byte("word "), 100_000)
	d, err := store.Put(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	s.Shutdown()
	got := make(chan error, 1)
	go func() {
		b, err := store.Get(context.Background(), d)
		if err == nil && !bytes.Equal(b, want) {
			err = fmt.Errorf("%d bytes, want %d", len(b), len(want))
		}
		got <- err
	}()
	again, err := bus.StartServer(bus.ServerConfig{Dir: dir, Port: port, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(again.Shutdown)
	if err := <-got; err != nil {
		t.Error(err)
	}
}

func TestJetStreamServerIsAway(t *testing.T) {
	s := bustest.Start(t, t.TempDir())
	store := blob.NewJetStream(bustest.Connect(t, s.URL()), bus.BlobBucket)
	d, err := store.Put(t.Context(), []byte("hello"))
	if err != nil {
		t.Fatal(err)
	}
	s.Shutdown()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, put := store.Put(ctx, []byte("later"))
	_, got := store.Get(ctx, d)
	for name, err := range map[string]error{"Put": put, "Get": got} {
		if !errors.Is(err, blob.ErrUnavailable) || !strings.Contains(fmt.Sprint(err), s.URL()) {
			t.Errorf("%s: %v, want ErrUnavailable and %s", name, err, s.URL())
		}
	}
}
