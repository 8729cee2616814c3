package gateway_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/docx"
	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/printing"
	"adref/pkg/text"
	"adref/services/gateway"
)

// norlandsFile is the zero draft as a Word document in which Norland tracked changes.
func norlandsFile(t *testing.T) []byte {
	t.Helper()
	d, err := markup.Parse([]byte(zeroText), markup.Plain)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	d = diff.Identify(text.Document{}, d, func() string { n++; return fmt.Sprintf("p%d", n) })
	find := func(words string) string {
		for _, b := range d.Blocks {
			if strings.Contains(b.Text, words) {
				return b.ID
			}
		}
		t.Fatal(words)
		return ""
	}
	resolved := func(p amendment.Proposal, words string) amendment.Proposal {
		i, _ := text.Find(len(d.Blocks), func(i int) (id, cite, label string) { return d.Blocks[i].ID, "", "" }, find(words))
		p.Anchor.Paragraph = d.Blocks[i].ID
		q, err := amendment.Resolve(p, d.Blocks[i].Text)
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	p := printing.Proposals(d, printing.Source{Origin: paper.Origin{Process: "ict", Document: "report", Revision: 1}}, []printing.Proposal{
		{ID: "x1", Hand: printing.Hand{By: "Jane Doe (Norland)", Why: "Say what is <meant>."}, Proposal: resolved(amendment.Proposal{
			Operation: amendment.ReplaceWords, Words: "concrete, action-oriented measures", Anchor: amendment.Anchor{Quote: "concrete measures"}}, "concrete measures")},
		{ID: "x2", Hand: printing.Hand{By: "Windows User"}, Proposal: amendment.Proposal{
			Operation: amendment.InsertParagraph, Words: "States will meet again.", Anchor: amendment.Anchor{Paragraph: find("concluded")}}},
		{ID: "x3", Hand: printing.Hand{By: "Sudland"}, Proposal: amendment.Proposal{
			Operation: amendment.DeleteParagraph, Anchor: amendment.Anchor{Paragraph: find("Exchange")}}},
	})
	var b bytes.Buffer
	if err := docx.Write(&b, p, docx.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// form is a form with a file.
func form(t *testing.T, name string, file []byte, fields map[string]string) (contentType string, body io.Reader) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range fields {
		if err := w.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(file); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), &b
}

// post posts as somebody and gives the answer with its body.
func (w *world) post(path, actor, contentType string, body io.Reader) (*http.Response, string) {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.base+path, body)
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", contentType)
	if actor != "" {
		r.Header.Set("X-Actor", actor)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	res, err := client.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res, string(b)
}

func (w *world) ask(path, actor string, body, answer any) *http.Response {
	w.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	res, got := w.post(path, actor, "application/json", bytes.NewReader(b))
	if err := json.Unmarshal([]byte(got), answer); err != nil {
		w.t.Fatalf("%s: %v: %s", path, err, got)
	}
	return res
}

func TestHandIn(t *testing.T) {
	w := newWorld(t)
	seq := w.open()
	contentType, body := form(t, "norland.docx", norlandsFile(t), nil)
	res, got := w.post(fmt.Sprintf("%s/uploads?seq=%d", report, seq), "norland", contentType, body)
	var up gateway.Upload
	if err := json.Unmarshal([]byte(got), &up); err != nil || res.StatusCode != http.StatusOK || len(up.Digest) != 64 {
		t.Fatal(res.Status, got)
	}

	handed := gateway.HandedIn{Digest: up.Digest, Name: up.Name, Delegation: "norland"}
	var seen gateway.PreviewAnswer
	if res := w.ask(report+"/uploads/preview", "norland", handed, &seen); res.StatusCode != http.StatusOK {
		t.Fatal(res.Status, seen)
	}
	fates := ""
	for _, it := range seen.Preview.Amendments {
		fates += fmt.Sprintf("%s %s %s %s\n", it.Key, it.Author, it.Who, it.Fate)
	}
	if want := "1 Jane Doe (Norland) Norland proposed\n2 Sudland Sudland others\n3 Windows User Norland proposed\n"; fates != want {
		t.Fatalf("got\n%swant\n%s", fates, want)
	}
	if f := seen.Preview.File; f.Characters == 0 || f.Characters != f.Accounted {
		t.Errorf("%+v", f)
	}

	var problem gateway.Problem
	confirmation := func(seen string) m {
		return m{"digest": up.Digest, "name": up.Name, "delegation": "norland", "seen": seen}
	}
	if res := w.ask(report+"/uploads/confirm", "norland", confirmation("another"), &problem); res.StatusCode != http.StatusConflict {
		t.Error("a preview that nobody saw is confirmed:", res.Status)
	}
	if res := w.ask(report+"/uploads/confirm", "sudland", confirmation(seen.Seen), &problem); res.StatusCode != http.StatusUnprocessableEntity {
		t.Error("Sudland hands in Norland's file:", res.Status, problem)
	}
	for range 2 { // the second one has no effect
		var done gateway.Confirmed
		if res := w.ask(report+"/uploads/confirm", "norland", confirmation(seen.Seen), &done); res.StatusCode != http.StatusOK || len(done.Sent) != 2 {
			t.Fatalf("%s %+v", res.Status, done)
		}
		for i, s := range done.Sent {
			if s.Amendment != fmt.Sprintf("a%d", i+1) {
				t.Errorf("%+v", s)
			}
			seq = max(seq, s.Seq)
		}
	}
	all := read[gateway.Amendments](w, report+"/amendments", seq).Amendments
	if len(all) != 2 || all[0].Source.Author != "Jane Doe (Norland)" || all[0].Source.Digest != up.Digest {
		t.Errorf("%+v", all)
	}
}

func TestHandInPages(t *testing.T) {
	w := newWorld(t)
	seq := w.open()
	const doc = "/processes/ict/documents/report"
	first := string(w.get(fmt.Sprintf("%s/hand-in?seq=%d", doc, seq)).body)
	for _, want := range []string{`enctype="multipart/form-data"`, `<option value="norland">Norland</option>`, "at most 16 MiB", `<label for="file">`} {
		if !strings.Contains(first, want) {
			t.Errorf("the form does not hold %q:\n%s", want, first)
		}
	}
	contentType, body := form(t, "norland.docx", norlandsFile(t), map[string]string{"delegation": "norland"})
	res, _ := w.post(doc+"/hand-in", "", contentType, body)
	to := res.Header.Get("Location")
	if res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, doc+"/hand-in/") {
		t.Fatal(res.Status, to)
	}
	page := string(w.get(to).body)
	for _, want := range []string{"Nothing is proposed yet", "concrete<ins>, action-oriented</ins> measures", "tracked by Jane Doe (Norland)", "Say what is &lt;meant&gt;.", "it is for Sudland to propose this", "Propose 2 amendments as Norland"} {
		if !strings.Contains(page, want) {
			t.Errorf("the preview does not hold %q:\n%s", want, page[strings.Index(page, "<main"):])
		}
	}
	if dir := os.Getenv("ADREF_TEST_PAGES"); dir != "" { // to look at them
		for name, b := range map[string]string{"handin": first, "preview": page} {
			if err := os.WriteFile(dir+"/"+name+".html", []byte(b), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, seen, _ := strings.Cut(page, `name="seen" value="`)
	seen, _, _ = strings.Cut(seen, `"`)
	path, _, _ := strings.Cut(to, "?")
	fields := url.Values{"name": {"norland.docx"}, "delegation": {"norland"}, "seen": {seen}}
	res, done := w.post(path, "", "application/x-www-form-urlencoded", strings.NewReader(fields.Encode()))
	if res.StatusCode != http.StatusOK || !strings.Contains(done, "1: amendment a1") || !strings.Contains(done, "3: amendment a2") {
		t.Errorf("%s: %s", res.Status, done)
	}

	t.Run("what cannot be read is refused with a page", func(t *testing.T) {
		for name, c := range map[string]struct {
			file  []byte
			holds string
		}{
			"odd.zzz":     {[]byte("x"), "unknown kind of file"},
			"broken.docx": {[]byte("x"), "broken.docx"},
			"old.docx":    {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...), "old.docx"},
			"long.md":     {bytes.Repeat([]byte("x"), 16<<20+1), "at most 16 MiB"},
		} {
			contentType, body := form(t, name, c.file, map[string]string{"delegation": "norland"})
			res, got := w.post(doc+"/hand-in", "", contentType, body)
			if res.StatusCode < 400 || !strings.Contains(got, c.holds) || !strings.Contains(got, "<h1>") {
				t.Errorf("%s: %s %s", name, res.Status, got)
			}
		}
	})
}

func TestTableFile(t *testing.T) {
	w := newWorld(t)
	w.open()
	contentType, body := form(t, "norland.docx", norlandsFile(t), nil)
	_, got := w.post(report+"/uploads", "chair", contentType, body)
	var up gateway.Upload
	decode(t, []byte(got), &up)
	draft := m{"digest": up.Digest, "name": up.Name}
	var problem gateway.Problem
	if res := w.ask(report+"/uploads/table", "chair", draft, &problem); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(problem.Detail, "tracked changes") {
		t.Fatal(res.Status, problem)
	}
	draft["accept"] = true
	var out gateway.DraftAnswer
	if res := w.ask(report+"/uploads/table", "chair", draft, &out); res.StatusCode != http.StatusOK || out.Reply != nil || !strings.Contains(out.Source, "concrete, action-oriented measures") {
		t.Fatal(res.Status, out)
	}
	draft["revision"] = "Rev.1"
	if res := w.ask(report+"/uploads/table", "norland", draft, &problem); res.StatusCode != http.StatusForbidden {
		t.Error("a delegation tables a text:", res.Status)
	}
	for range 2 {
		if res := w.ask(report+"/uploads/table", "chair", draft, &out); res.StatusCode != http.StatusOK || out.Reply == nil || out.Reply.Created != "2" {
			t.Fatal(res.Status, out)
		}
	}

	t.Run("by the pages", func(t *testing.T) {
		const doc = "/processes/ict/documents/report"
		contentType, body := form(t, "next.md", []byte("# Report\n\n1. States [agree].\n"), map[string]string{"delegation": "chair", "as": "draft"})
		res, _ := w.post(doc+"/hand-in", "", contentType, body)
		to := res.Header.Get("Location")
		page := string(w.get(to).body)
		if !strings.Contains(page, "Nothing is tabled yet") || !strings.Contains(page, "1. States [agree].") {
			t.Fatal(res.Status, to, page)
		}
		path, _, _ := strings.Cut(to, "?")
		fields := url.Values{"name": {"next.md"}, "delegation": {"chair"}, "revision": {"Rev.2"}}
		if res, got := w.post(path, "", "application/x-www-form-urlencoded", strings.NewReader(fields.Encode())); !strings.Contains(got, "tabled as revision 3") {
			t.Error(res.Status, got)
		}
	})
}
