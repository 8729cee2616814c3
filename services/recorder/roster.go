package recorder

import (
	"context"

	"adref/pkg/negotiation"
	"adref/pkg/roster"
	"adref/pkg/service"
)

// name fills in what the roster of the United Nations knows of a delegation or a group that is given by its code alone. The event
// records what was filled in, so that a later roster changes nothing in a process.
func name(ctx context.Context, loader *service.Loader, r *negotiation.Request) error {
	switch c := r.Command.(type) {
	case *negotiation.AdmitDelegation:
		if p, ok := roster.UN().Party(c.Delegation.Code); ok && len(c.Delegation.Names) == 0 {
			observer := c.Delegation.Observer
			c.Delegation = p.Delegation()
			c.Delegation.Observer = c.Delegation.Observer || observer
		}
	case *negotiation.FormGroup:
		if g, ok := roster.UN().Group(c.Group.Code); ok && len(c.Group.Names) == 0 {
			return nameGroup(ctx, loader, r.Process, c, g)
		}
	}
	return nil
}

// nameGroup gives the group its names and, where none are given, those of its members that the process has admitted.
func nameGroup(ctx context.Context, loader *service.Loader, process string, c *negotiation.FormGroup, g roster.Group) error {
	p, err := loader.Process(ctx, process, service.Newest)
	if err != nil {
		return err
	}
	members := c.Group.Members
	c.Group = g.Group(func(code string) bool { return p.Admitted(code) })
	if len(members) > 0 {
		c.Group.Members = members
	}
	return nil
}
