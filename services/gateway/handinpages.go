package gateway

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"adref/pkg/api"
	"adref/pkg/delegation"
	"adref/pkg/intake"
)

// The pages to hand in a file work without JavaScript: a form sends the file, which is kept; the preview is a page that can be
// looked at again; a second form confirms exactly that preview.

func (g *gateway) registerHandInPages(mux *http.ServeMux) {
	const root, draft = "/processes/{process}/documents/{document}/hand-in", "/processes/{process}/documents/{document}/table/{digest}"
	page := func(pattern string, make func(context.Context, *http.Request) (screen, error)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { g.show(w, r, make) })
	}
	page("GET "+root, g.handInPage)
	page("GET "+root+"/{digest}", g.previewPage)
	page("POST "+root+"/{digest}", g.confirmPage)
	page("GET "+draft, g.draftPage)
	page("POST "+draft, g.tablePage)
	mux.HandleFunc("POST "+root, g.receive)
}

// actor is who sends a form: the header, which a proxy sets, else the delegation that the form names.
func actor(r *http.Request, h HandedIn) string { return cmp.Or(r.Header.Get("X-Actor"), h.Delegation) }

// senders are those who may hand in a file.
func senders(d documentState) []choice {
	all := byName(processView(d.Process)).Delegations
	out := make([]choice, 0, len(all)+1)
	for _, p := range all {
		out = append(out, choice{p.Code, p.Name("en")})
	}
	return append(out, choice{delegation.Chair, "The chair’s office"})
}

// choice is a line of a list to choose from.
type choice struct{ Value, Text string }

func (g *gateway) handInPage(_ context.Context, r *http.Request) (screen, error) {
	d, err := g.pageDocument(r)
	if err != nil {
		return screen{}, err
	}
	data := struct {
		Href    string
		Parties []choice
		Title   string
		Limit   int
	}{documentHref(d), senders(d), d.Title, intake.MaxBytes >> 20}
	return screen{title: "Hand in a document", nav: documentNav(d), template: "handin.html", data: data, seq: d.Process.Seq}, nil
}

// receive keeps a file and leads to its preview.
func (g *gateway) receive(w http.ResponseWriter, r *http.Request) {
	fail := func(err error) {
		g.show(w, r, func(context.Context, *http.Request) (screen, error) { return screen{}, err })
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTime)) // not every connection has one
	r.Body = http.MaxBytesReader(w, r.Body, maxBody+1<<16)
	d, err := g.pageDocument(r)
	if err != nil {
		fail(err)
		return
	}
	name, b, form, err := received(r)
	if err != nil {
		fail(err)
		return
	}
	digest, err := g.keep(r.Context(), name, b)
	if err != nil {
		fail(err)
		return
	}
	h := HandedIn{Name: name, Delegation: form.Get("delegation")}
	if form.Get("as") == "draft" {
		v := h.values()
		v.Set("accept", form.Get("accept"))
		http.Redirect(w, r, documentHref(d)+"/table/"+digest+"?"+v.Encode(), http.StatusSeeOther)
		return
	}
	http.Redirect(w, r, documentHref(d)+"/hand-in/"+digest+"?"+h.values().Encode(), http.StatusSeeOther)
}

// received reads the form with the file.
func received(r *http.Request) (name string, b []byte, form url.Values, err error) {
	refused := func(code api.Code, says string) (string, []byte, url.Values, error) {
		return "", nil, nil, newProblem(code, api.Status[code], says)
	}
	if err := r.ParseMultipartForm(maxBody); err != nil {
		if strings.Contains(err.Error(), "too large") {
			return refused(api.TooLarge, intake.ErrTooLarge.Error())
		}
		return refused(api.Invalid, "the form cannot be read: "+err.Error())
	}
	file, header, err := r.FormFile("file")
	if err != nil || header.Filename == "" {
		return refused(api.Invalid, "choose a file first")
	}
	defer file.Close()
	b, err = io.ReadAll(file)
	return header.Filename, b, r.PostForm, err
}

// previewData is what the preview page shows.
type previewData struct {
	intake.Preview
	Href, Here string
	Handed     HandedIn
	Seen       string
	Revisions  []choice
	Fields     []choice // hidden ones of the confirmation
	Todo       int
	Parties    []choice
}

func (g *gateway) previewPage(ctx context.Context, r *http.Request) (screen, error) {
	d, err := g.pageDocument(r)
	if err != nil {
		return screen{}, err
	}
	h := handedIn(r.PathValue("digest"), r.URL.Query())
	v, err := g.preview(ctx, d, actor(r, h), h)
	if err != nil {
		return screen{}, err
	}
	data := previewData{
		Preview: v, Href: documentHref(d), Here: documentHref(d) + "/hand-in/" + h.Digest, Handed: h, Seen: v.Digest(),
		Todo: v.Count(intake.Proposed), Parties: senders(d),
	}
	for _, rev := range d.Revisions {
		data.Revisions = append(data.Revisions, choice{strconv.Itoa(rev.Revision), rev.Name})
	}
	values := h.values()
	for _, key := range slices.Sorted(maps.Keys(values)) {
		for _, value := range values[key] {
			data.Fields = append(data.Fields, choice{key, value})
		}
	}
	return screen{title: "Preview of " + h.Name, nav: documentNav(d), template: "preview.html", data: data, seq: d.Process.Seq}, nil
}

func (g *gateway) confirmPage(ctx context.Context, r *http.Request) (screen, error) {
	d, err := g.pageDocument(r)
	if err != nil {
		return screen{}, err
	}
	form, err := smallForm(r)
	if err != nil {
		return screen{}, err
	}
	h := handedIn(r.PathValue("digest"), form)
	v, sent, err := g.confirm(ctx, d, actor(r, h), h, form.Get("seen"))
	if err != nil {
		return screen{}, err
	}
	data := struct {
		intake.Preview
		Href string
		Seq  uint64
		Sent []intake.Sent
	}{v, documentHref(d), lastSeq(sent), sent}
	return screen{title: "Proposed", nav: documentNav(d), template: "confirmed.html", data: data, seq: max(d.Process.Seq, data.Seq)}, nil
}

// smallForm is a form without a file.
func smallForm(r *http.Request) (url.Values, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<20)
	if err := r.ParseForm(); err != nil {
		return nil, newProblem(api.Invalid, api.Status[api.Invalid], fmt.Sprintf("the form cannot be read: %v", err))
	}
	return r.PostForm, nil
}
