package negotiation_test

import (
	"slices"
	"testing"
	"time"

	"adref/pkg/negotiation"
	"adref/pkg/position"
)

// A member's position is never inferred from that of its group unless the rules of the process say so.
func TestStandOf(t *testing.T) {
	tab := begun(t)
	step := func(s string) {
		t.Helper()
		if _, err := tab.ask(line{}, s); err != nil {
			t.Fatal(err)
		}
	}
	on := position.Target{Paragraph: "p3"}
	stands := func(who string, how negotiation.Knowledge, id string, groups ...string) {
		t.Helper()
		got := tab.doc.StandOf(&tab.process, who, on)
		found := ""
		if got.Position != nil {
			found = got.Position.ID
		}
		if got.How != how || found != id || !slices.Equal(got.Groups, groups) {
			t.Errorf("%s: %q by %q, groups %v; want %q by %q, groups %v", who, got.How, found, got.Groups, how, id, groups)
		}
	}
	step(`sudmark: record-position {"stance": "opposes", "onBehalfOf": ["friends"], "on": {"paragraph": "2"}}`)
	stands("friends", negotiation.SaidItself, "s1")
	stands("norland", negotiation.NotKnown, "", "s1")
	stands("sudmark", negotiation.NotKnown, "", "s1") // who speaks for a group does not thereby speak for itself
	stands("estia", negotiation.NotKnown, "")

	tab.now = tab.now.Add(time.Hour)
	step(`chair: set-rules {"rules": {"groupsBind": true}}`)
	stands("norland", negotiation.Inferred, "s1", "s1")

	step(`chair: form-group {"group": {"code": "friends", "names": {"en": "Friends of the text"}, "members": ["sudmark", "estia"]}}`)
	stands("norland", negotiation.Inferred, "s1", "s1") // it was a member when the group spoke
	stands("estia", negotiation.NotKnown, "")           // it was not

	step(`estia: record-position {"stance": "supports", "onBehalfOf": ["norland"], "on": {"paragraph": "2"}}`)
	stands("norland", negotiation.SaidForIt, "s2", "s1")
	stands("estia", negotiation.SaidItself, "s2")
	step(`norland: record-position {"stance": "flexible", "on": {"paragraph": "2"}}`)
	step(`norland: record-position {"stance": "red-line", "on": {"paragraph": "1"}}`)
	step(`estia: record-position {"stance": "supports", "onBehalfOf": ["norland"], "on": {"paragraph": "2"}}`)
	stands("norland", negotiation.SaidItself, "s3", "s1")
	step(`norland: correct-position {"position": "s3", "stance": "concern"}`)
	stands("norland", negotiation.SaidItself, "s6", "s1")
}

func TestMembersAt(t *testing.T) {
	tab := begun(t)
	formed := tab.now
	tab.now = formed.Add(2 * time.Hour)
	if _, err := tab.ask(line{}, `chair: form-group {"group": {"code": "friends", "names": {"en": "Friends of the text"}, "members": ["estia", "sudmark"]}, "since": "1h ago", "until": "+1h"}`); err != nil {
		t.Fatal(err)
	}
	for hours, want := range map[int][]string{-1: nil, 0: {"norland", "sudmark"}, 1: {"sudmark", "estia"}, 2: {"sudmark", "estia"}, 3: nil} {
		if got := tab.process.MembersAt("friends", formed.Add(time.Duration(hours)*time.Hour)); !slices.Equal(got, want) {
			t.Errorf("after %d hours: %v, want %v", hours, got, want)
		}
	}
}

// Nothing is agreed until everything is agreed: what a paragraph of a package waits for is computed.
func TestWaitsFor(t *testing.T) {
	tab := begun(t)
	for _, step := range []struct {
		do    string
		waits []string // of p2
	}{
		{`norland: link-package {"paragraphs": ["1", "3"]}`, []string{"p4"}},
		{`estia: link-package {"paragraphs": ["3", "PP1"]}`, []string{"p1", "p4"}},
		{`chair: agree-paragraph {"paragraph": "1"}`, []string{"p1", "p4"}},
		{`chair: agree-paragraph {"paragraph": "3", "pending": ["estia"]}`, []string{"p1", "p4"}},
		{`chair: agree-paragraph {"paragraph": "3"}`, []string{"p1"}},
		{`chair: agree-paragraph {"paragraph": "PP1"}`, nil},
		{`norland: reopen-paragraph {"paragraph": "3"}`, []string{"p4"}},
		{`chair: table-revision {"name": "Rev.1", "content": "1. States should cooperate.\n2. Other words altogether."}`, nil},
	} {
		if _, err := tab.ask(line{}, step.do); err != nil {
			t.Fatal(err)
		}
		if got := tab.doc.WaitsFor("p2"); !slices.Equal(got, step.waits) {
			t.Errorf("after %s: p2 waits for %v, want %v", step.do, got, step.waits)
		}
	}
}
