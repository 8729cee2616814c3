package negotiation

import (
	"fmt"
	"reflect"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/meeting"
)

// events is what one decision causes, in order; they are stored together or not at all.
type events = []event.Event

// Decide says what follows from a command of the process, or why nothing does. d is the document that the command names, the
// zero document if none. Every error wraps one of ErrNotFound, ErrForbidden, ErrConflict, ErrInvalid.
func (p *Process) Decide(d *Document, r Request) ([]event.Event, error) {
	if err := p.mayAct(r); err != nil {
		return nil, err
	}
	if err := p.checkMode(r); err != nil {
		return nil, err
	}
	switch c := pointer(r.Command).(type) {
	case *OpenProcess:
		return p.open(r, c)
	case *AdmitDelegation:
		return p.admit(r, c)
	case *FormGroup:
		return p.form(r, c)
	case *AttributeAuthor:
		return p.attributeAuthor(r, c)
	case *SetRules:
		return p.setRules(r, c)
	case *ConveneMeeting:
		return p.convene(r, c)
	case *AdoptProgramme:
		return p.adoptProgramme(r, c)
	case *ChangeMode:
		return p.changeMode(r, c)
	case *DisputeMode:
		return p.disputeMode(r, c)
	case *SuspendMeeting:
		return p.suspend(r, c)
	case *CloseMeeting:
		return p.closeMeeting(r, c)
	case *InviteExplanations:
		return p.invite(d, r, c)
	case *ExplainPosition:
		return p.explain(d, r, c)
	case *CorrectExplanation:
		return p.correctExplanation(d, r, c)
	case *WithdrawExplanation:
		return p.withdrawExplanation(d, r, c)
	case *IssueCompendium:
		return p.issue(d, r, c)
	}
	return nil, fmt.Errorf("%s by the process: %w", verb(r), ErrScope)
}

// Decide says what follows from a command of the document, or why nothing does. p is the process that the document belongs
// to. Every error wraps one of ErrNotFound, ErrForbidden, ErrConflict, ErrInvalid.
func (d *Document) Decide(p *Process, r Request) ([]event.Event, error) {
	if err := p.mayAct(r); err != nil {
		return nil, err
	}
	if err := d.stands(r); err != nil {
		return nil, err
	}
	if err := p.checkMode(r); err != nil {
		return nil, err
	}
	switch c := pointer(r.Command).(type) {
	case *OpenDocument:
		return d.open(r, c)
	case *TableRevision:
		return d.table(r, c)
	case *CorrectMatch:
		return d.correctMatch(r, c)
	case *ProposeAmendment:
		return d.propose(p, r, c)
	case *AmendAmendment:
		return d.amend(p, r, c)
	case *LeaveSponsors:
		return d.leave(p, r, c)
	case *ReintroduceAmendment:
		return d.reintroduce(p, r, c)
	case *JoinSponsors:
		return d.join(p, r, c)
	case *WithdrawAmendment:
		return d.withdraw(p, r, c)
	case *DisposeAmendment:
		return d.dispose(r, c)
	case *BracketText:
		return d.bracket(p, r, c)
	case *LiftBracket:
		return d.lift(p, r, c)
	case *RecordPosition:
		return d.record(p, r, c)
	case *CorrectPosition:
		return d.correctPosition(r, c)
	case *AgreeParagraph:
		return d.agree(p, r, c)
	case *AttributeBracket:
		return d.attribute(p, r, c)
	case *DeclareAlternatives:
		return d.declare(r, c)
	case *LinkPackage:
		return d.link(p, r, c)
	case *ReopenParagraph:
		return d.reopen(c)
	case *OpenSilence:
		return d.openSilence(p, r, c)
	case *ExtendSilence:
		return d.extendSilence(r, c)
	case *BreakSilence:
		return d.breakSilence(p, r, c)
	case *ConcludeSilence:
		return d.concludeSilence(r)
	case *ProposeAdoption:
		return d.proposeAdoption(r, c)
	case *Object:
		return d.object(p, r, c)
	case *WithdrawObjection:
		return d.withdrawObjection(p, r, c)
	case *AdoptText:
		return d.adopt(r, c)
	case *BlockAdoption:
		return d.block(r, c)
	case *CorrectText:
		return d.correctText(r, c)
	case *WithdrawDocument:
		return d.withdrawDocument(r, c)
	}
	return nil, fmt.Errorf("%s by a document: %w", verb(r), ErrScope)
}

