package gateway

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"adref/pkg/api"
	"adref/pkg/blob"
	"adref/pkg/bus"
	"adref/pkg/service"
	"adref/pkg/view"
)

// gateway is what the handlers share. It may be used from several goroutines.
type gateway struct {
	index  *index
	hub    *hub
	texts  *texts
	known  *knownOutcomes
	client *api.Client
	conn   *bus.Conn
	blobs  blob.Store
	views  map[string]view.Store // of the services whose views are served
	now    func() time.Time
	log    *slog.Logger
	// template is the chair's office's own for Word documents, nil for the built-in look.
	template []byte
}

func newGateway(env service.Env, log *slog.Logger) *gateway {
	client := api.NewClient(env.Bus)
	return &gateway{
		index: newIndex(), hub: newHub(env.Bus, client, log), texts: newTexts(env.Blobs), known: &knownOutcomes{byKey: map[string]decoded{}},
		client: client, conn: env.Bus, blobs: env.Blobs, now: env.Now, log: log,
		views: map[string]view.Store{differ: env.Views(differ), publisher: env.Views(publisher)},
	}
}

// handler is everything that the gateway serves.
func (g *gateway) handler() (http.Handler, error) {
	mux := http.NewServeMux()
	a := newAPI(mux)
	g.register(a)
	if err := serveOpenAPI(mux, a.OpenAPI()); err != nil {
		return nil, err
	}
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) { g.nothing(mux, w, r) })
	g.registerPages(mux)
	g.registerHandInPages(mux)
	// A page of another site, opened in a browser beside the gateway, must not act in somebody's name.
	crossing := http.NewCrossOriginProtection()
	crossing.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		newProblem(api.Forbidden, api.Status[api.Forbidden], "the request comes from a page of another site").write(w)
	}))
	return g.logged(secured(crossing.Handler(mux))), nil
}

// nothing answers what is not there, under /api: another method would do, or nothing would.
func (g *gateway) nothing(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := mux.Handler(other); strings.HasPrefix(pattern, method+" ") {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) > 0 {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		newProblem(api.NotFound, http.StatusMethodNotAllowed, fmt.Sprintf("%s is not a method of %s: use %s", r.Method, r.URL.Path, strings.Join(allowed, " or "))).write(w)
		return
	}
	newProblem(api.NotFound, http.StatusNotFound, fmt.Sprintf("no such view or command: %s %s; /openapi.json lists all there are", r.Method, r.URL.Path)).write(w)
}

// secured sets what a browser may do with an answer: show it and nothing else.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

// logged writes one line for each request, and answers one that a fault of the program has ended.
func (g *gateway) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		seen := &recorder{ResponseWriter: w}
		defer func() {
			fault := recover()
			if fault != nil && seen.status == 0 {
				newProblem(api.Internal, http.StatusInternalServerError, "a fault of the program").write(seen)
			}
			log := g.log.With("method", r.Method, "path", r.URL.Path, "status", seen.status, "took", time.Since(started))
			switch {
			case fault != nil:
				log.Error("request failed", "fault", fmt.Sprint(fault))
			case seen.status >= http.StatusInternalServerError:
				log.Warn("request answered")
			default:
				log.Debug("request answered")
			}
		}()
		next.ServeHTTP(seen, r)
	})
}

// recorder remembers the status of an answer.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers the status.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write writes; without a status before it is a 200.
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// OpenAPI is the description of the API: OpenAPI 3.1, as JSON.
func OpenAPI() ([]byte, error) {
	mux := http.NewServeMux()
	a := newAPI(mux)
	g := &gateway{}
	g.register(a)
	return openAPI(a.OpenAPI())
}

// register makes every operation.
func (g *gateway) register(a huma.API) {
	g.registerProcesses(a)
	g.registerDocuments(a)
	g.registerParagraphs(a)
	g.registerStands(a)
	g.registerDerived(a)
	g.registerCommands(a)
	g.registerHandIn(a)
	g.registerEvents(a)
	g.registerHealth(a)
	for _, own := range []string{"V2ErrorModel", "V2ErrorDetail"} { // of huma: what it finds itself is answered as a Problem too
		delete(a.OpenAPI().Components.Schemas.Map(), own)
	}
}
