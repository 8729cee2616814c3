package scan_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/scan"
)

// thing has a field of each kind that a scanner reads.
type thing struct {
	Name  string    `json:"name"`
	Kind  string    `json:"kind"`
	Plain string    `json:"plain"`
	N     uint64    `json:"n"`
	At    time.Time `json:"at"`
	Tags  []string  `json:"tags"`
	Words string    `json:"words,omitempty"`
	More  []string  `json:"more,omitempty"`
	From  uint64    `json:"from,omitempty"`
	Oral  bool      `json:"oral,omitempty"`
	Data  data      `json:"data"`
}

type data = json.RawMessage

func scanned(b []byte) (t thing, ok bool) {
	s := scan.Of(b)
	s.Take("{")
	t.Name = s.Text(`"name":`)
	t.Kind = s.Known(`"kind":`, []string{"insert", "delete"})
	t.Plain = s.Plain(`"plain":`)
	t.N = s.Number(`"n":`)
	t.At = s.Time(`"at":`)
	t.Tags = s.Texts(`"tags":`)
	t.Words = s.Option(`"words":`)
	t.More = s.TextsOption(`"more":`)
	t.From = s.NumberOption(`"from":`)
	t.Oral = s.Flag(`"oral":`)
	s.Need(`"data":`)
	t.Data = s.Object()
	s.Take("}")
	return t, s.Done()
}

func things() []thing {
	at := time.Date(2026, 7, 29, 16, 30, 0, 123456789, time.UTC)
	return []thing{
		{Name: "norland", Kind: "insert", Plain: "p", N: 7, At: at, Tags: []string{}, Data: data(`{}`)},
		{
			Name: "“a”\n\\\"<b>", Kind: "move", Plain: "é", N: 999999999999999999, At: at, Tags: []string{"a", ""}, Words: `\`, More: []string{"x\\"},
			From: 1, Oral: true, Data: data(`{"a":"}\\","b":{"c":"\"{"}}`),
		},
	}
}

func TestWhatEncodingJSONWritesIsScanned(t *testing.T) {
	for _, want := range things() {
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := scanned(b)
		if d := cmp.Diff(want, got); d != "" || !ok {
			t.Errorf("scanned %v (-want +got):\n%s\n%s", ok, d, b)
		}
	}
}

// FuzzScan is the law.
func FuzzScan(f *testing.F) {
	for _, t := range things() {
		b, err := json.Marshal(t)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`{,"name":"a"}`))
	f.Add([]byte(`{"name":"a""kind":"b"}`))
	f.Add([]byte(`{"name":"a\"`))
	f.Add([]byte(`{"name":"\ud800","kind":"` + "\xff" + `"`))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, ok := scanned(b)
		if !ok || !json.Valid(got.Data) {
			return // whether data is JSON is for somebody else
		}
		var want thing
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatalf("scanned, and %v", err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("scanned as another value (-want +got):\n%s", d)
		}
	})
}

func Example() {
	s := scan.Of([]byte(`{"amendment":"a12","words":"timely \u003cand\u003e inclusive"}`))
	s.Take("{")
	fmt.Println(s.Text(`"amendment":`))
	fmt.Printf("%q\n", s.Option(`"reason":`))
	fmt.Println(s.Option(`"words":`))
	s.Take("}")
	fmt.Println(s.Done())
	// Output:
	// a12
	// ""
	// timely <and> inclusive
	// true
}
