package negotiation

import (
	"time"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/meeting"
	"adref/pkg/position"
	"adref/pkg/text"
)

// Process is the state of a process, folded from the events of its record. The zero value is a process that is not open.
type Process struct {
	Opened      bool                    `json:"opened"`
	Title       string                  `json:"title"`
	Body        string                  `json:"body,omitempty"`
	Rules       consensus.Rules         `json:"rules"`
	Delegations []delegation.Delegation `json:"delegations"` // in the order of admission
	Groups      []delegation.Group      `json:"groups"`
	Memberships []Membership            `json:"memberships,omitempty"` // of all times, in the order of their record
	Authors     []Author                `json:"authors,omitempty"`     // of tracked changes, and for whom they write
	Meetings    []meeting.Meeting       `json:"meetings,omitempty"`    // in the order in which they were convened
	Invitations map[string]Invitation   `json:"invitations,omitempty"` // by document
	// Explanations are all that were received, of all documents, in the order of their record; those that were corrected or withdrawn
	// are among them (Standing).
	Explanations []position.Explanation `json:"explanations"`
	Retracted    map[string]Withdrawal  `json:"retracted,omitempty"` // explanations that were withdrawn, by ID
	Editions     []Issued               `json:"editions"`
}

// Membership is the time during which a delegation is a member of a group.
type Membership struct {
	Group  string    `json:"group"`
	Member string    `json:"member"`
	Since  time.Time `json:"since"`
	Until  time.Time `json:"until,omitzero"` // zero without an end
}

// Invitation is a call for explanations of position on a document.
type Invitation struct {
	At       time.Time `json:"at"`
	Deadline time.Time `json:"deadline,omitzero"`
}

// Issued is an edition of the compendium.
type Issued struct {
	event.CompendiumIssued
	At time.Time `json:"at"`
}

// Document is the state of a document, folded from its events. The zero value is a document that is not open.
type Document struct {
	Opened     bool                  `json:"opened"`
	Title      string                `json:"title"`
	Symbol     string                `json:"symbol,omitempty"`
	Revisions  []Revision            `json:"revisions"`
	Amendments []amendment.Amendment `json:"amendments"` // in the order of their proposal
	Brackets   []Bracket             `json:"brackets"`   // put by commands; those of a tabled text stand in the text
	// Printed are the brackets printed in tabled texts of which somebody said what it wants done with the words.
	Printed []Printed `json:"printed,omitempty"`
	// Alternatives are those that the chair's office declared, in the order of their record.
	Alternatives []Alternatives      `json:"alternatives,omitempty"`
	Positions    []position.Position `json:"positions"`
	// Agreed are the paragraphs that are agreed ad referendum, by block ID; Reopened how often each was reopened.
	Agreed   map[string]Agreement `json:"agreed,omitempty"`
	Reopened map[string]int       `json:"reopened,omitempty"`
	// Packages are paragraphs that are agreed together or not at all; see WaitsFor.
	Packages []Package `json:"packages,omitempty"`
	// Silence is the newest silence procedure, nil before the first.
	Silence *Silence `json:"silence,omitempty"`
	// Proposed is the ordinal of the revision whose adoption is proposed, 0 for none.
	Proposed   int         `json:"proposed,omitempty"`
	Objections []Objection `json:"objections"`
	// Blocked are the adoptions that were proposed and failed.
	Blocked   []Blocked   `json:"blocked,omitempty"`
	Adopted   *Adoption   `json:"adopted,omitempty"`
	Withdrawn *Withdrawal `json:"withdrawn,omitempty"`
	// Corrigenda to the adopted or published text, in their order; the text itself stays as it is.
	Corrigenda []Corrigendum `json:"corrigenda,omitempty"`
	// Blocks counts the identities given so far: the next new block is "p" + (Blocks+1).
	Blocks int `json:"blockCount"`
}

// Revision is a tabled text as the state knows it: identities and digests, without the words.
type Revision struct {
	event.RevisionTabled
	At time.Time `json:"at"`
}

