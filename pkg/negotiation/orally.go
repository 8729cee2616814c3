package negotiation

import (
	"cmp"
	"fmt"
	"slices"

	"adref/pkg/amendment"
	"adref/pkg/event"
)

// asAmended is what follows the name of a text that was amended at its adoption.
const asAmended = ", as orally amended"

// adoptAmended: a text may be adopted as orally amended (domain.md B3: at the last meeting "the wording in paragraph 6 would be
// amended to read …"). Each oral amendment was read back when it was recorded, is open, holds in the text before the meeting, and
// changes other words than the rest. The adopted text is a revision of its own, in the same decision; it and the text that is
// published later are two. The amendments are taken; open ones that lose their words by them are flagged.
func (d *Document) adoptAmended(r Request, c *AdoptText, current Revision) (events, error) {
	var proposals []amendment.Proposal
	out := events{}
	for i, id := range c.Amendments {
		if slices.Contains(c.Amendments[:i], id) {
			return nil, fmt.Errorf("amendment %s: %w", id, ErrTwice)
		}
		a, err := d.readBackAmendment(id, current)
		if err != nil {
			return nil, err
		}
		proposals = append(proposals, a.Proposal)
		out = append(out, &event.AmendmentDisposed{Amendment: id, Disposition: amendment.Taken, Reason: "adopted" + asAmended})
	}
	tabled, err := d.amendedText(r, c, current, proposals)
	if err != nil {
		return nil, err
	}
	flagged := map[string]bool{}
	for _, id := range c.Amendments {
		for _, e := range d.overtaken(*d.amendment(id)) {
			stale := e.(*event.AmendmentStale)
			if !flagged[stale.Amendment] && !slices.Contains(c.Amendments, stale.Amendment) {
				flagged[stale.Amendment] = true
				out = append(out, stale)
			}
		}
	}
	return append(append(events{tabled}, out...), &event.TextAdopted{
		Revision: tabled.Revision, Digest: tabled.Text, How: "by consensus" + asAmended,
		Proposed: current.Revision, Amendments: slices.Clone(c.Amendments),
	}), nil
}

// readBackAmendment is an open oral amendment to the text before the meeting.
func (d *Document) readBackAmendment(id string, current Revision) (amendment.Amendment, error) {
	a, err := d.openAmendment(id)
	switch {
	case err != nil:
		return a, err
	case !a.Oral:
		return a, fmt.Errorf("amendment %s: %w", id, ErrNotRead)
	case a.Proposal.Amends != "":
		return a, fmt.Errorf("amendment %s, to %s: %w", id, a.Proposal.Amends, ErrNotOfText)
	case a.Stale != "":
		return a, fmt.Errorf("amendment %s: %s: %w", id, a.Stale, ErrOvertaken)
	}
	return a, checkCurrent(current, a.Proposal.Anchor.Revision)
}

// checkCurrent: an amendment made on another text has to be made on this one.
func checkCurrent(current Revision, revision int) error {
	if revision != current.Revision {
		return fmt.Errorf("revision %d, the current text is %s, revision %d: %w", revision, current.Name, current.Revision, ErrOldRevision)
	}
	return nil
}

// OrallyAmended is the current text with the oral amendments of a command, for the service that keeps it; Decide makes it again
// and compares. The error is that of the amendments.
func (d *Document) OrallyAmended(r Request, proposals []amendment.Proposal) (Tabled, error) {
	current, ok := d.Current()
	if !ok || r.Facts.Text == nil {
		return Tabled{}, fmt.Errorf("text: %w", ErrFacts)
	}
	t, err := d.Overlay(current.Revision, *r.Facts.Text)
	if err != nil {
		return Tabled{}, err
	}
	t, err = amendment.Amend(t, proposals, d.Fresh())
	return Tabled{Document: t}, conflict(err)
}

// Proposals are those of the amendments of a command that exist.
func (d *Document) Proposals(c *AdoptText) []amendment.Proposal {
	var out []amendment.Proposal
	for _, id := range c.Amendments {
		if a := d.amendment(id); a != nil {
			out = append(out, a.Proposal)
		}
	}
	return out
}

// amendedText is the revision that the amendments make of the text.
func (d *Document) amendedText(r Request, c *AdoptText, current Revision, proposals []amendment.Proposal) (*event.RevisionTabled, error) {
	want, err := d.OrallyAmended(r, proposals)
	if err != nil {
		return nil, err
	}
	kept := r.Facts.Tabled
	if kept == nil || kept.Source == "" || kept.Text == "" || len(kept.Document.Blocks) != len(want.Document.Blocks) {
		return nil, fmt.Errorf("amended text: %w", ErrFacts)
	}
	for i, b := range want.Document.Blocks {
		if k := kept.Document.Blocks[i]; k.ID != b.ID || k.Digest() != b.Digest() {
			return nil, fmt.Errorf("block %d of the amended text: %w", i+1, ErrFacts)
		}
	}
	name := cmp.Or(c.Name, current.Name+asAmended)
	if err := d.checkName(name); err != nil {
		return nil, err
	}
	if err := d.checkSymbol(c.Symbol); err != nil {
		return nil, err
	}
	return &event.RevisionTabled{
		Revision: len(d.Revisions) + 1, Name: name, Symbol: c.Symbol, Language: current.Language, Format: current.Format,
		Source: kept.Source, Text: kept.Text, Blocks: kept.blocks(),
	}, nil
}
