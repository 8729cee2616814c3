package event

import (
	"cmp"
	"fmt"
	"time"

	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/meeting"
	"adref/pkg/position"
)

// ProcessOpened: a body begins to negotiate.
type ProcessOpened struct {
	Title string          `json:"title"`
	Body  string          `json:"body,omitempty"` // the organ: "Open-ended working group on …"
	Rules consensus.Rules `json:"rules"`
}

// DelegationAdmitted: a delegation takes part from now on; admitting it again replaces its names.
type DelegationAdmitted struct {
	Delegation delegation.Delegation `json:"delegation"`
}

// GroupFormed: delegations speak as a group; forming it again replaces its members.
type GroupFormed struct {
	Group delegation.Group `json:"group"`
	// Since is from when on it has these members, and Until, where it is set, when it ends. Without Since it is the time of the
	// record.
	Since time.Time `json:"since,omitzero"`
	Until time.Time `json:"until,omitzero"`
}

// AuthorAttributed: the chair's office says for whom somebody writes whose name stands on tracked changes.
type AuthorAttributed struct {
	Author string `json:"author"` // as files have it: "Jane Doe", "Windows User"
	// Parties are the codes of the delegations or groups; none takes back what was said before.
	Parties []string `json:"parties"`
}

// RulesSet: the rules of the process are these from now on.
type RulesSet struct {
	Rules consensus.Rules `json:"rules"`
}

// MeetingConvened: a meeting was called to order.
type MeetingConvened struct {
	Meeting string       `json:"meeting"` // its ID, "m1", counted in the process
	Name    string       `json:"name"`
	Mode    meeting.Mode `json:"mode"`
	Since   time.Time    `json:"since"` // when it happened; the commit says when it was recorded
}

// ProgrammeAdopted: nobody objected to the programme of work.
type ProgrammeAdopted struct {
	Meeting   string `json:"meeting"`
	Programme string `json:"programme"` // its title or symbol
}

// ProgrammeBlocked: the programme of work was not adopted, and the meeting goes on informally.
type ProgrammeBlocked struct {
	Meeting   string   `json:"meeting"`
	Programme string   `json:"programme"`
	By        []string `json:"by"`               // codes of those who objected
	Reason    string   `json:"reason,omitempty"` // "" is "none given"
}

// ModeChanged: the meeting sits in another mode, or again after a suspension.
type ModeChanged struct {
	Meeting   string       `json:"meeting"`
	Mode      meeting.Mode `json:"mode"`
	DecidedBy string       `json:"decidedBy"` // "chair", or who else, in words
	Since     time.Time    `json:"since"`
	Reason    string       `json:"reason,omitempty"`
}

// ModeDisputed: a delegation holds that the meeting sat in another mode.
type ModeDisputed struct {
	Meeting     string                 `json:"meeting"`
	Attribution delegation.Attribution `json:"attribution"`
	Mode        meeting.Mode           `json:"mode"` // in its view
	Since       time.Time              `json:"since"`
	Reason      string                 `json:"reason,omitempty"`
}

// MeetingSuspended: the meeting does not sit until it is put in a mode again.
type MeetingSuspended struct {
	Meeting string    `json:"meeting"`
	Since   time.Time `json:"since"`
	Reason  string    `json:"reason,omitempty"`
}

// MeetingClosed: the meeting rose.
type MeetingClosed struct {
	Meeting string    `json:"meeting"`
	Since   time.Time `json:"since"`
}

// ExplanationsInvited: delegations may explain their position on a document until the deadline; zero means without one.
type ExplanationsInvited struct {
	Document string    `json:"document"`
	Deadline time.Time `json:"deadline,omitzero"`
}

// ExplanationReceived: a delegation explained its position; the text is reproduced as received.
type ExplanationReceived struct {
	Explanation position.Explanation `json:"explanation"`
}

// ExplanationCorrected: a delegation put its explanation right. The new version names the wrong one, which stays.
type ExplanationCorrected struct {
	Explanation position.Explanation `json:"explanation"`
	Reason      string               `json:"reason,omitempty"`
}

// ExplanationWithdrawn: a delegation no longer stands by its explanation. Editions that hold it stay as they are.
type ExplanationWithdrawn struct {
	Document    string `json:"document"`
	Explanation string `json:"explanation"` // its ID
	Reason      string `json:"reason,omitempty"`
}

// CompendiumIssued: an edition of the compendium was frozen.
type CompendiumIssued struct {
	Document string `json:"document"`
	Symbol   string `json:"symbol,omitempty"`
	// Edition counts the editions, from 0 for the original.
	Edition int `json:"edition"`
	// Digest is the SHA-256 of the edition's canonical JSON, which is kept as a blob under it.
	Digest string `json:"digest"`
	// Explanations are the IDs of the explanations in it, in the order of reception.
	Explanations []string `json:"explanations"`
	// Addendum is n for Add.n, which only adds explanations, and Corrigendum n for Corr.n, which puts explanations right or leaves
	// them out; 0 otherwise. In records older than these fields, every edition after the original is the addendum of its number.
	Addendum    int `json:"addendum,omitempty"`
	Corrigendum int `json:"corrigendum,omitempty"`
	// Languages are those that a corrigendum concerns.
	Languages []string `json:"languages,omitempty"`
	// Language is the one that the edition is in (BCP 47). The same explanations issued in several languages are one original, Add.n or
	// Corr.n in several versions. In records older than this field, every edition is in English.
	Language string `json:"language,omitempty"`
}

// InLanguage is the language of the edition.
func (e CompendiumIssued) InLanguage() string { return cmp.Or(e.Language, "en") }

// Name is "Add.1" or "Corr.1", "" for the original.
func (e CompendiumIssued) Name() string {
	switch n := e.AddendumNumber(); {
	case e.Corrigendum > 0:
		return fmt.Sprintf("Corr.%d", e.Corrigendum)
	case n > 0:
		return fmt.Sprintf("Add.%d", n)
	}
	return ""
}

// AddendumNumber is n for Add.n, 0 for another edition.
func (e CompendiumIssued) AddendumNumber() int {
	switch {
	case e.Corrigendum > 0:
		return 0
	case e.Language != "": // its records have the field Addendum
		return e.Addendum
	}
	return cmp.Or(e.Addendum, e.Edition)
}

// Kind of each event, as in the catalogue.
func (ProcessOpened) Kind() string       { return "process.opened" }
func (DelegationAdmitted) Kind() string  { return "delegation.admitted" }
func (GroupFormed) Kind() string         { return "group.formed" }
func (AuthorAttributed) Kind() string    { return "author.attributed" }
func (RulesSet) Kind() string            { return "rules.set" }
func (MeetingConvened) Kind() string     { return "meeting.convened" }
func (ProgrammeAdopted) Kind() string    { return "programme.adopted" }
func (ProgrammeBlocked) Kind() string    { return "programme.blocked" }
func (ModeChanged) Kind() string         { return "mode.changed" }
func (ModeDisputed) Kind() string        { return "mode.disputed" }
func (MeetingSuspended) Kind() string    { return "meeting.suspended" }
func (MeetingClosed) Kind() string       { return "meeting.closed" }
func (ExplanationsInvited) Kind() string { return "explanations.invited" }
func (ExplanationReceived) Kind() string { return "explanation.received" }
func (CompendiumIssued) Kind() string    { return "compendium.issued" }

func (ExplanationCorrected) Kind() string { return "explanation.corrected" }
func (ExplanationWithdrawn) Kind() string { return "explanation.withdrawn" }
