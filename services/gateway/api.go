package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"adref/pkg/api"
	"adref/pkg/negotiation"
)

// maxBody is the largest body of a request, in bytes.
const maxBody = 16 << 20

const description = `The negotiation of a text by consensus: every command and every view.

**Who asks.** A command carries the header ` + "`X-Actor`" + `: the code of a delegation, or ` + "`chair`" + ` for the chair's office.
The gateway trusts it. There is no authentication yet; until there is, the gateway belongs on the loopback interface (the
default) or behind a proxy that authenticates and sets the header itself.

**Once.** A command may carry an ` + "`Idempotency-Key`" + `, a UUID (version 7 is best). The same key twice has one effect and the same
reply. Without one the gateway makes one, and a command that was not answered cannot safely be sent again.

**Fresh.** Every answer carries ` + "`Adref-Seq`" + `, the place in the log that it reflects. Every read takes ` + "`?seq=`" + ` and waits, up to 10
seconds, until it reflects at least that place: pass the seq of a command's reply to read what you wrote.

**Refusals** are ` + "`application/problem+json`" + ` with a ` + "`code`" + `. ` + "`unavailable`" + ` (503) comes with ` + "`Retry-After`" + `: ask again, with the same
` + "`Idempotency-Key`" + `.

**Limits.** A body has at most 16 MiB, a command without its text at most 1 MiB.`

// newAPI is the API on a mux, without operations.
func newAPI(mux *http.ServeMux) huma.API {
	config := huma.DefaultConfig("adref", "1.0.0")
	config.Info.Description = description
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", "" // served below; the docs page would need JavaScript
	config.CreateHooks = nil                                             // no $schema members in the answers
	config.Transformers = []huma.Transformer{translate}
	config.Tags = []*huma.Tag{
		{Name: "process", Description: "A process, its rules, its delegations and groups."},
		{Name: "document", Description: "A text under negotiation."},
		{Name: "record", Description: "Explanations of position and the compendium."},
		{Name: "derived", Description: "What the differ and the publisher make of the log."},
		{Name: "events", Description: "What happens, as it happens."},
		{Name: "system", Description: "Whether the gateway works."},
	}
	return humago.New(mux, config)
}

// schemaName names a type in the OpenAPI document: those of the gateway and the commands by their name, the others with their
// package, because several packages have a Block and a Revision.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	pkg := path.Base(t.PkgPath())
	_, command := reflect.New(t).Interface().(negotiation.Command)
	if t.Name() == "" || command || pkg == "gateway" || pkg == "." || strings.EqualFold(pkg, name) {
		return name
	}
	return strings.ToUpper(pkg[:1]) + pkg[1:] + name
}

// serveOpenAPI serves the document as it is now: after every operation has been registered.
func serveOpenAPI(mux *http.ServeMux, doc *huma.OpenAPI) error {
	asJSON, err := openAPI(doc)
	if err != nil {
		return err
	}
	asYAML, err := doc.YAML()
	if err != nil {
		return fmt.Errorf("OpenAPI document: %w", err)
	}
	serve := func(pattern, contentType string, body []byte) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			_, _ = w.Write(body) // the client may be gone
		})
	}
	serve("GET /openapi.json", "application/openapi+json", asJSON)
	serve("GET /openapi.yaml", "application/openapi+yaml", asYAML)
	return nil
}

// openAPI is the document as JSON, to be read by people too.
func openAPI(doc *huma.OpenAPI) ([]byte, error) {
	b, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("OpenAPI document: %w", err)
	}
	return append(b, '\n'), nil
}

// Fresh is what every read takes.
type Fresh struct {
	Seq uint64 `query:"seq" doc:"Wait, up to 10 seconds, until the answer reflects at least this place in the log."`
}

func (f Fresh) atLeast() uint64 { return f.Seq }

// answer is what every read gives.
type answer[T any] struct {
	Seq  uint64 `header:"Adref-Seq" doc:"The place in the log that the answer reflects."`
	Body T
}

// about says what a read is in the OpenAPI document.
type about struct{ path, id, tag, summary, description string }

// read registers a view. It is answered once the index reflects what the request asks for.
func read[I any, O any](g *gateway, a huma.API, is about, answering func(context.Context, *I) (*answer[O], error)) {
	huma.Register(a, huma.Operation{
		Method: http.MethodGet, Path: is.path, OperationID: is.id, Tags: []string{is.tag},
		Summary: is.summary, Description: is.description, Responses: refusals(a, api.Invalid, api.NotFound, api.Unavailable, api.Broken),
	}, func(ctx context.Context, in *I) (*answer[O], error) {
		var seq uint64
		if f, ok := any(in).(interface{ atLeast() uint64 }); ok {
			seq = f.atLeast()
		}
		if err := g.index.wait(ctx, seq); err != nil {
			return nil, problem(err)
		}
		out, err := answering(ctx, in)
		if err != nil {
			return nil, problem(err)
		}
		return out, nil
	})
}

// refusals are the answers for the codes in the OpenAPI document.
func refusals(a huma.API, codes ...api.Code) map[string]*huma.Response {
	schema := a.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	all := map[string]*huma.Response{}
	for _, c := range codes {
		status := api.Status[c]
		r := all[fmt.Sprint(status)]
		if r == nil {
			r = &huma.Response{Content: map[string]*huma.MediaType{"application/problem+json": {Schema: schema}}}
			all[fmt.Sprint(status)] = r
		}
		r.Description = strings.TrimPrefix(r.Description+", "+string(c), ", ")
		if status == http.StatusServiceUnavailable {
			r.Headers = map[string]*huma.Param{"Retry-After": {Schema: &huma.Schema{Type: huma.TypeInteger}, Description: "Seconds until it makes sense to ask again."}}
		}
	}
	return all
}
