package negotiation_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"testing"
	"time"

	"adref/pkg/event"
	"adref/pkg/negotiation"
)

func TestEveryEventIsFoldedByOneOfTheTwo(t *testing.T) {
	for _, entry := range event.Catalogue {
		var p negotiation.Process
		var d negotiation.Document
		byProcess, byDocument := p.Handles(entry.New()), d.Handles(entry.New())
		if byProcess == byDocument {
			t.Errorf("%s: folded by the process: %t, by the document: %t; want exactly one", entry.Kind, byProcess, byDocument)
		}
	}
}

// An empty payload, in any state, is the worst that a log can hold of a known kind.
func TestEvolveNeverFails(t *testing.T) {
	tab := newTable(t)
	for _, step := range givenText {
		if _, err := tab.ask(line{}, step); err != nil {
			t.Fatal(err)
		}
	}
	for _, first := range event.Catalogue {
		for _, second := range event.Catalogue {
			var p negotiation.Process
			var d negotiation.Document
			for _, e := range []event.Event{first.New(), second.New()} {
				p.Evolve(e, time.Time{})
				d.Evolve(e, time.Time{})
				tab.process.Evolve(e, time.Time{})
				tab.doc.Evolve(e, time.Time{})
			}
		}
	}
}

// Whoever writes event.TextAdopted{…} for *event.TextAdopted is understood.
func TestEvolveTakesValuesAndPointers(t *testing.T) {
	var one, other negotiation.Document
	e := event.DocumentOpened{Title: "Report"}
	one.Evolve(e, time.Time{})
	other.Evolve(&e, time.Time{})
	if !one.Opened || !reflect.DeepEqual(one, other) {
		t.Errorf("a value gives %+v, a pointer %+v", one, other)
	}
}

// The event that was folded is the log's: what happens to the state later must not reach it.
func TestEvolveLeavesTheEventsAlone(t *testing.T) {
	tab := newTable(t)
	var kept []event.Event
	for _, step := range append(givenText,
		`norland: propose-amendment {"proposal": {"operation": "delete-words", "anchor": {"paragraph": "3", "quote": "concrete, "}}}`,
		`estia: join-sponsors {"amendment": "a1"}`,
		`sudmark: join-sponsors {"amendment": "a1"}`,
		`chair: table-revision {"name": "Rev.1", "format": "text", "content": "1. States should cooperate.\n2. States report."}`,
		`chair: propose-adoption`,
		`norland: object {"paragraphs": ["2"]}`,
	) {
		es, err := tab.ask(line{}, step)
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, es...)
	}
	before, _ := json.Marshal(kept)
	if _, err := tab.ask(line{}, `chair: correct-match {"revision": 2, "block": "2"}`); err != nil {
		t.Fatal(err)
	}
	if after, _ := json.Marshal(kept); string(before) != string(after) {
		t.Errorf("events changed\nbefore %s\nafter  %s", before, after)
	}
}

func TestEverySentinelIsNamed(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "errors.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		call, ok := spec.Values[0].(*ast.CallExpr)
		if f, isName := call.Fun.(*ast.Ident); ok && isName && f.Name == "refuse" && named[spec.Names[0].Name] == nil {
			t.Errorf("%s is not named in table_test.go", spec.Names[0].Name)
		}
		return true
	})
}
