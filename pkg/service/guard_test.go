package service_test

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"adref/pkg/eventlog"
	"adref/pkg/service"
	"adref/pkg/service/servicetest"
)

// copied is a log of which one server has a damaged copy. What the real one finds is tested with damaged files, in eventlog.
type copied struct{ eventlog.Log }

func (copied) Copies(context.Context) ([]eventlog.Copy, error) {
	return []eventlog.Copy{{Server: "n1", Commits: 9}, {Server: "n2", Commits: 7, Problem: &eventlog.BrokenError{Server: "n2", Seq: 9, What: "it has 7 of 9 commits"}}}, nil
}

func (c copied) ReadCopies(ctx context.Context) ([]eventlog.Copy, error) { return c.Copies(ctx) }

// idle is a service that does nothing.
type idle struct{}

func (idle) Name() string { return "idle" }

func (idle) Run(ctx context.Context, _ service.Env, ready func()) error {
	ready()
	<-ctx.Done()
	return nil
}

// TestADamagedCopyShowsInTheHealth: the service serves on, and says which server has the damage.
func TestADamagedCopyShowsInTheHealth(t *testing.T) {
	w := servicetest.New(t)
	w.Env.Log = copied{w.Env.Log}
	w.Start(idle{})
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	var h service.Health
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end) && h.Damage == ""; time.Sleep(5 * time.Millisecond) {
		m, err := w.Env.Bus.NC.Request(service.HealthSubject("idle", host), nil, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(m.Data, &h); err != nil {
			t.Fatal(err)
		}
	}
	if !h.Serving || !strings.Contains(h.Damage, "n2") || !strings.Contains(h.Damage, "7 of 9") {
		t.Errorf("health %+v", h)
	}
}
