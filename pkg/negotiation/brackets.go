package negotiation

import (
	"fmt"
	"slices"

	"adref/pkg/amendment"
	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/event"
)

// bracket: words in brackets are not agreed. Who may put them there is a rule of the process: every delegation, or only the
// chair's office (for itself or as a delegation asked from the floor). The words must stand in the current text; those of an
// agreed paragraph are agreed until it is reopened.
func (d *Document) bracket(p *Process, r Request, c *BracketText) (events, error) {
	if p.Rules.Bracket == consensus.ChairOffice {
		if err := chairOnly(r); err != nil {
			return nil, err
		}
	}
	who, err := p.speakerOrChair(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	at, err := d.quoted(r, c.Anchor)
	if err != nil {
		return nil, err
	}
	if _, agreed := d.Agreed[at.Paragraph]; agreed {
		return nil, fmt.Errorf("paragraph %s: %w", c.Anchor.Paragraph, ErrAgreed)
	}
	for _, b := range d.Brackets {
		same := b.Anchor
		same.From = at.From
		if !b.Lifted && same == at && b.Attribution.By == who.By {
			return nil, fmt.Errorf("“%s”, bracket %s: %w", at.Quote, b.Bracket, ErrNoChange)
		}
	}
	return events{&event.TextBracketed{
		Bracket: fmt.Sprintf("k%d", len(d.Brackets)+1), Attribution: who, Anchor: at, Reason: c.Reason,
	}}, nil
}

// lift: who may take brackets off is a rule of the process: every delegation, or only the chair's office; whoever put them, and
// a member of a group for which they were put, always may. Brackets that stand printed in a tabled text go with the next one.
func (d *Document) lift(p *Process, r Request, c *LiftBracket) (events, error) {
	i := slices.IndexFunc(d.Brackets, func(b Bracket) bool { return b.Bracket == c.Bracket })
	if i < 0 {
		return nil, fmt.Errorf("bracket %q: %w", c.Bracket, ErrNoBracket)
	}
	b := d.Brackets[i]
	own := r.Actor == b.Attribution.By || p.memberOf(r.Actor, b.Attribution.OnBehalfOf, r.At)
	if p.Rules.Lift == consensus.ChairOffice && r.Actor != delegation.Chair && !own {
		return nil, fmt.Errorf("bracket %s by %s: %w", b.Bracket, r.Actor, ErrNotLifter)
	}
	if b.Lifted {
		return nil, fmt.Errorf("bracket %s: %w", b.Bracket, ErrLifted)
	}
	return events{&event.BracketLifted{Bracket: b.Bracket, Reason: c.Reason}}, nil
}

// standing are the brackets put by commands, and not lifted, for which the condition holds.
func (d *Document) standing(where func(amendment.Anchor) bool) []string {
	var ids []string
	for _, b := range d.Brackets {
		if !b.Lifted && where(b.Anchor) {
			ids = append(ids, b.Bracket)
		}
	}
	return ids
}

func (d *Document) lifted(e *event.BracketLifted) {
	for i := range d.Brackets {
		if d.Brackets[i].Bracket == e.Bracket {
			d.Brackets[i].Lifted = true
		}
	}
}
