package negotiation

import (
	"fmt"
	"slices"
	"strings"

	"adref/pkg/event"
	"adref/pkg/symbol"
)

// correctText: after the adoption the chair's office may issue a corrigendum to the newest text, adopted or published, in all
// languages or in some (domain.md B4: Corr. may not apply to all languages). It says for which words which are to be read; what
// was adopted is not changed by it. In the language of the text kept here, the wrong words must stand in that paragraph.
func (d *Document) correctText(r Request, c *CorrectText) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	if d.Adopted == nil {
		return nil, fmt.Errorf("corrigendum: %w", ErrNotAdopted)
	}
	if len(c.Languages) == 0 || len(c.Corrections) == 0 {
		return nil, fmt.Errorf("languages, corrections: %w", ErrMissing)
	}
	if err := tags(c.Languages); err != nil {
		return nil, err
	}
	current, _ := d.Current()
	corrections := slices.Clone(c.Corrections)
	for i := range corrections {
		if err := d.checkCorrection(r, c, current, &corrections[i]); err != nil {
			return nil, err
		}
	}
	n := len(d.Corrigenda) + 1
	corrigendum := c.Symbol
	if of, err := symbol.Parse(current.Symbol); err == nil && corrigendum == "" {
		corrigendum = of.With(symbol.Corr, n).String()
	}
	if err := d.checkSymbol(corrigendum); err != nil {
		return nil, err
	}
	return events{&event.TextCorrected{
		Corrigendum: n, Revision: current.Revision, Symbol: corrigendum, Languages: slices.Clone(c.Languages),
		Corrections: corrections, Reason: c.Reason,
	}}, nil
}

// checkCorrection says whether a line has a meaning and makes its paragraph an identity.
func (d *Document) checkCorrection(r Request, c *CorrectText, current Revision, line *event.Correction) error {
	if !slices.Contains(c.Languages, line.Language) {
		return fmt.Errorf("correction in %q: %w", line.Language, ErrLanguages)
	}
	_, b, err := d.find(line.Paragraph)
	if err != nil {
		return err
	}
	line.Paragraph = b.ID
	if line.For == line.Read {
		return fmt.Errorf("for “%s” read the same: %w", line.For, ErrNoChange)
	}
	if line.Language != current.Language {
		return nil
	}
	text, err := d.wording(r, b)
	if err != nil {
		return err
	}
	if !strings.Contains(text, line.For) {
		return fmt.Errorf("“%s” in paragraph %s of %s: %w", line.For, b.Cite, current.Name, ErrNotThere)
	}
	return nil
}

// checkSymbol: the symbols of a document succeed each other (CRP.1, CRP.1/Rev.1, L.1, A/79/214; domain.md B3, B4), as far as they
// are symbols of the United Nations, and none is given twice. See symbol.Follow for what is refused.
func (d *Document) checkSymbol(next string) error {
	if next == "" {
		return nil
	}
	is, err := symbol.Parse(next)
	for _, c := range d.Corrigenda {
		if c.Symbol == next {
			return fmt.Errorf("symbol %s: %w", next, ErrNameTaken)
		}
	}
	for _, r := range d.Revisions {
		if r.Symbol == next {
			return fmt.Errorf("symbol %s: %w", next, ErrNameTaken)
		}
		was, e := symbol.Parse(r.Symbol)
		if err != nil || e != nil {
			continue // a symbol of another body, or none
		}
		if err := symbol.Follow(was, is); err != nil {
			return conflict(err)
		}
	}
	return nil
}
