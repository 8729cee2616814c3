package service_test

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/micro"

	"adref/pkg/api"
	"adref/pkg/blob"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/pkg/service/servicetest"
	"adref/services/recorder"
)

// stuck is a log that takes commits of one document only when it is released.
type stuck struct {
	eventlog.Log
	document string
	came     chan struct{}
	released chan struct{}
}

func (s *stuck) Append(ctx context.Context, c eventlog.Commit) (eventlog.Receipt, error) {
	if c.Document == s.document {
		s.came <- struct{}{}
		<-s.released
	}
	return s.Log.Append(ctx, c)
}

func drafting(log eventlog.Log) *service.Writer {
	return service.NewWriter("drafter", negotiation.OfDocument, service.Env{Log: log, Blobs: blob.NewMemory()}, noFacts)
}

func open(document string) negotiation.Request {
	r := request(&negotiation.OpenDocument{Title: document})
	r.Document = document
	return r
}

func TestADocumentDoesNotWaitForAnother(t *testing.T) {
	log := &stuck{Log: eventlog.NewMemory(), document: "slow", came: make(chan struct{}), released: make(chan struct{})}
	must(t, newWriter(log), request(&negotiation.OpenProcess{Title: "ICT"}))
	w := drafting(log)
	var slow sync.WaitGroup
	slow.Go(func() {
		if _, err := w.Do(context.Background(), open("slow")); err != nil {
			t.Error(err)
		}
	})
	<-log.came
	for i := range 3 {
		must(t, w, open(fmt.Sprint("d", i)))
	}
	close(log.released)
	slow.Wait()
	if n := commits(t, log); n != 5 {
		t.Errorf("%d commits", n)
	}
}

func TestARefusalIsDecidedOnTheNewestState(t *testing.T) {
	log := eventlog.NewMemory()
	one, other := newWriter(log), newWriter(log)
	if _, err := one.Do(t.Context(), admit("norland")); err == nil {
		t.Fatal("a process that is not open admits")
	}
	must(t, other, request(&negotiation.OpenProcess{Title: "ICT"}))
	must(t, one, admit("norland"))
}

func TestWhatIsSetForTheProcessHoldsForItsDocumentsAtOnce(t *testing.T) {
	log := eventlog.NewMemory()
	process, documents := newWriter(log), drafting(log)
	must(t, process, request(&negotiation.OpenProcess{Title: "ICT"}))
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 8 {
				r := request(&negotiation.OpenProcess{Title: "Another"})
				r.Process = fmt.Sprintf("p%d-%d", i, j)
				must(t, process, r)
				o := open("report")
				o.Process = r.Process
				must(t, documents, o) // refused if the opening of the process were not seen
			}
		})
	}
	all.Wait()
}

// TestACommandThatNobodyWaitsForIsNotDecided: its client may have asked another replica and been refused there.
func TestACommandThatNobodyWaitsForIsNotDecided(t *testing.T) {
	w := servicetest.New(t, recorder.New())
	body, err := json.Marshal(negotiation.OpenProcess{Title: "ICT"})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(until time.Time) string {
		call, err := json.Marshal(api.Call{ID: api.NewID(), Body: body, Until: until})
		if err != nil {
			t.Fatal(err)
		}
		m, err := w.Env.Bus.NC.Request(api.CommandSubject(delegation.Chair, "ict", "", "open-process"), call, 5*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		return m.Header.Get(micro.ErrorCodeHeader)
	}
	if code := ask(time.Now().Add(-time.Millisecond)); code != string(api.Unavailable) {
		t.Errorf("asked too late: %q, want %q", code, api.Unavailable)
	}
	if n := commits(t, w.Env.Log); n != 0 {
		t.Errorf("%d commits", n)
	}
	if code := ask(time.Now().Add(time.Minute)); code != "" {
		t.Errorf("asked in time: %q", code)
	}
}
