// Package position is what a delegation says of a text: a stance on words, a paragraph, an amendment or the whole, and,
// around the adoption, an explanation of position.
package position

import (
	"time"

	"adref/pkg/delegation"
	"adref/pkg/meeting"
	"adref/pkg/text"
)

// Stance is how a delegation stands to something. "Yes, but" is Flexible or Concern with words, never Supports.
type Stance string

// Stances, from support to refusal (domain.md B10).
const (
	Supports    Stance = "supports"
	CanLiveWith Stance = "can-live-with"
	Flexible    Stance = "flexible"
	Concern     Stance = "concern"
	Reserves    Stance = "reserves"
	Opposes     Stance = "opposes"
	RedLine     Stance = "red-line"
)

// Stances in their order.
var Stances = []Stance{Supports, CanLiveWith, Flexible, Concern, Reserves, Opposes, RedLine}

// Source is how the position became known.
type Source string

// Sources.
const (
	Floor    Source = "floor"
	Written  Source = "written"
	Reported Source = "reported" // by somebody else, named in the note
)

// Capacity is as what somebody speaks.
type Capacity string

// Capacities.
const (
	National    Capacity = "national"
	ForGroup    Capacity = "group"       // for a group of which it is a member
	Joint       Capacity = "joint"       // with other delegations
	AsObserver  Capacity = "observer"    // without a part in the decision
	Facilitator Capacity = "facilitator" // of a text or a group, not for its capital
)

// Capacities are all of them.
var Capacities = []Capacity{National, ForGroup, Joint, AsObserver, Facilitator}

// Audience is who may see a statement.
type Audience string

// Audiences. The zero value is Public.
const (
	Public      Audience = "public"
	Delegations Audience = "delegations"
	ChairOnly   Audience = "chair"
)

// Target is what a position is about. Exactly one of its fields is set, or none for the whole document; Quote narrows a
// paragraph to words.
type Target struct {
	Paragraph string    `json:"paragraph,omitempty"` // block ID; commands may give a citation
	Quote     string    `json:"quote,omitempty"`
	Span      text.Span `json:"span,omitzero"` // of the quote, in bytes of the block's text
	Amendment string    `json:"amendment,omitempty"`
	// Alternatives is the ID of options that the chair's office declared ("o1"), Theme a short name of a matter that runs through the
	// text ("capacity-building").
	Alternatives string `json:"alternatives,omitempty"`
	Theme        string `json:"theme,omitempty"`
}

// Position is one stance taken at one time. A later one of the same delegation on the same target follows it, never overwrites it;
// nor does one that corrects it.
type Position struct {
	ID          string                 `json:"id"` // "s1", counted in the document
	Attribution delegation.Attribution `json:"attribution"`
	Revision    int                    `json:"revision"` // ordinal of the revision in which On stands
	// From is the ordinal of the earlier revision that it was said of, where On was carried forward to Revision; else 0.
	From   int    `json:"from,omitempty"`
	On     Target `json:"on"`
	Stance Stance `json:"stance"`
	Words  string `json:"words,omitempty"` // what was said
	Source Source `json:"source"`
	// ReportedBy is who reported it, where the source is that.
	ReportedBy string       `json:"reportedBy,omitempty"`
	Capacity   Capacity     `json:"capacity,omitempty"` // "" in records older than the field
	Mode       meeting.Mode `json:"mode,omitempty"`     // of the meeting in which it was said, "" outside one
	Audience   Audience     `json:"audience"`
	// Corrects is the ID of the position that it puts right; that one stays as it was recorded.
	Corrects string    `json:"corrects,omitempty"`
	At       time.Time `json:"at"`
}

// ExplanationKind is what an explanation of position does.
type ExplanationKind string

// Kinds of explanations (domain.md B6).
const (
	Explains    ExplanationKind = "explanation"
	Dissociates ExplanationKind = "dissociation" // from the consensus or from the paragraphs named
	ReservesOn  ExplanationKind = "reservation"
)

// Explanation is an explanation of position (EOP), reproduced as received.
type Explanation struct {
	ID          string                 `json:"id"` // "e1", counted in the process
	Document    string                 `json:"document"`
	Attribution delegation.Attribution `json:"attribution"`
	Kind        ExplanationKind        `json:"kind"`
	// Before is true for an explanation given before the adoption.
	Before   bool   `json:"before,omitempty"`
	Language string `json:"language"` // BCP 47 of the original
	Text     string `json:"text"`
	// Paragraphs are the citations that the delegation itself named, as it wrote them; may be empty, most are.
	Paragraphs []string  `json:"paragraphs,omitempty"`
	At         time.Time `json:"at"`
	// Late is true where it arrived after the deadline of the invitation.
	Late bool `json:"late,omitempty"`
	// Corrects is the ID of the explanation that this one puts right, at CorrectedAt; that one stays as it was received. When it was
	// received, and whether before the adoption or late, is as of the first.
	Corrects    string    `json:"corrects,omitempty"`
	CorrectedAt time.Time `json:"correctedAt,omitzero"`
}
