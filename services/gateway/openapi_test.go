package gateway_test

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/negotiation"
	"adref/services/gateway"
)

var update = flag.Bool("update", false, "write openapi.json anew")

func TestOpenAPIIsCurrent(t *testing.T) {
	got, err := gateway.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("openapi.json", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); d != "" {
		t.Errorf("openapi.json is stale: go test ./services/gateway -update (-want +got):\n%s", d)
	}
}

// document is the part of an OpenAPI document that the tests look at.
type document struct {
	OpenAPI string `json:"openapi"`
	Paths   map[string]map[string]struct {
		RequestBody struct {
			Content map[string]struct {
				Schema struct {
					Ref string `json:"$ref"`
				} `json:"schema"`
			} `json:"content"`
		} `json:"requestBody"`
		Responses map[string]any `json:"responses"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]struct {
			Properties map[string]any `json:"properties"`
		} `json:"schemas"`
	} `json:"components"`
}

func TestOpenAPIHasEveryCommand(t *testing.T) {
	b, err := gateway.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc document
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("OpenAPI version %q, want 3.1", doc.OpenAPI)
	}
	for _, c := range negotiation.Commands {
		path := "/api/processes/{process}/documents/{document}/" + c.Verb
		if !c.NamesDocument {
			path = "/api/processes/{process}/" + c.Verb
		}
		op, ok := doc.Paths[path]["post"]
		if !ok {
			t.Errorf("%s: no operation at %s", c.Verb, path)
			continue
		}
		ref := op.RequestBody.Content["application/json"].Schema.Ref
		name := strings.TrimPrefix(ref, "#/components/schemas/")
		if _, ok := doc.Components.Schemas[name]; !ok || name == "" {
			t.Errorf("%s: its body has the schema %q, which is not there", c.Verb, ref)
		}
		for _, status := range []string{"201", "403", "404", "409", "413", "422", "500", "503"} {
			if _, ok := op.Responses[status]; !ok {
				t.Errorf("%s: the answer %s is not described", c.Verb, status)
			}
		}
	}
	table := doc.Components.Schemas["TableRevision"].Properties
	for _, field := range []string{"name", "format", "content", "source", "published"} {
		if _, ok := table[field]; !ok {
			t.Errorf("the schema of table-revision has no %q, only %v", field, slices.Sorted(maps.Keys(table)))
		}
	}
}
