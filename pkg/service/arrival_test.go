package service_test

import (
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"adref/pkg/bus/bustest"
	"adref/services/herald"
)

// TestSpeedOfArrival is how long an amendment takes to the subscribers of the public events, each with a connection of its own
// (core NATS, as `nats sub` does), next to a message of the same size that is published to them raw.
func TestSpeedOfArrival(t *testing.T) {
	measured(t)
	const subscribers, amendments = 1000, 100
	row := table{title: "1,000 subscribers", columns: []string{
		"raw p50 µs", "raw p99 µs", "since accepted p50 µs", "since accepted p99 µs", "since submitted p99 µs", "accepted p50 / raw p50", "accepted p99 / raw p99",
	}}
	for range *runs {
		t.Run("run", func(t *testing.T) {
			h := newHouse(t, bustest.Start(t, t.TempDir()).URL(), herald.New())
			h.open(t, 1, newest())
			a := newAudience(t, h.url, subscribers)
			var raws, accepted, submitted []time.Duration
			h.propose(t, document(0))
			size := a.wait(subscribers)[0].size
			for range amendments {
				start := time.Now()
				if err := h.mine.NC.Publish("live.public.ict.d0.amendment.proposed", make([]byte, size)); err != nil {
					t.Fatal(err)
				}
				for _, e := range a.wait(subscribers) {
					raws = append(raws, e.at.Sub(start))
				}
				start = time.Now()
				h.propose(t, document(0))
				told := time.Now()
				for _, e := range a.wait(subscribers) {
					submitted = append(submitted, e.at.Sub(start))
					accepted = append(accepted, max(e.at.Sub(told), 0))
				}
			}
			row.add(micros(quantile(raws, 50)), micros(quantile(raws, 99)), micros(quantile(accepted, 50)), micros(quantile(accepted, 99)),
				micros(quantile(submitted, 99)), ratio(quantile(accepted, 50), quantile(raws, 50)), ratio(quantile(accepted, 99), quantile(raws, 99)))
		})
	}
	row.print()
}

// arrival is when a message came to a subscriber.
type arrival struct {
	at   time.Time
	size int
}

// audience is subscribers who note when something comes.
type audience struct {
	t    *testing.T
	came chan arrival
}

func newAudience(t *testing.T, url string, n int) audience {
	t.Helper()
	a := audience{t: t, came: make(chan arrival, 4*n)}
	var conns []*nats.Conn
	t.Cleanup(func() {
		var all sync.WaitGroup
		for _, c := range conns {
			all.Go(c.Close)
		}
		all.Wait()
	})
	for range n {
		c, err := nats.Connect(url)
		if err != nil {
			t.Fatal(err)
		}
		conns = append(conns, c)
		if _, err := c.Subscribe("live.public.*.*.amendment.>", func(m *nats.Msg) { a.came <- arrival{time.Now(), len(m.Data)} }); err != nil {
			t.Fatal(err)
		}
		if err := c.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// wait gives the next n arrivals.
func (a audience) wait(n int) []arrival {
	a.t.Helper()
	out := make([]arrival, 0, n)
	late := time.After(10 * time.Second)
	for len(out) < n {
		select {
		case e := <-a.came:
			out = append(out, e)
		case <-late:
			a.t.Fatalf("%d of %d arrivals", len(out), n)
		}
	}
	return out
}
