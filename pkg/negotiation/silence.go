package negotiation

import (
	"fmt"
	"slices"

	"adref/pkg/amendment"
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

// breakSilence: a delegation that takes part in the decision objects before the deadline, each once; several may, and the
// procedure stays broken. It may name paragraphs and a reason and need not (domain.md B7). An objection that comes at the
// deadline or after it is too late; it can be raised when the adoption is proposed.
func (d *Document) breakSilence(p *Process, r Request, c *BreakSilence) (events, error) {
	s := d.Silence
	if s == nil || (s.State != SilenceRunning && s.State != SilenceBroken) {
		return nil, ErrNoSilence
	}
	if current, _ := d.Current(); s.Digest != current.Text {
		return nil, fmt.Errorf("silence was on revision %d: %w", s.Revision, ErrNoSilence)
	}
	if !r.At.Before(s.Deadline) {
		return nil, fmt.Errorf("silence ended on %s: %w", moment(s.Deadline), ErrTooLate)
	}
	who, err := p.decider(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(s.By, func(b event.SilenceBroken) bool { return b.Attribution.By == who.By }) {
		return nil, fmt.Errorf("%s: %w", who.By, ErrObjected)
	}
	ids, err := d.paragraphs(c.Paragraphs)
	if err != nil {
		return nil, err
	}
	return events{&event.SilenceBroken{Attribution: who, Paragraphs: ids, Reason: c.Reason}}, nil
}

// concludeSilence: once the deadline has passed and nobody has objected, the chair's office records it. The text is that which
// silence was opened on: tabling another ends the procedure.
func (d *Document) concludeSilence(r Request) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	s := d.Silence
	if s != nil && s.State == SilenceBroken {
		return nil, fmt.Errorf("by %s: %w", s.By[0].Attribution.By, ErrBroken)
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

func (d *Document) silenceBroken(e *event.SilenceBroken) {
	if d.Silence != nil {
		d.Silence.State = SilenceBroken
		d.Silence.By = append(d.Silence.By, *e)
	}
}

func (d *Document) silenceConcluded() {
	if d.Silence != nil {
		d.Silence.State = SilenceConcluded
	}
}
