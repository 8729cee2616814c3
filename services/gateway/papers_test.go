package gateway_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"adref/pkg/convert"
	"adref/pkg/paper"
	"adref/pkg/tracked"
	"adref/services/gateway"
)

// TestPapers takes every document away in the formats that are read back, and holds what is in it.
func TestPapers(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.table("Rev.1", before)
	w.propose("norland", "1", "shall", "should")
	w.table("Rev.2", after)
	w.do("norland", report+"/propose-amendment", m{"proposal": m{"operation": "replace-words", "anchor": m{"paragraph": "3", "quote": "again"}, "words": "soon"}})
	seq := w.do("sudland", report+"/propose-amendment", m{"proposal": m{"operation": "replace-words", "rationale": "It is clearer.", "anchor": m{"paragraph": "3", "quote": "again"}, "words": "in May"}}).Seq
	w.get(fmt.Sprintf("%s/history?seq=%d", report, seq))

	take := func(file string) paper.Paper {
		t.Helper()
		res := w.get(fmt.Sprintf("%s/papers/%s", report, file))
		name, _, _ := strings.Cut(file, "?")
		r, err := convert.Parse(t.Context(), name, res.body)
		if err != nil {
			t.Fatalf("%s: %d %.200q: %v", file, res.StatusCode, res.body, err)
		}
		if r.Report != nil && r.Report.Lost != 0 {
			t.Errorf("%s: %d characters lost", file, r.Report.Lost)
		}
		return r.Paper
	}
	words := func(p paper.Paper) string {
		var b strings.Builder
		for _, q := range p.Paragraphs {
			if q.Style.OfText() {
				fmt.Fprintf(&b, "%s %s|", q.Label, q.Text())
			}
		}
		return b.String()
	}
	const was = "1. States shall exchange views on threats every year.|2. The Group meets again.|"
	const is = "1. An opening paragraph.|2. States shall exchange views on all threats every year.|3. The Group meets again.|"
	for _, ext := range []string{"docx", "html", "md", "akn", "json"} {
		if got := words(take("clean." + ext)); got != is {
			t.Errorf("clean.%s: %q", ext, got)
		}
		redline := take("redline." + ext)
		if got := words(redline.Accept()); got != is {
			t.Errorf("redline.%s accepted: %q", ext, got)
		}
		if got := words(redline.Reject()); got != was {
			t.Errorf("redline.%s rejected: %q", ext, got)
		}
	}
	t.Run("what comes back is held against the text it was made from", func(t *testing.T) {
		p := take("proposals.docx")
		if o := p.Origin; o.Process != "ict" || o.Document != "report" || o.Revision != 3 || o.Digest == "" {
			t.Errorf("origin %+v", o)
		}
		text := read[gateway.Revision](w, report+"/revisions/3", seq).Text
		found := tracked.Read(p, text)
		var told []string
		for _, f := range found.Found {
			told = append(told, fmt.Sprintf("%s: %s %q → %q (%s)", f.Author, f.Cite, f.Proposal.Anchor.Quote, f.Proposal.Words, f.Proposal.Rationale))
		}
		all := strings.Join(told, "\n")
		for _, want := range []string{`Norland: 2 "shall" → "should" ()`, `Norland: 3 "again" → "soon" ()`, `Sudland: 3`} {
			if !strings.Contains(all, want) {
				t.Errorf("%s is not in\n%s", want, all)
			}
		}
		if len(found.Untracked) != 0 {
			t.Errorf("untracked: %+v", found.Untracked)
		}
	})
	t.Run("the compilation names who wants what", func(t *testing.T) {
		if got := words(take("compilation.docx")); !strings.Contains(got, "[shall][should – Norland]") || !strings.Contains(got, "[again][soon – Norland][in May – Sudland]") || !strings.Contains(got, "Sudland, a3: It is clearer.") {
			t.Errorf("%s", got)
		}
	})
	t.Run("the history is a report", func(t *testing.T) {
		if got := words(take("history.docx")); !strings.Contains(got, "Concordance of Rev.1 and Rev.2") {
			t.Errorf("%s", got)
		}
	})
	t.Run("tables say who proposed what and what became of it", func(t *testing.T) {
		got := string(w.get(report + "/papers/amendments.csv").body)
		for _, want := range []string{"Amendment,Sponsors,Proposed,", "\r\na1,Norland,", ",replace-words,again,in May,,,It is clearer.,open,"} {
			if !strings.Contains(got, want) {
				t.Errorf("%q is not in\n%s", want, got)
			}
		}
		if got := w.get(report + "/papers/positions.xlsx"); got.StatusCode != 200 || !bytes.HasPrefix(got.body, []byte("PK")) {
			t.Errorf("positions: %d", got.StatusCode)
		}
		w.refused(w.get(report+"/papers/amendments.docx"), 422, "invalid", ".csv or .xlsx")
		w.refused(w.get(report+"/papers/clean.x.docx"), 422, "invalid", "x.docx")
	})
	t.Run("the same request gives the same bytes", func(t *testing.T) {
		for _, file := range []string{"redline.docx", "compilation.xlsx", "proposals.akn"} {
			a, b := w.get(report+"/papers/"+file), w.get(report+"/papers/"+file)
			if a.StatusCode != 200 || !bytes.Equal(a.body, b.body) {
				t.Errorf("%s: %d", file, a.StatusCode)
			}
		}
	})
	t.Run("refusals", func(t *testing.T) {
		w.refused(w.get(report+"/papers/proposals.txt"), 422, "invalid", "tracked changes")
		w.refused(w.get(report+"/papers/clean.pages"), 422, "invalid", "pages")
		w.refused(w.get(report+"/papers/poem.docx"), 404, "not-found", "poem")
		w.refused(w.get(report+"/papers/clean.docx?revision=9"), 404, "not-found", "revision 9")
		w.refused(w.get(report+"/papers/compendium.docx"), 404, "not-found", "publisher")
	})
	t.Run("words that stand in an amendment are its sponsors’", func(t *testing.T) {
		w.table("Rev.3", strings.Replace(after, "The Group meets again", "The Group meets in May", 1))
		w.get(report + fmt.Sprintf("/history?seq=%d", w.do("chair", report+"/agree-paragraph", m{"paragraph": "1"}).Seq))
		by := map[string]string{}
		for _, q := range take("redline.docx").Paragraphs {
			for _, s := range q.Spans {
				if s.Inserted != nil {
					by[s.Text] = s.Inserted.By
				}
				if s.Deleted != nil {
					by[s.Text] = s.Deleted.By
				}
			}
		}
		if by["in May"] != "Sudland" || by["again"] != "The chair’s office" {
			t.Errorf("%q", by)
		}
	})
}
