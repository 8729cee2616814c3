package gateway

import (
	"maps"
	"slices"

	"adref/pkg/negotiation"
)

// cloneProcess copies what Evolve may change in place.
func cloneProcess(p *negotiation.Process) *negotiation.Process {
	c := *p
	c.Delegations = slices.Clone(p.Delegations)
	c.Groups = slices.Clone(p.Groups)
	c.Memberships = slices.Clone(p.Memberships)
	c.Authors = slices.Clone(p.Authors)   // an author is replaced whole
	c.Meetings = slices.Clone(p.Meetings) // a meeting is replaced whole
	c.Invitations = maps.Clone(p.Invitations)
	c.Explanations = slices.Clone(p.Explanations)
	c.Retracted = maps.Clone(p.Retracted)
	c.Editions = slices.Clone(p.Editions)
	return &c
}

// cloneDocument copies what Evolve may change in place.
func cloneDocument(d *negotiation.Document) *negotiation.Document {
	c := *d
	c.Revisions = slices.Clone(d.Revisions)
	for i := range c.Revisions {
		c.Revisions[i].Blocks = slices.Clone(c.Revisions[i].Blocks)
	}
	c.Amendments = slices.Clone(d.Amendments)
	for i := range c.Amendments {
		a := &c.Amendments[i]
		a.Sponsors, a.Sponsorships, a.Proposal.With = slices.Clone(a.Sponsors), slices.Clone(a.Sponsorships), slices.Clone(a.Proposal.With)
	}
	c.Brackets = slices.Clone(d.Brackets)
	c.Printed = slices.Clone(d.Printed)
	c.Alternatives = slices.Clone(d.Alternatives)
	for i := range c.Alternatives {
		c.Alternatives[i].Options = slices.Clone(c.Alternatives[i].Options)
	}
	c.Packages = slices.Clone(d.Packages)
	c.Positions = slices.Clone(d.Positions)
	c.Agreed = maps.Clone(d.Agreed)
	c.Reopened = maps.Clone(d.Reopened)
	c.Blocked, c.Corrigenda = slices.Clone(d.Blocked), slices.Clone(d.Corrigenda)
	c.Objections = slices.Clone(d.Objections)
	if d.Silence != nil {
		s := *d.Silence
		s.By, s.Late = slices.Clone(s.By), slices.Clone(s.Late)
		c.Silence = &s
	}
	if d.Adopted != nil {
		a := *d.Adopted
		c.Adopted = &a
	}
	return &c
}
