package delegation_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"adref/pkg/delegation"
)

func party(code, en string, aliases ...string) delegation.Delegation {
	return delegation.Delegation{Code: code, Names: map[string]string{"en": en}, Aliases: aliases}
}

func ExampleDirectory() {
	dir := delegation.NewDirectory(
		[]delegation.Delegation{party("norland", "Kingdom of Norland", "N.L.", "Nordland")},
		[]delegation.Group{{Code: "g-12", Names: map[string]string{"en": "Group of Twelve", "fr": "Groupe des Douze"}, Aliases: []string{"G12"}}},
	)
	for _, name := range []string{"NL", "nordland", "groupe  des douze", "g12", "Sudmark"} {
		code, ok := dir.Code(name)
		fmt.Printf("%s: %q %t\n", name, code, ok)
	}
	// Output:
	// NL: "norland" true
	// nordland: "norland" true
	// groupe  des douze: "g-12" true
	// g12: "g-12" true
	// Sudmark: "" false
}

func TestDirectory(t *testing.T) {
	dir := delegation.NewDirectory([]delegation.Delegation{party("norland", "Norland", "")}, nil)
	for _, name := range []string{"", "  ", "."} {
		if code, ok := dir.Code(name); ok {
			t.Errorf("nothing, %q, names %s", name, code)
		}
	}
	if code, ok := (delegation.Directory{}).Code("Norland"); ok {
		t.Errorf("the empty directory knows %s", code)
	}
}

func TestEveryWayOfWritingANameFindsItsParty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-Za-zÀ-ÿ]{1,6}( [A-Za-zÀ-ÿ]{1,6}){0,2}`).Draw(t, "name")
		dir := delegation.NewDirectory([]delegation.Delegation{party("x", "Other", name)}, nil)
		for _, written := range []string{name, strings.ToUpper(name), strings.ToLower(name), " " + name + " ", strings.Join(strings.Split(name, " "), "  "), name + "."} {
			if code, ok := dir.Code(written); !ok || code != "x" {
				t.Fatalf("%q, an alias %q, gives %q, %t", written, name, code, ok)
			}
		}
	})
}

func TestCheckCode(t *testing.T) {
	for _, good := range []string{"a", "norland", "g-77", "l" + strings.Repeat("o", 39)} {
		if err := delegation.CheckCode(good); err != nil {
			t.Errorf("CheckCode(%q): %v", good, err)
		}
	}
	// A code stands between the dots of a NATS subject: none of these may.
	for _, bad := range []string{"", "Norland", "nor.land", "nor land", "*", ">", "-a", "7g", "_record", "é", "norland\n", strings.Repeat("a", 41)} {
		if err := delegation.CheckCode(bad); !errors.Is(err, delegation.ErrCode) {
			t.Errorf("CheckCode(%q): want ErrCode, got %v", bad, err)
		}
	}
}

func TestName(t *testing.T) {
	d := delegation.Delegation{Code: "norland", Names: map[string]string{"en": "Norland", "fr": "Norlande"}}
	g := delegation.Group{Code: "friends"}
	for _, tt := range []struct{ what, want, got string }{
		{"in the language asked for", "Norlande", d.Name("fr")},
		{"in English where there is none", "Norland", d.Name("ru")},
		{"the code where there is none at all", "friends", g.Name("en")},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: want %q, got %q", tt.what, tt.want, tt.got)
		}
	}
}
