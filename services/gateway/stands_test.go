package gateway_test

import (
	"net/http"
	"strings"
	"testing"

	"adref/services/gateway"
)

// Where somebody stands is told by what everybody may see, and how it is known.
func TestWhereADelegationStands(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.table("Rev.1", before)
	say := func(actor string, body m) uint64 {
		body["on"] = m{"paragraph": "1"}
		return w.do(actor, report+"/record-position", body).Seq
	}
	say("norland", m{"stance": "concern"})
	seq := say("norland", m{"stance": "red-line", "audience": "chair"})
	s := read[gateway.Stand](w, report+"/stands?delegation=norland&paragraph=1", seq)
	if s.How != "itself" || s.Position == nil || s.Position.Stance != "concern" || s.On.Paragraph == "" {
		t.Errorf("norland: %+v", s)
	}
	if s := read[gateway.Stand](w, report+"/stands?delegation=sudland&paragraph=1", seq); s.How != "" || s.Position != nil {
		t.Errorf("sudland: %+v", s)
	}
	page := string(w.get("/processes/ict/documents/report/paragraphs/1").body)
	if !strings.Contains(page, "<td>Norland</td><td>concern</td><td>said itself</td>") || strings.Contains(page, "red line") {
		t.Errorf("page:\n%s", page)
	}
	// A public record that was corrected for fewer people is known to be wrong: it is not shown as where norland stands.
	seq = w.do("norland", report+"/correct-position", m{"position": "s1", "stance": "opposes", "audience": "chair"}).Seq
	if s := read[gateway.Stand](w, report+"/stands?delegation=norland&paragraph=1", seq); s.How != "" || s.Position != nil {
		t.Errorf("norland, corrected: %+v", s)
	}
	for _, wrong := range []string{"?delegation=elsewhere&paragraph=1", "?delegation=norland&paragraph=99"} {
		if r := w.get(report + "/stands" + wrong); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d %s", wrong, r.StatusCode, r.body)
		}
	}
}
