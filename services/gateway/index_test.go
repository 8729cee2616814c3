package gateway_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"adref/pkg/api"
	"adref/pkg/eventlog"
	"adref/pkg/service"
	"adref/services/gateway"
)

// durable has the log in NATS.
func durable(env *service.Env) { env.Log = eventlog.NewJetStream(env.Bus) }

// eventually asks until the answer is as wanted, or fails the test.
func eventually(t *testing.T, what string, ask func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !ask() {
		if time.Now().After(deadline) {
			t.Fatalf("it never came about that %s", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestANewReplicaReadsAllThereWas(t *testing.T) {
	w := newWorld(t, durable)
	seq := w.open()
	w.base = "http://" + w.startGateway().Addr()
	// Without asking for a Seq: a replica answers no read before it has read what was there when it began.
	res := w.get(report)
	var d gateway.Document
	decode(t, res.body, &d)
	if d.Revisions != 1 || res.Header.Get("Adref-Seq") != fmt.Sprint(seq) {
		t.Errorf("at %s, want %d: %s", res.Header.Get("Adref-Seq"), seq, res.body)
	}
}

func TestTheServerDiesAndComesBack(t *testing.T) {
	w := newWorld(t, durable)
	seq := w.open()
	read[gateway.Document](w, report, seq)
	o := w.watch(w.base, "?kind=amendment", "")
	u, err := url.Parse(w.server.URL())
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(u.Port())
	if err != nil {
		t.Fatal(err)
	}

	w.server.Shutdown()
	eventually(t, "the gateway is not ready", func() bool { return w.get("/readyz").StatusCode == http.StatusServiceUnavailable })
	if res := w.get(report); res.StatusCode != http.StatusOK {
		t.Errorf("what is known cannot be read while the server is away: %s", res.Status)
	}
	w.serve(port)
	eventually(t, "the gateway is ready", func() bool { return w.get("/readyz").StatusCode == http.StatusOK })
	reply := w.amend()
	got := read[gateway.Amendments](w, report+"/amendments", reply.Seq)
	if len(got.Amendments) != 1 {
		t.Errorf("after the server came back: %+v", got)
	}
	if e := o.take(1)[0]; e.kind != "amendment.proposed" {
		t.Errorf("the stream went on with %+v", e)
	}
}

func TestABrokenLogHaltsLoudly(t *testing.T) {
	w := newWorld(t, durable)
	seq := w.open()
	read[gateway.Document](w, report, seq)
	subject := eventlog.Subject(eventlog.Aggregate{Process: "ict", Document: "report"})
	if _, err := w.env.Bus.JS.Publish(t.Context(), subject, []byte(`{"process":"ict","document":"report","version":9,"events":[]}`)); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the gateway is not ready", func() bool { return w.get("/readyz").StatusCode == http.StatusServiceUnavailable })
	res := w.get("/readyz")
	if !strings.Contains(string(res.body), `"broken"`) {
		t.Errorf("/readyz does not say that the log is broken: %s", res.body)
	}
	w.refused(w.get(report), http.StatusInternalServerError, api.Broken, "broken")
	if page := w.get("/processes/ict"); page.StatusCode != http.StatusInternalServerError || !strings.Contains(string(page.body), "broken") {
		t.Errorf("the page is %s: %s", page.Status, page.body)
	}
	if !strings.Contains(w.logs.String(), "level=ERROR") {
		t.Error("nothing in the logs says so")
	}
}
