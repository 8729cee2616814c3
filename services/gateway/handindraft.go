package gateway

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/google/uuid"

	"adref/pkg/api"
	"adref/pkg/delegation"
	"adref/pkg/intake"
	"adref/pkg/negotiation"
)

// draft makes a text of a file, and tables it where the revision has a name.
func (g *gateway) draft(ctx context.Context, d documentState, actor, key string, in DraftIn) (DraftAnswer, error) {
	b, err := g.kept(ctx, HandedIn{Digest: in.Digest, Name: in.Name})
	if err != nil {
		return DraftAnswer{}, err
	}
	reading, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	made, err := intake.Table(reading, in.Name, b, in.Accept)
	if err != nil {
		return DraftAnswer{}, fileProblem(err)
	}
	out := DraftAnswer{File: made.File, Source: made.Source, Warnings: list(made.Warnings)}
	if in.Revision == "" {
		return out, nil
	}
	if key == "" { // the same file is one revision, however often the form is sent
		key = uuid.NewSHA1(uuid.NameSpaceURL, []byte(d.Process.Code+"/"+d.Code+"/"+in.Digest+"/"+in.Revision)).String()
	}
	body, err := json.Marshal(negotiation.TableRevision{
		Name: in.Revision, Symbol: in.Symbol, Language: in.Language, Format: string(made.Format), Content: made.Source, Published: d.Adopted != nil,
	})
	if err != nil {
		return DraftAnswer{}, err
	}
	request := CommandRequest{Actor: actor, Key: key, RawBody: body}
	id, body, err := g.prepare(ctx, "table-revision", d.Process.Code, d.Code, request)
	if err != nil {
		return DraftAnswer{}, err
	}
	reply, err := g.client.Do(ctx, api.Request{ID: id, Actor: actor, Process: d.Process.Code, Document: d.Code, Verb: "table-revision", Body: body})
	out.Reply = &reply
	return out, err
}

// draftPage shows what a file would be as a text.
func (g *gateway) draftPage(ctx context.Context, r *http.Request) (screen, error) {
	d, err := g.pageDocument(r)
	if err != nil {
		return screen{}, err
	}
	q := r.URL.Query()
	out, err := g.draft(ctx, d, delegation.Chair, "", DraftIn{Digest: r.PathValue("digest"), Name: q.Get("name"), Accept: q.Get("accept") != ""})
	if err != nil {
		return screen{}, err
	}
	return g.draftScreen(d, r, q, out), nil
}

// tablePage tables it.
func (g *gateway) tablePage(ctx context.Context, r *http.Request) (screen, error) {
	d, err := g.pageDocument(r)
	if err != nil {
		return screen{}, err
	}
	form, err := smallForm(r)
	if err != nil {
		return screen{}, err
	}
	if form.Get("revision") == "" {
		return screen{}, newProblem(api.Invalid, api.Status[api.Invalid], "say how the text is called: Rev.1")
	}
	out, err := g.draft(ctx, d, actor(r, HandedIn{Delegation: form.Get("delegation")}), "", DraftIn{
		Digest: r.PathValue("digest"), Name: form.Get("name"), Accept: form.Get("accept") != "",
		Revision: form.Get("revision"), Symbol: form.Get("symbol"), Language: form.Get("language"),
	})
	if err != nil {
		return screen{}, err
	}
	return g.draftScreen(d, r, form, out), nil
}

func (g *gateway) draftScreen(d documentState, r *http.Request, form url.Values, out DraftAnswer) screen {
	data := struct {
		DraftAnswer
		Href, Here, Accept, Delegation string
	}{out, documentHref(d), documentHref(d) + "/table/" + r.PathValue("digest"), form.Get("accept"), form.Get("delegation")}
	s := screen{title: "Table " + out.File.Name, nav: documentNav(d), template: "draft.html", data: data, seq: d.Process.Seq}
	if out.Reply != nil {
		s.seq = out.Reply.Seq
	}
	return s
}