// stands says whether the document is in a state in which it takes the command at all.
//
// Rule: nothing happens to a document before it is opened. After its adoption a text is not negotiated any more: no revision
// but the published one, no amendment, no bracket, no position, no silence, no second adoption. What the chair's office said
// about which paragraph continues which may still be corrected, since that changes no word, and a corrigendum may be issued, which
// stands beside the text. A document that was withdrawn is closed to everything.
func (d *Document) stands(r Request) error {
	if d.Withdrawn != nil {
		return fmt.Errorf("document %s, on %s: %w", r.Document, day(d.Withdrawn.At), ErrClosed)
	}
	switch c := pointer(r.Command).(type) {
	case *OpenDocument, *CorrectMatch, *CorrectText:
		return d.openedUnless(r)
	case *TableRevision:
		if c.Published {
			return d.openedUnless(r)
		}
	}
	if err := d.openedUnless(r); err != nil {
		return err
	}
	if d.Adopted != nil {
		return fmt.Errorf("document %s, adopted on %s: %w", r.Document, day(d.Adopted.At), ErrAdopted)
	}
	return nil
}

// openedUnless says that the document is not open, unless the command opens it.
func (d *Document) openedUnless(r Request) error {
	if _, opens := pointer(r.Command).(*OpenDocument); !opens && !d.Opened {
		return fmt.Errorf("document %s: %w", r.Document, ErrNotOpen)
	}
	return nil
}

// Evolve folds an event of the record into the process. at is the time of its commit. Events of documents change nothing here.
func (p *Process) Evolve(e event.Event, at time.Time) { p.evolve(e, at) }

// evolve says whether the event is one of the process.
func (p *Process) evolve(e event.Event, at time.Time) bool {
	switch e := pointer(e).(type) {
	case *event.ProcessOpened:
		p.Opened, p.Title, p.Body, p.Rules = true, e.Title, e.Body, e.Rules
	case *event.DelegationAdmitted:
		p.admitted(e)
	case *event.GroupFormed:
		p.formed(e, at)
	case *event.AuthorAttributed:
		p.authorAttributed(e)
	case *event.RulesSet:
		p.Rules = e.Rules
	case *event.MeetingConvened:
		p.convened(e, at)
	case *event.ProgrammeAdopted:
		p.programme(e.Meeting, e.Programme, meeting.Adopted, at)
	case *event.ProgrammeBlocked:
		p.programme(e.Meeting, e.Programme, meeting.Blocked, at)
	case *event.ModeChanged:
		p.modeChanged(e.Meeting, meeting.Change{Mode: e.Mode, DecidedBy: e.DecidedBy, Since: e.Since, At: at, Reason: e.Reason})
	case *event.ModeDisputed:
		p.modeDisputed(e, at)
	case *event.MeetingSuspended:
		p.modeChanged(e.Meeting, meeting.Change{Mode: meeting.Suspended, DecidedBy: delegation.Chair, Since: e.Since, At: at, Reason: e.Reason})
	case *event.MeetingClosed:
		p.meetingClosed(e)
	case *event.ExplanationsInvited:
		p.invited(e, at)
	case *event.ExplanationReceived:
		p.Explanations = append(p.Explanations, e.Explanation)
	case *event.ExplanationCorrected:
		p.Explanations = append(p.Explanations, e.Explanation)
	case *event.ExplanationWithdrawn:
		p.explanationWithdrawn(e, at)
	case *event.CompendiumIssued:
		p.Editions = append(p.Editions, Issued{CompendiumIssued: *e, At: at})
	default:
		return false
	}
	return true
}

// Evolve folds an event of the document into it. at is the time of its commit. Events of the record change nothing here.
func (d *Document) Evolve(e event.Event, at time.Time) { d.evolve(e, at) }

