package negotiation

import (
	"time"

	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/meeting"
	"adref/pkg/position"
)

// OpenProcess opens a process. Only the chair's office.
type OpenProcess struct {
	Title string          `json:"title"`
	Body  string          `json:"body,omitempty"`
	Rules consensus.Rules `json:"rules,omitzero"`
}

// AdmitDelegation admits a delegation or corrects its names. Only the chair's office. A code of the roster of the United Nations
// may come without names: they are filled in from there.
type AdmitDelegation struct {
	Delegation delegation.Delegation `json:"delegation"`
}

// FormGroup forms a group of admitted delegations or changes its members. Only the chair's office. A code of the roster of the
// United Nations may come without names, and without members where the roster knows them: those that are admitted are meant.
type FormGroup struct {
	Group delegation.Group `json:"group"`
	// Since is from when on it has these members, default now; Until, where it is set, when the group ends.
	Since time.Time `json:"since,omitzero"`
	Until time.Time `json:"until,omitzero"`
}

// SetRules replaces the rules. Only the chair's office.
type SetRules struct {
	Rules consensus.Rules `json:"rules"`
}

// ConveneMeeting calls a meeting to order. Only the chair's office.
type ConveneMeeting struct {
	Name  string       `json:"name"`
	Mode  meeting.Mode `json:"mode,omitempty"` // default "formal"
	Since time.Time    `json:"since,omitzero"` // when it happened; default now
}

// AdoptProgramme records that the programme of work was adopted, or, where some objected, that it was not. Only the chair's
// office.
type AdoptProgramme struct {
	Programme string   `json:"programme"`
	Objecting []string `json:"objecting,omitempty"` // codes of delegations
	Reason    string   `json:"reason,omitempty"`    // of the objection
}

// ChangeMode puts the meeting that sits, or is suspended, in a mode. Only the chair's office.
type ChangeMode struct {
	Mode      meeting.Mode `json:"mode"`
	DecidedBy string       `json:"decidedBy,omitempty"` // default "chair"
	Since     time.Time    `json:"since,omitzero"`      // default now
	Reason    string       `json:"reason,omitempty"`
}

// DisputeMode says that the meeting sat in another mode than the chair's office recorded.
type DisputeMode struct {
	By         string       `json:"by,omitempty"`
	OnBehalfOf []string     `json:"onBehalfOf,omitempty"`
	Mode       meeting.Mode `json:"mode"`
	Since      time.Time    `json:"since,omitzero"` // default now
	Reason     string       `json:"reason,omitempty"`
}

// SuspendMeeting suspends the meeting; ChangeMode resumes it. Only the chair's office.
type SuspendMeeting struct {
	Since  time.Time `json:"since,omitzero"` // default now
	Reason string    `json:"reason,omitempty"`
}

// CloseMeeting ends the meeting. Only the chair's office.
type CloseMeeting struct {
	Since time.Time `json:"since,omitzero"` // default now
}

// InviteExplanations opens the reception of explanations of position. Only the chair's office.
type InviteExplanations struct {
	Deadline time.Time `json:"deadline,omitzero"`
}

// ExplainPosition explains a position on the document, for the compendium.
type ExplainPosition struct {
	By         string                   `json:"by,omitempty"`
	OnBehalfOf []string                 `json:"onBehalfOf,omitempty"`
	Kind       position.ExplanationKind `json:"kind,omitempty"` // default "explanation"
	Language   string                   `json:"language"`
	Text       string                   `json:"text"`
	Paragraphs []string                 `json:"paragraphs,omitempty"` // as the delegation cites them
}

// CorrectExplanation puts an explanation right: what is given here instead of what was received. Only the delegation whose it is; the
// chair's office where that delegation asked it to, which By says, or for the language alone.
type CorrectExplanation struct {
	By          string                   `json:"by,omitempty"`   // the delegation, where the chair's office acts for it
	Explanation string                   `json:"explanation"`    // ID
	Kind        position.ExplanationKind `json:"kind,omitempty"` // what is left out stays as it was
	Language    string                   `json:"language,omitempty"`
	Text        string                   `json:"text,omitempty"`
	Paragraphs  []string                 `json:"paragraphs,omitempty"`
	Reason      string                   `json:"reason,omitempty"`
}

// WithdrawExplanation takes an explanation back. Only the delegation whose it is, or the chair's office where that delegation asked it
// to, which By says.
type WithdrawExplanation struct {
	By          string `json:"by,omitempty"`
	Explanation string `json:"explanation"` // ID
	Reason      string `json:"reason,omitempty"`
}

// IssueCompendium freezes the compendium with the digest as an edition, in the language that it is in. Only the chair's office.
type IssueCompendium struct {
	Digest string `json:"digest"`
	// Symbol is that of the edition. A version in another language has that of the edition it is a version of.
	Symbol string `json:"symbol,omitempty"`
	// Language is that of the compendium with the digest; if it is given and is another, the command is refused.
	Language string `json:"language,omitempty"`
	// Languages are those that a corrigendum concerns, default those of the explanations that it corrects or leaves out.
	Languages []string `json:"languages,omitempty"`
}

// Verb of each command, as in Commands.
func (OpenProcess) Verb() string        { return "open-process" }
func (AdmitDelegation) Verb() string    { return "admit-delegation" }
func (FormGroup) Verb() string          { return "form-group" }
func (AttributeAuthor) Verb() string    { return "attribute-author" }
func (SetRules) Verb() string           { return "set-rules" }
func (ConveneMeeting) Verb() string     { return "convene-meeting" }
func (AdoptProgramme) Verb() string     { return "adopt-programme" }
func (ChangeMode) Verb() string         { return "change-mode" }
func (DisputeMode) Verb() string        { return "dispute-mode" }
func (SuspendMeeting) Verb() string     { return "suspend-meeting" }
func (CloseMeeting) Verb() string       { return "close-meeting" }
func (InviteExplanations) Verb() string { return "invite-explanations" }
func (ExplainPosition) Verb() string    { return "explain-position" }
func (IssueCompendium) Verb() string    { return "issue-compendium" }

func (CorrectExplanation) Verb() string  { return "correct-explanation" }
func (WithdrawExplanation) Verb() string { return "withdraw-explanation" }
