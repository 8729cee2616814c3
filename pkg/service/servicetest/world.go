// Package servicetest runs services on a real NATS server in the process of a test.
package servicetest

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"adref/pkg/api"
	"adref/pkg/blob"
	"adref/pkg/bus"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/pkg/view"
)

// Names of the process and the document that Open opens.
const (
	Process  = "ict"
	Document = "report"
)

// World is a NATS server and services on it. The log, the blobs and the views are in memory.
type World struct {
	T   *testing.T
	Env service.Env
	// Last is the Seq of the newest commit that Do caused.
	Last uint64
}

// New starts a server and the services; the end of the test stops them.
func New(t *testing.T, services ...service.Service) *World {
	t.Helper()
	logger := slog.New(slog.DiscardHandler)
	server, err := bus.StartServer(bus.ServerConfig{Dir: t.TempDir(), Port: -1, Logger: logger})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Shutdown)
	conn, err := bus.Connect(t.Context(), server.URL(), bus.Config{Name: t.Name(), Logger: logger})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := bus.Ensure(t.Context(), conn); err != nil {
		t.Fatal(err)
	}
	w := &World{T: t, Env: service.Env{
		Log: eventlog.NewMemory(), Blobs: blob.NewMemory(), Views: Views(), Bus: conn, Now: time.Now, Logger: logger, HTTP: "127.0.0.1:0",
	}}
	for _, s := range services {
		w.Start(s)
	}
	return w
}

// Views are stores in memory, one for each service.
func Views() func(string) view.Store {
	var mu sync.Mutex
	stores := map[string]view.Store{}
	return func(name string) view.Store {
		mu.Lock()
		defer mu.Unlock()
		if stores[name] == nil {
			stores[name] = view.NewMemory()
		}
		return stores[name]
	}
}

// Start runs a service until the end of the test, or until the function that it gives is called.
func (w *World) Start(s service.Service) (stop func()) {
	w.T.Helper()
	return start(w.T, w.Env, s)
}

// Rebuild runs a service on the same log with views of its own, until the end of the test: what it makes from nothing.
func (w *World) Rebuild(s service.Service) view.Store {
	w.T.Helper()
	env := w.Env
	env.Views = Views()
	log := eventlog.NewMemory()
	done := errors.New("done")
	err := env.Log.Follow(w.T.Context(), 0, func(c eventlog.Stored) error {
		if _, err := log.Append(w.T.Context(), c.Commit); err != nil {
			return err
		}
		if c.Seq == w.Last {
			return done
		}
		return nil
	})
	if !errors.Is(err, done) {
		w.T.Fatal(err)
	}
	env.Log = log
	start(w.T, env, s)
	return env.Views(s.Name())
}

func start(t *testing.T, env service.Env, s service.Service) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() { done <- service.Run(ctx, env, s, func() { close(ready) }) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				t.Errorf("%s: %v", s.Name(), err)
			}
		})
	}
	t.Cleanup(stop)
	select {
	case <-ready:
	case err := <-done:
		done <- nil
		t.Fatalf("%s did not start: %v", s.Name(), err)
	}
	return stop
}

// Try sends a command about Document and gives what became of it.
func (w *World) Try(actor string, c negotiation.Command) (api.Reply, error) {
	w.T.Helper()
	body, err := json.Marshal(c)
	if err != nil {
		w.T.Fatal(err)
	}
	document := ""
	if entry, _ := negotiation.LookupCommand(c.Verb()); entry.NamesDocument {
		document = Document
	}
	return api.NewClient(w.Env.Bus).Do(w.T.Context(), api.Request{Actor: actor, Process: Process, Document: document, Verb: c.Verb(), Body: body})
}

// Do sends a command that must be accepted.
func (w *World) Do(actor string, c negotiation.Command) api.Reply {
	w.T.Helper()
	r, err := w.Try(actor, c)
	if err != nil {
		w.T.Fatalf("%s by %s: %v", c.Verb(), actor, err)
	}
	w.Last = max(w.Last, r.Seq)
	return r
}

// Open opens the process and the document, with the delegations of these codes.
func (w *World) Open(codes ...string) {
	w.T.Helper()
	w.Do(delegation.Chair, negotiation.OpenProcess{Title: "ICT"})
	for _, c := range codes {
		w.Do(delegation.Chair, negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: c, Names: map[string]string{"en": c}}})
	}
	w.Do(delegation.Chair, negotiation.OpenDocument{Title: "Report"})
}

// Table tables a text in Markdown.
func (w *World) Table(name, content string) api.Reply {
	w.T.Helper()
	return w.Do(delegation.Chair, negotiation.TableRevision{Name: name, Format: "markdown", Content: content})
}

// View is a view that reflects all that Do caused.
func (w *World) View(s view.Store, key string) []byte {
	w.T.Helper()
	ctx, cancel := context.WithTimeout(w.T.Context(), 10*time.Second)
	defer cancel()
	if err := s.Wait(ctx, w.Last); err != nil {
		w.T.Fatalf("%s at %d: %v", key, w.Last, err)
	}
	e, err := view.Whole(ctx, s, key)
	if err != nil {
		w.T.Fatalf("%s: %v", key, err)
	}
	return e.Value
}

// Document is the state of Document.
func (w *World) Document() *negotiation.Document {
	w.T.Helper()
	d, err := service.NewLoader(w.Env.Log, w.Env.Blobs).Document(w.T.Context(), Process, Document, service.Newest)
	if err != nil {
		w.T.Fatal(err)
	}
	return d
}
