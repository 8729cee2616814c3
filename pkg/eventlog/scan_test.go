package eventlog_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/amendment"
	"adref/pkg/event"
	"adref/pkg/eventlog"
)

// proposed is a commit as there are most.
func proposed() eventlog.Commit {
	return eventlog.Commit{
		Aggregate: doc, Version: 12, Prev: strings.Repeat("a7", 32), Command: "0193a7f0-7c4e-7b21-9d0a-3d2f6f1c5e88", Verb: "propose-amendment",
		Actor: "norland", At: time.Date(2026, 3, 2, 10, 0, 0, 123456789, time.UTC), Schema: eventlog.Schema,
		Events: []event.Stored{event.Encode(&event.AmendmentProposed{Amendment: "a12", Proposal: amendment.Proposal{
			Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Paragraph: "b3", Quote: "timely and concrete"}, Words: "“timely”, {concrete} and inclusive",
		}})},
	}.Seal()
}

func TestWhatIsEncodedIsScanned(t *testing.T) {
	two := proposed()
	two.Events = append(two.Events, event.Encode(&event.DocumentOpened{Title: `a "quoted\" } title`}))
	none := proposed()
	none.Events = []event.Stored{}
	for name, c := range map[string]eventlog.Commit{"one event": proposed(), "two events": two.Seal(), "no event": none.Seal()} {
		b, err := eventlog.Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := eventlog.Scan(b)
		if d := cmp.Diff(c, got); d != "" || !ok {
			t.Errorf("%s: scanned %v (-want +got):\n%s", name, ok, d)
		}
	}
}

// TestACommitInAnotherFormIsRead: the hash is that of the commit, however its JSON is written.
func TestACommitInAnotherFormIsRead(t *testing.T) {
	c := proposed()
	c.Actor = "<norland>" // encode writes it with escapes
	for name, c := range map[string]eventlog.Commit{"escapes": c.Seal(), "line by line": proposed()} {
		b, err := json.Marshal(c)
		if name == "line by line" {
			b, err = json.MarshalIndent(c, "", "")
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := eventlog.Scan(b); ok {
			t.Errorf("%s: scanned", name)
		}
		if s, err := eventlog.Decode(b, 1); err != nil || s.Hash != c.Hash {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzScan: what is scanned is what encoding/json reads; what is decoded has its hash; nothing panics.
func FuzzScan(f *testing.F) {
	b, err := eventlog.Encode(proposed())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(strings.Replace(string(b), `"version":12`, `"version":012`, 1)))
	f.Add([]byte(strings.Replace(string(b), "norland", "nor\xffland", 1)))
	f.Add([]byte(strings.Replace(string(b), `"a12"`, `"a12`, 1)))
	f.Add([]byte(strings.Replace(string(b), `}}]}`, `}},{"kind":"x","schema":1,"data":{}}]}`, 1)))
	f.Add([]byte(`{"process":"`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := eventlog.Decode(b, 1); err == nil && !json.Valid(b) {
			if _, ok := eventlog.Scan(b); !ok {
				t.Error("decoded, and it is neither JSON nor scanned")
			}
		}
		got, ok := eventlog.Scan(b)
		if !ok || !json.Valid(b) {
			return
		}
		var want eventlog.Commit
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatalf("scanned, and %v", err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("scanned as another commit (-want +got):\n%s", d)
		}
	})
}

// FuzzMarshal: a commit is written, and stored, as encoding/json writes it.
func FuzzMarshal(f *testing.F) {
	f.Add("norland", []byte(`{"title":"a\u003c b"}`), int64(7))
	f.Add("<norland>", []byte(`{"title": 1}`), int64(7))
	f.Add("norland\u2028", []byte("{\"title\":\"\u2028\"}"), int64(-1))
	f.Add("nor\xffland", []byte("{\"title\":\"\xff é\"}"), int64(1<<40))
	f.Add(`nor"land\`, []byte(`{"a":"\\\"","b":[1,2,{"c":null}]}`), int64(1<<60))
	f.Add("", []byte(`{"a":"`), int64(0))
	f.Add("", []byte(``), int64(0))
	f.Fuzz(func(t *testing.T, words string, data []byte, nanos int64) {
		c := proposed()
		c.Actor, c.Schema, c.At = words, int(nanos%3), time.Unix(0, nanos).In(time.FixedZone("", int(nanos%100000)))
		c.Events = append(c.Events, event.Stored{Kind: words, Schema: int(nanos), Data: data})
		want, wantErr := json.Marshal(c)
		got, err := eventlog.Marshal(c)
		if string(got) != string(want) || (err == nil) != (wantErr == nil) {
			t.Errorf("%v, want %v\n%s\n%s", err, wantErr, got, want)
		}
		if wantErr != nil {
			return
		}
		sealed := c.Seal()
		if want, err = json.Marshal(sealed); err != nil {
			t.Fatal(err)
		}
		if got, err := eventlog.Encode(sealed); err == nil && string(got) != string(want) {
			t.Errorf("stored as\n%s\nwant\n%s", got, want)
		}
		sealed.Verb = "another"
		if _, err := eventlog.Encode(sealed); err == nil {
			t.Error("what was changed after it was sealed is stored")
		}
	})
}

func TestWhatADecisionMakesNeedsNoReflection(t *testing.T) {
	c := proposed()
	c.Events = append(c.Events, event.Encode(&event.DocumentOpened{Title: "Rapport “général”\nde 2026"}))
	if b, ok := eventlog.Form(c); !ok {
		t.Errorf("it goes the slow way: %s", b)
	}
}

// BenchmarkCodec is what a commit costs without any server.
func BenchmarkCodec(b *testing.B) {
	c := proposed()
	body, err := eventlog.Encode(c)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("seal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c.Seal()
		}
	})
	b.Run("encode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := eventlog.Encode(c); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := eventlog.Decode(body, 1); err != nil {
				b.Fatal(err)
			}
		}
	})
}
