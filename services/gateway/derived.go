package gateway

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"adref/pkg/api"
	"adref/pkg/compendium"
	"adref/pkg/diff"
	"adref/pkg/history"
	"adref/pkg/negotiation"
	"adref/pkg/view"
)

// Services whose views are served.
const (
	differ    = "differ"
	publisher = "publisher"
)

// Format is a way of writing a derived document.
type Format string

// Formats. The zero value is JSON.
const (
	JSON     Format = "json"
	HTML     Format = "html"
	Markdown Format = "markdown"
)

// suffix is the end of the key of a view in the format, and the type of its content.
func (f Format) suffix() (key, contentType string) {
	switch f {
	case HTML:
		return "-html", "text/html; charset=utf-8"
	case Markdown:
		return "-md", "text/markdown; charset=utf-8"
	}
	return "", "application/json"
}

// CurrentCompendium is the view that the publisher keeps of a document: the compendium as it would be issued now, and the editions.
type CurrentCompendium struct {
	Digest     string                `json:"digest" doc:"To issue the compendium as it is here, issue this digest."`
	Compendium compendium.Compendium `json:"compendium"`
	Editions   []negotiation.Issued  `json:"editions" doc:"Issued so far."`
}

// DerivedPath names what is derived from a document.
type DerivedPath struct {
	DocumentPath
	Format string `query:"format" enum:"json,html,markdown" default:"json"`
}

// CompendiumPath names the compendium of a document in a language.
type CompendiumPath struct {
	DerivedPath
	Language string `query:"language" enum:"ar,zh,en,fr,ru,es" default:"en" doc:"Language of the compendium itself; explanations stay in the language they were given in."`
}

// EditionPath names an edition of the compendium.
type EditionPath struct {
	DerivedPath
	Edition int `path:"edition" doc:"Counted from 0 for the original." minimum:"0"`
}

// RedlinePath names two revisions.
type RedlinePath struct {
	DocumentPath
	From int `query:"from" doc:"Ordinal of the old revision; the one before the new by default."`
	To   int `query:"to" doc:"Ordinal of the new revision; the newest by default."`
}

// document in one of its formats.
type derived struct {
	Seq         uint64 `header:"Adref-Seq"`
	ContentType string `header:"Content-Type"`
	Body        []byte
}

func (g *gateway) registerDerived(a huma.API) {
	readDerived[history.History](g, a, about{documentRoot + "/history", "get-history", "derived", "Get the revision history",
		"The redline of each step, the life of every bracket, the fate of every amendment, as the differ derives them."},
		func(ctx context.Context, in *DerivedPath) (*derived, error) {
			return g.derived(ctx, differ, in.Process, in.Document, "history", Format(in.Format), in.Seq)
		})
	readDerived[CurrentCompendium](g, a, about{documentRoot + "/compendium", "get-compendium", "derived", "Get the compendium",
		"As it would be issued now in the language, with its digest, and the editions issued."},
		func(ctx context.Context, in *CompendiumPath) (*derived, error) {
			return g.derived(ctx, publisher, in.Process, in.Document, compendiumIn(in.Language), Format(in.Format), in.Seq)
		})
	readDerived[compendium.Compendium](g, a, about{documentRoot + "/compendium/{edition}", "get-edition", "derived", "Get an edition of the compendium", "Frozen."},
		func(ctx context.Context, in *EditionPath) (*derived, error) {
			return g.derived(ctx, publisher, in.Process, in.Document, edition(in.Edition), Format(in.Format), in.Seq)
		})
	read(g, a, about{documentRoot + "/redline", "get-redline", "derived", "Compare two revisions", "Any two, in whole words."},
		func(ctx context.Context, in *RedlinePath) (*answer[diff.Redline], error) {
			d, err := g.index.document(in.Process, in.Document)
			if err != nil {
				return nil, err
			}
			from, to := pair(d, in.From, in.To)
			r, err := g.texts.redline(ctx, d, from, to)
			return &answer[diff.Redline]{d.Process.Seq, r}, err
		})
	g.registerConcordance(a)
	g.registerPapers(a)
}

// readDerived registers a view that another service keeps as bytes; T is what its JSON holds.
func readDerived[T, I any](g *gateway, a huma.API, is about, answering func(context.Context, *I) (*derived, error)) {
	op := huma.Operation{
		Method: http.MethodGet, Path: is.path, OperationID: is.id, Tags: []string{is.tag}, Summary: is.summary, Description: is.description,
		Responses: refusals(a, api.Invalid, api.NotFound, api.Unavailable, api.Broken),
	}
	words := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	op.Responses["200"] = &huma.Response{Description: "OK", Content: map[string]*huma.MediaType{
		"application/json": {Schema: a.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[T](), true, is.id)},
		"text/html":        words, "text/markdown": words,
	}}
	huma.Register(a, op, func(ctx context.Context, in *I) (*derived, error) {
		out, err := answering(ctx, in)
		if err != nil {
			return nil, problem(err)
		}
		return out, nil
	})
}

// compendiumIn is the name of the compendium in a language among the views of the publisher.
func compendiumIn(language string) string {
	if language == "" || language == "en" {
		return "compendium"
	}
	return "compendium." + language
}

// edition is the name of an edition among the views of the publisher.
func edition(n int) string { return fmt.Sprintf("edition-%d", n) }

// derived is a view of another service as of at least the Seq. Errors: negotiation.ErrNotFound where there is no such
// document, view.ErrNotFound where there is nothing to derive yet.
func (g *gateway) derived(ctx context.Context, service, process, document, name string, f Format, seq uint64) (*derived, error) {
	if _, err := g.document(ctx, process, document, seq); err != nil {
		return nil, err
	}
	suffix, contentType := f.suffix()
	e, err := g.view(ctx, service, process+"."+document+"."+name+suffix, seq)
	if err != nil {
		return nil, err
	}
	return &derived{Seq: max(e.Seq, seq), ContentType: contentType, Body: e.Value}, nil
}

// view waits until the views of the service reflect the Seq and gets one.
func (g *gateway) view(ctx context.Context, service, key string, seq uint64) (view.Entry, error) {
	store := g.views[service]
	if seq > 0 {
		ctx, cancel := context.WithTimeout(ctx, freshness)
		defer cancel()
		if err := store.Wait(ctx, seq); err != nil {
			return view.Entry{}, fmt.Errorf("the %s has not reached %d: %w", service, seq, err)
		}
	}
	e, err := view.Whole(ctx, store, key)
	if errors.Is(err, view.ErrNotFound) {
		return e, fmt.Errorf("%s: the %s has made nothing of this kind yet: %w", key, service, err)
	}
	return e, err
}
