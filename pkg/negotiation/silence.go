package negotiation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/event"
)

// openSilence: the chair's office puts the current text, exactly as it stands, under silence: it is agreed unless a delegation
// objects before the deadline. The deadline is no nearer than the rules of the process say, by default 72 hours (General
// Assembly decision 74/544). One silence at a time, none on words that are in brackets by a command, and none on a text on
// which silence was kept already; on a text on which it was broken it may be opened again.
func (d *Document) openSilence(p *Process, r Request, c *OpenSilence) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	current, ok := d.Current()
	if !ok {
		return nil, fmt.Errorf("the first text: %w", ErrNoRevision)
	}
	if s := d.Silence; s != nil && s.State == SilenceRunning {
		return nil, fmt.Errorf("until %s: %w", moment(s.Deadline), ErrSilence)
	}
	if s := d.Silence; s != nil && s.State == SilenceConcluded && s.Digest == current.Text {
		return nil, fmt.Errorf("%s: %w", current.Name, ErrSilenceKept)
	}
	if err := d.noBrackets(current); err != nil {
		return nil, err
	}
	if earliest := r.At.Add(p.Rules.MinSilence()); c.Deadline.Before(earliest) {
		return nil, fmt.Errorf("silence lasts at least %s, until %s: %w", p.Rules.MinSilence(), moment(earliest), ErrDeadline)
	}
	return events{&event.SilenceOpened{Revision: current.Revision, Digest: current.Text, Deadline: c.Deadline}}, nil
}

// extendSilence: before the deadline the chair's office may set a later one (as those under decision 74/544 were, by decisions
// 74/555 and 74/558), also while the silence is broken, so that there is time to withdraw the objection.
func (d *Document) extendSilence(r Request, c *ExtendSilence) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	s, err := d.underSilence()
	if err != nil {
		return nil, err
	}
	if !r.At.Before(s.Deadline) {
		return nil, fmt.Errorf("silence ended on %s: %w", moment(s.Deadline), ErrTooLate)
	}
	if !c.Deadline.After(s.Deadline) {
		return nil, fmt.Errorf("%s, silence runs until %s: %w", moment(c.Deadline), moment(s.Deadline), ErrDeadline)
	}
	return events{&event.SilenceExtended{Revision: s.Revision, Deadline: c.Deadline, Reason: c.Reason}}, nil
}

