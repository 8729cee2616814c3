package eventlog_test

import (
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
	"adref/pkg/eventlog"
	"adref/pkg/eventlog/logtest"
)

func hear(t *testing.T, c *bus.Conn) *eventlog.Ear {
	t.Helper()
	e, err := eventlog.NewJetStream(c).Hear(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := c.NC.Flush(); err != nil {
		t.Fatal(err)
	}
	return e
}

// grow appends n commits to the record of a process, and calls told after each.
func grow(t *testing.T, l eventlog.Appender, process string, n int, told func()) {
	t.Helper()
	var prev eventlog.Commit
	for range n {
		prev = logtest.Append(t, l, eventlog.Aggregate{Process: process, Document: eventlog.Record}, prev, 1)[0].Commit
		told()
	}
}

// TestAnEarHearsACommitBeforeWhatIsSentAfterIt: the law of an ear, among the noise of other processes and documents.
func TestAnEarHearsACommitBeforeWhatIsSentAfterIt(t *testing.T) {
	url := bustest.Start(t, t.TempDir()).URL()
	mine := bustest.Connect(t, url)
	ear := hear(t, mine)
	if _, sure := ear.Mark("oewg"); sure {
		t.Error("an ear is sure before it has heard anything")
	}
	var mu sync.Mutex
	last := map[string]eventlog.Mark{}
	sub, err := mine.NC.Subscribe("ask.*", func(m *nats.Msg) {
		mu.Lock()
		defer mu.Unlock()
		process := m.Subject[len("ask."):]
		mark, sure := ear.Mark(process)
		heard := sure && mark != last[process]
		last[process] = mark
		_ = m.Respond([]byte(strconv.FormatBool(heard))) // whoever waits in vain says so
	})
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Unsubscribe() //nolint:errcheck // the connection closes
	var all sync.WaitGroup
	for _, process := range []string{"oewg", "ict", "unfccc"} {
		conn := bustest.Connect(t, url)
		l := eventlog.NewJetStream(conn)
		all.Go(func() {
			grow(t, l, process, 300, func() {
				m, err := conn.NC.Request("ask."+process, nil, patience)
				if err != nil || string(m.Data) != "true" {
					t.Errorf("%s: the news has not come, %v", process, err)
				}
			})
		})
		all.Go(func() {
			logtest.Append(t, l, eventlog.Aggregate{Process: process, Document: "report"}, eventlog.Commit{}, 300)
		})
	}
	all.Wait()
	before, _ := ear.Mark("oewg")
	if after, sure := ear.Mark("oewg"); !sure || before != after {
		t.Errorf("the mark went from %v to %v, and nothing was stored", before, after)
	}
}

// TestAnEarThatWasAwayDoubts until it hears again.
func TestAnEarThatWasAwayDoubts(t *testing.T) {
	dir := t.TempDir()
	s := bustest.Start(t, dir)
	at := port(t, s)
	conn := bustest.Connect(t, s.URL())
	ear := hear(t, conn)
	grow(t, eventlog.NewJetStream(conn), "oewg", 1, func() {})
	before, sure := ear.Mark("oewg")
	if !sure {
		t.Fatal("an ear that has heard is not sure")
	}
	s.Shutdown()
	bustest.StartAt(t, dir, at)
	until(t, func() bool { return conn.NC.Stats().Reconnects == 1 })
	if after, sure := ear.Mark("oewg"); sure || after == before {
		t.Errorf("sure %v, the mark went from %v to %v", sure, before, after)
	}
	grow(t, eventlog.NewJetStream(conn), "ict", 1, func() {})
	if _, sure := ear.Mark("oewg"); !sure {
		t.Error("an ear that hears again is not sure")
	}
}

// TestAnEarThatHadNoRoomDoubts: what it could not keep may have been about anything.
func TestAnEarThatHadNoRoomDoubts(t *testing.T) {
	conn := bustest.Open(t)
	ear := hear(t, conn)
	before, _ := ear.Mark("oewg")
	for range 5000 {
		if err := conn.NC.Publish(bus.RecordNews+".03.ict", nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := conn.NC.Flush(); err != nil {
		t.Fatal(err)
	}
	if after, _ := ear.Mark("oewg"); after == before {
		t.Error("the mark has not changed")
	}
}

func TestAnEarIsNotSureOnACluster(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a cluster of three servers takes about 15 s")
	}
	conn := bustest.Connect(t, bustest.Cluster(t)[0].ClientURL())
	ear := hear(t, conn)
	heard := make(chan *nats.Msg, 1)
	sub, err := conn.NC.ChanSubscribe(bus.RecordNews+".>", heard)
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Unsubscribe() //nolint:errcheck // the connection closes
	grow(t, eventlog.NewJetStream(conn), "oewg", 1, func() {})
	select {
	case <-heard:
	case <-time.After(patience):
		t.Fatal("there are no news")
	}
	if _, sure := ear.Mark("oewg"); sure {
		t.Error("it is sure")
	}
}
