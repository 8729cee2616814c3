package gateway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"adref/pkg/api"
	"adref/pkg/blob"
	"adref/pkg/bus"
	"adref/pkg/eventlog"
	"adref/pkg/service"
	"adref/pkg/view"
	"adref/services/differ"
	"adref/services/drafter"
	"adref/services/gateway"
	"adref/services/herald"
	"adref/services/publisher"
	"adref/services/recorder"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a gateway over a real NATS server, with the services that decide and announce.
type world struct {
	t      *testing.T
	env    service.Env
	server *bus.Server
	dir    string // of the server's data
	base   string // address of the gateway
	logs   *safeBuffer
}

// newWorld starts NATS in this process and the services on it. The log, the blobs and the views are in memory unless change
// says otherwise.
func newWorld(t *testing.T, change ...func(*service.Env)) *world {
	t.Helper()
	w := &world{t: t, logs: &safeBuffer{}, dir: t.TempDir()}
	logger := slog.New(slog.NewTextHandler(w.logs, nil))
	w.serve(-1)
	t.Cleanup(func() { w.server.Shutdown() })
	conn, err := bus.Connect(t.Context(), w.server.URL(), bus.Config{Logger: logger})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := bus.Ensure(t.Context(), conn); err != nil {
		t.Fatal(err)
	}
	stores := map[string]view.Store{}
	var mu sync.Mutex
	w.env = service.Env{
		Log: eventlog.NewMemory(), Blobs: blob.NewMemory(), Bus: conn, Now: time.Now, Logger: logger, HTTP: "127.0.0.1:0",
		Views: func(name string) view.Store {
			mu.Lock()
			defer mu.Unlock()
			if stores[name] == nil {
				stores[name] = view.NewMemory()
			}
			return stores[name]
		},
	}
	for _, c := range change {
		c(&w.env)
	}
	for _, s := range []service.Service{drafter.New(), recorder.New(), differ.New(), publisher.New(), herald.New()} {
		w.start(s)
	}
	w.base = "http://" + w.startGateway().Addr()
	return w
}

// serve starts the NATS server on a port, -1 for a free one.
func (w *world) serve(port int) {
	w.t.Helper()
	var err error
	if w.server, err = bus.StartServer(bus.ServerConfig{Dir: w.dir, Port: port, Logger: slog.New(slog.NewTextHandler(w.logs, nil))}); err != nil {
		w.t.Fatal(err)
	}
}

// startGateway starts one more gateway.
func (w *world) startGateway() *gateway.Service {
	g := gateway.New()
	w.start(g)
	return g
}

// start runs a service until the test ends; the function that it gives stops it before.
func (w *world) start(s service.Service) (stop func()) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() { done <- service.Run(ctx, w.env, s, func() { close(ready) }) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil && !errors.Is(err, eventlog.ErrBroken) { // they rightly stop where a test breaks the log
				w.t.Errorf("%s: %v", s.Name(), err)
			}
		})
	}
	w.t.Cleanup(stop)
	select {
	case <-ready:
	case err := <-done:
		done <- err
		w.t.Fatalf("%s did not start: %v", s.Name(), err)
	}
	return stop
}

// response is an answer that has been read.
type response struct {
	*http.Response
	body []byte
}

func (w *world) request(method, path, actor string, body io.Reader, headers ...string) response {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.base+path, body)
	if err != nil {
		w.t.Fatal(err)
	}
	if actor != "" {
		r.Header.Set("X-Actor", actor)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return w.send(r)
}

func (w *world) send(r *http.Request) response {
	w.t.Helper()
	res, err := client.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return response{res, b}
}

// client does not keep connections, so that a test ends with none.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

func (w *world) get(path string) response {
	w.t.Helper()
	return w.request(http.MethodGet, path, "", nil)
}

// do sends a command that must be accepted.
func (w *world) do(actor, path string, command any) api.Reply {
	w.t.Helper()
	b, err := json.Marshal(command)
	if err != nil {
		w.t.Fatal(err)
	}
	res := w.request(http.MethodPost, path, actor, bytes.NewReader(b))
	if res.StatusCode != http.StatusCreated {
		w.t.Fatalf("%s by %s: %s: %s", path, actor, res.Status, res.body)
	}
	var reply api.Reply
	decode(w.t, res.body, &reply)
	if got := res.Header.Get("Adref-Seq"); got != fmt.Sprint(reply.Seq) {
		w.t.Errorf("%s: Adref-Seq is %q, want %d", path, got, reply.Seq)
	}
	return reply
}

