package gateway_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"adref/pkg/api"
	"adref/services/gateway"
)

func TestCommands(t *testing.T) {
	w := newWorld(t)
	w.open()

	t.Run("what was written is read with its seq", func(t *testing.T) {
		reply := w.amend()
		if reply.Created != "a1" {
			t.Errorf("the amendment is %q, want a1", reply.Created)
		}
		got := read[gateway.Amendments](w, report+"/amendments", reply.Seq)
		if len(got.Amendments) != 1 || got.Amendments[0].Proposal.Words != "concrete, action-oriented measures" {
			t.Errorf("amendments: %+v", got)
		}
	})
	t.Run("the same key twice has one effect and the same reply", func(t *testing.T) {
		body := `{"stance":"supports","on":{"amendment":"a1"}}`
		key := api.NewID()
		one := w.request(http.MethodPost, report+"/record-position", "sudland", strings.NewReader(body), "Idempotency-Key", key)
		two := w.request(http.MethodPost, report+"/record-position", "sudland", strings.NewReader(body), "Idempotency-Key", strings.ToUpper(key))
		if one.StatusCode != http.StatusCreated || two.StatusCode != http.StatusCreated || !bytes.Equal(one.body, two.body) {
			t.Errorf("first %s %s, then %s %s", one.Status, one.body, two.Status, two.body)
		}
	})
	t.Run("a long text travels as a blob and is tabled whole", func(t *testing.T) {
		long := zeroText + "\n4. " + strings.Repeat("States took note of further words. ", 40_000) + "\n"
		reply := w.table("Long text", long)
		res := w.get(report + "/revisions/2/source?seq=" + jsonOf(t, reply.Seq))
		if string(res.body) != long {
			t.Errorf("%d bytes were tabled and %d are served", len(long), len(res.body))
		}
		if got := res.Header.Get("Content-Type"); got != "text/plain; charset=utf-8" {
			t.Errorf("Content-Type is %q", got)
		}
	})
}

func TestRefusals(t *testing.T) {
	w := newWorld(t)
	w.open()
	post := func(path, actor, body string, headers ...string) response {
		t.Helper()
		return w.request(http.MethodPost, path, actor, strings.NewReader(body), headers...)
	}
	amendment := `{"proposal":{"operation":"delete-words","anchor":{"paragraph":"2","quote":"%"}}}`
	for _, c := range []struct {
		name   string
		res    response
		status int
		code   api.Code
		says   string
	}{
		{"unknown verb", post(report+"/burn-document", "chair", `{}`), 404, api.NotFound, "no such view or command"},
		{"a command of the document sent to the process", post(process+"/table-revision", "chair", `{}`), 404, api.NotFound, "no such view or command"},
		{"another method", w.request(http.MethodPut, process, "chair", nil), 405, api.NotFound, "use GET"},
		{"a command read with GET", w.get(report + "/table-revision"), 405, api.NotFound, "use POST"},
		{"no actor", post(report+"/adopt-text", "", `{}`), 422, api.Invalid, "X-Actor"},
		{"an actor that is no code", post(report+"/adopt-text", "cmd.chair.>", `{}`), 422, api.Invalid, "X-Actor"},
		{"an actor that was not admitted", post(report+"/propose-amendment", "nowhere", strings.Replace(amendment, "%", "value", 1)), 403, api.Forbidden, "not been admitted"},
		{"an actor that may not", post(report+"/table-revision", "norland", `{"name":"x","format":"text","content":"x"}`), 403, api.Forbidden, "chair"},
		{"not JSON", post(report+"/object", "norland", `reason: none`), 422, api.Invalid, "cannot be read"},
		{"JSON of another shape", post(report+"/object", "norland", `["no"]`), 422, api.Invalid, "cannot be read"},
		{"two values", post(report+"/adopt-text", "chair", `{} {}`), 422, api.Invalid, "cannot be read"},
		{"unknown field", post(report+"/object", "norland", `{"raison":"non"}`), 422, api.Invalid, "raison"},
		{"not UTF-8", post(report+"/object", "norland", "{\"reason\":\"\xff\"}"), 422, api.Invalid, "UTF-8"},
		{"unknown process", post("/api/processes/none/documents/report/object", "norland", `{}`), 404, api.NotFound, "not open"},
		{"a process that is no code", post("/api/processes/a.b/open-process", "chair", `{"title":"x"}`), 422, api.Invalid, "process"},
		{"unknown document", post(process+"/documents/none/table-revision", "chair", `{"name":"x","format":"text","content":"x"}`), 404, api.NotFound, "not open"},
		{"words that do not stand there", post(report+"/propose-amendment", "norland", strings.Replace(amendment, "%", "absent words", 1)), 422, api.Invalid, "do not stand"},
		{"a key that is no UUID", post(report+"/object", "norland", `{}`, "Idempotency-Key", "once"), 422, api.Invalid, "Idempotency-Key"},
		{"a body over the limit", post(report+"/table-revision", "chair", `{"name":"x","format":"text","content":"`+strings.Repeat("x", 17<<20)+`"}`), 413, api.TooLarge, "too large"},
		{"a letter over the limit of a command", post(report+"/table-revision", "chair", `{"name":"x","format":"text","content":"x","letter":"`+strings.Repeat("x", 9<<20)+`"}`), 413, api.TooLarge, "the server takes"},
		{"an unknown file type", post(report+"/table-revision", "chair", `{"name":"x","format":"pdf","content":"x"}`), 422, api.Invalid, "pdf"},
		{"a page of another site", post(report+"/object", "norland", `{}`, "Sec-Fetch-Site", "cross-site"), 403, api.Forbidden, "another site"},
	} {
		t.Run(c.name, func(t *testing.T) { w.refused(c.res, c.status, c.code, c.says) })
	}
}

func TestAClosedDocumentRefuses(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.table("Rev.1", firstText)
	w.do("chair", report+"/propose-adoption", m{})
	w.do("chair", report+"/adopt-text", nil)
	body := `{"proposal":{"operation":"delete-words","anchor":{"paragraph":"2","quote":"value"}}}`
	w.refused(w.request(http.MethodPost, report+"/propose-amendment", "norland", strings.NewReader(body)), 409, api.Conflict, "adopted")
	w.refused(w.request(http.MethodPost, report+"/adopt-text", "chair", nil), 409, api.Conflict, "adopted")
}

func TestACommandWithoutAServerIsUnavailable(t *testing.T) {
	w := newWorld(t)
	w.env.Bus.NC.Close()
	w.refused(w.request(http.MethodPost, process+"/open-process", "chair", strings.NewReader(`{"title":"x"}`)), 503, api.Unavailable, "")
	w.refused(w.get("/readyz"), 503, api.Unavailable, "not connected")
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
