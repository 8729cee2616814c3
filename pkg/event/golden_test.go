package event_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/event"
)

var update = flag.Bool("update", false, "rewrite the files that are generated from the catalogue")

// TestPayloadsKeepTheirShape compares what is stored of each kind with testdata/golden. A golden file is never rewritten, since
// logs hold such payloads: whoever changes one raises its Schema in the Catalogue, and -update adds the file of that schema.
func TestPayloadsKeepTheirShape(t *testing.T) {
	for _, e := range samples() {
		stored := event.Encode(e)
		t.Run(stored.Kind, func(t *testing.T) {
			name := goldenFile(stored.Kind, stored.Schema)
			want, err := os.ReadFile(name)
			if errors.Is(err, os.ErrNotExist) && *update {
				want = indented(t, stored.Data)
				err = os.WriteFile(name, want, 0o644)
			}
			if err != nil {
				t.Fatalf("%v (go test ./pkg/event -update adds it)", err)
			}
			if d := cmp.Diff(string(want), string(indented(t, stored.Data))); d != "" {
				t.Errorf("the payload of %s changed: raise its Schema in the Catalogue (-%s +now):\n%s", stored.Kind, name, d)
			}
		})
	}
}

// TestOldPayloadsAreRead reads what any version of the program has ever stored.
func TestOldPayloadsAreRead(t *testing.T) {
	current := map[string]event.Event{}
	for _, e := range samples() {
		current[e.Kind()] = e
	}
	read := 0
	for _, entry := range event.Catalogue {
		for schema := 1; schema <= entry.Schema; schema++ {
			data, err := os.ReadFile(goldenFile(entry.Kind, schema))
			if err != nil {
				t.Fatal(err)
			}
			got, err := event.Decode(event.Stored{Kind: entry.Kind, Schema: schema, Data: data})
			if err != nil {
				t.Errorf("%s schema %d: %v", entry.Kind, schema, err)
			}
			if d := cmp.Diff(current[entry.Kind], got); schema == entry.Schema && d != "" {
				t.Errorf("%s mismatch (-stored +read):\n%s", entry.Kind, d)
			}
			read++
		}
	}
	files, err := filepath.Glob("testdata/golden/*")
	if err != nil || len(files) != read {
		t.Errorf("%d golden files, %d read: %v", len(files), read, err)
	}
}

func TestSamplesSetEveryField(t *testing.T) {
	all := samples()
	if len(all) != len(event.Catalogue) {
		t.Fatalf("%d samples for %d kinds", len(all), len(event.Catalogue))
	}
	for i, e := range all {
		if want := event.Catalogue[i].Kind; e.Kind() != want {
			t.Errorf("sample %d is %s, want %s", i, e.Kind(), want)
		}
		for _, field := range unset(reflect.ValueOf(e).Elem(), e.Kind()) {
			t.Errorf("%s is not set", field)
		}
	}
}

// unset are the paths of the zero fields in v.
func unset(v reflect.Value, path string) []string {
	if v.IsZero() {
		return []string{path}
	}
	var out []string
	switch {
	case v.Kind() == reflect.Struct && v.Type().PkgPath() != "time":
		for i := range v.NumField() {
			out = append(out, unset(v.Field(i), path+"."+v.Type().Field(i).Name)...)
		}
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
		for i := range v.Len() {
			out = append(out, unset(v.Index(i), fmt.Sprintf("%s[%d]", path, i))...)
		}
	}
	return out
}

func goldenFile(kind string, schema int) string {
	return filepath.Join("testdata", "golden", fmt.Sprintf("%s.v%d.json", kind, schema))
}

func indented(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, data, "", "  "); err != nil {
		t.Fatal(err)
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// generated compares a generated file with what the catalogue gives now, or rewrites it.
func generated(t *testing.T, name string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s is stale: go test ./pkg/event -update (-want +got):\n%s", name, d)
	}
}
