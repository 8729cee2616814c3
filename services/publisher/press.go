package publisher

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"adref/pkg/blob"
	"adref/pkg/compendium"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/pkg/symbol"
	"adref/pkg/view"
)

// Published is the view of a document: its compendium as it would be issued now, and the editions.
type Published struct {
	// Digest names the JSON of the compendium, which is kept as a blob: issuing this digest freezes it.
	Digest     string          `json:"digest"`
	Compendium json.RawMessage `json:"compendium"` // a compendium.Compendium
	// Editions are those issued. The symbol of one that was given none is that of the original with /Add.n or /Corr.n.
	Editions []negotiation.Issued `json:"editions"`
}

// press makes the views of one document at a time.
type press struct {
	loader *service.Loader
	blobs  blob.Store
	views  view.Store
}

// run makes the views of an adopted document, unless they reflect its newest commit already.
func (p *press) run(ctx context.Context, a eventlog.Aggregate, d *document, upTo uint64) error {
	key := a.Process + "." + a.Document + "."
	current, err := p.current(ctx, key+"compendium", d.newest)
	if err != nil || current {
		return err
	}
	process, err := p.loader.Process(ctx, a.Process, upTo)
	if err != nil {
		return err
	}
	state, err := p.loader.Document(ctx, a.Process, a.Document, upTo)
	if err != nil {
		return err
	}
	issued := editions(process, a.Document)
	for ; d.pressed < len(issued); d.pressed++ {
		if err := p.edition(ctx, a, issued, d.pressed, d.issued); err != nil {
			return err
		}
	}
	all, err := p.build(ctx, a.Document, process, state)
	if err != nil {
		return err
	}
	for _, c := range all {
		if err := p.standing(ctx, a, c, process, issued, d); err != nil {
			return err
		}
	}
	return nil
}

// languages are those that a compendium is made in. English is last: where its view is current, the others are.
var languages = []string{"ar", "es", "fr", "ru", "zh", english}

const english = "en"

// standing makes the views of the compendium in one language: the newest edition, if it is that, else a draft of the next one.
func (p *press) standing(ctx context.Context, a eventlog.Aggregate, c compendium.Compendium, process *negotiation.Process, issued []negotiation.Issued, d *document) error {
	frozen := c.JSON()
	digest, err := p.blobs.Put(ctx, frozen)
	if err != nil {
		return err
	}
	body, err := json.Marshal(Published{Digest: digest, Compendium: frozen, Editions: issued})
	if err != nil {
		return err
	}
	name := a.Process + "." + a.Document + ".compendium"
	if c.Language != english {
		name += "." + c.Language
	}
	if n := issuedUnder(digest, issued); n < 0 {
		draftOf(&c, process, issued)
	} else if err := p.issuedAs(ctx, a, &c, issued, n, d.issued); err != nil {
		return err
	}
	return p.put(ctx, name, body, c, d.newest)
}

