package negotiation

import (
	"fmt"
	"slices"
	"strings"

	"adref/pkg/event"
)

// proposeAdoption: the chair's office puts the current text, exactly as it stands, before the meeting.
func (d *Document) proposeAdoption(r Request) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	current, ok := d.Current()
	if !ok {
		return nil, fmt.Errorf("the first text: %w", ErrNoRevision)
	}
	if d.Proposed == current.Revision {
		return nil, fmt.Errorf("%s: %w", current.Name, ErrProposed)
	}
	return events{&event.AdoptionProposed{Revision: current.Revision, Digest: current.Text}}, nil
}

// object: a delegation that takes part in the decision stands in the way of the adoption that is proposed. It may name
// paragraphs and a reason and need not. It objects once, until it withdraws. An objection ends with the proposal: when another
// text is tabled, the question is a new one.
func (d *Document) object(p *Process, r Request, c *Object) (events, error) {
	if d.Proposed == 0 {
		return nil, ErrNotProposed
	}
	who, err := p.decider(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	if slices.Contains(d.objecting(), who.By) {
		return nil, fmt.Errorf("%s: %w", who.By, ErrObjected)
	}
	ids, err := d.paragraphs(c.Paragraphs)
	if err != nil {
		return nil, err
	}
	return events{&event.ObjectionRaised{Attribution: who, Paragraphs: ids, Reason: c.Reason}}, nil
}

// withdrawObjection: the delegation that objected to the adoption no longer does; the chair's office may record it as said from
// the floor. Where it has not objected to an adoption, it is the objection that broke the silence.
func (d *Document) withdrawObjection(p *Process, r Request, c *WithdrawObjection) (events, error) {
	who, err := p.speaker(r, c.By, nil)
	if err != nil {
		return nil, err
	}
	for _, o := range d.Objections {
		if o.stands(d.Proposed) && o.Attribution.By == who.By {
			return events{&event.ObjectionWithdrawn{Attribution: o.Attribution, Reason: c.Reason}}, nil
		}
	}
	return d.keepSilence(r, who, c.Reason)
}

// adopt: the chair's office adopts the text whose adoption is proposed when nobody objects (domain.md B9: consensus is the
// absence of an objection at the adoption, not unanimity), while no silence is running on it and no words are in brackets by a
// command in it. Amendments that are open then stay as they are: the text as adopted is the answer to them.
func (d *Document) adopt(r Request) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	if d.Proposed == 0 {
		return nil, ErrNotProposed
	}
	if who := d.objecting(); len(who) > 0 {
		return nil, fmt.Errorf("%s: %w", strings.Join(who, ", "), ErrObjection)
	}
	if s := d.Silence; s != nil && s.State == SilenceRunning {
		return nil, fmt.Errorf("until %s: %w", moment(s.Deadline), ErrSilence)
	}
	current := d.Revisions[d.Proposed-1]
	if err := d.noBrackets(current); err != nil {
		return nil, err
	}
	return events{&event.TextAdopted{Revision: current.Revision, Digest: current.Text, How: "by consensus"}}, nil
}

// objecting are the delegations whose objection to the proposed adoption stands.
func (d *Document) objecting() []string {
	var who []string
	for _, o := range d.Objections {
		if o.stands(d.Proposed) {
			who = append(who, o.Attribution.By)
		}
	}
	return who
}

// stands says whether the objection is one to the adoption of the revision, and not withdrawn.
func (o Objection) stands(proposed int) bool { return !o.Withdrawn && o.Revision == proposed }

func (d *Document) objectionWithdrawn(e *event.ObjectionWithdrawn) {
	if e.Silence {
		d.silenceKept(e)
		return
	}
	for i, o := range d.Objections {
		if o.stands(d.Proposed) && o.Attribution.By == e.Attribution.By {
			d.Objections[i].Withdrawn = true
		}
	}
}
