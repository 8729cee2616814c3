package gateway

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"adref/pkg/api"
	"adref/pkg/convert"
	"adref/pkg/engine"
	"adref/pkg/paper"
)

// PaperPath names a document to take away.
type PaperPath struct {
	DocumentPath
	File     string `path:"file" doc:"What it is and the kind of file: clean, redline, proposals, compilation, history or compendium; .docx, .html, .md, .akn, .json, .pdf, and of those without tracked changes .txt, .csv, .xlsx too; or a table, amendments or positions: .csv, .xlsx." example:"redline.docx"`
	Revision int    `query:"revision" doc:"Ordinal of the revision; the newest by default."`
	From     int    `query:"from" doc:"Of a redline: ordinal of the old revision; the one before by default."`
	Language string `query:"language" enum:"ar,zh,en,fr,ru,es" default:"en" doc:"Of the compendium."`
	Edition  int    `query:"edition" default:"-1" doc:"Of the compendium, from 0; as it would be issued now by default."`
	Pages    bool   `query:"pages" doc:"Count the pages for the contents of a Word document, which takes a few seconds and needs LibreOffice at the server."`
	Record   bool   `query:"record" doc:"Word opens the document with the recording of changes switched on."`
}

// taken is a document to take away.
type taken struct {
	Seq         uint64 `header:"Adref-Seq"`
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (g *gateway) registerPapers(a huma.API) {
	op := huma.Operation{
		Method: http.MethodGet, Path: documentRoot + "/papers/{file}", OperationID: "get-paper", Tags: []string{"derived"},
		Summary: "Take a document away",
		Description: "The clean text, the redline of two revisions with tracked changes, all open proposals as tracked changes, their compilation, " +
			"the history as a report, or the compendium, as Word, HTML, Markdown, Akoma Ntoso, PDF and more.",
		Responses: refusals(a, api.Invalid, api.NotFound, api.Unavailable, api.Broken),
	}
	content := map[string]*huma.MediaType{}
	for _, f := range convert.Formats {
		if f.Writes {
			content[f.MediaType] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
		}
	}
	op.Responses["200"] = &huma.Response{Description: "OK", Content: content}
	huma.Register(a, op, func(ctx context.Context, in *PaperPath) (*taken, error) {
		out, err := g.take(ctx, in)
		if err != nil {
			return nil, problem(err)
		}
		return out, nil
	})
}

func (g *gateway) take(ctx context.Context, in *PaperPath) (*taken, error) {
	what, kind, ok := strings.Cut(in.File, ".")
	f, err := convert.Of(in.File)
	if kind = strings.ToLower(kind); !ok || err != nil || !f.Writes || !slices.Contains(f.Extensions, kind) {
		return nil, newProblem(api.Invalid, api.Status[api.Invalid], fmt.Sprintf("%q is no kind of file that is written", kind))
	}
	d, err := g.document(ctx, in.Process, in.Document, in.Seq)
	if err != nil {
		return nil, err
	}
	m := maker{g: g, d: d, in: in, say: words{d}}
	body, err := m.file(ctx, what, kind)
	if err != nil {
		return nil, err
	}
	return &taken{
		Seq: d.Process.Seq, ContentType: f.MediaType, Body: body,
		Disposition: fmt.Sprintf(`inline; filename="%s-%s-%s.%s"`, in.Process, in.Document, what, kind),
	}, nil
}

// file makes a table or a paper and writes it.
func (m maker) file(ctx context.Context, what, kind string) ([]byte, error) {
	if sheets[what] != nil {
		return m.sheet(ctx, what, kind)
	}
	made, ok := map[string]func(context.Context) (paper.Paper, error){
		"clean": m.clean, "redline": m.redline, "proposals": m.proposals, "compilation": m.compilation, "history": m.history, "compendium": m.compendium,
	}[what]
	if !ok {
		return nil, newProblem(api.NotFound, http.StatusNotFound, fmt.Sprintf("there is no document %q: clean, redline, proposals, compilation, history and compendium are made, and the tables amendments and positions", what))
	}
	p, err := made(ctx)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	err = convert.Write(ctx, &body, what+"."+kind, p, convert.Options{At: m.at(), Kind: what, Record: m.in.Record, CountPages: m.in.Pages, Template: m.g.template})
	switch {
	case errors.Is(err, engine.ErrMissing):
		return nil, newProblem(api.Unavailable, api.Status[api.Unavailable], err.Error())
	case errors.Is(err, convert.ErrTracked):
		return nil, newProblem(api.Invalid, api.Status[api.Invalid], err.Error())
	}
	return body.Bytes(), err
}

// paperLine is a paper that may be taken away.
type paperLine struct {
	Says  string
	Files []paperFile
}

type paperFile struct{ Name, Href string }

// papers are those of a document that a reader of one of its revisions may take away.
func papers(d documentState, revision int) []paperLine {
	of := fmt.Sprintf("?revision=%d", revision)
	tracking := []string{"docx", "pdf", "html", "md", "akn"}
	plain := append(slices.Clone(tracking), "txt", "xlsx")
	out := []paperLine{line(d, "Clean text", "clean", of, plain)}
	if revision > 1 {
		out = append(out, line(d, "Redline to "+d.Revisions[revision-2].Name+", with tracked changes", "redline", of, tracking))
	}
	if revision == len(d.Revisions) {
		out = append(out, line(d, "All open proposals as tracked changes", "proposals", "", tracking),
			line(d, "Compilation of the open proposals", "compilation", "", plain))
	}
	out = append(out, line(d, "Revision history", "history", "", plain),
		line(d, "Table of all amendments and what became of them", "amendments", "", []string{"xlsx", "csv"}),
		line(d, "Table of the positions", "positions", "", []string{"xlsx", "csv"}))
	if d.Adopted != nil {
		out = append(out, line(d, "Compendium of explanations of position", "compendium", "", plain))
	}
	return out
}

// line is a paper and its files: for Word, proposals open with recording on, so that what is added comes back tracked.
func line(d documentState, says, name, query string, extensions []string) paperLine {
	l := paperLine{Says: says}
	for _, ext := range extensions {
		href := "/api" + documentHref(d) + "/papers/" + name + "." + ext + query
		if ext == "docx" && name != "history" && name != "compendium" {
			href += map[bool]string{true: "?", false: "&"}[query == ""] + "record=true"
		}
		f, _ := convert.Of(ext + "." + ext)
		l.Files = append(l.Files, paperFile{f.Name, href})
	}
	return l
}