// evolve says whether the event is one of a document.
func (d *Document) evolve(e event.Event, at time.Time) bool {
	switch e := pointer(e).(type) {
	case *event.DocumentOpened:
		d.Opened, d.Title, d.Symbol = true, e.Title, e.Symbol
	case *event.RevisionTabled:
		d.tabled(e, at)
	case *event.MatchCorrected:
		d.matchCorrected(e)
	case *event.AmendmentProposed:
		d.proposed(amendment.Amendment{
			ID: e.Amendment, Attribution: e.Attribution, Sponsors: e.Sponsors, Proposal: e.Proposal, Oral: e.Oral, Mode: e.Mode, Source: e.Source,
		}, at)
	case *event.AmendmentReintroduced:
		d.proposed(amendment.Amendment{
			ID: e.Amendment, Attribution: e.Attribution, Sponsors: e.Sponsors, Proposal: e.Proposal, Mode: e.Mode, Reintroduces: e.Of,
		}, at)
	case *event.AmendmentRevised:
		d.revised(e)
	case *event.AmendmentStale:
		d.stale(e)
	case *event.AmendmentLeft:
		d.left(e, at)
	case *event.AmendmentCosponsored:
		d.cosponsored(e, at)
	case *event.AmendmentWithdrawn:
		d.withdrawn(e)
	case *event.AmendmentDisposed:
		d.disposed(e)
	case *event.TextBracketed:
		d.Brackets = append(d.Brackets, Bracket{TextBracketed: *e, At: at})
	case *event.BracketAttributed:
		d.attributed(e, at)
	case *event.AlternativesDeclared:
		d.declared(e, at)
	case *event.PackageLinked:
		d.Packages = append(d.Packages, Package{PackageLinked: *e, At: at})
	case *event.BracketLifted:
		d.lifted(e)
	case *event.PositionRecorded:
		d.Positions = append(d.Positions, e.Position)
	case *event.PositionCorrected:
		d.Positions = append(d.Positions, e.Position)
	case *event.ParagraphAgreed:
		d.agreed(e, at)
	case *event.ParagraphReopened:
		d.reopened(e)
	case *event.SilenceOpened:
		d.Silence = &Silence{SilenceOpened: *e, At: at, State: SilenceRunning}
	case *event.SilenceBroken:
		d.silenceBroken(e, at)
	case *event.SilenceExtended:
		d.silenceExtended(e)
	case *event.ObjectionLate:
		d.objectionLate(e, at)
	case *event.SilenceConcluded:
		d.silenceConcluded()
	case *event.AdoptionProposed:
		d.Proposed = e.Revision
	case *event.ObjectionRaised:
		d.Objections = append(d.Objections, Objection{ObjectionRaised: *e, Revision: d.Proposed, At: at})
	case *event.ObjectionWithdrawn:
		d.objectionWithdrawn(e)
	case *event.TextAdopted:
		d.Adopted, d.Proposed = &Adoption{TextAdopted: *e, At: at}, 0
	case *event.AdoptionBlocked:
		d.blocked(e, at)
	case *event.TextCorrected:
		d.Corrigenda = append(d.Corrigenda, Corrigendum{TextCorrected: *e, At: at})
	case *event.DocumentWithdrawn:
		d.Withdrawn, d.Proposed = &Withdrawal{At: at, Reason: e.Reason}, 0
	default:
		return false
	}
	return true
}

// pointer makes a command or an event that was given as a value what the decoders give: a pointer to it.
func pointer[T any](v T) T {
	r := reflect.ValueOf(v)
	if r.Kind() != reflect.Struct {
		return v
	}
	p := reflect.New(r.Type())
	p.Elem().Set(r)
	return p.Interface().(T)
}

func verb(r Request) string {
	if r.Command == nil {
		return "no command"
	}
	return r.Command.Verb()
}

// day is how refusals name a date.
func day(t time.Time) string { return t.UTC().Format("2 January 2006") }

// moment is how refusals name a point in time.
func moment(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }
