package event_test

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"adref/pkg/event"
)

// TestCatalogueIsCurrent generates CATALOGUE.md, the events for a reader.
func TestCatalogueIsCurrent(t *testing.T) {
	src := readSource(t)
	p := printer{source: src, types: map[string]reflect.Type{}}
	p.printf("# What can happen in a negotiation\n\n")
	p.printf("Every kind of event, in the order of a negotiation, generated from the catalogue (`go test ./pkg/event -update`).\n")
	p.printf("JSON Schemas are in [schemas](schemas), the description for subscribers is [asyncapi.json](asyncapi.json).\n\n")
	p.printf("| event | schema | what happened |\n|---|---|---|\n")
	for _, e := range event.Catalogue {
		p.printf("| [%s](#%s) | %d | %s |\n", e.Kind, strings.ReplaceAll(e.Kind, ".", ""), e.Schema, cell(src.types[goType(e).String()]))
	}
	for i, e := range event.Catalogue {
		p.printf("\n## %s\n\n%s\n\nSchema %d.\n\n", e.Kind, src.types[goType(e).String()], e.Schema)
		p.fields(goType(e))
		p.printf("\n```json\n%s```\n", indented(t, event.Encode(samples()[i]).Data))
	}
	p.printf("\n# Types\n")
	for done := 0; done < len(p.types); { // printing a type may find others
		names := slices.Sorted(maps.Keys(p.types))
		done = len(names)
		for _, name := range names {
			p.seen(p.types[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.types)) {
		p.printf("\n## %s\n\n%s\n\n", name, src.types[name])
		p.describe(p.types[name])
	}
	generated(t, "CATALOGUE.md", p.Bytes())
}

func goType(e event.Entry) reflect.Type { return reflect.TypeOf(e.New()).Elem() }

// printer writes Markdown and remembers the types that it has to explain.
type printer struct {
	bytes.Buffer
	source
	types map[string]reflect.Type
}

func (p *printer) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// describe explains a named type.
func (p *printer) describe(t reflect.Type) {
	if t.Kind() == reflect.Struct {
		p.fields(t)
		return
	}
	for _, v := range p.values[t.String()] {
		p.printf("- `%q`\n", v)
	}
	if len(p.values[t.String()]) == 0 {
		p.printf("A string.\n")
	}
}

// fields is the table of a struct.
func (p *printer) fields(t reflect.Type) {
	p.printf("| field | type | |\n|---|---|---|\n")
	for _, f := range reflect.VisibleFields(t) {
		name, optional := jsonName(f)
		kind := p.link(f.Type)
		if optional {
			kind += ", optional"
		}
		p.printf("| `%s` | %s | %s |\n", name, kind, cell(p.source.fields[t.String()+"."+f.Name]))
	}
}

// seen remembers the types of the fields of a struct.
func (p *printer) seen(t reflect.Type) {
	if t.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(t) {
			p.link(f.Type)
		}
	}
}

// link is how a type is written.
func (p *printer) link(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return "date and time"
	case t.PkgPath() != "":
		p.types[t.String()] = t
		return fmt.Sprintf("[%s](#%s)", t, strings.ToLower(strings.ReplaceAll(t.String(), ".", "")))
	case t.Kind() == reflect.Slice:
		return "list of " + p.link(t.Elem())
	case t.Kind() == reflect.Map:
		return "map of " + p.link(t.Elem())
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.Int:
		return "number"
	}
	return t.String()
}

// cell is text in a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", "\\|") }
