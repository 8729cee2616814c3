package negotiation

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"adref/pkg/amendment"
	"adref/pkg/event"
	"adref/pkg/position"
)

// record: a delegation, itself or for a group, states where it stands on the current text: on a paragraph, on words in it, on
// an amendment, or on the whole. A later position on the same thing follows the earlier one and does not replace it. A
// member's position is never inferred from that of its group (domain.md B10).
func (d *Document) record(p *Process, r Request, c *RecordPosition) (events, error) {
	who, err := p.speaker(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	current, ok := d.Current()
	if !ok {
		return nil, fmt.Errorf("the first text: %w", ErrNoRevision)
	}
	if err := checkPosition(c); err != nil {
		return nil, err
	}
	on, err := d.target(r, c.On)
	if err != nil {
		return nil, err
	}
	return events{&event.PositionRecorded{Position: position.Position{
		ID: fmt.Sprintf("s%d", len(d.Positions)+1), Attribution: who, Revision: current.Revision, On: on,
		Stance: c.Stance, Words: c.Words, Source: cmp.Or(c.Source, position.Written),
		Audience: cmp.Or(c.Audience, position.Public), At: r.At,
	}}}, nil
}

func checkPosition(c *RecordPosition) error {
	switch {
	case !slices.Contains(position.Stances, c.Stance):
		return fmt.Errorf("stance %q: %w", c.Stance, ErrUnknown)
	case !slices.Contains([]position.Source{"", position.Floor, position.Written, position.Reported}, c.Source):
		return fmt.Errorf("source %q: %w", c.Source, ErrUnknown)
	case !slices.Contains([]position.Audience{"", position.Public, position.Delegations, position.ChairOnly}, c.Audience):
		return fmt.Errorf("audience %q: %w", c.Audience, ErrUnknown)
	case !utf8.ValidString(c.Words):
		return fmt.Errorf("words: %w", ErrNotUTF8)
	}
	return nil
}

// target is what a position is about, with the paragraph as an identity and the words located.
func (d *Document) target(r Request, on position.Target) (position.Target, error) {
	if (on.Amendment != "" && on.Paragraph != "") || (on.Quote != "" && on.Paragraph == "") {
		return on, ErrTarget
	}
	if on.Amendment != "" {
		if d.amendment(on.Amendment) == nil {
			return on, fmt.Errorf("amendment %q: %w", on.Amendment, ErrNoAmendment)
		}
		return position.Target{Amendment: on.Amendment}, nil
	}
	if on.Paragraph == "" {
		return position.Target{}, nil
	}
	if on.Quote == "" {
		_, b, err := d.find(on.Paragraph)
		return position.Target{Paragraph: b.ID}, err
	}
	at, err := d.quoted(r, amendment.Anchor{Paragraph: on.Paragraph, Quote: on.Quote, Span: on.Span})
	return position.Target{Paragraph: at.Paragraph, Quote: at.Quote, Span: at.Span}, err
}
