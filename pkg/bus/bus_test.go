package bus_test

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"
	"go.uber.org/goleak"

	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var quiet = slog.New(slog.DiscardHandler)

func TestStartServerRefusesAFolderInUse(t *testing.T) {
	dir := t.TempDir()
	s := bustest.Start(t, dir)
	_, err := bus.StartServer(bus.ServerConfig{Dir: dir, Port: -1, Logger: quiet})
	if !errors.Is(err, bus.ErrLocked) || !strings.Contains(err.Error(), dir) {
		t.Errorf("a second server: %v, want ErrLocked and the folder", err)
	}
	s.Shutdown()
	bustest.Start(t, dir) // now it is free
}

func TestStartServerRefusesAPortInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	dir := t.TempDir()
	_, err = bus.StartServer(bus.ServerConfig{Dir: dir, Port: l.Addr().(*net.TCPAddr).Port, Logger: quiet})
	if !errors.Is(err, bus.ErrListen) || !strings.Contains(err.Error(), l.Addr().String()) {
		t.Errorf("a second listener: %v, want ErrListen and the address", err)
	}
	bustest.Start(t, dir) // the folder is not locked
}

func TestStartServerRefusesWhatIsNoFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", file, filepath.Join(file, "below")} {
		if s, err := bus.StartServer(bus.ServerConfig{Dir: dir, Port: -1, Logger: quiet}); err == nil {
			s.Shutdown()
			t.Errorf("a server in %q", dir)
		}
	}
}

func TestConnectSaysThatTheServerIsAway(t *testing.T) {
	const url = "nats://127.0.0.1:1"
	_, err := bus.Connect(t.Context(), url, bus.Config{Logger: quiet})
	if !errors.Is(err, bus.ErrNoServer) || !strings.Contains(err.Error(), "no NATS server at "+url+": start one or use `adref up`") {
		t.Errorf("Connect: %v", err)
	}
}

func TestConnectSaysThatJetStreamIsOff(t *testing.T) {
	s := run(t, &server.Options{})
	_, err := bus.Connect(t.Context(), s.ClientURL(), bus.Config{Logger: quiet})
	if !errors.Is(err, bus.ErrNoJetStream) || !strings.Contains(err.Error(), s.ClientURL()) {
		t.Errorf("Connect: %v, want ErrNoJetStream and the address", err)
	}
}

// run starts a plain server.
func run(t *testing.T, o *server.Options) *server.Server {
	t.Helper()
	o.Host, o.Port, o.NoSigs, o.NoLog = "127.0.0.1", -1, true, true
	s, err := server.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(5 * time.Second) {
		t.Fatal("the server is not ready")
	}
	return s
}

