package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"adref/pkg/delegation"
	"adref/pkg/history"
	"adref/pkg/negotiation"
	"adref/pkg/realtext"
	"adref/pkg/service"
)

// TestRealDraftsGoThroughTheHouse imports the seven drafts of the Paris Agreement, adopts the last, and hands in 31 real
// explanations of position. The importer itself refuses a text that was not tabled word for word.
func TestRealDraftsGoThroughTheHouse(t *testing.T) {
	drafts, err := readDrafts(t.Context(), []string{realtext.Dir(t, "paris-agreement")}, false)
	if err != nil {
		t.Fatal(err)
	}
	papers, err := readExplanations([]string{realtext.Dir(t, "explanations")}, "")
	if err != nil {
		t.Fatal(err)
	}
	h := open(t, t.TempDir())
	to := newTable(h.conn, "climate", "agreement")
	im := importer{table: to, blobs: blobs(h.conn), language: "en"}
	var out bytes.Buffer
	if err := im.run(t.Context(), &out, drafts, ""); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	// Opening and closing brackets as the files hold them.
	for i, d := range drafts {
		want := fmt.Sprintf("%d %d", bytes.Count(d.source, []byte("[")), bytes.Count(d.source, []byte("]")))
		row := strings.Fields(strings.Split(out.String(), "\n")[i+2+1])
		if got := row[4] + " " + row[5]; got != want {
			t.Errorf("%s: brackets %s, want %s", d.name, got, want)
		}
	}
	for _, c := range []negotiation.Command{negotiation.ProposeAdoption{}, negotiation.AdoptText{}, negotiation.InviteExplanations{}} {
		if _, err := to.do(t.Context(), delegation.Chair, c); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.explain(t.Context(), &out, papers, "en", true); err != nil {
		t.Fatal(err)
	}
	last, err := environment(h.conn, slog.New(slog.DiscardHandler), "", time.Now).Log.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, err := h.compendium(t.Context(), "climate", "agreement", "en", last)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := to.do(t.Context(), delegation.Chair, negotiation.IssueCompendium{Digest: c.Digest}); err != nil {
		t.Fatal(err)
	}
	p, err := to.loader.Process(t.Context(), "climate", service.Newest)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Explanations) != 31 || len(p.Editions) != 1 || len(p.Editions[0].Explanations) != 31 {
		t.Errorf("%d explanations, editions %v", len(p.Explanations), p.Editions)
	}
	b, err := h.view(t.Context(), "differ", "climate.agreement.history", last)
	if err != nil {
		t.Fatal(err)
	}
	var hist history.History
	if err := json.Unmarshal(b, &hist); err != nil {
		t.Fatal(err)
	}
	rebuild(t, drafts, hist)
}

// rebuild checks that each redline accepted is the new file and rejected the old one.
func rebuild(t *testing.T, drafts []draft, hist history.History) {
	t.Helper()
	if len(hist.Steps) != len(drafts) {
		t.Fatalf("%d steps for %d drafts", len(hist.Steps), len(drafts))
	}
	for i := 1; i < len(drafts); i++ {
		accepted, err := hist.Steps[i].Redline.Accept()
		if err != nil || accepted != string(drafts[i].source) {
			t.Errorf("accepted, the redline of %s is not the file (%v)", drafts[i].name, err)
		}
		rejected, err := hist.Steps[i].Redline.Reject()
		if err != nil || rejected != string(drafts[i-1].source) {
			t.Errorf("rejected, the redline of %s is not the file before it (%v)", drafts[i].name, err)
		}
	}
}
