package gateway

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"adref/pkg/api"
	"adref/pkg/delegation"
	"adref/pkg/diff"
	"adref/pkg/history"
	"adref/pkg/page"
	"adref/pkg/roster"
	"adref/pkg/view"
)

//go:embed web/*.html
var web embed.FS

//go:embed web/style.css
var style template.CSS

var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"date":    func(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 MST") },
		"day":     func(t time.Time) string { return t.UTC().Format("2 January 2006") },
		"dir":     page.Direction,
		"count":   count,
		"verdict": func(v history.Verdict) string { return history.VerdictWords[v] }, "ops": diff.Ops,
	}).ParseFS(web, "web/*.html"))
})

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// screen is a page before it is written: a template and what it shows, or the bytes of a page that another service made.
type screen struct {
	title    string
	nav      []page.Link
	template string
	data     any
	seq      uint64
	made     []byte
	// languages lead to the same page in other languages.
	languages []page.Link
}

func (g *gateway) registerPages(mux *http.ServeMux) {
	const document = "/processes/{process}/documents/{document}"
	for pattern, show := range map[string]func(context.Context, *http.Request) (screen, error){
		"/{$}":                               g.homePage,
		"/processes/{process}":               g.processPage,
		document:                             g.documentPage,
		document + "/paragraphs/{paragraph}": g.paragraphPage,
		document + "/history":                g.historyPage,
		document + "/concordance":            g.concordancePage,
		document + "/compendium":             g.compendiumPage,
		document + "/compendium/{edition}":   g.editionPage,
	} {
		mux.HandleFunc("GET "+pattern, func(w http.ResponseWriter, r *http.Request) { g.show(w, r, show) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		g.show(w, r, func(context.Context, *http.Request) (screen, error) {
			return screen{}, newProblem(api.NotFound, http.StatusNotFound, "there is no page at "+r.URL.Path)
		})
	})
}

// show answers with a page, as fresh as ?seq= asks for, or with a page that says what is wrong.
func (g *gateway) show(w http.ResponseWriter, r *http.Request, make func(context.Context, *http.Request) (screen, error)) {
	s, err := func() (screen, error) {
		seq, err := number(r.URL.Query().Get("seq"))
		if err != nil {
			return screen{}, err
		}
		if err := g.index.wait(r.Context(), uint64(seq)); err != nil {
			return screen{}, err
		}
		return make(r.Context(), r)
	}()
	status := http.StatusOK
	if err != nil {
		p := problem(err)
		for k, v := range p.GetHeaders() {
			w.Header()[k] = v
		}
		status = p.Status
		s = screen{title: p.Title, nav: home(), template: "error.html", data: p}
	}
	body, err := s.bytes()
	if err != nil {
		g.log.Error("page not made", "path", r.URL.Path, "error", err)
		status, body = http.StatusInternalServerError, []byte("<!doctype html><title>Error</title><p>The page could not be made.")
	}
	if s.seq > 0 {
		w.Header().Set("Adref-Seq", strconv.FormatUint(s.seq, 10))
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may be gone
}

func (s screen) bytes() ([]byte, error) {
	if s.made != nil {
		return page.WithNav(s.made, s.nav, s.languages...)
	}
	var inner, whole bytes.Buffer
	if err := templates().ExecuteTemplate(&inner, s.template, s.data); err != nil {
		return nil, err
	}
	err := page.Write(&whole, page.Page{Title: s.title, Nav: s.nav, Style: style, Body: template.HTML(inner.String())})
	return whole.Bytes(), err
}

// number reads a number that may be absent.
func number(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, newProblem(api.Invalid, api.Status[api.Invalid], fmt.Sprintf("%q is not a number", s))
	}
	return n, nil
}

func home() []page.Link { return []page.Link{{Text: "adref", Href: "/"}} }

func processNav(p *processState) []page.Link {
	return append(home(), page.Link{Text: p.Title, Href: "/processes/" + p.Code})
}

func documentNav(d documentState) []page.Link {
	return append(processNav(d.Process), page.Link{Text: d.Title, Href: documentHref(d)})
}

func documentHref(d documentState) string {
	return "/processes/" + d.Process.Code + "/documents/" + d.Code
}

func (g *gateway) homePage(context.Context, *http.Request) (screen, error) {
	all, seq := g.index.list()
	views := []Process{}
	for _, p := range all {
		views = append(views, processView(p))
	}
	return screen{title: "Negotiations", template: "home.html", data: views, seq: seq}, nil
}

func (g *gateway) processPage(_ context.Context, r *http.Request) (screen, error) {
	p, err := g.index.process(r.PathValue("process"))
	if err != nil {
		return screen{}, err
	}
	type data struct {
		Process
		Silence string
	}
	return screen{
		title: p.Title, nav: home(), template: "process.html", seq: p.Seq,
		data: data{byName(processView(p)), strings.TrimSuffix(strings.TrimSuffix(p.Rules.MinSilence().String(), "0s"), "0m")},
	}, nil
}

// byName has the delegations in the alphabetical order of their English names, in which the page prints them.
func byName(p Process) Process {
	p.Delegations = slices.Clone(p.Delegations)
	delegation.NewOrder("en").Sort(p.Delegations, "en")
	return p
}

// document is the document that a page is about.
func (g *gateway) pageDocument(r *http.Request) (documentState, error) {
	return g.index.document(r.PathValue("process"), r.PathValue("document"))
}

func (g *gateway) historyPage(ctx context.Context, r *http.Request) (screen, error) {
	return g.madePage(ctx, r, differ, "history", "There is no history yet: it begins with the first revision.")
}

func (g *gateway) compendiumPage(ctx context.Context, r *http.Request) (screen, error) {
	language := r.URL.Query().Get("language")
	if language != "" && !slices.Contains(roster.Languages, language) {
		return screen{}, newProblem(api.Invalid, api.Status[api.Invalid], fmt.Sprintf("there is no compendium in the language %q: say one of %s", language, strings.Join(roster.Languages, ", ")))
	}
	s, err := g.madePage(ctx, r, publisher, compendiumIn(language), "There is no compendium yet: it begins when the text is adopted.")
	s.languages = languageLinks(cmp.Or(language, "en"))
	return s, err
}

// languageLinks lead from the compendium in one language to the others, each in its own words.
func languageLinks(from string) []page.Link {
	var links []page.Link
	for _, l := range roster.Languages {
		if l != from {
			links = append(links, page.Link{Text: ownNames[l], Href: "?language=" + l, Language: l})
		}
	}
	return links
}

var ownNames = map[string]string{"ar": "العربية", "zh": "中文", "en": "English", "fr": "Français", "ru": "Русский", "es": "Español"}

func (g *gateway) editionPage(ctx context.Context, r *http.Request) (screen, error) {
	n, err := number(r.PathValue("edition"))
	if err != nil {
		return screen{}, err
	}
	return g.madePage(ctx, r, publisher, edition(n), "This edition has not been issued.")
}

// madePage shows a page that another service made.
func (g *gateway) madePage(ctx context.Context, r *http.Request, service, name, absent string) (screen, error) {
	d, err := g.pageDocument(r)
	if err != nil {
		return screen{}, err
	}
	seq, err := number(r.URL.Query().Get("seq"))
	if err != nil {
		return screen{}, err
	}
	v, err := g.derived(ctx, service, d.Process.Code, d.Code, name, HTML, uint64(seq))
	if errors.Is(err, view.ErrNotFound) {
		err = newProblem(api.NotFound, http.StatusNotFound, absent)
	}
	if err != nil {
		return screen{}, err
	}
	return screen{nav: documentNav(d), made: v.Body, seq: v.Seq}, nil
}
