package negotiation_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"

	"adref/pkg/negotiation"
)

func ExampleDecodeCommand() {
	c, err := negotiation.DecodeCommand("withdraw-amendment", []byte(`{"amendment": "a7", "reason": "in a spirit of compromise"}`))
	fmt.Printf("%s %+v %v\n", c.Verb(), c, err)
	_, err = negotiation.DecodeCommand("withdraw-amendment", []byte(`{"amendement": "a7"}`))
	fmt.Println(err)
	// Output:
	// withdraw-amendment &{Amendment:a7 Reason:in a spirit of compromise} <nil>
	// withdraw-amendment: the body of the command cannot be read: json: unknown field "amendement"
}

func TestDecodeCommandRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		verb, body string
		err        error
	}{
		"a verb that is none":              {"veto", `{}`, negotiation.ErrVerb},
		"no verb":                          {"", `{}`, negotiation.ErrVerb},
		"a field that is none":             {"object", `{"vote": 1}`, negotiation.ErrBody},
		"a list":                           {"object", `[]`, negotiation.ErrBody},
		"half an object":                   {"object", `{"reason": "x"`, negotiation.ErrBody},
		"two objects":                      {"object", `{} {}`, negotiation.ErrBody},
		"bytes that are not UTF-8":         {"object", "{\"reason\": \"\xff\"}", negotiation.ErrBody},
		"a deadline that is not a date":    {"open-silence", `{"deadline": "Friday"}`, negotiation.ErrBody},
		"a rule that is not a length":      {"set-rules", `{"rules": {"silence": "three days"}}`, negotiation.ErrBody},
		"a number where words are wanted":  {"object", `{"reason": 3}`, negotiation.ErrBody},
		"an object where a list is wanted": {"object", `{"paragraphs": {}}`, negotiation.ErrBody},
	} {
		if c, err := negotiation.DecodeCommand(tt.verb, []byte(tt.body)); !errors.Is(err, tt.err) {
			t.Errorf("%s: want %v, got %v, %v", name, tt.err, c, err)
		}
	}
}

func TestEveryCommandIsReadByItsVerb(t *testing.T) {
	seen := map[string]bool{}
	for _, entry := range negotiation.Commands {
		if seen[entry.Verb] {
			t.Errorf("%s stands twice in Commands", entry.Verb)
		}
		seen[entry.Verb] = true
		if got := entry.New().Verb(); got != entry.Verb {
			t.Errorf("the command of %s calls itself %s", entry.Verb, got)
		}
		for _, body := range []string{"", " \n", "{}"} {
			c, err := negotiation.DecodeCommand(entry.Verb, []byte(body))
			if err != nil || !reflect.DeepEqual(c, entry.New()) {
				t.Errorf("%s with body %q: want the zero command, got %+v, %v", entry.Verb, body, c, err)
			}
		}
	}
}

// FuzzDecodeCommand: what is read is written and read again as the same; nothing else happens than a clear refusal.
func FuzzDecodeCommand(f *testing.F) {
	for _, entry := range negotiation.Commands {
		b, err := json.Marshal(entry.New())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(entry.Verb, b)
	}
	f.Add("open-silence", []byte(`{"deadline":"2026-03-05T09:00:00+01:00"}`))
	f.Add("object", []byte("{\"reason\":\"\xff\"}"))
	f.Fuzz(func(t *testing.T, verb string, body []byte) {
		c, err := negotiation.DecodeCommand(verb, body)
		if err != nil {
			if !errors.Is(err, negotiation.ErrVerb) && !errors.Is(err, negotiation.ErrBody) {
				t.Fatalf("%v is neither ErrVerb nor ErrBody", err)
			}
			return
		}
		once, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := negotiation.DecodeCommand(verb, once)
		if err != nil {
			t.Fatalf("%s: %v", once, err)
		}
		if twice, err := json.Marshal(again); err != nil || string(twice) != string(once) {
			t.Fatalf("written %s, read and written again %s, %v", once, twice, err)
		}
	})
}
