package compendium

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"adref/pkg/delegation"
	"adref/pkg/page"
	"adref/pkg/position"
)

// Build makes the compendium of all explanations of the input.
//
// Order (Editorial Manual, replies of Governments): alphabetical by the name of the delegation in the language of the edition;
// several explanations of one delegation by time of reception. An explanation on behalf of a group, and a joint one, stands
// once, under the delegation that spoke.
func Build(in Input) Compendium { return Editions(in, in.Language)[0] }

// Editions are the compendium in each of the languages. What explanations refer to is looked up once for all of them.
func Editions(in Input, languages ...string) []Compendium {
	r := newResolver(in)
	refs := make([][]found, len(in.Explanations))
	for i, e := range in.Explanations {
		refs[i] = r.references(e)
	}
	all := make([]Compendium, 0, len(languages))
	for _, l := range languages {
		in.Language = l
		all = append(all, build(in.defaults(), r.adopted, refs))
	}
	return all
}

// build is the compendium in the language of the input, with the references of each explanation.
func build(in Input, adopted *Revision, refs [][]found) Compendium {
	c := Compendium{
		Algorithm: Algorithm, Document: in.Document, Explanations: []string{},
		Title: in.Title, Symbol: in.Symbol, TextSymbol: in.TextSymbol, Body: in.Body,
		Distribution: "General", Language: in.Language, Date: clean(in.Date),
		Adopted:  Adoption{At: clean(in.AdoptedAt), How: in.How},
		Sections: []Section{}, Index: []Entry{},
	}
	if adopted != nil {
		c.Adopted.Revision = adopted.Name
	}
	var filed []entry
	for i, e := range in.Explanations {
		c.Explanations = append(c.Explanations, e.ID)
		filed = append(filed, entry{section(in, e, refs[i]), disputed(e, refs[i])})
	}
	sortEntries(in, filed)
	index := newIndex(adopted)
	for _, f := range filed {
		c.Sections = append(c.Sections, f.Section)
		index.add(f)
	}
	c.Index = index.entries()
	return c
}

// entry is a section and which of its references are what it dissociates from or reserves on.
type entry struct {
	Section
	against []bool
}

func sortEntries(in Input, es []entry) {
	o := delegation.NewOrder(in.Language)
	slices.SortStableFunc(es, func(a, b entry) int {
		return cmp.Or(
			o.Compare(in.SortKeys(a.Code, in.Language), in.SortKeys(b.Code, in.Language)),
			strings.Compare(a.Code, b.Code),
			a.ReceivedAt.Compare(b.ReceivedAt))
	})
}

func (in Input) defaults() Input {
	if in.Language == "" {
		in.Language = "en"
	}
	if in.Names == nil {
		in.Names = func(code, _ string) string { return code }
	}
	if in.SortKeys == nil {
		in.SortKeys = in.Names
	}
	return in
}

// clean takes off what a time carries beside the instant, so that the same instant gives the same bytes, and what JSON cannot
// hold.
func clean(t time.Time) time.Time {
	t = t.UTC().Round(0)
	if t.Year() < 0 || t.Year() > 9999 {
		return time.Time{}
	}
	return t
}

func section(in Input, e position.Explanation, found []found) Section {
	kind := e.Kind
	if kind == "" {
		kind = position.Explains
	}
	var refs []Reference
	for _, f := range found {
		refs = append(refs, f.Reference)
	}
	return Section{
		ID: e.ID, Code: e.Attribution.By, Delegation: in.Names(e.Attribution.By, in.Language),
		OnBehalfOf: behalf(in, e), Kind: kind, Before: e.Before, Late: e.Late,
		Language: e.Language, ReceivedAt: clean(e.At), CorrectedAt: clean(e.CorrectedAt), Text: e.Text, References: refs,
		RightToLeft: page.Direction(e.Language) == "rtl",
	}
}

// behalf is the names of those spoken for, in the English alphabetical order that the United Nations uses for co-signatories in
// every language.
func behalf(in Input, e position.Explanation) []string {
	codes := slices.Clone(e.Attribution.OnBehalfOf)
	english := delegation.NewOrder("en")
	slices.SortStableFunc(codes, func(a, b string) int {
		return english.Compare(in.SortKeys(a, "en"), in.SortKeys(b, "en"))
	})
	var names []string
	for _, code := range slices.Compact(codes) {
		names = append(names, in.Names(code, in.Language))
	}
	return names
}

// base is the language of a tag without its region and script.
func base(lang string) string {
	b, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	return b
}
