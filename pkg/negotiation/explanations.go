package negotiation

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"adref/pkg/delegation"
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
	deadline := p.Invitations[r.Document].Deadline
	received := position.Explanation{
		ID: p.nextExplanation(), Document: r.Document, Attribution: who, Kind: cmp.Or(c.Kind, position.Explains),
		Before: d.Adopted == nil, Language: c.Language, Text: c.Text, Paragraphs: slices.Clone(c.Paragraphs),
		At: r.At, Late: !deadline.IsZero() && r.At.After(deadline),
	}
	if err := checkExplanation(received); err != nil {
		return nil, err
	}
	return events{&event.ExplanationReceived{Explanation: received}}, nil
}

func (p *Process) nextExplanation() string { return fmt.Sprintf("e%d", len(p.Explanations)+1) }

func checkExplanation(e position.Explanation) error {
	if !slices.Contains([]position.ExplanationKind{position.Explains, position.Dissociates, position.ReservesOn}, e.Kind) {
		return fmt.Errorf("kind %q: %w", e.Kind, ErrUnknown)
	}
	if err := tag(e.Language); err != nil {
		return err
	}
	if err := words("text", e.Text); err != nil {
		return err
	}
	for _, cite := range e.Paragraphs {
		if err := words("paragraph", cite); err != nil {
			return err
		}
	}
	return nil
}

// correctExplanation: an explanation is its delegation's own word and is reproduced as received (domain.md B5): only that delegation
// puts it right, at any time. The chair's office does so where the delegation asked it to and is named; unasked it may only say in
// which language the explanation is, so that it stands in the right version of the compendium. Nothing is overwritten: the record keeps every version, an edition that was issued stays as it is, and the next one is a
// corrigendum. It counts as received when the first version was.
func (p *Process) correctExplanation(d *Document, r Request, c *CorrectExplanation) (events, error) {
	was, err := p.ownExplanation(d, r, c.Explanation)
	if err != nil {
		return nil, err
	}
	onlyLanguage := c.Kind == "" && c.Text == "" && c.Paragraphs == nil
	if err := ownWords(r, was, c.By, onlyLanguage); err != nil {
		return nil, err
	}
	now := was
	now.Kind, now.Language, now.Text = cmp.Or(c.Kind, was.Kind), cmp.Or(c.Language, was.Language), cmp.Or(c.Text, was.Text)
	if c.Paragraphs != nil {
		now.Paragraphs = slices.Clone(c.Paragraphs)
	}
	if err := checkExplanation(now); err != nil {
		return nil, err
	}
	if reflect.DeepEqual(now, was) {
		return nil, fmt.Errorf("explanation %s: %w", was.ID, ErrNoChange)
	}
	now.ID, now.Corrects, now.CorrectedAt = p.nextExplanation(), was.ID, r.At
	return events{&event.ExplanationCorrected{Explanation: now, Reason: c.Reason}}, nil
}

// withdrawExplanation: the same delegation may take the explanation back, the chair's office only where it asked. The record keeps it, and so do the editions that hold it; later
// ones leave it out.
func (p *Process) withdrawExplanation(d *Document, r Request, c *WithdrawExplanation) (events, error) {
	was, err := p.ownExplanation(d, r, c.Explanation)
	if err != nil {
		return nil, err
	}
	if err := ownWords(r, was, c.By, false); err != nil {
		return nil, err
	}
	return events{&event.ExplanationWithdrawn{Document: r.Document, Explanation: was.ID, Reason: c.Reason}}, nil
}

// ownExplanation is an explanation on the document that the actor may change: its newest version, not withdrawn.
func (p *Process) ownExplanation(d *Document, r Request, id string) (position.Explanation, error) {
	if err := d.takesExplanations(r); err != nil {
		return position.Explanation{}, err
	}
	i := slices.IndexFunc(p.Explanations, func(e position.Explanation) bool { return e.ID == id && e.Document == r.Document })
	if i < 0 {
		return position.Explanation{}, fmt.Errorf("explanation %q: %w", id, ErrNoExplanation)
	}
	e := p.Explanations[i]
	switch _, retracted := p.Retracted[id]; {
	case r.Actor != delegation.Chair && r.Actor != e.Attribution.By:
		return e, fmt.Errorf("explanation %s of %s: %w", id, e.Attribution.By, ErrNotYou)
	case p.putRight(id):
		return e, fmt.Errorf("explanation %s: %w", id, ErrCorrected)
	case retracted:
		return e, fmt.Errorf("explanation %s: %w", id, ErrRetracted)
	}
	return e, nil
}

// ownWords refuses the chair's office what the delegation has not asked for, unless that is needless.
func ownWords(r Request, e position.Explanation, by string, needless bool) error {
	switch {
	case by != "" && by != e.Attribution.By:
		return fmt.Errorf("explanation %s of %s, for %s: %w", e.ID, e.Attribution.By, by, ErrNotYours)
	case r.Actor == delegation.Chair && by == "" && !needless:
		return fmt.Errorf("explanation %s of %s: %w", e.ID, e.Attribution.By, ErrOwnWords)
	}
	return nil
}

// putRight says whether a later version corrects the explanation.
func (p *Process) putRight(id string) bool {
	return slices.ContainsFunc(p.Explanations, func(e position.Explanation) bool { return e.Corrects == id })
}

// Standing are the explanations on a document as they stand: of each its newest version, without those that were withdrawn, in the
// order of their record.
func (p *Process) Standing(document string) []position.Explanation {
	var out []position.Explanation
	for _, e := range p.Explanations {
		if _, retracted := p.Retracted[e.ID]; e.Document == document && !retracted && !p.putRight(e.ID) {
			out = append(out, e)
		}
	}
	return out
}

func (p *Process) explanationWithdrawn(e *event.ExplanationWithdrawn, at time.Time) {
	if p.Retracted == nil {
		p.Retracted = map[string]Withdrawal{}
	}
	p.Retracted[e.Explanation] = Withdrawal{At: at, Reason: e.Reason}
}

// tag says whether s is a BCP 47 tag that names a language.
func tag(s string) error {
	t, err := language.Parse(s)
	if err != nil || t == language.Und || !utf8.ValidString(s) {
		return fmt.Errorf("language %q: %w", s, ErrLanguage)
	}
	return nil
}

// tags says whether each names a language, and none is named twice.
func tags(languages []string) error {
	for i, l := range languages {
		if err := tag(l); err != nil {
			return err
		}
		if slices.Contains(languages[:i], l) {
			return fmt.Errorf("language %s: %w", l, ErrTwice)
		}
	}
	return nil
}
