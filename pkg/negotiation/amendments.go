package negotiation

import (
	"fmt"
	"slices"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/event"
)

// propose: a delegation, alone or for a group, or the chair's office may ask to change the current text, quoting the words
// exactly. An agreed paragraph is reopened before it is amended. A new paragraph may be asked for after any paragraph, agreed
// or not, or at the start.
//
// The sponsors of an amendment are those on whose behalf it is proposed, else the one who proposes it; others join them.
func (d *Document) propose(p *Process, r Request, c *ProposeAmendment) (events, error) {
	who, err := p.speakerOrChair(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	proposal, before, err := d.anchor(r, c.Proposal)
	if err != nil {
		return nil, err
	}
	if _, agreed := d.Agreed[proposal.Anchor.Paragraph]; agreed && proposal.Operation != amendment.InsertParagraph {
		return nil, fmt.Errorf("paragraph %s: %w", c.Proposal.Anchor.Paragraph, ErrAgreed)
	}
	after := amendment.Apply(proposal, before)
	if proposal.Operation == amendment.InsertParagraph {
		before, after = "", proposal.Words
	}
	if before == after {
		return nil, fmt.Errorf("amendment to paragraph %s: %w", c.Proposal.Anchor.Paragraph, ErrNoChange)
	}
	return events{&event.AmendmentProposed{
		Amendment: fmt.Sprintf("a%d", len(d.Amendments)+1), Attribution: who, Sponsors: sponsors(who),
		Proposal: proposal, Before: before, After: after,
	}}, nil
}

// anchor resolves a proposal against the current text and gives the words of its paragraph.
func (d *Document) anchor(r Request, proposal amendment.Proposal) (amendment.Proposal, string, error) {
	current, ok := d.Current()
	if !ok {
		return proposal, "", fmt.Errorf("the first text: %w", ErrNoRevision)
	}
	a := &proposal.Anchor
	if err := checkCurrent(current, a.Revision); err != nil {
		return proposal, "", err
	}
	a.Revision = current.Revision
	words := ""
	if atStart := a.Paragraph == "" && proposal.Operation == amendment.InsertParagraph; !atStart {
		_, b, err := d.find(a.Paragraph)
		if err != nil {
			return proposal, "", err
		}
		a.Paragraph = b.ID
		if words, err = d.wording(r, b); err != nil {
			return proposal, "", err
		}
	}
	resolved, err := amendment.Resolve(proposal, words)
	if err != nil {
		return proposal, "", invalid(fmt.Errorf("paragraph %s of %s: %w", a.Paragraph, current.Name, err))
	}
	return resolved, words, nil
}

// quoted resolves the anchor of words that stand in the current text.
func (d *Document) quoted(r Request, a amendment.Anchor) (amendment.Anchor, error) {
	resolved, _, err := d.anchor(r, amendment.Proposal{Operation: amendment.DeleteWords, Anchor: a})
	return resolved.Anchor, err
}

// checkCurrent: what is said of the text is said of the current one; 0 stands for it.
func checkCurrent(current Revision, revision int) error {
	switch {
	case revision == 0 || revision == current.Revision:
		return nil
	case revision < 0 || revision > current.Revision:
		return fmt.Errorf("revision %d: %w", revision, ErrNoRevision)
	}
	return fmt.Errorf("revision %d, the current text is %s, revision %d: %w", revision, current.Name, current.Revision, ErrOldRevision)
}

func sponsors(who delegation.Attribution) []string {
	if len(who.OnBehalfOf) > 0 {
		return slices.Clone(who.OnBehalfOf)
	}
	return []string{who.By}
}

// join: a delegation joins the sponsors of an open amendment, itself or for its groups; the chair's office may enter it for
// one. Nobody sponsors twice.
func (d *Document) join(p *Process, r Request, c *JoinSponsors) (events, error) {
	a, err := d.openAmendment(c.Amendment)
	if err != nil {
		return nil, err
	}
	who, err := p.speaker(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	joining := sponsors(who)
	for _, s := range joining {
		if slices.Contains(a.Sponsors, s) {
			return nil, fmt.Errorf("%s of amendment %s: %w", s, a.ID, ErrSponsor)
		}
	}
	return events{&event.AmendmentCosponsored{Amendment: a.ID, Sponsors: joining}}, nil
}

// withdraw: the proposer of an open amendment takes it back, or a member of a group on whose behalf it was proposed, or the
// chair's office for them.
func (d *Document) withdraw(p *Process, r Request, c *WithdrawAmendment) (events, error) {
	a, err := d.openAmendment(c.Amendment)
	if err != nil {
		return nil, err
	}
	if r.Actor != delegation.Chair && r.Actor != a.Attribution.By && !p.memberOf(r.Actor, a.Attribution.OnBehalfOf) {
		return nil, fmt.Errorf("amendment %s by %s: %w", a.ID, r.Actor, ErrNotProposer)
	}
	return events{&event.AmendmentWithdrawn{Amendment: a.ID, Reason: c.Reason}}, nil
}

// dispose: the chair's office says what it did with an open amendment. That is its word; what the text shows of the amendment
// is derived beside it and may differ.
func (d *Document) dispose(r Request, c *DisposeAmendment) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	a, err := d.openAmendment(c.Amendment)
	if err != nil {
		return nil, err
	}
	known := []amendment.Disposition{amendment.Taken, amendment.TakenInPart, amendment.Bracketed, amendment.NotTaken}
	if !slices.Contains(known, c.Disposition) {
		return nil, fmt.Errorf("disposition %q: %w", c.Disposition, ErrUnknown)
	}
	return events{&event.AmendmentDisposed{Amendment: a.ID, Disposition: c.Disposition, Reason: c.Reason}}, nil
}

// openAmendment is the amendment with the ID if it is neither withdrawn nor disposed of.
func (d *Document) openAmendment(id string) (amendment.Amendment, error) {
	a := d.amendment(id)
	switch {
	case a == nil:
		return amendment.Amendment{}, fmt.Errorf("amendment %q: %w", id, ErrNoAmendment)
	case a.State == amendment.Withdrawn:
		return *a, fmt.Errorf("amendment %s: %w", id, ErrWithdrawn)
	case a.State == amendment.Disposed:
		return *a, fmt.Errorf("amendment %s, %s: %w", id, a.Disposition, ErrDisposed)
	}
	return *a, nil
}

func (d *Document) amendment(id string) *amendment.Amendment {
	i := slices.IndexFunc(d.Amendments, func(a amendment.Amendment) bool { return a.ID == id })
	if i < 0 {
		return nil
	}
	return &d.Amendments[i]
}

// openOn are the open amendments that would change the paragraph.
func (d *Document) openOn(paragraph string) []string {
	var ids []string
	for _, a := range d.Amendments {
		p := a.Proposal
		if a.State == amendment.Open && p.Anchor.Paragraph == paragraph && p.Operation != amendment.InsertParagraph {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

func (d *Document) proposed(e *event.AmendmentProposed) {
	d.Amendments = append(d.Amendments, amendment.Amendment{
		ID: e.Amendment, Attribution: e.Attribution, Sponsors: slices.Clone(e.Sponsors), Proposal: e.Proposal, State: amendment.Open,
	})
}

func (d *Document) cosponsored(e *event.AmendmentCosponsored) {
	if a := d.amendment(e.Amendment); a != nil {
		a.Sponsors = append(a.Sponsors, e.Sponsors...)
	}
}

func (d *Document) withdrawn(e *event.AmendmentWithdrawn) {
	if a := d.amendment(e.Amendment); a != nil {
		a.State, a.Reason = amendment.Withdrawn, e.Reason
	}
}

func (d *Document) disposed(e *event.AmendmentDisposed) {
	if a := d.amendment(e.Amendment); a != nil {
		a.State, a.Disposition, a.Reason = amendment.Disposed, e.Disposition, e.Reason
	}
}
