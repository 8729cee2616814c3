package event_test

import (
	"compress/gzip"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"adref/pkg/api"
	"adref/pkg/event"
	"adref/pkg/position"
)

// TestAsyncAPIIsCurrent generates the description of the public events for whoever subscribes to them.
func TestAsyncAPIIsCurrent(t *testing.T) {
	generated(t, "asyncapi.json", asJSON(t, asyncAPI(readSource(t))))
}

// TestAsyncAPIIsValid validates it against the schema of AsyncAPI 3.0.0 (see testdata/asyncapi-3.0.0.schema.NOTICE).
func TestAsyncAPIIsValid(t *testing.T) {
	f, err := os.Open("testdata/asyncapi-3.0.0.schema.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	meta, err := jsonschema.UnmarshalJSON(z)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("asyncapi.json", meta); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("asyncapi.json")
	if err != nil {
		t.Fatal(err)
	}
	doc := readJSON(t, "asyncapi.json").(map[string]any)
	if err := schema.Validate(doc); err != nil {
		t.Error(err)
	}
	delete(doc, "info")
	if schema.Validate(doc) == nil {
		t.Error("the schema takes a document without info: it checks nothing")
	}
}

// TestEveryReferenceOfAsyncAPILeadsSomewhere: the schema of AsyncAPI does not follow references.
func TestEveryReferenceOfAsyncAPILeadsSomewhere(t *testing.T) {
	doc := readJSON(t, "asyncapi.json")
	n := 0
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				n++
				if !leads(doc, ref) {
					t.Errorf("%s leads nowhere", ref)
				}
			}
			for _, k := range slices.Sorted(maps.Keys(v)) {
				walk(v[k])
			}
		case []any:
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(doc)
	if n == 0 {
		t.Error("no references at all")
	}
}

func leads(doc any, ref string) bool {
	for _, step := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		m, ok := doc.(map[string]any)
		if !ok {
			return false
		}
		if doc, ok = m[step]; !ok {
			return false
		}
	}
	return true
}

type object = map[string]any

// asyncAPI describes what the herald announces: for each kind of event a channel
// live.<audience>.<process>.<document>.<noun>.<verb> and a CloudEvent with the payload of the catalogue.
func asyncAPI(src source) object {
	g := generator{source: src, defs: object{}, ref: "#/components/schemas/"}
	envelope := g.envelope()
	channels, operations, messages := object{}, object{}, object{}
	for _, entry := range event.Catalogue {
		payload := g.schema(reflect.TypeOf(entry.New()).Elem())
		doc := src.types[reflect.TypeOf(entry.New()).Elem().String()]
		messages[entry.Kind] = object{
			"name": entry.Kind, "title": doc, "contentType": "application/cloudevents+json",
			"payload": object{"allOf": []any{
				envelope,
				object{"type": "object", "properties": object{"type": object{"const": entry.Kind}, "data": payload}},
			}},
		}
		channels[entry.Kind] = object{
			"address":     "live.{audience}.{process}.{document}." + entry.Kind,
			"description": doc,
			"parameters": object{
				"audience": object{"$ref": "#/components/parameters/audience"},
				"process":  object{"$ref": "#/components/parameters/process"},
				"document": object{"$ref": "#/components/parameters/document"},
			},
			"messages": object{"event": object{"$ref": "#/components/messages/" + entry.Kind}},
		}
		operations["announce-"+entry.Kind] = object{
			"action":   "send",
			"channel":  object{"$ref": "#/channels/" + entry.Kind},
			"messages": []any{object{"$ref": "#/channels/" + entry.Kind + "/messages/event"}},
		}
	}
	return object{
		"asyncapi": "3.0.0",
		"info": object{
			"title":   "adref: what happens in a negotiation",
			"version": "1",
			"description": "Every event of a negotiation as a CloudEvent 1.0 in structured JSON, on a NATS subject that says who may see it, " +
				"where it happened and what it is. Subscribe with wildcards: `live.public.*.*.amendment.>` is everything about amendments. " +
				"The same events, stored, are under `pub.` in the stream PUB, from which a subscriber resumes without a gap.",
		},
		"defaultContentType": "application/cloudevents+json",
		"servers":            object{"nats": object{"host": "localhost:4222", "protocol": "nats", "description": "The NATS server of `adref up`."}},
		"channels":           channels,
		"operations":         operations,
		"components": object{
			"messages": messages,
			"schemas":  g.defs,
			"parameters": object{
				"audience": object{
					"description": "Who may see it; permissions of the NATS server enforce it.",
					"enum":        []any{position.Public, position.Delegations, position.ChairOnly},
				},
				"process":  object{"description": "Code of the process."},
				"document": object{"description": "Code of the document, or `_record` for an event of the process itself."},
			},
		},
	}
}

// envelope is the schema of api.PublicEvent without what is set on reception.
func (g generator) envelope() object {
	ref := g.schema(reflect.TypeFor[api.PublicEvent]())
	def := g.defs["api.PublicEvent"].(object)
	delete(def["properties"].(object), "sequence")
	return ref
}
