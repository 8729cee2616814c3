package negotiation

import (
	"cmp"
	"fmt"
	"slices"

	"adref/pkg/event"
)

// issue: only the chair's office issues the compendium, after the adoption. An edition holds exactly the explanations that stand
// when it is issued, so that none is left out by a race; there is no second one with the same in the same language.
func (p *Process) issue(d *Document, r Request, c *IssueCompendium) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	if d.Adopted == nil {
		return nil, fmt.Errorf("compendium on %s: %w", r.Document, ErrNotAdopted)
	}
	language := "en"
	if r.Facts.Edition != nil {
		language = cmp.Or(r.Facts.Edition.Language, language)
	}
	next := p.NextEdition(r.Document, language)
	if len(next.Explanations) == 0 && next.Edition == 0 {
		return nil, fmt.Errorf("compendium on %s: %w", r.Document, ErrNoneReceived)
	}
	if err := p.checkEdition(r, c, next); err != nil {
		return nil, err
	}
	next.Digest = c.Digest
	next.Symbol = cmp.Or(c.Symbol, next.Symbol)
	if len(c.Languages) > 0 {
		if err := checkLanguages(next, c.Languages); err != nil {
			return nil, err
		}
		next.Languages = slices.Clone(c.Languages)
	}
	return events{&next}, nil
}

// checkEdition says whether the compendium with the digest can be issued as the next edition.
func (p *Process) checkEdition(r Request, c *IssueCompendium, next event.CompendiumIssued) error {
	edition := r.Facts.Edition
	if c.Digest == "" || edition == nil || edition.Document != r.Document {
		return fmt.Errorf("compendium %q: %w", c.Digest, ErrNoEdition)
	}
	if c.Language != "" && c.Language != next.Language {
		return fmt.Errorf("compendium %s in %s: %w", c.Digest, next.Language, ErrInLanguage)
	}
	if !slices.Equal(edition.Explanations, next.Explanations) {
		return fmt.Errorf("compendium %s: %w", c.Digest, ErrStale)
	}
	if p.version(r.Document, next.Explanations, next.Language) != nil {
		return fmt.Errorf("compendium %s: %w", c.Digest, ErrIssued)
	}
	if next.Symbol != "" && c.Symbol != "" && c.Symbol != next.Symbol {
		return fmt.Errorf("symbol %s, not %s: %w", next.Symbol, c.Symbol, ErrOneSymbol)
	}
	return nil
}

// checkLanguages: a corrigendum need not concern all languages (domain.md B4); every other edition does.
func checkLanguages(next event.CompendiumIssued, languages []string) error {
	if next.Corrigendum == 0 {
		return fmt.Errorf("languages %v: %w", languages, ErrAddendum)
	}
	return tags(languages)
}

// NextEdition is what an edition of the compendium in a language would be if it were issued now, without digest.
//
// Rule: the first is the original. One that only adds explanations to the last is an addendum; one that corrects an explanation
// that the last holds, or leaves it out, is a corrigendum, whatever it adds, and concerns the languages of these explanations, as
// they were and as they are (domain.md B4). Addenda and corrigenda are counted apart. One that holds the explanations of the last in
// another language is a version of the last: all languages share one symbol (domain.md B4).
func (p *Process) NextEdition(document, language string) event.CompendiumIssued {
	next := event.CompendiumIssued{Document: document, Language: language, Explanations: []string{}}
	for _, e := range p.Standing(document) {
		next.Explanations = append(next.Explanations, e.ID)
	}
	addenda, corrigenda := 0, 0
	for _, e := range p.Editions {
		if e.Document != document {
			continue
		}
		next.Edition++
		addenda = max(addenda, e.AddendumNumber())
		corrigenda = max(corrigenda, e.Corrigendum)
	}
	last := p.lastEdition(document)
	if last == nil {
		return next
	}
	if slices.Equal(last.Explanations, next.Explanations) && p.version(document, next.Explanations, language) == nil {
		next.Addendum, next.Corrigendum, next.Languages, next.Symbol = last.AddendumNumber(), last.Corrigendum, slices.Clone(last.Languages), last.Symbol
		return next
	}
	for _, id := range last.Explanations {
		if !slices.Contains(next.Explanations, id) {
			next.Corrigendum = corrigenda + 1
			next.Languages = p.languagesSince(id, next.Languages)
		}
	}
	if next.Corrigendum == 0 {
		next.Addendum = addenda + 1
	}
	return next
}

// version is the version in a language of the last edition on a document, if that holds the explanations; else nil.
func (p *Process) version(document string, explanations []string, language string) *Issued {
	for i := range slices.Backward(p.Editions) {
		e := &p.Editions[i]
		if e.Document != document {
			continue
		}
		if !slices.Equal(e.Explanations, explanations) {
			return nil
		}
		if e.InLanguage() == language {
			return e
		}
	}
	return nil
}

// languagesSince adds the languages of an explanation and of the versions that correct it, each once.
func (p *Process) languagesSince(id string, languages []string) []string {
	for _, e := range p.Explanations {
		if e.ID != id && e.Corrects != id {
			continue
		}
		if !slices.Contains(languages, e.Language) {
			languages = append(languages, e.Language)
		}
		if e.Corrects == id {
			return p.languagesSince(e.ID, languages)
		}
	}
	return languages
}

// lastEdition is the newest edition of the compendium on a document, nil before the first.
func (p *Process) lastEdition(document string) *Issued {
	for i := range slices.Backward(p.Editions) {
		if p.Editions[i].Document == document {
			return &p.Editions[i]
		}
	}
	return nil
}
