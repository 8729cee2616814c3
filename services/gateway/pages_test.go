package gateway_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestPages(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.amend()
	w.do("norland", report+"/bracket-text", m{"anchor": m{"paragraph": "2 (a)", "quote": "personnel"}})
	w.do("sudland", report+"/record-position", m{"stance": "can-live-with", "words": "<script>alert(1)</script>", "on": m{"paragraph": "2"}})
	seq := w.do("sudland", report+"/record-position", m{"stance": "red-line", "words": "Never.", "audience": "delegations", "on": m{"paragraph": "2"}}).Seq

	page := func(path string, status int, holds ...string) string {
		t.Helper()
		res := w.get(fmt.Sprintf("%s?seq=%d", path, seq))
		if res.StatusCode != status || res.Header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: %s %s", path, res.Status, res.Header.Get("Content-Type"))
		}
		body := string(res.body)
		for _, h := range append(holds, `<html lang="`, ` dir="ltr"`, `name="viewport"`) {
			if !strings.Contains(body, h) {
				t.Errorf("%s does not hold %q:\n%s", path, h, body)
			}
		}
		if strings.Contains(body, "<script") || strings.Contains(body, "Never") {
			t.Errorf("%s holds what it must not", path)
		}
		return body
	}
	const doc = "/processes/ict/documents/report"
	page("/", 200, "Working group on ICT security", doc)
	page("/processes/ict", 200, "at least 72h", "Norland", "Coastal Group", doc)
	page(doc, 200,
		`<mark class="depth1">[recalled]</mark><mark class="depth1">[reaffirmed]</mark>`,
		`<b class="put" title="Put by Norland">[</b>personnel<b class="put" title="Put by Norland">]</b>`,
		`Replace <del>concrete measures</del> <ins>concrete, action-oriented measures</ins>`,
		`<article class="beside" lang="en" dir="ltr">`, "A/AC.311/2026/CRP.1", "open amendments")
	page(doc+"/paragraphs/2", 200, "Paragraph 2", "Norland", "can live with", "&lt;script&gt;", "Say what is meant.")
	page(doc+"/history", 200, `<a href="/">adref</a> <span aria-hidden="true">`)
	page(doc+"/compendium", 404, "There is no compendium yet", "All negotiations")
	page(doc+"/compendium/0", 404, "has not been issued")
	page(doc+"/paragraphs/77", 404, "Not Found")
	page("/processes/none", 404, "Not Found")
	page("/nothing/here", 404, "no page at /nothing/here")

	t.Run("an earlier text stays readable", func(t *testing.T) {
		reply := w.table("Rev.1", firstText)
		res := w.get(fmt.Sprintf("%s?revision=1&seq=%d", doc, reply.Seq))
		if res.StatusCode != http.StatusOK || !strings.Contains(string(res.body), "[recalled]") || strings.Contains(string(res.body), "action-oriented") {
			t.Errorf("%s: %s", res.Status, res.body)
		}
	})
	t.Run("a number that is none is refused with a page", func(t *testing.T) {
		if res := w.get(doc + "?revision=first"); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(res.body), "is not a number") {
			t.Errorf("%s: %s", res.Status, res.body)
		}
	})
}

func TestMarkedBrackets(t *testing.T) {
	w := newWorld(t)
	w.open()
	seq := w.table("Rev.1", "REPORT\n\n1. [States agree\n\n2. on [much] more] than before.\n\n3. A [stray one.\n\n4. See [A/79/214].\n").Seq
	body := string(w.get(fmt.Sprintf("/processes/ict/documents/report?seq=%d", seq)).body)
	for _, want := range []string{
		`<mark class="depth1">[States agree</mark>`, // a bracket that closes in another paragraph
		`<mark class="depth1">on </mark><mark class="depth2">[much]</mark><mark class="depth1"> more]</mark> than before.`,
		`A <mark class="stray" title="This bracket has no partner">[</mark>stray one.`,
		`See [A/79/214].`, // a citation
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not hold %s:\n%s", want, body[strings.Index(body, "<article"):])
		}
	}
}
