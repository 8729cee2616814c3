package negotiation

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/meeting"
)

// checkMode refuses what is not decided in the mode in which the meeting sits.
//
// Rule: what the rules of the process name, by default the adoption of a text and of a programme of work, is decided in formal
// mode where a meeting sits (domain.md B9). Where none has been convened, as in an exchange in writing, nothing is bound to a
// mode. A programme of work that was blocked may be put again in the informal mode to which that led.
func (p *Process) checkMode(r Request) error {
	if !p.Rules.NeedsFormal(verb(r)) {
		return nil
	}
	m, ok := p.sitting(r.At)
	if !ok {
		return nil
	}
	if _, again := pointer(r.Command).(*AdoptProgramme); again && m.Programme == meeting.Blocked {
		return nil
	}
	if mode := m.ModeAt(r.At); mode != meeting.Formal {
		return fmt.Errorf("%s, %s is %s: %w", verb(r), m.Name, mode, ErrInformal)
	}
	return nil
}

// mode is that in which something is said at a moment: while a meeting is suspended, people talk informally; "" without a meeting.
func (p *Process) mode(at time.Time) meeting.Mode {
	m, ok := p.sitting(at)
	if !ok {
		return ""
	}
	if mode := m.ModeAt(at); mode != meeting.Suspended {
		return mode
	}
	return meeting.Informal
}

// sitting is the meeting that sat at a moment.
func (p *Process) sitting(at time.Time) (meeting.Meeting, bool) {
	for _, m := range slices.Backward(p.Meetings) {
		if m.Sits(at) {
			return m, true
		}
	}
	return meeting.Meeting{}, false
}

// underWay is the meeting that has been convened and not closed; it may be suspended.
func (p *Process) underWay() (meeting.Meeting, error) {
	if n := len(p.Meetings); n > 0 && p.Meetings[n-1].Closed.IsZero() {
		return p.Meetings[n-1], nil
	}
	return meeting.Meeting{}, ErrNoMeeting
}

// convene: the chair's office calls a meeting to order, one at a time (meetings of one body are sequential), in formal mode
// unless it says otherwise. It may record it after the fact, but not before another meeting had risen.
func (p *Process) convene(r Request, c *ConveneMeeting) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	if m, err := p.underWay(); err == nil {
		return nil, fmt.Errorf("%s: %w", m.Name, ErrMeeting)
	}
	if err := words("name", c.Name); err != nil {
		return nil, err
	}
	mode := cmp.Or(c.Mode, meeting.Formal)
	if err := checkModeValue(mode); err != nil {
		return nil, err
	}
	var earliest time.Time
	if n := len(p.Meetings); n > 0 {
		earliest = p.Meetings[n-1].Closed
	}
	since, err := happened(r, c.Since, earliest)
	if err != nil {
		return nil, err
	}
	return events{&event.MeetingConvened{Meeting: fmt.Sprintf("m%d", len(p.Meetings)+1), Name: c.Name, Mode: mode, Since: since}}, nil
}

// adoptProgramme: the chair's office records that nobody objected to the programme of work. Where a delegation did, the meeting
// goes on in informal mode (domain.md B9: programme of work not adopted, hence informal), and the adoption of the programme
// later makes it formal again.
func (p *Process) adoptProgramme(r Request, c *AdoptProgramme) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	m, err := p.underWay()
	if err != nil {
		return nil, err
	}
	if m.Programme == meeting.Adopted {
		return nil, fmt.Errorf("%s of %s: %w", m.Title, m.Name, ErrProgrammeAdopted)
	}
	if err := words("programme", c.Programme); err != nil {
		return nil, err
	}
	for i, code := range c.Objecting {
		d, ok := p.delegation(code)
		switch {
		case !ok:
			return nil, fmt.Errorf("objection of %s: %w", code, ErrUnknownDelegation)
		case d.Observer:
			return nil, fmt.Errorf("objection of %s: %w", code, ErrObserver)
		case slices.Contains(c.Objecting[:i], code):
			return nil, fmt.Errorf("objection of %s: %w", code, ErrTwice)
		}
	}
	if len(c.Objecting) > 0 {
		return events{&event.ProgrammeBlocked{Meeting: m.ID, Programme: c.Programme, By: slices.Clone(c.Objecting), Reason: c.Reason}}, nil
	}
	return events{&event.ProgrammeAdopted{Meeting: m.ID, Programme: c.Programme}}, nil
}

// changeMode: the chair's office records in which mode the meeting sits, who decided it and since when, which may have been
// earlier than the record. A meeting whose programme of work was blocked does not sit formally until the programme is adopted.
// A suspended meeting is resumed by it.
func (p *Process) changeMode(r Request, c *ChangeMode) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	m, err := p.underWay()
	if err != nil {
		return nil, err
	}
	if err := checkModeValue(c.Mode); err != nil {
		return nil, err
	}
	if c.Mode == meeting.Formal && m.Programme == meeting.Blocked {
		return nil, fmt.Errorf("%s of %s: %w", m.Title, m.Name, ErrProgramme)
	}
	since, err := happened(r, c.Since, m.Convened)
	if err != nil {
		return nil, err
	}
	if m.ModeAt(since) == c.Mode {
		return nil, fmt.Errorf("%s is %s: %w", m.Name, c.Mode, ErrNoChange)
	}
	return events{&event.ModeChanged{
		Meeting: m.ID, Mode: c.Mode, DecidedBy: cmp.Or(c.DecidedBy, delegation.Chair), Since: since, Reason: c.Reason,
	}}, nil
}