func TestConnectInsideTheProcess(t *testing.T) {
	s := bustest.Start(t, t.TempDir())
	c, err := bus.Connect(t.Context(), s.URL(), bus.Config{Server: s, Logger: quiet})
	if err != nil {
		t.Fatal(err)
	}
	if err := bus.Ensure(t.Context(), c); err != nil {
		t.Error(err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if err := c.Close(); err != nil {
		t.Errorf("closed again: %v", err)
	}
}

// TestConnFindsItsServerAgain also shows that what was acknowledged is there.
func TestConnFindsItsServerAgain(t *testing.T) {
	dir := t.TempDir()
	s := bustest.Start(t, dir)
	c := bustest.Connect(t, s.URL())
	if _, err := c.JS.Publish(t.Context(), "pub.public.p.d.text.adopted", []byte("x")); err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(strings.TrimPrefix(s.URL(), "nats://"))
	if err != nil {
		t.Fatal(err)
	}
	n, err := net.LookupPort("tcp", port)
	if err != nil {
		t.Fatal(err)
	}
	s.Shutdown()
	bustest.StartAt(t, dir, n)
	err = c.Request(t.Context(), 10*time.Second, func(ctx context.Context) error {
		st, err := c.JS.Stream(ctx, bus.PublicStream)
		if err == nil && st.CachedInfo().State.Msgs != 1 {
			t.Errorf("%d messages, want 1", st.CachedInfo().State.Msgs)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestEnsureIsSafeAtOnceAndAgain(t *testing.T) {
	s := bustest.Start(t, t.TempDir())
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			c, err := bus.Connect(t.Context(), s.URL(), bus.Config{Logger: quiet})
			if err != nil {
				t.Error(err)
				return
			}
			defer c.Close()
			if err := bus.Ensure(t.Context(), c); err != nil {
				t.Errorf("Ensure: %v", err)
			}
		})
	}
	wg.Wait()
	c := bustest.Connect(t, s.URL())
	st, err := c.JS.Stream(t.Context(), bus.LogStream)
	if err != nil {
		t.Fatal(err)
	}
	cfg := st.CachedInfo().Config
	got := map[string]any{
		"subjects": strings.Join(cfg.Subjects, " "), "storage": cfg.Storage, "age": cfg.MaxAge, "delete": cfg.DenyDelete, "purge": cfg.DenyPurge,
		"direct": cfg.AllowDirect, "window": cfg.Duplicates, "consumers": cfg.MaxConsumers > 1000, "replicas": cfg.Replicas, "size": cfg.MaxMsgSize > 1<<20,
	}
	want := map[string]any{
		"subjects": "ev.>", "storage": jetstream.FileStorage, "age": time.Duration(0), "delete": true, "purge": true,
		"direct": false, "window": 10 * time.Minute, "consumers": true, "replicas": 1, "size": true,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the log (-want +got):\n%s", d)
	}
	if err := st.Purge(t.Context()); err == nil {
		t.Error("the log was purged")
	}
}

// TestEnsureKeepsTheOperatorsSettings and repairs what adref depends on.
func TestEnsureKeepsTheOperatorsSettings(t *testing.T) {
	c := bustest.Connect(t, bustest.Start(t, t.TempDir()).URL())
	st, err := c.JS.Stream(t.Context(), bus.PublicStream)
	if err != nil {
		t.Fatal(err)
	}
	cfg := st.CachedInfo().Config
	cfg.MaxBytes, cfg.Description, cfg.RePublish = 1<<30, "ours", nil
	if _, err := c.JS.UpdateStream(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	if err := bus.Ensure(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	st, err = c.JS.Stream(t.Context(), bus.PublicStream)
	if err != nil {
		t.Fatal(err)
	}
	if cfg := st.CachedInfo().Config; cfg.MaxBytes != 1<<30 || cfg.Description != "ours" || cfg.RePublish == nil {
		t.Errorf("the stream is %+v", cfg)
	}
}

func TestPublicEventsAreSentAgainLive(t *testing.T) {
	c := bustest.Open(t)
	sub, err := c.NC.SubscribeSync("live.public.*.*.amendment.>")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.JS.Publish(t.Context(), "pub.public.oewg.report.amendment.proposed", []byte("x")); err != nil {
		t.Fatal(err)
	}
	m, err := sub.NextMsg(5 * time.Second)
	if err != nil || string(m.Data) != "x" || m.Header.Get("Nats-Sequence") != "1" {
		t.Errorf("got %+v, %v", m, err)
	}
}

// TestFaultTellsDeniedFromLate: to the client both are calls without an answer.
func TestFaultTellsDeniedFromLate(t *testing.T) {
	s := run(t, &server.Options{
		JetStream: true, StoreDir: t.TempDir(),
		Users: []*server.User{
			{Username: "all", Password: "x"},
			{Username: "some", Password: "x", Permissions: &server.Permissions{
				Publish: &server.SubjectPermission{Deny: []string{"$JS.API.STREAM.CREATE.>"}},
			}},
		},
	})
	url := func(user string) string { return strings.Replace(s.ClientURL(), "nats://", "nats://"+user+":x@", 1) }
	all, err := bus.Connect(t.Context(), url("all"), bus.Config{Logger: quiet})
	if err != nil {
		t.Fatal(err)
	}
	defer all.Close()
	some, err := bus.Connect(t.Context(), url("some"), bus.Config{Logger: quiet})
	if err != nil {
		t.Fatal(err)
	}
	defer some.Close()
	err = bus.Ensure(t.Context(), some)
	if !errors.Is(err, bus.ErrDenied) || bus.Transient(err) || !strings.Contains(err.Error(), "STREAM.CREATE.EV") || strings.Contains(err.Error(), ":x@") {
		t.Errorf("a denied call: %v, want ErrDenied, the subject and no password", err)
	}
	if err := bus.Ensure(t.Context(), all); err != nil {
		t.Errorf("an allowed call: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	_, late := all.JS.AccountInfo(ctx)
	if err := all.Fault(late); errors.Is(err, bus.ErrDenied) || !bus.Transient(err) || !strings.Contains(err.Error(), "did not answer in time") {
		t.Errorf("a late answer: %v", err)
	}
	if _, err := bus.Connect(t.Context(), url("nobody"), bus.Config{Logger: quiet}); err == nil || errors.Is(err, bus.ErrNoServer) {
		t.Errorf("a user that the server does not know: %v", err)
	}
}
