package negotiation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/event"
)

// declare: brackets side by side are alternatives when the chair's office says so, and not by standing so (design.md, 3). Options
// are words side by side in one paragraph, or ranges of paragraphs that do not overlap; one of them may be no text (domain.md B2:
// "Option 2: (paragraphs 3-3quater)", "Option II: No text").
func (d *Document) declare(r Request, c *DeclareAlternatives) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	current, ok := d.Current()
	if !ok {
		return nil, fmt.Errorf("the first text: %w", ErrNoRevision)
	}
	var words, ranges []event.Option
	options := slices.Clone(c.Options)
	empty := 0
	for i := range options {
		kind, err := d.option(r, &options[i])
		switch {
		case err != nil:
			return nil, fmt.Errorf("option %d: %w", i+1, err)
		case kind == noText:
			empty++
		case kind == ofWords:
			words = append(words, options[i])
		default:
			ranges = append(ranges, options[i])
		}
	}
	if len(options) < 2 || empty > 1 || len(words) > 0 && len(ranges) > 0 {
		return nil, fmt.Errorf("%d options, %d of them no text: %w", len(options), empty, ErrOptions)
	}
	if err := d.sideBySide(r, words); err != nil {
		return nil, err
	}
	if err := apart(current, ranges); err != nil {
		return nil, err
	}
	return events{&event.AlternativesDeclared{
		Alternatives: fmt.Sprintf("o%d", len(d.Alternatives)+1), Revision: current.Revision, Options: options, Reason: c.Reason,
	}}, nil
}

// Kinds of options.
const (
	noText = iota
	ofWords
	ofParagraphs
)

// option resolves an option, which is exactly one of three things.
func (d *Document) option(r Request, o *event.Option) (kind int, err error) {
	quotes, ranges := o.Anchor != (amendment.Anchor{}), o.From != "" || o.To != ""
	switch {
	case o.NoText && !quotes && !ranges:
		return noText, nil
	case quotes && !o.NoText && !ranges:
		o.Anchor, err = d.quoted(r, o.Anchor)
		return ofWords, err
	case o.From != "" && !o.NoText && !quotes:
		_, from, err := d.find(o.From)
		if err != nil {
			return ofParagraphs, err
		}
		to := from
		if o.To != "" {
			_, to, err = d.find(o.To)
		}
		o.From, o.To = from.ID, to.ID
		return ofParagraphs, err
	}
	return noText, ErrOptions
}

// sideBySide says whether words stand one after another in one paragraph, with nothing between them but spaces and slashes.
func (d *Document) sideBySide(r Request, words []event.Option) error {
	for i := 1; i < len(words); i++ {
		a, b := words[i-1].Anchor, words[i].Anchor
		_, block, err := d.find(a.Paragraph)
		if err != nil {
			return err
		}
		text, err := d.wording(r, block)
		if err != nil {
			return err
		}
		if a.Paragraph != b.Paragraph || a.Span.End > b.Span.Start || strings.Trim(text[a.Span.End:b.Span.Start], " /[]") != "" {
			return fmt.Errorf("“%s” and “%s”: %w", a.Quote, b.Quote, ErrOptions)
		}
	}
	return nil
}

// apart says whether ranges of paragraphs run forwards and do not overlap.
func apart(current Revision, ranges []event.Option) error {
	place := func(id string) int {
		return slices.IndexFunc(current.Blocks, func(b event.Block) bool { return b.ID == id })
	}
	taken := map[int]bool{}
	for _, o := range ranges {
		from, to := place(o.From), place(o.To)
		if from > to {
			return fmt.Errorf("from %s to %s: %w", o.From, o.To, ErrOptions)
		}
		for i := from; i <= to; i++ {
			if taken[i] {
				return fmt.Errorf("paragraph %s: %w", current.Blocks[i].ID, ErrTwice)
			}
			taken[i] = true
		}
	}
	return nil
}

func (d *Document) declared(e *event.AlternativesDeclared, at time.Time) {
	a := Alternatives{AlternativesDeclared: *e, At: at}
	a.Options = slices.Clone(e.Options) // the event keeps its own
	d.Alternatives = append(d.Alternatives, a)
}
