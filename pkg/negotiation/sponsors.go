package negotiation

import (
	"fmt"
	"slices"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/event"
)

func sponsors(who delegation.Attribution) []string {
	if len(who.OnBehalfOf) > 0 {
		return slices.Clone(who.OnBehalfOf)
	}
	return []string{who.By}
}

// proposed says whether an amendment is somebody's own: it proposed it, or is a member of a group on whose behalf that was done,
// while one of those still sponsors it; else it is that of the first sponsor left.
func (p *Process) proposed(a amendment.Amendment, code string, at time.Time) bool {
	stayed := func(s string) bool { return slices.Contains(a.Sponsors, s) }
	if slices.ContainsFunc(sponsors(a.Attribution), stayed) {
		return code == a.Attribution.By || p.memberOf(code, a.Attribution.OnBehalfOf, at)
	}
	return code == a.Sponsors[0] || p.memberOf(code, a.Sponsors[:1], at)
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

// leave: a sponsor of an open amendment no longer sponsors it, itself or its groups. The last one withdraws the amendment
// instead: an amendment has a sponsor.
func (d *Document) leave(p *Process, r Request, c *LeaveSponsors) (events, error) {
	a, err := d.openAmendment(c.Amendment)
	if err != nil {
		return nil, err
	}
	who, err := p.speaker(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	leaving := sponsors(who)
	for _, s := range leaving {
		if !slices.Contains(a.Sponsors, s) {
			return nil, fmt.Errorf("%s of amendment %s: %w", s, a.ID, ErrNotSponsor)
		}
	}
	if len(leaving) == len(a.Sponsors) {
		return nil, fmt.Errorf("amendment %s: %w", a.ID, ErrLastSponsor)
	}
	return events{&event.AmendmentLeft{Amendment: a.ID, Sponsors: leaving}}, nil
}

func (d *Document) cosponsored(e *event.AmendmentCosponsored, at time.Time) {
	if a := d.amendment(e.Amendment); a != nil {
		a.Sponsors = append(a.Sponsors, e.Sponsors...)
		for _, s := range e.Sponsors {
			a.Sponsorships = append(a.Sponsorships, amendment.Sponsorship{Sponsor: s, Since: at})
		}
	}
}

func (d *Document) left(e *event.AmendmentLeft, at time.Time) {
	a := d.amendment(e.Amendment)
	if a == nil {
		return
	}
	gone := func(s string) bool { return slices.Contains(e.Sponsors, s) }
	a.Sponsors = slices.DeleteFunc(a.Sponsors, gone)
	for i := range a.Sponsorships {
		if s := &a.Sponsorships[i]; s.Until.IsZero() && gone(s.Sponsor) {
			s.Until = at
		}
	}
}
