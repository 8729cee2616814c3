package gateway_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/api"
	"adref/pkg/compendium"
	"adref/pkg/diff"
	"adref/services/gateway"
)

func TestViews(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.amend()
	w.do("sudland", report+"/record-position", m{"stance": "concern", "words": "We need time.", "on": m{"paragraph": "2"}})
	w.do("sudland", report+"/record-position", m{"stance": "red-line", "words": "Never.", "audience": "chair", "on": m{"paragraph": "2"}})
	w.do("norland", report+"/bracket-text", m{"anchor": m{"paragraph": "2 (a)", "quote": "personnel"}, "reason": "Not only."})
	w.do("chair", report+"/agree-paragraph", m{"paragraph": "3"})
	w.do("chair", report+"/dispose-amendment", m{"amendment": "a1", "disposition": "taken"})
	seq := w.table("Rev.1", firstText).Seq

	t.Run("processes", func(t *testing.T) {
		got := read[gateway.Processes](w, "/api/processes", seq)
		if len(got.Processes) != 1 || got.Processes[0].Code != "ict" || got.Processes[0].Documents != 1 || got.Processes[0].Delegations != 2 {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a process has its documents", func(t *testing.T) {
		got := read[gateway.Process](w, process, seq)
		if got.Title != "Working group on ICT security" || len(got.Delegations) != 2 || len(got.Groups) != 1 || len(got.Documents) != 1 {
			t.Fatalf("got %+v", got)
		}
		d := got.Documents[0]
		if d.Stage != gateway.Negotiating || d.Revisions != 2 || d.Current != "Rev.1" || d.Paragraphs != 3 || d.Agreed != 1 || d.OpenAmendments != 0 {
			t.Errorf("the document is %+v", d)
		}
	})
	t.Run("a document shows what the public may see and nothing else", func(t *testing.T) {
		res := w.get(fmt.Sprintf("%s?seq=%d", report, seq))
		var got gateway.Document
		decode(t, res.body, &got)
		if len(got.Tabled) != 2 || len(got.Amendments) != 1 || len(got.Brackets) != 1 || len(got.AgreedOn) != 1 {
			t.Errorf("got %s", res.body)
		}
		if len(got.Positions) != 1 || got.Positions[0].Words != "We need time." || strings.Contains(string(res.body), "Never") {
			t.Errorf("positions: %+v", got.Positions)
		}
	})
	t.Run("a revision is its words with identities, and its source its bytes", func(t *testing.T) {
		got := read[gateway.Revision](w, report+"/revisions/2", seq)
		if got.Text.String() != firstText || got.Name != "Rev.1" {
			t.Errorf("the text is %q", got.Text.String())
		}
		for _, b := range got.Text.Blocks {
			if b.ID == "" {
				t.Errorf("a block without identity: %+v", b)
			}
		}
		if res := w.get(report + "/revisions/1/source"); string(res.body) != zeroText {
			t.Errorf("the source is %q", res.body)
		}
	})
	t.Run("a paragraph by its citation and by its identity", func(t *testing.T) {
		got := read[gateway.Paragraph](w, report+"/paragraphs/2", seq)
		if len(got.Versions) != 2 || !got.Versions[1].Changed || len(got.Amendments) != 1 || len(got.Positions) != 1 {
			t.Fatalf("got %+v", got)
		}
		var inserted string
		for _, op := range got.Versions[1].Redline {
			if op.Op == diff.Insert {
				inserted += op.Text
			}
		}
		if !strings.Contains(inserted, "action-oriented") {
			t.Errorf("the redline inserts %q", inserted)
		}
		same := read[gateway.Paragraph](w, report+"/paragraphs/"+got.ID, seq)
		if same.Cite != "2" || same.Status != gateway.Clean {
			t.Errorf("paragraph %s is %+v", got.ID, same)
		}
		if p := read[gateway.Paragraph](w, report+"/paragraphs/2%20%28a%29", seq); p.Status != gateway.Open || len(p.Brackets) != 1 {
			t.Errorf("paragraph 2 (a) is %+v", p)
		}
		if p := read[gateway.Paragraph](w, report+"/paragraphs/3", seq); p.Status != gateway.Agreed {
			t.Errorf("paragraph 3 is %+v", p)
		}
	})
	t.Run("a redline of any two revisions gives both texts back", func(t *testing.T) {
		for _, c := range []struct {
			query, base, target string
		}{{"", zeroText, firstText}, {"?from=1&to=2", zeroText, firstText}, {"?from=2&to=1", firstText, zeroText}} {
			got := read[diff.Redline](w, report+"/redline"+c.query, seq)
			accepted, err := got.Accept()
			if err != nil || accepted != c.target {
				t.Errorf("%s: accepted is %q (%v)", c.query, accepted, err)
			}
			if rejected, err := got.Reject(); err != nil || rejected != c.base {
				t.Errorf("%s: rejected is %q (%v)", c.query, rejected, err)
			}
		}
	})
	t.Run("the brackets of the current text and those put", func(t *testing.T) {
		got := read[gateway.Brackets](w, report+"/brackets", seq)
		if got.Revision != 2 || got.Text.Open != 0 || len(got.Put) != 1 {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("the commits are a chain and withhold what is not public", func(t *testing.T) {
		got := read[gateway.Commits](w, process+"/commits", seq)
		prev := map[string]string{}
		withheld := 0
		for _, c := range got.Commits {
			if c.Prev != prev[c.Document] {
				t.Errorf("commit %d of %q does not follow", c.Version, c.Document)
			}
			prev[c.Document] = c.Hash
			if c.Withheld {
				withheld++
				if c.Actor != "" || c.Verb != "" || len(c.Kinds) > 0 {
					t.Errorf("withheld, and yet %+v", c)
				}
			}
		}
		if withheld != 1 || len(got.Commits) != 13 {
			t.Errorf("%d of %d commits are withheld, want 1 of 13", withheld, len(got.Commits))
		}
	})
	t.Run("the history of the differ, in three formats", func(t *testing.T) {
		got := w.get(fmt.Sprintf("%s/history?seq=%d", report, seq))
		if got.StatusCode != 200 || !strings.Contains(string(got.body), `"fates"`) {
			t.Errorf("%s: %.200s", got.Status, got.body)
		}
		for format, contentType := range map[string]string{"html": "text/html; charset=utf-8", "markdown": "text/markdown; charset=utf-8"} {
			res := w.get(fmt.Sprintf("%s/history?format=%s&seq=%d", report, format, seq))
			if res.StatusCode != 200 || res.Header.Get("Content-Type") != contentType || len(res.body) == 0 {
				t.Errorf("%s: %s %s", format, res.Status, res.Header.Get("Content-Type"))
			}
		}
		w.refused(w.get(report+"/history?format=pdf"), 422, api.Invalid, "format")
	})
	t.Run("where the words of a paragraph come from", func(t *testing.T) {
		var all strings.Builder
		for _, o := range read[gateway.Paragraph](w, report+"/paragraphs/2", seq).Origins {
			all.WriteString(o.Text)
			if strings.Contains(o.Text, "action-oriented") {
				if o.Revision != 2 || o.Name != "Rev.1" || len(o.AlsoIn) != 1 || o.AlsoIn[0].Amendment != "a1" || o.AlsoIn[0].Sponsors[0] != "norland" {
					t.Errorf("the words that were added: %+v", o)
				}
			} else if strings.Contains(o.Text, "capacity") && o.Revision != 1 {
				t.Errorf("words of the first draft: %+v", o)
			}
		}
		if !strings.Contains(all.String(), "2. States underlined the value of concrete, action-oriented measures") {
			t.Errorf("the words are %q", all.String())
		}
		page := string(w.get(fmt.Sprintf("/processes/ict/documents/report/paragraphs/2?seq=%d", seq)).body)
		if !strings.Contains(page, "these words also stand in amendment a1 of Norland") {
			t.Errorf("the page does not say so:\n%s", page)
		}
	})
	t.Run("what became of an amendment", func(t *testing.T) {
		got := read[gateway.Amendments](w, report+"/amendments", seq)
		if len(got.Amendments) != 1 || got.Amendments[0].Fate == nil || got.Amendments[0].Fate.Outcome != "whole" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("explanations follow the adoption", func(t *testing.T) {
		w.do("chair", report+"/propose-adoption", m{})
		w.do("chair", report+"/adopt-text", nil)
		w.do("chair", report+"/invite-explanations", m{})
		reply := w.do("norland", report+"/explain-position", m{"language": "fr", "text": "Nous nous félicitons du paragraphe 2."})
		got := read[gateway.Explanations](w, report+"/explanations", reply.Seq)
		if got.Invitation == nil || len(got.Explanations) != 1 || got.Explanations[0].Language != "fr" {
			t.Errorf("got %+v", got)
		}
		if d := read[gateway.Document](w, report, reply.Seq); d.Stage != gateway.Adopted || d.Adopted == nil {
			t.Errorf("the document is %+v", d)
		}
	})
	t.Run("the compendium is looked at, issued by its digest, and frozen", func(t *testing.T) {
		late := w.do("sudland", report+"/explain-position", m{"language": "en", "text": "Sudland joins the consensus."}).Seq
		now := read[gateway.CurrentCompendium](w, report+"/compendium", late)
		if len(now.Compendium.Sections) != 2 || len(now.Digest) != 64 || len(now.Editions) != 0 {
			t.Fatalf("got %+v", now)
		}
		issued := w.do("chair", report+"/issue-compendium", m{"digest": now.Digest, "symbol": "A/AC.311/2026/INF/4"})
		frozen := read[compendium.Compendium](w, report+"/compendium/0", issued.Seq)
		if d := cmp.Diff(now.Compendium.Explanations, frozen.Explanations); d != "" {
			t.Errorf("the edition holds other explanations (-want +got):\n%s", d)
		}
		for _, path := range []string{"/processes/ict/documents/report/compendium/0", "/processes/ict/documents/report/compendium", report + "/compendium/0?format=html"} {
			if res := w.get(path); res.StatusCode != http.StatusOK || !strings.Contains(string(res.body), "Sudland joins the consensus.") {
				t.Errorf("%s: %s", path, res.Status)
			}
		}
		french := w.get(report + "/compendium?language=fr")
		var fr gateway.CurrentCompendium
		if err := json.Unmarshal(french.body, &fr); err != nil || fr.Compendium.Language != "fr" || fr.Digest == now.Digest {
			t.Errorf("in French: %v, %+v", err, fr)
		}
		version := w.do("chair", report+"/issue-compendium", m{"digest": fr.Digest, "language": "fr"})
		if e := read[gateway.CurrentCompendium](w, report+"/compendium", version.Seq).Editions; len(e) != 2 || e[1].Language != "fr" || e[1].Symbol != "A/AC.311/2026/INF/4" || e[1].Name() != "" {
			t.Errorf("editions %+v", e)
		}
		for path, says := range map[string]string{
			"/processes/ict/documents/report/compendium?language=ar": `<html lang="ar" dir="rtl">`,
			"/processes/ict/documents/report/compendium?language=fr": `hreflang="zh"`,
			"/processes/ict/documents/report":                        `/compendium/1">First edition (fr)`,
			report + "/compendium?language=ru&format=markdown":       "Сборник",
		} {
			if res := w.get(path); res.StatusCode != http.StatusOK || !strings.Contains(string(res.body), says) {
				t.Errorf("%s: %s, without %s", path, res.Status, says)
			}
		}
		for _, path := range []string{"/processes/ict/documents/report/compendium?language=de", report + "/compendium?language=de"} {
			if res := w.get(path); res.StatusCode < 400 || res.StatusCode >= 500 {
				t.Errorf("%s: %s", path, res.Status)
			}
		}
		if page := w.get("/processes/ict/documents/report"); !strings.Contains(string(page.body), `/compendium/0">`) {
			t.Error("the page of the document does not lead to the edition")
		}
	})
}

func TestAbsentViews(t *testing.T) {
	w := newWorld(t)
	seq := w.open()
	at := fmt.Sprintf("?seq=%d", seq)
	for path, says := range map[string]string{
		"/api/processes/none":               `"none"`,
		process + "/documents/none":         `"none"`,
		report + "/revisions/2":             "revision 2 of 1",
		report + "/revisions/2/source":      "revision 2 of 1",
		report + "/paragraphs/99":           `"99"`,
		report + "/compendium":              "publisher",
		report + "/compendium/0":            "publisher",
		report + "/redline":                 "revision 0 of 1",
		process + "/documents/none/history": `"none"`,
		"/api/nothing":                      "no such view or command",
	} {
		w.refused(w.get(path+at), 404, api.NotFound, says)
	}
	for path, says := range map[string]string{
		report + "/revisions/zero": "revision",
		report + "/revisions/0":    "revision",
		report + "?seq=last":       "seq",
	} {
		w.refused(w.get(path), 422, api.Invalid, says)
	}
}

func TestASeqThatDoesNotComeIsUnavailable(t *testing.T) {
	t.Parallel() // it takes as long as a read waits, 10 seconds
	w := newWorld(t)
	seq := w.open()
	started := time.Now()
	w.refused(w.get(fmt.Sprintf("%s?seq=%d", report, seq+1)), 503, api.Unavailable, fmt.Sprintf("up to %d", seq))
	if took := time.Since(started); took < 9*time.Second || took > 15*time.Second {
		t.Errorf("it took %v, want 10 s", took)
	}
}

func TestHealth(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/healthz", "/readyz"} {
		if res := w.get(path); res.StatusCode != http.StatusOK {
			t.Errorf("%s: %s %s", path, res.Status, res.body)
		}
	}
	for path, contentType := range map[string]string{"/openapi.json": "application/openapi+json", "/openapi.yaml": "application/openapi+yaml"} {
		res := w.get(path)
		if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != contentType {
			t.Errorf("%s: %s %s", path, res.Status, res.Header.Get("Content-Type"))
		}
		if got := res.Header.Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none'") {
			t.Errorf("%s: Content-Security-Policy is %q", path, got)
		}
	}
}
