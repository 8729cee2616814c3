package negotiation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/delegation"
	"adref/pkg/event"
)

// attribute: a delegation says whether it wants words in brackets retained or deleted, as attributed brackets do
// ("[extreme – US; G77 delete]"; domain.md B2), itself or for a group: words that a command put in brackets, or those whose brackets
// are printed in the current text. These may open in one paragraph and close in a later one: in bracketed drafts every sixth to every
// second paragraph with brackets is not balanced in itself (domain.md A). It may change its mind; of each the last word counts.
func (d *Document) attribute(p *Process, r Request, c *AttributeBracket) (events, error) {
	printed := c.Anchor != (amendment.Anchor{})
	if printed == (c.Bracket != "") || !printed && c.Through != (amendment.Anchor{}) {
		return nil, fmt.Errorf("bracket, anchor: %w", ErrEither)
	}
	attributed := &event.BracketAttributed{Bracket: c.Bracket, Wants: c.Wants}
	var wishes []Wish
	var err error
	if printed {
		attributed.Anchor, attributed.Through, err = d.printed(r, c.Anchor, c.Through)
		wishes = d.wishesAt(attributed.Anchor, attributed.Through)
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

// printed is the place of brackets that are printed in the current text, exactly from their opening to their closing: in one
// paragraph, or from the quote in one through that in a later one. The second anchor is zero for one paragraph.
func (d *Document) printed(r Request, from, through amendment.Anchor) (amendment.Anchor, amendment.Anchor, error) {
	at, err := d.quoted(r, from)
	if err != nil {
		return at, through, err
	}
	end := at
	if several := through != (amendment.Anchor{}); several {
		through.Revision = from.Revision
		if end, err = d.quoted(r, through); err != nil {
			return at, end, err
		}
	}
	paired, err := d.paired(r, at, end)
	if err != nil {
		return at, end, err
	}
	if !paired {
		return at, end, fmt.Errorf("“%s” in paragraph %s: %w", at.Quote, from.Paragraph, ErrPrinted)
	}
	at.From, end.From = 0, 0
	if end == at {
		end = amendment.Anchor{}
	}
	return at, end, nil
}

// paired says whether the bracket that opens where one anchor begins is closed where the other one ends.
func (d *Document) paired(r Request, at, end amendment.Anchor) (bool, error) {
	current, _ := d.Current()
	var words strings.Builder
	inside := false
	for _, b := range current.Blocks {
		if inside = inside || b.ID == at.Paragraph; !inside {
			continue
		}
		own, err := d.wording(r, b)
		if err != nil {
			return false, err
		}
		closes := words.Len() + end.Span.End
		words.WriteString(own + "\n\n")
		if b.ID == end.Paragraph {
			pair := func(b bracket.Bracket) bool { return b.Start == at.Span.Start && b.End == closes }
			return slices.ContainsFunc(bracket.Parse(words.String(), nil).Brackets, pair), nil
		}
	}
	return false, nil // the second stands before the first
}

// wishesAt are those on brackets that are printed at a place.
func (d *Document) wishesAt(at, through amendment.Anchor) []Wish {
	if i := d.printedAt(at, through); i >= 0 {
		return d.Printed[i].Wishes
	}
	return nil
}

func (d *Document) printedAt(at, through amendment.Anchor) int {
	return slices.IndexFunc(d.Printed, func(p Printed) bool { return p.Anchor == at && p.Through == through })
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
		i := d.printedAt(e.Anchor, e.Through)
		if i < 0 {
			d.Printed = append(d.Printed, Printed{Anchor: e.Anchor, Through: e.Through})
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
