package compendium_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"adref/pkg/compendium"
	"adref/pkg/delegation"
	"adref/pkg/roster"
)

// all193 is a compendium to which every Member State has contributed.
func all193() compendium.Input {
	in := sample("en")
	real := in.Explanations
	in.Explanations = nil
	for i, d := range roster.UN().Delegations("en", roster.Member) {
		e := real[i%len(real)]
		e.ID, e.Attribution = fmt.Sprintf("e%d", i+1), delegation.Attribution{By: d.Code}
		e.At = e.At.Add(-time.Duration(i) * time.Hour) // received in no alphabetical order
		in.Explanations = append(in.Explanations, e)
	}
	in.Names = func(code, language string) string { return party(code).Name(language) }
	in.SortKeys = func(code, language string) string { return party(code).SortKey(language) }
	return in
}

func party(code string) delegation.Delegation {
	p, _ := roster.UN().Party(code)
	return p.Delegation()
}

func TestAll193StandInTheOrderOfTheLanguage(t *testing.T) {
	for i, c := range compendium.Editions(all193(), roster.Languages...) {
		language := roster.Languages[i]
		for j, d := range roster.UN().Delegations(language, roster.Member) {
			if got := c.Sections[j].Delegation; c.Language != language || got != d.Name(language) {
				t.Fatalf("%s, section %d: %s, want %s", language, j+1, got, d.Name(language))
			}
		}
	}
}

// Made together or one by one, editions have the same bytes.
func TestEditionsAreThoseOfBuild(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputs().Draw(t, "input")
		for _, c := range compendium.Editions(in, "ar", "fr", "zh") {
			alone := in
			alone.Language = c.Language
			if got, want := c.Digest(), compendium.Build(alone).Digest(); got != want {
				t.Fatalf("%s: another compendium than alone", c.Language)
			}
		}
	})
}

func BenchmarkEditionsOf193(b *testing.B) {
	in := all193()
	for name, languages := range map[string][]string{"one language": {"en"}, "six languages": roster.Languages} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, c := range compendium.Editions(in, languages...) {
					var page bytes.Buffer
					if err := c.HTML(&page); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
