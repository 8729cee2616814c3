package negotiation

import (
	"fmt"
	"slices"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/event"
)

// propose: a delegation, alone or for a group, or the chair's office may ask to change the current text, quoting the words
// exactly. An agreed paragraph is reopened before its words are amended. A new paragraph may be asked for after any paragraph,
// agreed or not, or at the start, and an agreed one may be asked to stand elsewhere.
//
// The sponsors of an amendment are those on whose behalf it is proposed, else the one who proposes it; others join them.
func (d *Document) propose(p *Process, r Request, c *ProposeAmendment) (events, error) {
	who, err := p.speakerOrChair(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	w, err := d.want(r, c.Proposal)
	if err != nil {
		return nil, err
	}
	if err := w.readBack(c.Oral, c.Reads); err != nil {
		return nil, err
	}
	return events{&event.AmendmentProposed{
		Amendment: d.nextAmendment(), Attribution: who, Sponsors: sponsors(who),
		Proposal: w.proposal, Before: w.before, After: w.after, Oral: c.Oral, Mode: p.mode(r.At), Source: c.Source,
	}}, nil
}

// amend: the proposer of an open amendment, or a member of the group it was proposed for, may ask for something else; the
// amendment stays the same one. Anybody else may ask to change the words that it wants: that is an amendment of its own, which
// names the other (as "amendments to amendments" of the practice) and is not amended in turn. What is open on words that were
// revised is flagged: it was made on others.
func (d *Document) amend(p *Process, r Request, c *AmendAmendment) (events, error) {
	a, err := d.openAmendment(c.Amendment)
	if err != nil {
		return nil, err
	}
	who, err := p.speakerOrChair(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	proposal := c.Proposal
	if !p.proposed(a, who.By, r.At) {
		proposal.Amends = a.ID
		return d.propose(p, r, &ProposeAmendment{By: c.By, OnBehalfOf: c.OnBehalfOf, Proposal: proposal, Oral: c.Oral, Reads: c.Reads})
	}
	proposal.Amends = a.Proposal.Amends
	w, err := d.want(r, proposal)
	if err != nil {
		return nil, err
	}
	if err := w.readBack(c.Oral, c.Reads); err != nil {
		return nil, err
	}
	if sameRequest(w.proposal, a.Proposal) && a.Stale == "" {
		return nil, fmt.Errorf("amendment %s: %w", a.ID, ErrNoChange)
	}
	revised := &event.AmendmentRevised{
		Amendment: a.ID, Attribution: who, Proposal: w.proposal, Before: w.before, After: w.after, Oral: c.Oral, Mode: p.mode(r.At),
	}
	return append(events{revised}, d.staleOn(a.ID, "", a.ID+" was revised")...), nil
}

// withdraw: the proposer of an open amendment takes it back, or a member of a group on whose behalf it was proposed, or the
// chair's office for them; where the proposer has left the sponsors, the first of those that stayed. Amendments to its words
// have nothing left to amend.
func (d *Document) withdraw(p *Process, r Request, c *WithdrawAmendment) (events, error) {
	a, err := d.openAmendment(c.Amendment)
	if err != nil {
		return nil, err
	}
	if r.Actor != delegation.Chair && !p.proposed(a, r.Actor, r.At) {
		return nil, fmt.Errorf("amendment %s by %s: %w", a.ID, r.Actor, ErrNotProposer)
	}
	return append(events{&event.AmendmentWithdrawn{Amendment: a.ID, Reason: c.Reason}}, d.staleOn(a.ID, "", a.ID+" was withdrawn")...), nil
}

// reintroduce: any delegation may bring a withdrawn amendment back (rule 122 of the rules of procedure of the General Assembly:
// a motion that was withdrawn may be reintroduced by any member), once at a time. It is a new amendment with sponsors of its own,
// it names the withdrawn one, and it must still hold in the current text.
func (d *Document) reintroduce(p *Process, r Request, c *ReintroduceAmendment) (events, error) {
	a := d.amendment(c.Amendment)
	switch {
	case a == nil:
		return nil, fmt.Errorf("amendment %q: %w", c.Amendment, ErrNoAmendment)
	case a.State != amendment.Withdrawn:
		return nil, fmt.Errorf("amendment %s, %s: %w", a.ID, a.State, ErrNotWithdrawn)
	}
	for _, other := range d.Amendments {
		if other.Reintroduces == a.ID && other.State == amendment.Open {
			return nil, fmt.Errorf("amendment %s, as %s: %w", a.ID, other.ID, ErrReintroduced)
		}
	}
	who, err := p.speakerOrChair(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	w, err := d.want(r, a.Proposal)
	if err != nil {
		return nil, err
	}
	return events{&event.AmendmentReintroduced{
		Amendment: d.nextAmendment(), Of: a.ID, Attribution: who, Sponsors: sponsors(who),
		Proposal: w.proposal, Before: w.before, After: w.after, Mode: p.mode(r.At),
	}}, nil
}

// dispose: the chair's office says what it did with an open amendment. That is its word; what the text shows of the amendment
// is derived beside it and may differ.
//
// An amendment to an amendment that is taken revises the other in the same decision. Open amendments that lose their words or
// their place by one that is taken, whole or in part, are flagged in the same decision.
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
	out := events{&event.AmendmentDisposed{Amendment: a.ID, Disposition: c.Disposition, Reason: c.Reason}}
	if target := d.amendment(a.Proposal.Amends); target != nil && target.State == amendment.Open && a.Stale == "" && c.Disposition == amendment.Taken {
		revised, err := d.revisedBy(r, *target, a)
		if err != nil {
			return nil, err
		}
		return slices.Concat(out, revised, d.staleOn(a.ID, "", a.ID+" was disposed of")), nil
	}
	out = append(out, d.staleOn(a.ID, "", a.ID+" was disposed of")...)
	if c.Disposition == amendment.Taken || c.Disposition == amendment.TakenInPart {
		out = append(out, d.overtaken(a)...)
	}
	return out, nil
}

// revisedBy is an amendment whose words are changed by another that is taken.
func (d *Document) revisedBy(r Request, target, taken amendment.Amendment) (events, error) {
	p := target.Proposal
	p.Words = amendment.Apply(taken.Proposal, p.Words)
	revised := &event.AmendmentRevised{Amendment: target.ID, Attribution: taken.Attribution, Proposal: p}
	if target.Proposal.Anchor.Revision == len(d.Revisions) && r.Facts.Text != nil {
		w, err := d.want(r, p)
		if err != nil {
			return nil, err
		}
		revised.Proposal, revised.Before, revised.After = w.proposal, w.before, w.after
	}
	return append(events{revised}, d.staleOn(target.ID, taken.ID, target.ID+" was revised")...), nil
}

// staleOn flags the open amendments to an amendment, but for one.
func (d *Document) staleOn(id, but, why string) events {
	var out events
	for _, a := range d.Amendments {
		if a.State == amendment.Open && a.Stale == "" && a.Proposal.Amends == id && a.ID != but {
			out = append(out, &event.AmendmentStale{Amendment: a.ID, Because: id, Reason: why})
		}
	}
	return out
}

// overtaken flags the open amendments on the same text that lose what they are anchored at.
func (d *Document) overtaken(taken amendment.Amendment) events {
	var out events
	for _, a := range d.Amendments {
		if a.State == amendment.Open && a.Stale == "" && a.ID != taken.ID &&
			a.Proposal.Anchor.Revision == taken.Proposal.Anchor.Revision && amendment.Overtakes(taken.Proposal, a.Proposal) {
			out = append(out, &event.AmendmentStale{
				Amendment: a.ID, Because: taken.ID, Reason: taken.ID + " was taken and changes the same words or their paragraph",
			})
		}
	}
	return out
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

func (d *Document) nextAmendment() string { return fmt.Sprintf("a%d", len(d.Amendments)+1) }

// openOn are the open amendments that would change the words of the paragraph.
func (d *Document) openOn(paragraph string) []string {
	var ids []string
	for _, a := range d.Amendments {
		if a.State == amendment.Open && slices.Contains(a.Proposal.Paragraphs(), paragraph) {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

func (d *Document) proposed(a amendment.Amendment, at time.Time) {
	a.State, a.Sponsors, a.Proposal.With = amendment.Open, slices.Clone(a.Sponsors), slices.Clone(a.Proposal.With)
	for _, s := range a.Sponsors {
		a.Sponsorships = append(a.Sponsorships, amendment.Sponsorship{Sponsor: s, Since: at})
	}
	d.Amendments = append(d.Amendments, a)
}

func (d *Document) revised(e *event.AmendmentRevised) {
	if a := d.amendment(e.Amendment); a != nil {
		a.Proposal, a.Oral, a.Stale = e.Proposal, e.Oral, ""
		a.Proposal.With = slices.Clone(e.Proposal.With)
	}
}

func (d *Document) stale(e *event.AmendmentStale) {
	if a := d.amendment(e.Amendment); a != nil {
		a.Stale = e.Reason
	}
}

func (d *Document) withdrawn(e *event.AmendmentWithdrawn) {
	if a := d.amendment(e.Amendment); a != nil {
		a.State, a.Reason, a.Settled = amendment.Withdrawn, e.Reason, len(d.Revisions)
	}
}

func (d *Document) disposed(e *event.AmendmentDisposed) {
	if a := d.amendment(e.Amendment); a != nil {
		a.State, a.Disposition, a.Reason, a.Settled = amendment.Disposed, e.Disposition, e.Reason, len(d.Revisions)
	}
}
