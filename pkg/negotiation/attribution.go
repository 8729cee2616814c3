package negotiation

import (
	"fmt"
	"slices"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/text"
)

// attribute: a delegation says whether it wants words in brackets retained or deleted, as attributed brackets do
// ("[extreme – US; G77 delete]"; domain.md B2), itself or for a group: words that a command put in brackets, or those whose brackets
// are printed in the current text. It may change its mind; of each the last word counts.
func (d *Document) attribute(p *Process, r Request, c *AttributeBracket) (events, error) {
	printed := c.Anchor != (amendment.Anchor{})
	if printed == (c.Bracket != "") {
		return nil, fmt.Errorf("bracket, anchor: %w", ErrEither)
	}
	attributed := &event.BracketAttributed{Bracket: c.Bracket, Wants: c.Wants}
	var wishes []Wish
	var err error
	if printed {
		attributed.Anchor, wishes, err = d.printed(r, c.Anchor)
	} else {
		wishes, err = d.wishes(c.Bracket)
	}
	if err != nil {
		return nil, err
	}
	if attributed.Attribution, err = p.speaker(r, c.By, c.OnBehalfOf); err != nil {
		return nil, err
	}
	if c.Wants != bracket.Retain && c.Wants != bracket.Delete {
		return nil, fmt.Errorf("wants %q: %w", c.Wants, ErrUnknown)
	}
	if lastWish(wishes, attributed.Attribution) == c.Wants {
		return nil, fmt.Errorf("bracket %s: %w", c.Bracket+attributed.Anchor.Quote, ErrNoChange)
	}
	return events{attributed}, nil
}

// wishes are those on words that a command put in brackets, which are not lifted.
func (d *Document) wishes(id string) ([]Wish, error) {
	i := slices.IndexFunc(d.Brackets, func(b Bracket) bool { return b.Bracket == id })
	if i < 0 {
		return nil, fmt.Errorf("bracket %q: %w", id, ErrNoBracket)
	}
	if d.Brackets[i].Lifted {
		return nil, fmt.Errorf("bracket %s: %w", id, ErrLifted)
	}
	return d.Brackets[i].Wishes, nil
}

// printed is the place of brackets that are printed in a paragraph of the current text, exactly from their opening to their closing,
// and the wishes on them.
func (d *Document) printed(r Request, a amendment.Anchor) (amendment.Anchor, []Wish, error) {
	at, err := d.quoted(r, a)
	if err != nil {
		return at, nil, err
	}
	_, b, err := d.find(at.Paragraph)
	if err != nil {
		return at, nil, err
	}
	words, err := d.wording(r, b)
	if err != nil {
		return at, nil, err
	}
	pair := func(b bracket.Bracket) bool { return text.Span{Start: b.Start, End: b.End} == at.Span }
	if !slices.ContainsFunc(bracket.Parse(words, nil).Brackets, pair) {
		return at, nil, fmt.Errorf("“%s” in paragraph %s: %w", at.Quote, a.Paragraph, ErrPrinted)
	}
	at.From = 0
	i := slices.IndexFunc(d.Printed, func(p Printed) bool { return p.Anchor == at })
	if i < 0 {
		return at, nil, nil
	}
	return at, d.Printed[i].Wishes, nil
}

// lastWish is what somebody wanted last, "" for nothing.
func lastWish(wishes []Wish, who delegation.Attribution) bracket.Wish {
	for _, w := range slices.Backward(wishes) {
		if w.Attribution.By == who.By && slices.Equal(w.Attribution.OnBehalfOf, who.OnBehalfOf) {
			return w.Wants
		}
	}
	return ""
}

func (d *Document) attributed(e *event.BracketAttributed, at time.Time) {
	wish := Wish{Attribution: e.Attribution, Wants: e.Wants, At: at}
	if e.Bracket == "" {
		i := slices.IndexFunc(d.Printed, func(p Printed) bool { return p.Anchor == e.Anchor })
		if i < 0 {
			d.Printed = append(d.Printed, Printed{Anchor: e.Anchor})
			i = len(d.Printed) - 1
		}
		d.Printed[i].Wishes = append(slices.Clip(d.Printed[i].Wishes), wish)
		return
	}
	for i := range d.Brackets {
		if b := &d.Brackets[i]; b.Bracket == e.Bracket {
			b.Wishes = append(slices.Clip(b.Wishes), wish)
		}
	}
}