// Find returns the index of the block with the ID or the citation; see text.Find.
func (r Revision) Find(ref string) (int, bool) {
	return text.Find(len(r.Blocks), func(i int) (id, cite, label string) {
		return r.Blocks[i].ID, r.Blocks[i].Cite, r.Blocks[i].Label
	}, ref)
}

// Bracket is put around words by a command.
type Bracket struct {
	event.TextBracketed
	At     time.Time `json:"at"`
	Lifted bool      `json:"lifted,omitempty"`
	// Wishes are what delegations want done with the words, in the order of their record; of one delegation the last counts.
	Wishes []Wish `json:"wishes,omitempty"`
}

// Printed is brackets that are printed in a tabled text, quoted with the words in them.
type Printed struct {
	Anchor amendment.Anchor `json:"anchor"`
	// Through is set where they close in a later paragraph: the words there up to the closing one.
	Through amendment.Anchor `json:"through,omitzero"`
	Wishes  []Wish           `json:"wishes"` // in the order of their record; of one delegation the last counts
}

// Wish is what somebody wants done with words in brackets.
type Wish struct {
	Attribution delegation.Attribution `json:"attribution"`
	Wants       bracket.Wish           `json:"wants"`
	At          time.Time              `json:"at"`
}

// Alternatives are words or paragraphs of which one is to stay.
type Alternatives struct {
	event.AlternativesDeclared
	At time.Time `json:"at"`
}

// Package is paragraphs that are linked.
type Package struct {
	event.PackageLinked
	At time.Time `json:"at"`
}

// Agreement is a paragraph agreed ad referendum.
type Agreement struct {
	Revision int    `json:"revision"`
	Digest   string `json:"digest"` // event.Block.Wording: a new number does not end it
	// Status is the step of the ladder, "" for the last one; Pending are those whose agreement is still to come.
	Status  string    `json:"status,omitempty"`
	Pending []string  `json:"pending,omitempty"`
	At      time.Time `json:"at"`
}

// SilenceState is where a silence procedure stands.
type SilenceState string

// States of a silence procedure. A silence whose text changed is Lapsed.
const (
	SilenceRunning   SilenceState = "running"
	SilenceBroken    SilenceState = "broken"
	SilenceConcluded SilenceState = "concluded"
	SilenceLapsed    SilenceState = "lapsed"
)

// Silence is a silence procedure. Its deadline is the one that stands now.
type Silence struct {
	event.SilenceOpened
	At    time.Time    `json:"at"`
	State SilenceState `json:"state"`
	By    []Breach     `json:"by,omitempty"`   // who broke it
	Late  []Breach     `json:"late,omitempty"` // who objected after the deadline, which does not count
}

// Breach is an objection to a text under silence.
type Breach struct {
	event.SilenceBroken
	At        time.Time `json:"at"`
	Withdrawn bool      `json:"withdrawn,omitempty"`
}

// Objection stands in the way of an adoption until it is withdrawn.
type Objection struct {
	event.ObjectionRaised
	// Revision is the ordinal of the revision whose adoption it stands in the way of.
	Revision  int       `json:"revision"`
	At        time.Time `json:"at"`
	Withdrawn bool      `json:"withdrawn,omitempty"`
	// Blocked is true where it ended with a proposal that failed by it.
	Blocked bool `json:"blocked,omitempty"`
}

// Adoption is the end of a negotiation.
type Adoption struct {
	event.TextAdopted
	At time.Time `json:"at"`
}

// Blocked is an adoption that failed.
type Blocked struct {
	event.AdoptionBlocked
	At time.Time `json:"at"`
}

// Withdrawal is the end of a negotiation without an adoption.
type Withdrawal struct {
	At     time.Time `json:"at"`
	Reason string    `json:"reason,omitempty"`
}

// Corrigendum is what is to be read for the words of a text.
type Corrigendum struct {
	event.TextCorrected
	At time.Time `json:"at"`
}

// Current is the newest revision; ok is false before the first.
func (d *Document) Current() (r Revision, ok bool) {
	if len(d.Revisions) == 0 {
		return Revision{}, false
	}
	return d.Revisions[len(d.Revisions)-1], true
}
