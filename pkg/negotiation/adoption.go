package negotiation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adref/pkg/event"
)

// meant: whoever speaks of an adoption may say of which text, and is refused where another one is before the meeting by now: a text
// may be tabled between the moment at which somebody reads and that at which the command arrives. Several documents are not adopted
// by one decision: each is put, objected to and adopted on its own, as the reports of the model case were (domain.md B3).
func (d *Document) meant(revision, now int) error {
	switch {
	case revision == 0 || revision == now:
		return nil
	case revision < 0 || revision > len(d.Revisions):
		return fmt.Errorf("revision %d: %w", revision, ErrNoRevision)
	}
	return fmt.Errorf("revision %d, and the text is %s, revision %d: %w", revision, d.Revisions[now-1].Name, now, ErrOldRevision)
}

// proposeAdoption: the chair's office puts the current text, exactly as it stands, before the meeting.
func (d *Document) proposeAdoption(r Request, c *ProposeAdoption) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	current, ok := d.Current()
	if !ok {
		return nil, fmt.Errorf("the first text: %w", ErrNoRevision)
	}
	if err := d.meant(c.Revision, current.Revision); err != nil {
		return nil, err
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
	if err := d.meant(c.Revision, d.Proposed); err != nil {
		return nil, err
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
func (d *Document) adopt(r Request, c *AdoptText) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	if d.Proposed == 0 {
		return nil, ErrNotProposed
	}
	if err := d.meant(c.Revision, d.Proposed); err != nil {
		return nil, err
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
	if len(c.Amendments) > 0 {
		return d.adoptAmended(r, c, current)
	}
	return events{&event.TextAdopted{Revision: current.Revision, Digest: current.Text, How: "by consensus"}}, nil
}

// block: the chair's office records that the adoption failed when the question is closed, with the meeting or before, while
// objections stand. They end with the proposal; the text may be proposed again.
func (d *Document) block(r Request, c *BlockAdoption) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	if d.Proposed == 0 {
		return nil, ErrNotProposed
	}
	if err := d.meant(c.Revision, d.Proposed); err != nil {
		return nil, err
	}
	who := d.objecting()
	if len(who) == 0 {
		return nil, fmt.Errorf("%s: %w", d.Revisions[d.Proposed-1].Name, ErrUnopposed)
	}
	return events{&event.AdoptionBlocked{Revision: d.Proposed, By: who, Reason: c.Reason}}, nil
}

// withdrawDocument: the chair's office withdraws a text that was not adopted; its symbol leaves a gap (domain.md B4).
func (d *Document) withdrawDocument(r Request, c *WithdrawDocument) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	return events{&event.DocumentWithdrawn{Reason: c.Reason}}, nil
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

// stands says whether the objection is one to the adoption that is proposed, and not withdrawn.
func (o Objection) stands(proposed int) bool {
	return !o.Withdrawn && !o.Blocked && o.Revision == proposed
}

func (d *Document) blocked(e *event.AdoptionBlocked, at time.Time) {
	d.Blocked, d.Proposed = append(d.Blocked, Blocked{AdoptionBlocked: *e, At: at}), 0
	for i, o := range d.Objections {
		d.Objections[i].Blocked = o.Blocked || o.stands(e.Revision)
	}
}

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
