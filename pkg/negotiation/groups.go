package negotiation

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"adref/pkg/delegation"
	"adref/pkg/event"
)

// form: only the chair's office forms a group, or changes its members. A group has at least one member, and all have been
// admitted. What a group said before the change stays said by it.
func (p *Process) form(r Request, c *FormGroup) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	g := c.Group
	if _, taken := p.delegation(g.Code); taken || g.Code == delegation.Chair {
		return nil, fmt.Errorf("group %s: %w", g.Code, ErrNameTaken)
	}
	if err := p.checkNames(g.Code, g.Names, g.Aliases); err != nil {
		return nil, fmt.Errorf("group %s: %w", g.Code, err)
	}
	if len(g.Members) == 0 {
		return nil, fmt.Errorf("group %s: members: %w", g.Code, ErrMissing)
	}
	for i, m := range g.Members {
		if _, ok := p.delegation(m); !ok {
			return nil, fmt.Errorf("group %s: member %s: %w", g.Code, m, ErrUnknownDelegation)
		}
		if slices.Contains(g.Members[:i], m) {
			return nil, fmt.Errorf("group %s: member %s: %w", g.Code, m, ErrTwice)
		}
	}
	return p.dated(r, c)
}

// dated is the change of a group with its dates, which lie in order.
func (p *Process) dated(r Request, c *FormGroup) (events, error) {
	g := c.Group
	var last time.Time
	for _, m := range p.Memberships {
		if m.Group == g.Code && m.Since.After(last) {
			last = m.Since
		}
	}
	since, err := happened(r, c.Since, last)
	if err != nil {
		return nil, fmt.Errorf("group %s: %w", g.Code, err)
	}
	if !c.Until.IsZero() && !c.Until.After(since) {
		return nil, fmt.Errorf("group %s until %s: %w", g.Code, moment(c.Until), ErrDeadline)
	}
	ends := func(m Membership) bool { return m.Group == g.Code && m.At(since) && !m.Until.Equal(c.Until) }
	if was, _ := p.group(g.Code); reflect.DeepEqual(was, g) && !slices.ContainsFunc(p.Memberships, ends) && len(p.MembersAt(g.Code, since)) == len(g.Members) {
		return nil, fmt.Errorf("group %s: %w", g.Code, ErrNoChange)
	}
	return events{&event.GroupFormed{Group: g, Since: c.Since, Until: c.Until}}, nil
}

// At says whether the delegation was a member at a moment.
func (m Membership) At(at time.Time) bool {
	return !at.Before(m.Since) && (m.Until.IsZero() || at.Before(m.Until))
}

// MembersAt are the codes of those who were members of a group at a moment, in the order in which they joined.
func (p *Process) MembersAt(group string, at time.Time) []string {
	var codes []string
	for _, m := range p.Memberships {
		if m.Group == group && m.At(at) {
			codes = append(codes, m.Member)
		}
	}
	return codes
}

func (p *Process) formed(e *event.GroupFormed, at time.Time) {
	same := func(g delegation.Group) bool { return g.Code == e.Group.Code }
	if i := slices.IndexFunc(p.Groups, same); i >= 0 {
		p.Groups[i] = e.Group
	} else {
		p.Groups = append(p.Groups, e.Group)
	}
	since := e.Since
	if since.IsZero() {
		since = at
	}
	stayed := map[string]bool{}
	for i := range p.Memberships {
		m := &p.Memberships[i]
		switch {
		case m.Group != e.Group.Code || !m.At(since):
		case slices.Contains(e.Group.Members, m.Member):
			m.Until, stayed[m.Member] = e.Until, true
		default:
			m.Until = since
		}
	}
	for _, code := range e.Group.Members {
		if !stayed[code] {
			p.Memberships = append(p.Memberships, Membership{Group: e.Group.Code, Member: code, Since: since, Until: e.Until})
		}
	}
}
