package negotiation

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/meeting"
	"adref/pkg/position"
)

// record: a delegation, itself or for a group, states where it stands on the current text: on a paragraph, on words in it, on
// an amendment, on declared alternatives, on a theme, or on the whole. A later position on the same thing follows the earlier one and does not replace it. It carries the
// mode of the meeting in which it was said. What somebody else reported names who did. A member's position is not inferred from
// that of its group (domain.md B10); see StandOf.
func (d *Document) record(p *Process, r Request, c *RecordPosition) (events, error) {
	who, err := p.speaker(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	current, ok := d.Current()
	if !ok {
		return nil, fmt.Errorf("the first text: %w", ErrNoRevision)
	}
	said := position.Position{
		ID: d.nextPosition(), Attribution: who, Revision: current.Revision, Stance: c.Stance, Words: c.Words,
		Source: cmp.Or(c.Source, position.Written), ReportedBy: c.ReportedBy, Capacity: cmp.Or(c.Capacity, p.capacity(who)),
		Mode: cmp.Or(c.Mode, p.mode(r.At)), Audience: cmp.Or(c.Audience, position.Public), At: r.At,
	}
	if err := checkPosition(said); err != nil {
		return nil, err
	}
	if said.On, said.From, err = d.target(r, c.On, c.Revision); err != nil {
		return nil, err
	}
	return events{&event.PositionRecorded{Position: said}}, nil
}

// correctPosition: the delegation whose position was recorded wrongly, or the chair's office, records it anew, once for each
// record. Nothing is overwritten: the wrong record stays and the new one names it. It is shown to no more people than the old one
// unless that is asked for.
func (d *Document) correctPosition(r Request, c *CorrectPosition) (events, error) {
	i := slices.IndexFunc(d.Positions, func(p position.Position) bool { return p.ID == c.Position })
	if i < 0 {
		return nil, fmt.Errorf("position %q: %w", c.Position, ErrNoPosition)
	}
	was := d.Positions[i]
	if r.Actor != delegation.Chair && r.Actor != was.Attribution.By {
		return nil, fmt.Errorf("position %s of %s: %w", was.ID, was.Attribution.By, ErrNotYou)
	}
	if d.corrected(was.ID) {
		return nil, fmt.Errorf("position %s: %w", was.ID, ErrCorrected)
	}
	now := was
	now.ID, now.Corrects, now.At, now.Stance, now.Words = d.nextPosition(), was.ID, r.At, c.Stance, c.Words
	if c.Source != "" {
		now.Source, now.ReportedBy = c.Source, c.ReportedBy
	}
	now.Capacity, now.Mode, now.Audience = cmp.Or(c.Capacity, was.Capacity), cmp.Or(c.Mode, was.Mode), cmp.Or(c.Audience, was.Audience)
	if err := checkPosition(now); err != nil {
		return nil, err
	}
	same := now
	same.ID, same.Corrects, same.At = was.ID, was.Corrects, was.At
	if reflect.DeepEqual(same, was) {
		return nil, fmt.Errorf("position %s: %w", was.ID, ErrNoChange)
	}
	return events{&event.PositionCorrected{Position: now, Reason: c.Reason}}, nil
}

func (d *Document) nextPosition() string { return fmt.Sprintf("s%d", len(d.Positions)+1) }

// corrected says whether a later record puts the position right.
func (d *Document) corrected(id string) bool {
	return slices.ContainsFunc(d.Positions, func(p position.Position) bool { return p.Corrects == id })
}

// capacity is as what somebody speaks who does not say it.
func (p *Process) capacity(who delegation.Attribution) position.Capacity {
	if d, _ := p.delegation(who.By); d.Observer {
		return position.AsObserver
	}
	for _, party := range who.OnBehalfOf {
		if _, ok := p.group(party); ok {
			return position.ForGroup
		}
	}
	if len(who.OnBehalfOf) > 0 {
		return position.Joint
	}
	return position.National
}

func checkPosition(p position.Position) error {
	switch {
	case !slices.Contains(position.Stances, p.Stance):
		return fmt.Errorf("stance %q: %w", p.Stance, ErrUnknown)
	case !slices.Contains([]position.Source{position.Floor, position.Written, position.Reported}, p.Source):
		return fmt.Errorf("source %q: %w", p.Source, ErrUnknown)
	case p.Source == position.Reported && strings.TrimSpace(p.ReportedBy) == "":
		return fmt.Errorf("who reported it: %w", ErrMissing)
	case p.Source != position.Reported && p.ReportedBy != "":
		return fmt.Errorf("reported by %q, source %q: %w", p.ReportedBy, p.Source, ErrReporter)
	case p.Capacity != "" && !slices.Contains(position.Capacities, p.Capacity):
		return fmt.Errorf("capacity %q: %w", p.Capacity, ErrUnknown)
	case p.Capacity == position.ForGroup && len(p.Attribution.OnBehalfOf) == 0:
		return fmt.Errorf("capacity %q, on behalf of: %w", p.Capacity, ErrMissing)
	case p.Mode != "" && !slices.Contains(meeting.Modes, p.Mode):
		return fmt.Errorf("mode %q: %w", p.Mode, ErrUnknown)
	case !slices.Contains([]position.Audience{position.Public, position.Delegations, position.ChairOnly}, p.Audience):
		return fmt.Errorf("audience %q: %w", p.Audience, ErrUnknown)
	case !utf8.ValidString(p.Words):
		return fmt.Errorf("words: %w", ErrNotUTF8)
	}
	return nil
}

// target is what a position is about, exactly one thing, with the paragraph as an identity and the words located. What was said of
// an earlier text is carried forward as an amendment is (place), and from is then that text: who reads the record sees on which words
// the delegation spoke.
func (d *Document) target(r Request, on position.Target, revision int) (at position.Target, from int, err error) {
	set := 0
	for _, s := range []string{on.Paragraph, on.Amendment, on.Alternatives, on.Theme} {
		if s != "" {
			set++
		}
	}
	switch {
	case set > 1, on.Quote != "" && on.Paragraph == "":
		return on, 0, ErrTarget
	case on.Amendment != "":
		if d.amendment(on.Amendment) == nil {
			return on, 0, fmt.Errorf("amendment %q: %w", on.Amendment, ErrNoAmendment)
		}
		return position.Target{Amendment: on.Amendment}, 0, nil
	case on.Alternatives != "":
		if !slices.ContainsFunc(d.Alternatives, func(a Alternatives) bool { return a.AlternativesDeclared.Alternatives == on.Alternatives }) {
			return on, 0, fmt.Errorf("alternatives %q: %w", on.Alternatives, ErrNoAlternatives)
		}
		return position.Target{Alternatives: on.Alternatives}, 0, nil
	case on.Theme != "":
		return position.Target{Theme: on.Theme}, 0, checkTheme(on.Theme)
	case on.Paragraph == "":
		return position.Target{}, 0, nil
	}
	return d.targetInText(r, amendment.Anchor{Revision: revision, Paragraph: on.Paragraph, Quote: on.Quote, Span: on.Span})
}

// targetInText is a paragraph, or words in it.
func (d *Document) targetInText(r Request, a amendment.Anchor) (on position.Target, from int, err error) {
	if a.Quote != "" {
		at, err := d.quoted(r, a)
		return position.Target{Paragraph: at.Paragraph, Quote: at.Quote, Span: at.Span}, at.From, err
	}
	if current, _ := d.Current(); a.Revision == 0 || a.Revision == current.Revision {
		_, b, err := d.find(a.Paragraph)
		return position.Target{Paragraph: b.ID}, 0, err
	}
	at, _, err := d.place(r, a)
	return position.Target{Paragraph: at.Paragraph}, at.From, err
}

// checkTheme: the same theme is named in the same letters, so that positions on it can be found together.
func checkTheme(theme string) error {
	const limit = 60
	if strings.TrimSpace(theme) != theme || strings.ContainsAny(theme, "\r\n\t") || utf8.RuneCountInString(theme) > limit || !utf8.ValidString(theme) {
		return fmt.Errorf("theme %q: %w", theme, ErrTheme)
	}
	return nil
}