// read reads a view as JSON, at least as of the Seq.
func read[T any](w *world, path string, seq uint64) T {
	w.t.Helper()
	sep := "?"
	if strings.Contains(path, "?") {
		sep = "&"
	}
	res := w.get(fmt.Sprintf("%s%sseq=%d", path, sep, seq))
	if res.StatusCode != http.StatusOK {
		w.t.Fatalf("GET %s: %s: %s", path, res.Status, res.body)
	}
	var v T
	decode(w.t, res.body, &v)
	return v
}

func decode(t *testing.T, b []byte, v any) {
	t.Helper()
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
}

// refused says that an answer is a problem with the status and the code.
func (w *world) refused(res response, status int, code api.Code, says string) {
	w.t.Helper()
	var p gateway.Problem
	if err := json.Unmarshal(res.body, &p); err != nil {
		w.t.Errorf("%s %s: no problem but %s: %.200s", res.Request.Method, res.Request.URL.Path, res.Status, res.body)
		return
	}
	if res.StatusCode != status || p.Status != status || p.Code != code || !strings.Contains(p.Detail, says) {
		w.t.Errorf("%s %s: %d %q %q, want %d %q with %q", res.Request.Method, res.Request.URL.Path, res.StatusCode, p.Code, p.Detail, status, code, says)
	}
	if got := res.Header.Get("Content-Type"); got != "application/problem+json" {
		w.t.Errorf("%s: Content-Type is %q", res.Request.URL.Path, got)
	}
	if after := res.Header.Get("Retry-After"); (after != "") != (status == http.StatusServiceUnavailable) {
		w.t.Errorf("%s: %d with Retry-After %q", res.Request.URL.Path, status, after)
	}
}

const (
	process  = "/api/processes/ict"
	report   = process + "/documents/report"
	zeroText = `REPORT ON SECURITY

A. Introduction

1. States [recalled][reaffirmed] that the framework is voluntary.

2. States underlined the value of concrete measures, including capacity-building.

(a) Training of personnel;

(b) Exchange of experience.

3. States concluded by consensus.
`
	firstText = `REPORT ON SECURITY

A. Introduction

1. States reaffirmed that the framework is voluntary.

2. States underlined the value of concrete, action-oriented measures, including capacity-building.

(a) Training of personnel;

(b) Exchange of experience.

3. States concluded by consensus.
`
)

type m = map[string]any

// open opens the process with two delegations and the document with its zero draft; it gives the Seq of the last command.
func (w *world) open() uint64 {
	w.t.Helper()
	w.do("chair", process+"/open-process", m{"title": "Working group on ICT security", "body": "Open-ended working group"})
	for code, name := range map[string]string{"norland": "Norland", "sudland": "Sudland"} {
		w.do("chair", process+"/admit-delegation", m{"delegation": m{"code": code, "names": m{"en": name}}})
	}
	w.do("chair", process+"/form-group", m{"group": m{"code": "coast", "names": m{"en": "Coastal Group"}, "members": []string{"norland"}}})
	w.do("chair", report+"/open-document", m{"title": "Draft report", "symbol": "A/AC.311/2026/CRP.1"})
	return w.table("Zero draft", zeroText).Seq
}

func (w *world) table(name, words string) api.Reply {
	w.t.Helper()
	return w.do("chair", report+"/table-revision", m{"name": name, "format": "text", "content": words})
}

// amend has Norland ask for a change of paragraph 2.
func (w *world) amend() api.Reply {
	w.t.Helper()
	return w.do("norland", report+"/propose-amendment", m{"proposal": m{
		"operation": "replace-words", "words": "concrete, action-oriented measures", "rationale": "Say what is meant.",
		"anchor": m{"paragraph": "2", "quote": "concrete measures"},
	}})
}

// safeBuffer may be written to from several goroutines.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if os.Getenv("ADREF_TEST_LOG") != "" {
		_, _ = os.Stderr.Write(b)
	}
	return s.b.Write(b)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
