package position_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/delegation"
	"adref/pkg/position"
	"adref/pkg/text"
)

func ExamplePosition() {
	p := position.Position{
		ID:          "s1",
		Attribution: delegation.Attribution{By: "norland", OnBehalfOf: []string{"friends"}},
		Revision:    2,
		On:          position.Target{Paragraph: "p17", Quote: "voluntary", Span: text.Span{Start: 19, End: 28}},
		Stance:      position.CanLiveWith,
		Source:      position.Floor,
		Audience:    position.Delegations,
		At:          time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC),
	}
	b, _ := json.Marshal(p)
	fmt.Println(string(b))
	// Output:
	// {"id":"s1","attribution":{"by":"norland","onBehalfOf":["friends"]},"revision":2,"on":{"paragraph":"p17","quote":"voluntary","span":{"start":19,"end":28}},"stance":"can-live-with","source":"floor","audience":"delegations","at":"2026-03-02T10:00:00Z"}
}

func TestExplanationIsReadAsItIsWritten(t *testing.T) {
	want := position.Explanation{
		ID: "e3", Document: "report", Attribution: delegation.Attribution{By: "norland"}, Kind: position.Dissociates, Before: true,
		Language: "ar", Text: "يود وفدي أن يعلل موقفه.\r\n\r\n  ", Paragraphs: []string{"OP 12 (a)"},
		At: time.Date(2026, 7, 29, 16, 0, 0, 5, time.UTC), Late: true,
	}
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got position.Explanation
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("explanation mismatch (-want +got):\n%s", d)
	}
}

// A tracker shows stances in one order; it is that from support to refusal.
func TestStances(t *testing.T) {
	want := []position.Stance{"supports", "can-live-with", "flexible", "concern", "reserves", "opposes", "red-line"}
	if d := cmp.Diff(want, position.Stances); d != "" {
		t.Errorf("Stances mismatch (-want +got):\n%s", d)
	}
}
