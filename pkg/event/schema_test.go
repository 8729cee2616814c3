package event_test

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"adref/pkg/event"
)

// TestSchemasAreCurrent generates the JSON Schema of each kind from its Go type and the comments in the source.
func TestSchemasAreCurrent(t *testing.T) {
	src := readSource(t)
	for _, entry := range event.Catalogue {
		generated(t, schemaFile(entry), asJSON(t, standalone(src, entry)))
	}
	files, err := filepath.Glob("schemas/*")
	if err != nil || len(files) != len(event.Catalogue) {
		t.Errorf("%d schemas for %d kinds: %v", len(files), len(event.Catalogue), err)
	}
}

// TestSchemasHoldAndRefuse validates the golden payloads, and damaged ones, with an independent implementation.
func TestSchemasHoldAndRefuse(t *testing.T) {
	for _, entry := range event.Catalogue {
		t.Run(entry.Kind, func(t *testing.T) {
			schema, err := jsonschema.NewCompiler().Compile(schemaFile(entry))
			if err != nil {
				t.Fatal(err)
			}
			payload, ok := readJSON(t, goldenFile(entry.Kind, entry.Schema)).(map[string]any)
			if !ok {
				t.Fatal("the payload is not an object")
			}
			if err := schema.Validate(payload); err != nil {
				t.Error(err)
			}
			empty := readValue(t, event.Encode(entry.New()).Data)
			if err := schema.Validate(map[string]any{}); (err == nil) != reflect.DeepEqual(empty, map[string]any{}) {
				t.Errorf("a payload without its fields: %v", err)
			}
			for field, was := range payload {
				payload[field] = json.Number("1.5") // no field of any payload is that
				if schema.Validate(payload) == nil {
					t.Errorf("1.5 is taken for %s", field)
				}
				payload[field] = was
			}
		})
	}
}

func schemaFile(e event.Entry) string {
	return filepath.Join("schemas", fmt.Sprintf("%s.v%d.json", e.Kind, e.Schema))
}

// standalone is the schema of a payload by itself.
func standalone(src source, e event.Entry) map[string]any {
	g := generator{source: src, defs: map[string]any{}, ref: "#/$defs/"}
	s := g.object(reflect.TypeOf(e.New()).Elem())
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["$id"] = fmt.Sprintf("urn:adref:event:%s:%d", e.Kind, e.Schema)
	s["title"] = e.Kind
	if len(g.defs) > 0 {
		s["$defs"] = g.defs
	}
	return s
}

// generator makes JSON Schemas of Go types, as encoding/json writes them. It knows what payloads are made of and panics on
// anything else. It allows fields that it does not know: a reader must not fail on what a later version adds.
type generator struct {
	source
	defs map[string]any // by type name, for those that are named
	ref  string         // where defs stand
}

func (g generator) schema(t reflect.Type) map[string]any {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return map[string]any{"type": "string", "format": "date-time"}
	case t == reflect.TypeFor[json.RawMessage]():
		return map[string]any{}
	case t.Implements(reflect.TypeFor[encoding.TextMarshaler]()):
		return g.named(t, func() map[string]any { return map[string]any{"type": "string"} })
	}
	switch t.Kind() {
	case reflect.Struct:
		return g.named(t, func() map[string]any { return g.object(t) })
	case reflect.Slice:
		return map[string]any{"type": "array", "items": g.schema(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": g.schema(t.Elem())}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Uint64:
		return map[string]any{"type": "integer", "minimum": 0}
	case reflect.String:
		if t.PkgPath() == "" {
			return map[string]any{"type": "string"}
		}
		return g.named(t, func() map[string]any { return map[string]any{"type": "string", "enum": g.values[t.String()]} })
	}
	panic(fmt.Sprintf("no schema for %s", t))
}

// named refers to the schema of a named type, which is made once.
func (g generator) named(t reflect.Type, schema func() map[string]any) map[string]any {
	name := t.String()
	if _, ok := g.defs[name]; !ok {
		s := schema()
		s["description"] = g.types[name]
		g.defs[name] = s
	}
	return map[string]any{"$ref": g.ref + name}
}

func (g generator) object(t reflect.Type) map[string]any {
	properties := map[string]any{}
	required := []string{}
	for _, f := range reflect.VisibleFields(t) {
		name, optional := jsonName(f)
		s := g.schema(f.Type)
		if doc := g.fields[t.String()+"."+f.Name]; doc != "" {
			s["description"] = doc
		}
		properties[name] = s
		if !optional {
			required = append(required, name)
		}
	}
	s := map[string]any{"type": "object", "description": g.types[t.String()], "properties": properties}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// jsonName is the name of a field in JSON and whether it may be left out.
func jsonName(f reflect.StructField) (name string, optional bool) {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "" {
		panic(fmt.Sprintf("field %s has no name in JSON", f.Name))
	}
	return name, strings.Contains(options, "omit")
}

func asJSON(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readJSON(t *testing.T, name string) any {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return readValue(t, data)
}

func readValue(t *testing.T, data []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}