// breakSilence: a delegation that takes part in the decision objects before the deadline, each once; several may, and the
// procedure stays broken while one of the objections stands. It may name paragraphs and a reason and need not (domain.md B7). An
// objection that comes at the deadline or after it is kept as late and does not count; it can be raised when the adoption is
// proposed.
func (d *Document) breakSilence(p *Process, r Request, c *BreakSilence) (events, error) {
	s := d.Silence
	if current, _ := d.Current(); s == nil || s.State == SilenceLapsed || s.Digest != current.Text {
		return nil, ErrNoSilence
	}
	who, err := p.decider(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	if s.objecting(who.By) || slices.ContainsFunc(s.Late, func(b Breach) bool { return b.Attribution.By == who.By }) {
		return nil, fmt.Errorf("%s: %w", who.By, ErrObjected)
	}
	ids, err := d.paragraphs(c.Paragraphs)
	if err != nil {
		return nil, err
	}
	if s.State == SilenceConcluded || !r.At.Before(s.Deadline) {
		return events{&event.ObjectionLate{Revision: s.Revision, Attribution: who, Paragraphs: ids, Reason: c.Reason}}, nil
	}
	return events{&event.SilenceBroken{Attribution: who, Paragraphs: ids, Reason: c.Reason}}, nil
}

// keepSilence: before the deadline the delegation that broke the silence may withdraw its objection (domain.md B7). When none is
// left, the silence runs on; the deadline stays.
func (d *Document) keepSilence(r Request, who delegation.Attribution, reason string) (events, error) {
	s, err := d.underSilence()
	if err != nil || !s.objecting(who.By) {
		return nil, fmt.Errorf("%s: %w", who.By, ErrNoObjection)
	}
	if !r.At.Before(s.Deadline) {
		return nil, fmt.Errorf("silence ended on %s: %w", moment(s.Deadline), ErrTooLate)
	}
	for _, b := range s.By {
		if b.stands(who.By) {
			who = b.Attribution
		}
	}
	return events{&event.ObjectionWithdrawn{Attribution: who, Reason: reason, Silence: true}}, nil
}

// underSilence is the silence procedure that has not come to its end.
func (d *Document) underSilence() (*Silence, error) {
	if s := d.Silence; s != nil && (s.State == SilenceRunning || s.State == SilenceBroken) {
		if current, _ := d.Current(); s.Digest == current.Text {
			return s, nil
		}
	}
	return nil, ErrNoSilence
}

// objecting says whether an objection of the delegation stands.
func (s *Silence) objecting(code string) bool {
	return slices.ContainsFunc(s.By, func(b Breach) bool { return b.stands(code) })
}

func (b Breach) stands(code string) bool { return !b.Withdrawn && b.Attribution.By == code }

// concludeSilence: once the deadline has passed and nobody has objected, the chair's office records it. The text is that which
// silence was opened on: tabling another ends the procedure.
func (d *Document) concludeSilence(r Request) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	s := d.Silence
	if s != nil && s.State == SilenceBroken {
		return nil, fmt.Errorf("by %s: %w", strings.Join(s.breakers(), ", "), ErrBroken)
	}
	if s == nil || s.State != SilenceRunning {
		return nil, ErrNoSilence
	}
	if r.At.Before(s.Deadline) {
		return nil, fmt.Errorf("silence lasts until %s: %w", moment(s.Deadline), ErrTooEarly)
	}
	return events{&event.SilenceConcluded{Revision: s.Revision, Digest: s.Digest}}, nil
}

// noBrackets: words that a command put into brackets in this very revision are not agreed. Those of an earlier revision were
// for the chair's office to print in this one or not.
func (d *Document) noBrackets(r Revision) error {
	for _, id := range d.standing(func(a amendment.Anchor) bool { return a.Revision == r.Revision }) {
		return fmt.Errorf("bracket %s in %s: %w", id, r.Name, ErrBracketed)
	}
	return nil
}

// breakers are those whose objection stands.
func (s *Silence) breakers() []string {
	var who []string
	for _, b := range s.By {
		if !b.Withdrawn {
			who = append(who, b.Attribution.By)
		}
	}
	return who
}

func (d *Document) silenceBroken(e *event.SilenceBroken, at time.Time) {
	if d.Silence != nil {
		d.Silence.State = SilenceBroken
		d.Silence.By = append(d.Silence.By, Breach{SilenceBroken: *e, At: at})
	}
}

func (d *Document) silenceExtended(e *event.SilenceExtended) {
	if d.Silence != nil {
		d.Silence.Deadline = e.Deadline
	}
}

func (d *Document) objectionLate(e *event.ObjectionLate, at time.Time) {
	if d.Silence != nil {
		late := event.SilenceBroken{Attribution: e.Attribution, Paragraphs: e.Paragraphs, Reason: e.Reason}
		d.Silence.Late = append(d.Silence.Late, Breach{SilenceBroken: late, At: at})
	}
}

// silenceKept takes the objection back; when none is left, the silence runs again.
func (d *Document) silenceKept(e *event.ObjectionWithdrawn) {
	s := d.Silence
	if s == nil {
		return
	}
	for i := range s.By {
		if s.By[i].stands(e.Attribution.By) {
			s.By[i].Withdrawn = true
		}
	}
	if s.State == SilenceBroken && len(s.breakers()) == 0 {
		s.State = SilenceRunning
	}
}

func (d *Document) silenceConcluded() {
	if d.Silence != nil {
		d.Silence.State = SilenceConcluded
	}
}
