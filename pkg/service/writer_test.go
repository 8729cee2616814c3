package service_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"adref/pkg/blob"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service"
)

// at is when the tests take place.
var at = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func noFacts(context.Context, *service.Loader, *negotiation.Document, *negotiation.Request) error {
	return nil
}

func newWriter(log eventlog.Log) *service.Writer {
	return service.NewWriter("recorder", negotiation.OfProcess, service.Env{Log: log, Blobs: blob.NewMemory()}, noFacts)
}

func request(c negotiation.Command) negotiation.Request {
	return negotiation.Request{ID: uuid.Must(uuid.NewV7()).String(), Process: "ict", Actor: delegation.Chair, At: at, Command: c}
}

func admit(code string) negotiation.Request {
	return request(&negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: code, Names: map[string]string{"en": code}}})
}

func must(t *testing.T, w *service.Writer, r negotiation.Request) {
	t.Helper()
	if _, err := w.Do(t.Context(), r); err != nil {
		t.Fatalf("%s: %v", r.Command.Verb(), err)
	}
}

func TestTheSameCommandHasOneEffectAndOneReply(t *testing.T) {
	log := eventlog.NewMemory()
	r := request(&negotiation.OpenProcess{Title: "ICT"})
	first, err := newWriter(log).Do(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	// Another replica, which has not seen the first.
	second, err := newWriter(log).Do(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(first, second); d != "" {
		t.Errorf("the replies differ:\n%s", d)
	}
	if n := commits(t, log); n != 1 {
		t.Errorf("%d commits", n)
	}
}

func TestARefusalStoresNothing(t *testing.T) {
	log := eventlog.NewMemory()
	if _, err := newWriter(log).Do(t.Context(), admit("norland")); !errors.Is(err, negotiation.ErrNotFound) {
		t.Errorf("a process that is not open admits: %v", err)
	}
	if n := commits(t, log); n != 0 {
		t.Errorf("%d commits", n)
	}
}

func TestReplicasThatWriteAtOnceLoseNothing(t *testing.T) {
	log := eventlog.NewMemory()
	must(t, newWriter(log), request(&negotiation.OpenProcess{Title: "ICT"}))
	const replicas, each = 4, 10
	var wg sync.WaitGroup
	for i := range replicas {
		w := newWriter(log)
		wg.Go(func() {
			for j := range each {
				if _, err := w.Do(t.Context(), admit(fmt.Sprintf("d%d-%d", i, j))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	p, err := service.NewLoader(log, blob.NewMemory()).Process(t.Context(), "ict", service.Newest)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Delegations) != replicas*each {
		t.Errorf("%d delegations of %d", len(p.Delegations), replicas*each)
	}
}

func TestAnAggregateIsLoadedAsItWasAtAPlaceInTheLog(t *testing.T) {
	log := eventlog.NewMemory()
	w := newWriter(log)
	must(t, w, request(&negotiation.OpenProcess{Title: "ICT"}))
	var seqs []uint64
	for i := range 5 {
		r, err := w.Do(t.Context(), admit(fmt.Sprintf("d%d", i)))
		if err != nil {
			t.Fatal(err)
		}
		seqs = append(seqs, r.Seq)
	}
	l := service.NewLoader(log, blob.NewMemory())
	// Forwards, backwards, to the end and back again.
	for _, i := range []int{0, 3, 1, 4, 2} {
		p, err := l.Process(t.Context(), "ict", seqs[i])
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Delegations) != i+1 {
			t.Errorf("at commit %d there are %d delegations, want %d", seqs[i], len(p.Delegations), i+1)
		}
	}
}

func commits(t *testing.T, log eventlog.Log) uint64 {
	t.Helper()
	n, err := log.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}
