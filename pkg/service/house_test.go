package service_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/api"
	"adref/pkg/blob"
	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/services/drafter"
	"adref/services/recorder"
)

// newest is a text of ten paragraphs.
func newest() string {
	out := "# Report\n\n"
	for i := range 10 {
		out += fmt.Sprintf("%d. The Group, having met %d times, recommends a timely and concrete dialogue among States.\n\n", i+1, i)
	}
	return out
}

// house is a server, services on it with one connection, and clients with another one.
type house struct {
	url    string
	conn   *bus.Conn // of the services
	mine   *bus.Conn // of the clients
	client *api.Client
}

// newHouse runs a drafter, a recorder and others, and opens a process.
func newHouse(t testing.TB, url string, others ...service.Service) house {
	t.Helper()
	conn, mine := bustest.Connect(t, url), bustest.Connect(t, url)
	env := service.Env{
		Log: eventlog.NewJetStream(conn), Blobs: blob.NewJetStream(conn, bus.BlobBucket), Bus: conn, Now: time.Now, Logger: slog.New(slog.DiscardHandler),
	}
	for _, s := range append([]service.Service{drafter.New(), recorder.New()}, others...) {
		serve(t, env, s)
	}
	h := house{url: url, conn: conn, mine: mine, client: api.NewClient(mine)}
	h.do(t, "", negotiation.OpenProcess{Title: "ICT"})
	h.do(t, "", negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: "norland", Names: map[string]string{"en": "Norland"}}})
	return h
}

func serve(t testing.TB, env service.Env, s service.Service) {
	t.Helper()
	ready, done := make(chan struct{}), make(chan error, 1)
	ctx, stop := context.WithCancel(context.Background())
	go func() { done <- service.Run(ctx, env, s, func() { close(ready) }) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	<-ready
}

func document(i int) string { return fmt.Sprint("d", i) }

// open opens documents with a text.
func (h house) open(t testing.TB, documents int, text string) {
	t.Helper()
	for i := range documents {
		h.do(t, document(i), negotiation.OpenDocument{Title: "Report"})
		h.do(t, document(i), negotiation.TableRevision{Name: "Zero draft", Format: "markdown", Content: text})
	}
}

func (h house) do(t testing.TB, document string, c negotiation.Command) api.Reply {
	t.Helper()
	return h.as(t, delegation.Chair, document, c)
}

func (h house) as(t testing.TB, actor, document string, c negotiation.Command) api.Reply {
	t.Helper()
	body, err := json.Marshal(c)
	if err != nil {
		t.Error(err)
	}
	r, err := h.client.Do(t.Context(), api.Request{Actor: actor, Process: "ict", Document: document, Verb: c.Verb(), Body: body})
	if err != nil {
		t.Error(err)
	}
	return r
}

// propose submits an amendment.
func (h house) propose(t testing.TB, document string) api.Reply {
	t.Helper()
	return h.as(t, "norland", document, proposal())
}

func proposal() negotiation.Command {
	return &negotiation.ProposeAmendment{Proposal: amendment.Proposal{
		Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Paragraph: "3", Quote: "timely and concrete"}, Words: "timely, concrete and inclusive",
	}}
}
