package negotiation

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/language"

	"adref/pkg/event"
	"adref/pkg/position"
)

// invite: only the chair's office invites explanations of position, on a document that is open; inviting again sets another
// deadline, so it names another. A deadline lies ahead. It closes nothing: what comes later is received and marked as late.
func (p *Process) invite(d *Document, r Request, c *InviteExplanations) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	if err := d.takesExplanations(r); err != nil {
		return nil, err
	}
	if !c.Deadline.IsZero() && !c.Deadline.After(r.At) {
		return nil, fmt.Errorf("%s: %w", moment(c.Deadline), ErrDeadline)
	}
	if was, invited := p.Invitations[r.Document]; invited && was.Deadline.Equal(c.Deadline) {
		return nil, fmt.Errorf("invitation to explain positions on %s: %w", r.Document, ErrNoChange)
	}
	return events{&event.ExplanationsInvited{Document: r.Document, Deadline: c.Deadline}}, nil
}

// takesExplanations: positions are explained on a document that is open and was not withdrawn.
func (d *Document) takesExplanations(r Request) error {
	switch {
	case !d.Opened:
		return fmt.Errorf("document %s: %w", r.Document, ErrNotOpen)
	case d.Withdrawn != nil:
		return fmt.Errorf("document %s, on %s: %w", r.Document, day(d.Withdrawn.At), ErrClosed)
	}
	return nil
}

// explain: every delegation that has been admitted, observers too, may explain its position before or after the adoption,
// alone, with others or for a group; the chair's office may enter an explanation that reached it otherwise. Explanations do not
// need an invitation. The text is kept as received, in its language (domain.md B5, B6: the Secretariat does not edit it).
func (p *Process) explain(d *Document, r Request, c *ExplainPosition) (events, error) {
	if err := d.takesExplanations(r); err != nil {
		return nil, err
	}
	who, err := p.speaker(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	kind := c.Kind
	if kind == "" {
		kind = position.Explains
	}
	if !slices.Contains([]position.ExplanationKind{position.Explains, position.Dissociates, position.ReservesOn}, kind) {
		return nil, fmt.Errorf("kind %q: %w", kind, ErrUnknown)
	}
	if err := tag(c.Language); err != nil {
		return nil, err
	}
	if err := words("text", c.Text); err != nil {
		return nil, err
	}
	for _, cite := range c.Paragraphs {
		if err := words("paragraph", cite); err != nil {
			return nil, err
		}
	}
	deadline := p.Invitations[r.Document].Deadline
	return events{&event.ExplanationReceived{Explanation: position.Explanation{
		ID: fmt.Sprintf("e%d", len(p.Explanations)+1), Document: r.Document, Attribution: who, Kind: kind,
		Before: d.Adopted == nil, Language: c.Language, Text: c.Text, Paragraphs: slices.Clone(c.Paragraphs),
		At: r.At, Late: !deadline.IsZero() && r.At.After(deadline),
	}}}, nil
}

// issue: only the chair's office issues the compendium, after the adoption. An edition holds exactly the explanations received
// when it is issued, so that none is left out by a race; the first is the original, each later one an addendum, and there
// is no addendum without a new explanation.
func (p *Process) issue(d *Document, r Request, c *IssueCompendium) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	if d.Adopted == nil {
		return nil, fmt.Errorf("compendium on %s: %w", r.Document, ErrNotAdopted)
	}
	received := p.received(r.Document)
	if len(received) == 0 {
		return nil, fmt.Errorf("compendium on %s: %w", r.Document, ErrNoneReceived)
	}
	edition := r.Facts.Edition
	if c.Digest == "" || edition == nil || edition.Document != r.Document {
		return nil, fmt.Errorf("compendium %q: %w", c.Digest, ErrNoEdition)
	}
	if !slices.Equal(edition.Explanations, received) {
		return nil, fmt.Errorf("compendium %s: %w", c.Digest, ErrStale)
	}
	n := 0
	for _, issued := range p.Editions {
		if issued.Document != r.Document {
			continue
		}
		n++
		if slices.Equal(issued.Explanations, received) {
			return nil, fmt.Errorf("compendium %s: %w", c.Digest, ErrIssued)
		}
	}
	return events{&event.CompendiumIssued{
		Document: r.Document, Symbol: c.Symbol, Edition: n, Digest: c.Digest, Explanations: received,
	}}, nil
}

// received are the IDs of the explanations on a document, in the order of reception.
func (p *Process) received(document string) []string {
	var ids []string
	for _, e := range p.Explanations {
		if e.Document == document {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// tag says whether s is a BCP 47 tag that names a language.
func tag(s string) error {
	t, err := language.Parse(s)
	if err != nil || t == language.Und || !utf8.ValidString(s) {
		return fmt.Errorf("language %q: %w", s, ErrLanguage)
	}
	return nil
}