// current says whether the view reflects the commit, made by this version of the algorithm.
func (p *press) current(ctx context.Context, key string, newest uint64) (bool, error) {
	e, err := p.views.Get(ctx, key)
	if errors.Is(err, view.ErrNotFound) || err == nil && e.Seq < newest {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var made struct{ Compendium struct{ Algorithm string } }
	return json.Unmarshal(e.Value, &made) == nil && made.Compendium.Algorithm == compendium.Algorithm, nil
}

// put writes a compendium in its three forms. The JSON is last: where it is current, the others are.
func (p *press) put(ctx context.Context, key string, body []byte, c compendium.Compendium, seq uint64) error {
	var page, markdown bytes.Buffer
	if err := c.HTML(&page); err != nil {
		return err
	}
	if err := c.Markdown(&markdown); err != nil {
		return err
	}
	sheet, err := json.Marshal(c.Paper())
	if err != nil {
		return err
	}
	for _, e := range []view.Entry{
		{Key: key + "-paper", Value: sheet, Seq: seq}, // what every other format is written of
		{Key: key + "-html", Value: page.Bytes(), Seq: seq},
		{Key: key + "-md", Value: markdown.Bytes(), Seq: seq},
		{Key: key, Value: body, Seq: seq},
	} {
		if err := p.views.Put(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// edition makes the views of an edition from its frozen bytes.
func (p *press) edition(ctx context.Context, a eventlog.Aggregate, issued []negotiation.Issued, n int, seqs []uint64) error {
	e := issued[n]
	b, err := p.blobs.Get(ctx, e.Digest)
	if err != nil {
		return fmt.Errorf("edition %d: %w", e.Edition, err)
	}
	c, err := compendium.Parse(b)
	if err != nil {
		return fmt.Errorf("edition %d: %w", e.Edition, err)
	}
	if !slices.Equal(c.Explanations, e.Explanations) || n >= len(seqs) {
		return fmt.Errorf("edition %d, digest %s: %w", e.Edition, e.Digest, errEdition)
	}
	if err := p.issuedAs(ctx, a, &c, issued, n, seqs); err != nil {
		return err
	}
	return p.put(ctx, fmt.Sprintf("%s.%s.edition-%d", a.Process, a.Document, e.Edition), b, c, seqs[n])
}

// build makes the compendium of what has been received so far, in every language. Its date is that of the newest decision in it, so that it does
// not depend on when it is made.
func (p *press) build(ctx context.Context, document string, process *negotiation.Process, state *negotiation.Document) ([]compendium.Compendium, error) {
	if state.Adopted == nil {
		return nil, fmt.Errorf("%s: %w", document, negotiation.ErrNotAdopted)
	}
	in := compendium.Input{
		Document: document, Title: state.Title, Body: process.Body,
		Date: state.Adopted.At, AdoptedAt: state.Adopted.At, How: state.Adopted.How, Adopted: state.Adopted.Revision,
		TextSymbol: textSymbol(state), Names: names(process), SortKeys: sortKeys(process), Explanations: process.Standing(document),
	}
	for _, r := range state.Revisions {
		t, err := p.loader.Revision(ctx, state, r.Revision)
		if err != nil {
			return nil, err
		}
		in.Revisions = append(in.Revisions, compendium.Revision{Ordinal: r.Revision, Name: r.Name, Document: t})
		in.Date = later(in.Date, r.At)
	}
	for _, e := range in.Explanations {
		in.Date = later(later(in.Date, e.At), e.CorrectedAt)
	}
	return compendium.Editions(in, languages...), nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// textSymbol is the symbol of the adopted revision, or of the document.
func textSymbol(d *negotiation.Document) string {
	if n := d.Adopted.Revision; n >= 1 && n <= len(d.Revisions) && d.Revisions[n-1].Symbol != "" {
		return d.Revisions[n-1].Symbol
	}
	return d.Symbol
}

// names finds the names of the delegations and groups of a process.
func names(p *negotiation.Process) func(code, language string) string {
	return func(code, language string) string {
		for _, d := range p.Delegations {
			if d.Code == code {
				return d.Name(language)
			}
		}
		for _, g := range p.Groups {
			if g.Code == code {
				return g.Name(language)
			}
		}
		return code
	}
}

// sortKeys finds what the delegations and groups are filed under.
func sortKeys(p *negotiation.Process) func(code, language string) string {
	name := names(p)
	return func(code, language string) string {
		for _, d := range p.Delegations {
			if d.Code == code {
				return d.SortKey(language)
			}
		}
		return name(code, language)
	}
}

// editions are those of a document, each with its symbol.
func editions(p *negotiation.Process, document string) []negotiation.Issued {
	issued := []negotiation.Issued{}
	for _, e := range p.Editions {
		if e.Document != document {
			continue
		}
		if e.Symbol == "" && len(issued) > 0 {
			e.Symbol = derived(issued[0].Symbol, e)
		}
		issued = append(issued, e)
	}
	return issued
}

// derived is the symbol of an addendum or a corrigendum to the original, "" where that has none to derive it from.
func derived(original string, e negotiation.Issued) string {
	of, err := symbol.Parse(original)
	switch {
	case err != nil:
		return ""
	case e.Corrigendum > 0:
		return of.With(symbol.Corr, e.Corrigendum).String()
	case e.AddendumNumber() == 0:
		return original // in another language
	}
	return of.With(symbol.Add, e.AddendumNumber()).String()
}

// issuedUnder is which edition has the digest, if it is a version of the newest one; else -1.
func issuedUnder(digest string, issued []negotiation.Issued) int {
	for n := range slices.Backward(issued) {
		if issued[n].Name() != issued[len(issued)-1].Name() {
			break
		}
		if issued[n].Digest == digest {
			return n
		}
	}
	return -1
}

// draftOf shows a compendium as the draft of the next edition.
func draftOf(c *compendium.Compendium, process *negotiation.Process, issued []negotiation.Issued) {
	next := process.NextEdition(c.Document, c.Language)
	c.Standing = compendium.Standing{
		Draft: true, Addendum: next.AddendumNumber(), Corrigendum: next.Corrigendum, New: unheard(c.Explanations, issued, next.Name()),
	}
	if next.Corrigendum > 0 {
		c.Standing.Changes = changes(process, issued, c.Explanations, next.Name(), c.Language)
	}
}

// issuedAs shows a compendium as edition n: with its symbol, the day of its issue, what is new in it and what it changes, by the
// names that were in use when it was issued.
func (p *press) issuedAs(ctx context.Context, a eventlog.Aggregate, c *compendium.Compendium, issued []negotiation.Issued, n int, seqs []uint64) error {
	e := issued[n]
	c.Symbol, c.Date = e.Symbol, e.At
	c.Standing = compendium.Standing{Addendum: e.AddendumNumber(), Corrigendum: e.Corrigendum, New: unheard(c.Explanations, issued[:n], e.Name())}
	if e.Corrigendum == 0 {
		return nil
	}
	then, err := p.loader.Process(ctx, a.Process, seqs[n])
	if err != nil {
		return err
	}
	c.Standing.Changes = changes(then, issued[:n], c.Explanations, e.Name(), c.Language)
	return nil
}

// unheard are the explanations that no earlier edition than the one of the name holds; in the original none is marked. Versions of
// the same edition in other languages are not earlier.
func unheard(ids []string, issued []negotiation.Issued, name string) []string {
	earlier := slices.DeleteFunc(slices.Clone(issued), func(e negotiation.Issued) bool { return e.Name() == name })
	if len(earlier) == 0 {
		return nil
	}
	var fresh []string
	for _, id := range ids {
		if !slices.ContainsFunc(earlier, func(e negotiation.Issued) bool { return slices.Contains(e.Explanations, id) }) {
			fresh = append(fresh, id)
		}
	}
	return fresh
}
