package event

import (
	"time"

	"adref/pkg/consensus"
	"adref/pkg/delegation"
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

// GroupFormed: delegations speak as a group from now on; forming it again replaces its members.
type GroupFormed struct {
	Group delegation.Group `json:"group"`
}

// RulesSet: the rules of the process are these from now on.
type RulesSet struct {
	Rules consensus.Rules `json:"rules"`
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

// CompendiumIssued: an edition of the compendium was frozen.
type CompendiumIssued struct {
	Document string `json:"document"`
	Symbol   string `json:"symbol,omitempty"`
	// Edition is 0 for the original, then n for Add.n.
	Edition int `json:"edition"`
	// Digest is the SHA-256 of the edition's canonical JSON, which is kept as a blob under it.
	Digest string `json:"digest"`
	// Explanations are the IDs of the explanations in it, in the order of reception.
	Explanations []string `json:"explanations"`
}

// Kind of each event, as in the catalogue.
func (ProcessOpened) Kind() string       { return "process.opened" }
func (DelegationAdmitted) Kind() string  { return "delegation.admitted" }
func (GroupFormed) Kind() string         { return "group.formed" }
func (RulesSet) Kind() string            { return "rules.set" }
func (ExplanationsInvited) Kind() string { return "explanations.invited" }
func (ExplanationReceived) Kind() string { return "explanation.received" }
func (CompendiumIssued) Kind() string    { return "compendium.issued" }
