package event_test

import (
	"errors"
	"fmt"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/event"
)

func Example() {
	stored := event.Encode(&event.AmendmentWithdrawn{Amendment: "a7", Reason: "in a spirit of compromise"})
	fmt.Println(stored.Kind, stored.Schema, string(stored.Data))

	e, err := event.Decode(stored)
	fmt.Println(e.(*event.AmendmentWithdrawn).Amendment, err)

	_, err = event.Decode(event.Stored{Kind: "amendment.vetoed"})
	fmt.Println(err)
	// Output:
	// amendment.withdrawn 1 {"amendment":"a7","reason":"in a spirit of compromise"}
	// a7 <nil>
	// "amendment.vetoed": unknown kind of event
}

func TestCatalogueNamesItsEvents(t *testing.T) {
	nounVerb := regexp.MustCompile(`^[a-z]+\.[a-z]+$`) // two tokens of a NATS subject
	seen := map[string]bool{}
	for _, entry := range event.Catalogue {
		if got := entry.New().Kind(); got != entry.Kind {
			t.Errorf("the event of %s calls itself %s", entry.Kind, got)
		}
		if seen[entry.Kind] || !nounVerb.MatchString(entry.Kind) || entry.Schema < 1 {
			t.Errorf("%s, schema %d: twice, not noun.verb, or without a schema", entry.Kind, entry.Schema)
		}
		seen[entry.Kind] = true
	}
}

func TestDecodeRefuses(t *testing.T) {
	if _, err := event.Decode(event.Stored{Kind: "text.adopted", Schema: 99, Data: []byte(`{}`)}); !errors.Is(err, event.ErrNewer) {
		t.Errorf("a newer schema: want ErrNewer, got %v", err)
	}
	if _, err := event.Decode(event.Stored{Kind: "text.rejected", Schema: 1, Data: []byte(`{}`)}); !errors.Is(err, event.ErrUnknown) {
		t.Errorf("another kind: want ErrUnknown, got %v", err)
	}
	if _, err := event.Decode(event.Stored{Kind: "text.adopted", Schema: 1, Data: []byte(`{"revision":"two"}`)}); err == nil {
		t.Error("a word is taken for a number")
	}
	good := event.Encode(&event.SilenceConcluded{Revision: 1})
	if es, err := event.DecodeAll([]event.Stored{good, {Kind: "text.rejected"}}); !errors.Is(err, event.ErrUnknown) || es != nil {
		t.Errorf("one bad event among good ones: want nothing and ErrUnknown, got %v, %v", es, err)
	}
}

func TestDecodeAllKeepsTheOrder(t *testing.T) {
	var ss []event.Stored
	want := samples()
	for _, e := range want {
		ss = append(ss, event.Encode(e))
	}
	got, err := event.DecodeAll(ss)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("DecodeAll mismatch (-want +got):\n%s", d)
	}
}

func TestEncodePanicsOnWhatIsNotInTheCatalogue(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an event outside the catalogue is stored")
		}
	}()
	event.Encode(stranger{})
}

type stranger struct{}

func (stranger) Kind() string { return "guest.arrived" }

// FuzzDecode: whatever a log holds is refused, or read; what is read is stored and read again as the same.
func FuzzDecode(f *testing.F) {
	for _, e := range samples() {
		s := event.Encode(e)
		f.Add(s.Kind, s.Schema, []byte(s.Data))
	}
	f.Add("text.adopted", 0, []byte(`null`))
	f.Fuzz(func(t *testing.T, kind string, schema int, data []byte) {
		e, err := event.Decode(event.Stored{Kind: kind, Schema: schema, Data: data})
		if err != nil {
			return
		}
		once := event.Encode(e)
		again, err := event.Decode(once)
		if err != nil {
			t.Fatal(err)
		}
		if twice := event.Encode(again); string(twice.Data) != string(once.Data) {
			t.Fatalf("stored %s, read and stored again %s", once.Data, twice.Data)
		}
	})
}
