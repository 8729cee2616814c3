package gateway_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"adref/pkg/api"
	"adref/pkg/bus"
	"adref/services/gateway"
)

// watcher is a client of server-sent events.
type watcher struct {
	t      *testing.T
	res    *http.Response
	lines  *bufio.Scanner
	cancel context.CancelFunc
	last   string // id of the last event
}

// sse is one event as it came.
type sse struct {
	id, kind string
	event    api.PublicEvent
}

// watch opens a stream; lastID is what a browser sends when it comes back.
func (w *world) watch(base, query, lastID string) *watcher {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 20*time.Second)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/events"+query, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	if lastID != "" {
		r.Header.Set("Last-Event-ID", lastID)
	}
	res, err := client.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		w.t.Fatalf("/events%s: %s %s", query, res.Status, res.Header.Get("Content-Type"))
	}
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 4<<20)
	out := &watcher{t: w.t, res: res, lines: lines, cancel: cancel, last: lastID}
	w.t.Cleanup(out.close)
	return out
}

func (o *watcher) close() {
	o.cancel()
	o.res.Body.Close()
}

// next is the next event; ok is false when the stream has ended.
func (o *watcher) next() (e sse, ok bool) {
	o.t.Helper()
	for o.lines.Scan() {
		field, value, _ := strings.Cut(o.lines.Text(), ": ")
		switch field {
		case "id":
			e.id = value
		case "event":
			e.kind = value
		case "data":
			if err := json.Unmarshal([]byte(value), &e.event); err != nil {
				o.t.Fatalf("%v in %s", err, value)
			}
		case "":
			if e.kind != "" {
				o.last = e.id
				return e, true
			}
		}
	}
	return e, false
}

// take is the next n events.
func (o *watcher) take(n int) []sse {
	o.t.Helper()
	var all []sse
	for range n {
		e, ok := o.next()
		if !ok {
			o.t.Fatalf("the stream ended after %d of %d events: %v", len(all), n, o.lines.Err())
		}
		all = append(all, e)
	}
	return all
}

func kinds(all []sse) []string {
	var out []string
	for _, e := range all {
		out = append(out, e.kind)
	}
	return out
}

func TestEvents(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.amend()

	t.Run("from the beginning, as they were announced", func(t *testing.T) {
		got := w.watch(w.base, "?since=0", "").take(7)
		want := []string{"process.opened", "delegation.admitted", "delegation.admitted", "group.formed", "document.opened", "revision.tabled", "amendment.proposed"}
		if !slices.Equal(kinds(got), want) {
			t.Errorf("got %v, want %v", kinds(got), want)
		}
		last := got[6]
		if last.id != fmt.Sprint(last.event.Sequence) || last.event.Type != last.kind || last.event.Process != "ict" || last.event.Document != "report" || last.event.Says == "" {
			t.Errorf("the event is %+v", last)
		}
	})
	t.Run("without a position only what comes", func(t *testing.T) {
		o := w.watch(w.base, "", "")
		w.do("sudland", report+"/join-sponsors", m{"amendment": "a1"})
		if got := o.take(1); got[0].kind != "amendment.cosponsored" {
			t.Errorf("got %v", kinds(got))
		}
	})
	t.Run("filters", func(t *testing.T) {
		for query, want := range map[string][]string{
			"?since=0&kind=amendment":                             {"amendment.proposed", "amendment.cosponsored"},
			"?since=0&kind=amendment.proposed":                    {"amendment.proposed"},
			"?since=0&document=report":                            {"document.opened", "revision.tabled", "amendment.proposed", "amendment.cosponsored"},
			"?since=0&document=report&delegation=sudland":         {"amendment.cosponsored"},
			"?since=0&process=ict&paragraph=2":                    {"amendment.proposed", "amendment.cosponsored"},
			"?since=0&process=other":                              nil,
			"?since=0&process=ict&paragraph=3&kind=position":      nil,
			"?since=0&process=ict&document=report&kind=amendment": {"amendment.proposed", "amendment.cosponsored"},
		} {
			o := w.watch(w.base, query, "")
			got := o.take(len(want))
			if !slices.Equal(kinds(got), want) {
				t.Errorf("%s: got %v, want %v", query, kinds(got), want)
			}
			o.close()
		}
	})
	t.Run("a question without a meaning is refused", func(t *testing.T) {
		for query, says := range map[string]string{"?process=a.*": "process", "?kind=>": "kind", "?since=-1": "since", "?since=now": "since", "?delegation=A": "delegation"} {
			w.refused(w.get("/events"+query), 422, api.Invalid, says)
		}
	})
	t.Run("positions for delegations only are not announced to the public", func(t *testing.T) {
		o := w.watch(w.base, "?kind=position", "")
		w.do("norland", report+"/record-position", m{"stance": "red-line", "audience": "delegations", "on": m{"paragraph": "3"}})
		w.do("norland", report+"/record-position", m{"stance": "supports", "on": m{"paragraph": "3"}})
		if got := o.take(1)[0]; got.event.Audience != "public" || !strings.Contains(string(got.event.Data), "supports") {
			t.Errorf("got %+v", got.event)
		}
	})
}

