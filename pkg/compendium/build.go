package compendium

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"adref/pkg/page"
	"adref/pkg/position"
)

// Build makes the compendium of all explanations of the input.
//
// Order (Editorial Manual, replies of Governments): alphabetical by the name of the delegation in the language of the edition;
// several explanations of one delegation by time of reception. An explanation on behalf of a group, and a joint one, stands
// once, under the delegation that spoke.
func Build(in Input) Compendium {
	in = in.defaults()
	c := Compendium{
		Algorithm: Algorithm, Document: in.Document, Explanations: []string{},
		Title: in.Title, Symbol: in.Symbol, TextSymbol: in.TextSymbol, Body: in.Body,
		Distribution: "General", Language: in.Language, Date: clean(in.Date),
		Adopted:  Adoption{At: clean(in.AdoptedAt), How: in.How},
		Sections: []Section{}, Index: []Entry{},
	}
	r := newResolver(in)
	if r.adopted != nil {
		c.Adopted.Revision = r.adopted.Name
	}
	var filed []entry
	for _, e := range in.Explanations {
		c.Explanations = append(c.Explanations, e.ID)
		found := r.references(e)
		filed = append(filed, entry{section(in, e, found), disputed(e, found)})
	}
	sortEntries(filed, newOrder(in.Language))
	index := newIndex(r.adopted)
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

func sortEntries(es []entry, o *order) {
	slices.SortStableFunc(es, func(a, b entry) int {
		return cmp.Or(
			o.compare(a.Delegation, b.Delegation),
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
	english := newOrder("en")
	slices.SortStableFunc(codes, func(a, b string) int {
		return english.compare(in.Names(a, "en"), in.Names(b, "en"))
	})
	var names []string
	for _, code := range slices.Compact(codes) {
		names = append(names, in.Names(code, in.Language))
	}
	return names
}

// order is the alphabetical order of a language.
type order struct {
	collator *collate.Collator
	arabic   bool
	buf      collate.Buffer
	keys     map[string][]byte
}

func newOrder(lang string) *order {
	tag, err := language.Parse(lang)
	if err != nil {
		tag = language.English
	}
	return &order{collator: collate.New(tag), arabic: base(lang) == "ar", keys: map[string][]byte{}}
}

var alif = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا")

// compare orders two names; names that the language does not tell apart are ordered by their bytes.
func (o *order) compare(a, b string) int {
	if n := bytes.Compare(o.key(a), o.key(b)); n != 0 {
		return n
	}
	return strings.Compare(a, b)
}

func (o *order) key(name string) []byte {
	if k, ok := o.keys[name]; ok {
		return k
	}
	filed := name
	if o.arabic {
		// Arabic lists of States leave out the article and do not tell the forms of alif apart: أذربيجان, الأرجنتين, الأردن, إستونيا.
		filed = alif.Replace(strings.TrimPrefix(name, "ال"))
	}
	k := bytes.Clone(o.collator.KeyFromString(&o.buf, filed))
	o.buf.Reset()
	o.keys[name] = k
	return k
}

// base is the language of a tag without its region and script.
func base(lang string) string {
	b, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	return b
}
