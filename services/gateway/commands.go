package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"adref/pkg/api"
	"adref/pkg/delegation"
	"adref/pkg/markup"
	"adref/pkg/negotiation"
)

const (
	// inlineText is the longest text that travels inside a command; a longer one is put as a blob and travels as its digest,
	// because a message of NATS holds 1 MiB and JSON may write a byte as six.
	inlineText = 512 << 10
	// bodyTime is for the body of a request. It is longer than the 30 seconds that a command may take, since its end would
	// end the request.
	bodyTime = 90 * time.Second
)

// CommandRequest is what every command comes with.
type CommandRequest struct {
	Actor   string `header:"X-Actor" required:"true" doc:"Who asks: the code of a delegation, or chair. It is trusted: see the description of the API." example:"norland"`
	Key     string `header:"Idempotency-Key" doc:"ID of the command, a UUID, best of version 7. The same one twice has one effect and the same reply."`
	RawBody []byte `contentType:"application/json"`
}

// ProcessCommand is a request for a command of a process.
type ProcessCommand struct {
	CommandRequest
	Process string `path:"process" doc:"Code of the process." example:"ict-security"`
}

// DocumentCommand is a request for a command about a document.
type DocumentCommand struct {
	CommandRequest
	Process  string `path:"process" doc:"Code of the process." example:"ict-security"`
	Document string `path:"document" doc:"Code of the document." example:"report-2022"`
}

// registerCommands makes an operation of every command there is.
func (g *gateway) registerCommands(a huma.API) {
	for _, entry := range negotiation.Commands {
		if entry.NamesDocument {
			registerCommand(a, entry, "/api/processes/{process}/documents/{document}/", func(ctx context.Context, in *DocumentCommand) (*answer[api.Reply], error) {
				return g.command(ctx, entry.Verb, in.Process, in.Document, in.CommandRequest)
			})
			continue
		}
		registerCommand(a, entry, "/api/processes/{process}/", func(ctx context.Context, in *ProcessCommand) (*answer[api.Reply], error) {
			return g.command(ctx, entry.Verb, in.Process, "", in.CommandRequest)
		})
	}
}

func registerCommand[I any](a huma.API, entry negotiation.CommandEntry, prefix string, handle func(context.Context, *I) (*answer[api.Reply], error)) {
	t := reflect.TypeOf(entry.New()).Elem()
	body := &huma.RequestBody{Content: map[string]*huma.MediaType{}}
	tag := "document"
	switch {
	case !entry.NamesDocument:
		tag = "process"
	case entry.Scope == negotiation.OfProcess:
		tag = "record"
	}
	summary := strings.ReplaceAll(entry.Verb, "-", " ")
	huma.Register(a, huma.Operation{
		Method: http.MethodPost, Path: prefix + entry.Verb, OperationID: entry.Verb, Tags: []string{tag},
		Summary:       strings.ToUpper(summary[:1]) + summary[1:],
		DefaultStatus: http.StatusCreated, RequestBody: body, MaxBodyBytes: maxBody, BodyReadTimeout: bodyTime,
		SkipValidateBody: true, // the decider's own reading of the command is the only one
		Responses:        refusals(a, api.Invalid, api.Forbidden, api.NotFound, api.Conflict, api.TooLarge, api.Unavailable, api.Broken, api.Internal),
	}, handle)
	// The body is read raw, so that what is refused, and how it is said, is one matter; its schema is that of the command.
	body.Content["application/json"].Schema = a.OpenAPI().Components.Schemas.Schema(t, true, t.Name())
	body.Required = false // an empty body is an empty command
}

// command sends a command to the service that decides it.
func (g *gateway) command(ctx context.Context, verb, process, document string, in CommandRequest) (*answer[api.Reply], error) {
	id, body, err := g.prepare(ctx, verb, process, document, in)
	if err != nil {
		return nil, problem(err)
	}
	reply, err := g.client.Do(ctx, api.Request{ID: id, Actor: in.Actor, Process: process, Document: document, Verb: verb, Body: body})
	if err != nil {
		return nil, problem(err)
	}
	return &answer[api.Reply]{Seq: reply.Seq, Body: reply}, nil
}

// prepare checks what stands in the subject of the command, so that no part of it can name another, and that the body can be
// read at all.
func (g *gateway) prepare(ctx context.Context, verb, process, document string, in CommandRequest) (id string, body []byte, err error) {
	codes := []struct{ what, code string }{{"X-Actor", in.Actor}, {"process", process}, {"document", document}}
	for _, c := range codes {
		if c.what == "document" && c.code == "" {
			continue
		}
		if err := delegation.CheckCode(c.code); err != nil {
			return "", nil, fmt.Errorf("%s: %w", c.what, err)
		}
	}
	if id, err = commandID(in.Key); err != nil {
		return "", nil, err
	}
	if err := markup.Check(in.RawBody); err != nil { // the JSON decoder would replace what is not UTF-8 without a word
		return "", nil, fmt.Errorf("body: %w", err)
	}
	c, err := negotiation.DecodeCommand(verb, in.RawBody)
	if err != nil {
		return "", nil, err
	}
	if t, ok := c.(*negotiation.TableRevision); ok && len(t.Content) > inlineText && t.Source == "" {
		if t.Source, err = g.blobs.Put(ctx, []byte(t.Content)); err != nil {
			return "", nil, fmt.Errorf("text of %s: %w", t.Name, err)
		}
		t.Content = ""
	}
	body, err = json.Marshal(c)
	return id, body, err
}

// commandID is the ID of a command by its Idempotency-Key.
func commandID(key string) (string, error) {
	if key == "" {
		return api.NewID(), nil
	}
	id, err := uuid.Parse(key)
	if err != nil {
		return "", newProblem(api.Invalid, api.Status[api.Invalid], fmt.Sprintf("Idempotency-Key: %v: it is a UUID", err))
	}
	return id.String(), nil
}
