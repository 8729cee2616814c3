package bus_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
)

// announce stores n public events.
func announce(t *testing.T, c *bus.Conn, n int) {
	t.Helper()
	for i := range n {
		if _, err := c.JS.Publish(t.Context(), fmt.Sprintf("pub.public.p.d.n.v%d", i), []byte("{}")); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAFeedThatLosesItsConsumerGoesOnWhereItWas removes the consumer behind the back of its reader, again and again.
func TestAFeedThatLosesItsConsumerGoesOnWhereItWas(t *testing.T) {
	c := bustest.Open(t)
	const n = 12
	announce(t, c, n)
	stop := errors.New("stop")
	next := uint64(1)
	f := bus.Feed{Conn: c, Stream: bus.PublicStream, Filter: "pub.>"}
	err := f.Run(t.Context(), func(_ jetstream.Msg, seq uint64) error {
		if seq != next {
			t.Errorf("message %d came, want %d", seq, next)
		}
		next++
		if seq == n/2 {
			removeConsumers(t, c)
			announce(t, c, n)
		}
		if seq == 2*n {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) {
		t.Errorf("after %d messages: %v", next-1, err)
	}
}

func removeConsumers(t *testing.T, c *bus.Conn) {
	t.Helper()
	s, err := c.JS.Stream(t.Context(), bus.PublicStream)
	if err != nil {
		t.Fatal(err)
	}
	for name := range s.ConsumerNames(t.Context()).Name() {
		if err := s.DeleteConsumer(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTheErrorOfAReaderEndsAFeed, whatever it wraps: the message is not read a second time.
func TestTheErrorOfAReaderEndsAFeed(t *testing.T) {
	c := bustest.Open(t)
	announce(t, c, 3)
	for _, fault := range []error{errors.New("fault"), bus.ErrAway} {
		calls := 0
		f := bus.Feed{Conn: c, Stream: bus.PublicStream, Filter: "pub.>"}
		err := f.Run(t.Context(), func(jetstream.Msg, uint64) error {
			calls++
			return fault
		})
		if !errors.Is(err, fault) || calls != 1 {
			t.Errorf("%v after %d calls, want %v", err, calls, fault)
		}
	}
}

func TestAFeedChecksTheStreamBeforeItBegins(t *testing.T) {
	c := bustest.Open(t)
	announce(t, c, 1)
	backwards := errors.New("backwards")
	f := bus.Feed{Conn: c, Stream: bus.PublicStream, Filter: "pub.>", After: 7, Check: func(_ context.Context, after uint64) error {
		if after != 7 {
			t.Errorf("checked after %d", after)
		}
		return backwards
	}}
	if err := f.Run(t.Context(), func(jetstream.Msg, uint64) error { return nil }); !errors.Is(err, backwards) {
		t.Errorf("%v, want %v", err, backwards)
	}
}
