package negotiation

import (
	"fmt"
	"slices"
	"time"

	"adref/pkg/delegation"
)

// mayAct says whether the actor takes part in the process at all.
//
// Rule: a process is opened before anything else. The chair's office and the delegations that have been admitted act; nobody
// else does.
func (p *Process) mayAct(r Request) error {
	if _, opens := pointer(r.Command).(*OpenProcess); opens {
		return chairOnly(r)
	}
	if !p.Opened {
		return fmt.Errorf("process %s: %w", r.Process, ErrNotOpen)
	}
	if _, ok := p.delegation(r.Actor); !ok && r.Actor != delegation.Chair {
		return fmt.Errorf("%s: %w", r.Actor, ErrNotAdmitted)
	}
	return nil
}

// chairOnly refuses everybody but the chair's office.
func chairOnly(r Request) error {
	if r.Actor != delegation.Chair {
		return fmt.Errorf("%s by %s: %w", verb(r), r.Actor, ErrNotChair)
	}
	return nil
}

// speaker is who says something, and on whose behalf; it is a delegation.
//
// Rule: a delegation speaks for itself. The chair's office does not take sides, but it may record what a delegation said from
// the floor (by). For a group speaks one of those who are its members then; for another delegation, any that is admitted, as joint statements are
// made (domain.md B6, B10).
func (p *Process) speaker(r Request, by string, onBehalfOf []string) (delegation.Attribution, error) {
	a, err := p.speakerOrChair(r, by, onBehalfOf)
	if err == nil && a.By == delegation.Chair {
		return delegation.Attribution{}, fmt.Errorf("%s: %w", verb(r), ErrNotChairs)
	}
	return a, err
}

// speakerOrChair is speaker where the chair's office may speak for itself.
func (p *Process) speakerOrChair(r Request, by string, onBehalfOf []string) (delegation.Attribution, error) {
	none := delegation.Attribution{}
	if by == "" {
		by = r.Actor
	}
	if by != r.Actor && r.Actor != delegation.Chair {
		return none, fmt.Errorf("%s for %s: %w", r.Actor, by, ErrNotYou)
	}
	if _, ok := p.delegation(by); !ok && by != delegation.Chair {
		return none, fmt.Errorf("%s: %w", by, ErrUnknownDelegation)
	}
	for i, code := range onBehalfOf {
		if slices.Contains(onBehalfOf[:i], code) || code == by {
			return none, fmt.Errorf("on behalf of %s: %w", code, ErrTwice)
		}
		if err := p.maySpeakFor(by, code, r.At); err != nil {
			return none, err
		}
	}
	return delegation.Attribution{By: by, OnBehalfOf: slices.Clone(onBehalfOf)}, nil
}

// maySpeakFor says whether a delegation may speak on behalf of a group or another delegation.
func (p *Process) maySpeakFor(by, code string, at time.Time) error {
	if _, ok := p.group(code); ok {
		if !slices.Contains(p.MembersAt(code, at), by) {
			return fmt.Errorf("%s on behalf of %s: %w", by, code, ErrNotMember)
		}
		return nil
	}
	if _, ok := p.delegation(code); !ok {
		return fmt.Errorf("on behalf of %s: %w", code, ErrUnknownParty)
	}
	return nil
}

// decider is a speaker that takes part in the decision.
//
// Rule: consensus is the absence of an objection of those who decide, the members of the body; an observer may speak, and may
// explain its position, but it does not stand in the way (domain.md B6, B9).
func (p *Process) decider(r Request, by string, onBehalfOf []string) (delegation.Attribution, error) {
	a, err := p.speaker(r, by, onBehalfOf)
	if err != nil {
		return a, err
	}
	if d, _ := p.delegation(a.By); d.Observer {
		return a, fmt.Errorf("%s by %s: %w", verb(r), a.By, ErrObserver)
	}
	return a, nil
}

// memberOf says whether the delegation was a member of a group among the parties at a moment.
func (p *Process) memberOf(code string, parties []string, at time.Time) bool {
	return slices.ContainsFunc(parties, func(party string) bool { return slices.Contains(p.MembersAt(party, at), code) })
}

// Admitted says whether a delegation has the code.
func (p *Process) Admitted(code string) bool {
	_, ok := p.delegation(code)
	return ok
}

func (p *Process) delegation(code string) (delegation.Delegation, bool) {
	i := slices.IndexFunc(p.Delegations, func(d delegation.Delegation) bool { return d.Code == code })
	if i < 0 {
		return delegation.Delegation{}, false
	}
	return p.Delegations[i], true
}

func (p *Process) group(code string) (delegation.Group, bool) {
	i := slices.IndexFunc(p.Groups, func(g delegation.Group) bool { return g.Code == code })
	if i < 0 {
		return delegation.Group{}, false
	}
	return p.Groups[i], true
}