// TestReconnect cuts the connection again and again while events are announced, goes to another gateway in between, and counts.
func TestReconnect(t *testing.T) {
	w := newWorld(t)
	w.open()
	other := "http://" + w.startGateway().Addr()
	const n = 120
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		for i := range n {
			body := fmt.Sprintf(`{"stance":"supports","on":{"paragraph":"2"},"words":"%d"}`, i)
			r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, w.base+report+"/record-position", strings.NewReader(body))
			r.Header.Set("X-Actor", "norland")
			res, err := client.Do(r)
			if err != nil || res.StatusCode != http.StatusCreated {
				t.Errorf("position %d: %v %v", i, res, err)
				return
			}
			res.Body.Close()
		}
	}()
	var got []string
	last := "0"
	for round := 0; len(got) < n; round++ {
		base := w.base
		if round%2 == 1 {
			base = other
		}
		o := w.watch(base, "?kind=position", last)
		for range min(1+round%7, n-len(got)) {
			e, ok := o.next()
			if !ok {
				t.Fatalf("the stream ended after %d events: %v", len(got), o.lines.Err())
			}
			var data struct {
				Position struct {
					Words string `json:"words"`
				} `json:"position"`
			}
			decode(t, e.event.Data, &data)
			got = append(got, data.Position.Words)
		}
		last = o.last
		o.close()
	}
	<-sent
	for i, words := range got {
		if words != fmt.Sprint(i) {
			t.Fatalf("event %d is the position %s: %v", i, words, got)
		}
	}
}

func TestASlowClientIsCutAndComesBack(t *testing.T) {
	w := newWorld(t)
	w.open()
	o := w.watch(w.base, "", "")
	first := w.do("chair", process+"/set-rules", m{"rules": m{"lift": "chair"}})
	start := o.take(1)[0]
	for start.event.Seq < first.Seq { // the herald may still announce what was before
		start = o.take(1)[0]
	}
	// Public events, announced as the herald does, too many for the connection's buffers and the queue of a client that reads none.
	announcer := api.NewClient(w.env.Bus)
	last, err := announcer.LastAnnounced(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const n = 1500
	padding := `{"padding":"` + strings.Repeat("x", 16<<10) + `"}`
	for i := range n {
		e := api.PublicEvent{
			SpecVersion: "1.0", ID: fmt.Sprintf("%s/%d", api.NewID(), i), Source: "/processes/ict", Type: "rules.set", Time: time.Now(),
			DataContentType: "application/json", Process: "ict", Actor: "chair", Audience: "public", Says: "Padding.", Data: []byte(padding),
			Seq: last.Seq, Index: last.Index + 1 + i,
		}
		if last.Sequence, err = announcer.Announce(t.Context(), e, last.Sequence); err != nil {
			t.Fatal(err)
		}
	}
	got := 0
	for {
		e, ok := o.next()
		if !ok {
			break
		}
		got++
		start = e
	}
	if got == 0 || got >= n {
		t.Fatalf("%d of %d events came before the client was cut", got, n)
	}
	back := w.watch(w.base, "", start.id)
	for _, e := range back.take(n - got) {
		if e.event.Sequence != start.event.Sequence+1 {
			t.Fatalf("event %d follows event %d", e.event.Sequence, start.event.Sequence)
		}
		start = e
	}
}

func TestHeadOfEventsEnds(t *testing.T) {
	w := newWorld(t)
	if res := w.request(http.MethodHead, "/events", "", nil); res.StatusCode != http.StatusOK {
		t.Errorf("got %s", res.Status)
	}
}

func TestStoppingEndsStreams(t *testing.T) {
	w := newWorld(t)
	g := gateway.New()
	stop := w.start(g)
	o := w.watch("http://"+g.Addr(), "", "")
	started := time.Now()
	stop()
	if took := time.Since(started); took > 3*time.Second {
		t.Errorf("stopping took %v", took)
	}
	if e, ok := o.next(); ok {
		t.Errorf("after the stop came %+v", e)
	}
}

func TestAStreamMadeAnewIsTheSameStream(t *testing.T) {
	t.Parallel() // it takes until the hub looks again
	w := newWorld(t)
	w.open()
	last := w.watch(w.base, "?since=0", "").take(6)[5]
	if err := w.env.Bus.JS.DeleteStream(t.Context(), api.PublicStream); err != nil {
		t.Fatal(err)
	}
	if err := bus.Ensure(t.Context(), w.env.Bus); err != nil {
		t.Fatal(err)
	}
	w.amend()
	var first sse
	eventually(t, "a client that comes back goes on in the new stream", func() (ok bool) {
		o := w.watch(w.base, "", last.id)
		defer o.close()
		first, ok = o.next()
		return ok
	})
	if first.kind != "amendment.proposed" || first.id != "7" { // the herald has filled it from the log, with the same positions
		t.Errorf("got %+v", first)
	}
	w.do("sudland", report+"/join-sponsors", m{"amendment": "a1"})
	if got := w.watch(w.base, "", "7").take(1)[0]; got.kind != "amendment.cosponsored" {
		t.Errorf("then came %+v", got)
	}
}