// disputeMode: a delegation may hold that the meeting sat in another mode than the chair's office recorded. That is kept beside
// the record under its name; what the chair's office recorded is what decisions are checked against.
func (p *Process) disputeMode(r Request, c *DisputeMode) (events, error) {
	who, err := p.speaker(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	if err := checkModeValue(c.Mode); err != nil {
		return nil, err
	}
	since := cmp.Or(c.Since, r.At)
	m, ok := p.sitting(since)
	if !ok {
		return nil, fmt.Errorf("%s: %w", moment(since), ErrNoMeeting)
	}
	if since, err = happened(r, c.Since, m.Convened); err != nil {
		return nil, err
	}
	if m.ModeAt(since) == c.Mode {
		return nil, fmt.Errorf("%s was %s on %s: %w", m.Name, c.Mode, moment(since), ErrNoChange)
	}
	return events{&event.ModeDisputed{Meeting: m.ID, Attribution: who, Mode: c.Mode, Since: since, Reason: c.Reason}}, nil
}

// suspend: the chair's office suspends the meeting that sits.
func (p *Process) suspend(r Request, c *SuspendMeeting) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	m, err := p.underWay()
	if err != nil {
		return nil, err
	}
	since, err := happened(r, c.Since, m.Convened)
	if err != nil {
		return nil, err
	}
	if m.ModeAt(since) == meeting.Suspended {
		return nil, fmt.Errorf("%s: %w", m.Name, ErrNoChange)
	}
	return events{&event.MeetingSuspended{Meeting: m.ID, Since: since, Reason: c.Reason}}, nil
}

// closeMeeting: the chair's office closes the meeting, also one that is suspended; it rose after all that is recorded of it.
func (p *Process) closeMeeting(r Request, c *CloseMeeting) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	m, err := p.underWay()
	if err != nil {
		return nil, err
	}
	since, err := happened(r, c.Since, m.Changes[len(m.Changes)-1].Since)
	if err != nil {
		return nil, err
	}
	return events{&event.MeetingClosed{Meeting: m.ID, Since: since}}, nil
}

// happened is when something happened that is recorded now: at the moment named, else now.
//
// Rule: the time of an event is not the time of its record; but what is recorded has happened, and not before what it rests on.
func happened(r Request, since, earliest time.Time) (time.Time, error) {
	if since.IsZero() {
		since = r.At
	}
	switch {
	case since.After(r.At):
		return since, fmt.Errorf("%s: %w", moment(since), ErrFuture)
	case since.Before(earliest):
		return since, fmt.Errorf("%s: %w", moment(since), ErrPast)
	}
	return since, nil
}

func checkModeValue(m meeting.Mode) error {
	if !slices.Contains(meeting.Modes, m) {
		return fmt.Errorf("mode %q: %w", m, ErrUnknown)
	}
	return nil
}

func (p *Process) convened(e *event.MeetingConvened, at time.Time) {
	m := meeting.Meeting{ID: e.Meeting, Name: e.Name, Convened: e.Since}
	p.Meetings = append(p.Meetings, m.With(meeting.Change{Mode: e.Mode, DecidedBy: delegation.Chair, Since: e.Since, At: at}))
}

// meeting changes the meeting with the ID, if there is one.
func (p *Process) meeting(id string, change func(m meeting.Meeting) meeting.Meeting) {
	for i, m := range p.Meetings {
		if m.ID == id {
			p.Meetings[i] = change(m)
		}
	}
}

func (p *Process) programme(id, title string, became meeting.Programme, at time.Time) {
	p.meeting(id, func(m meeting.Meeting) meeting.Meeting {
		was := m.Programme
		m.Programme, m.Title = became, title
		switch {
		case became == meeting.Blocked:
			return m.With(meeting.Change{Mode: meeting.Informal, Since: at, At: at, Reason: "the programme of work was not adopted"})
		case was == meeting.Blocked:
			return m.With(meeting.Change{Mode: meeting.Formal, Since: at, At: at, Reason: "the programme of work was adopted"})
		}
		return m
	})
}

func (p *Process) modeChanged(id string, c meeting.Change) {
	p.meeting(id, func(m meeting.Meeting) meeting.Meeting { return m.With(c) })
}

func (p *Process) modeDisputed(e *event.ModeDisputed, at time.Time) {
	p.meeting(e.Meeting, func(m meeting.Meeting) meeting.Meeting {
		m.Disputes = append(slices.Clone(m.Disputes), meeting.Change{
			Mode: e.Mode, DecidedBy: e.Attribution.By, Since: e.Since, At: at, Reason: e.Reason,
		})
		return m
	})
}

func (p *Process) meetingClosed(e *event.MeetingClosed) {
	p.meeting(e.Meeting, func(m meeting.Meeting) meeting.Meeting {
		m.Closed = e.Since
		return m
	})
}
