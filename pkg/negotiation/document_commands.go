package negotiation

import (
	"time"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/event"
	"adref/pkg/meeting"
	"adref/pkg/position"
)

// OpenDocument opens a document. Only the chair's office.
type OpenDocument struct {
	Title  string `json:"title"`
	Symbol string `json:"symbol,omitempty"`
}

// TableRevision tables the next text. Only the chair's office.
type TableRevision struct {
	Name     string `json:"name"`
	Symbol   string `json:"symbol,omitempty"`
	Language string `json:"language,omitempty"` // default "en"
	Format   string `json:"format"`             // "text" or "markdown"
	// Content is the text itself, or Source the SHA-256 of a blob that holds it; exactly one of the two.
	Content string `json:"content,omitempty"`
	Source  string `json:"source,omitempty"`
	// Published marks the text as issued after its adoption, the only one that may follow it.
	Published bool   `json:"published,omitempty"`
	Letter    string `json:"letter,omitempty"`
}

// CorrectMatch says that a block of a revision continues another paragraph than the differ proposed. Only the chair's office.
type CorrectMatch struct {
	Revision int    `json:"revision"`
	Block    string `json:"block"`          // ID or citation in that revision
	Same     string `json:"same,omitempty"` // ID of the paragraph that it continues; "" says that it is new
	Reason   string `json:"reason,omitempty"`
}

// ProposeAmendment asks to change part of the current text. Its sponsors are those on whose behalf it is proposed, else the one
// who proposes it.
type ProposeAmendment struct {
	By         string             `json:"by,omitempty"` // only the chair's office may name a delegation that proposed from the floor
	OnBehalfOf []string           `json:"onBehalfOf,omitempty"`
	Proposal   amendment.Proposal `json:"proposal"`
	// Oral says that it is proposed from the floor; Reads are then the words of the paragraph as it would read, as read back.
	Oral  bool   `json:"oral,omitempty"`
	Reads string `json:"reads,omitempty"`
	// Source is the file that it was read out of, zero where it was not; its digest is that of a blob.
	Source amendment.Source `json:"source,omitzero"`
}

// AmendAmendment changes an open amendment: of its proposer, what it asks for; of anybody else, it is an amendment to the words
// that the amendment wants, quoted in the anchor.
type AmendAmendment struct {
	By         string             `json:"by,omitempty"`
	OnBehalfOf []string           `json:"onBehalfOf,omitempty"`
	Amendment  string             `json:"amendment"`
	Proposal   amendment.Proposal `json:"proposal"`
	Oral       bool               `json:"oral,omitempty"`
	Reads      string             `json:"reads,omitempty"`
}

// JoinSponsors adds the actor, or the groups it speaks for, to the sponsors of an open amendment.
type JoinSponsors struct {
	By         string   `json:"by,omitempty"`
	OnBehalfOf []string `json:"onBehalfOf,omitempty"`
	Amendment  string   `json:"amendment"`
}

// LeaveSponsors takes the actor, or the groups it speaks for, from the sponsors of an open amendment.
type LeaveSponsors struct {
	By         string   `json:"by,omitempty"`
	OnBehalfOf []string `json:"onBehalfOf,omitempty"`
	Amendment  string   `json:"amendment"`
}

// WithdrawAmendment takes an open amendment back. Only its proposer, or the chair's office for it.
type WithdrawAmendment struct {
	Amendment string `json:"amendment"`
	Reason    string `json:"reason,omitempty"`
}

// ReintroduceAmendment brings a withdrawn amendment back, under the name of whoever does.
type ReintroduceAmendment struct {
	By         string   `json:"by,omitempty"`
	OnBehalfOf []string `json:"onBehalfOf,omitempty"`
	Amendment  string   `json:"amendment"`
}

// DisposeAmendment says what was done with an open amendment. Only the chair's office.
type DisposeAmendment struct {
	Amendment   string                `json:"amendment"`
	Disposition amendment.Disposition `json:"disposition"`
	Reason      string                `json:"reason,omitempty"`
}

// BracketText puts words of the current text into brackets. Who may is a rule of the process.
type BracketText struct {
	By         string           `json:"by,omitempty"`
	OnBehalfOf []string         `json:"onBehalfOf,omitempty"`
	Anchor     amendment.Anchor `json:"anchor"`
	Reason     string           `json:"reason,omitempty"`
}

// AttributeBracket says what a delegation wants done with words in brackets: those that a command put, by their ID, or those that
// are printed in the current text, which the anchor quotes with their brackets. Of brackets over several paragraphs the anchor
// quotes words of the first one, from the opening bracket on, and Through words of the last one, up to the closing bracket.
type AttributeBracket struct {
	By         string           `json:"by,omitempty"`
	OnBehalfOf []string         `json:"onBehalfOf,omitempty"`
	Bracket    string           `json:"bracket,omitempty"`
	Anchor     amendment.Anchor `json:"anchor,omitzero"`
	Through    amendment.Anchor `json:"through,omitzero"`
	Wants      bracket.Wish     `json:"wants"`
}

// DeclareAlternatives says that words side by side, or paragraphs, are alternatives of each other. Only the chair's office.
type DeclareAlternatives struct {
	Options []event.Option `json:"options"` // paragraphs as IDs or citations
	Reason  string         `json:"reason,omitempty"`
}

// LiftBracket takes brackets off words. Who may is a rule of the process.
type LiftBracket struct {
	Bracket string `json:"bracket"`
	Reason  string `json:"reason,omitempty"`
}

// RecordPosition records a stance.
type RecordPosition struct {
	By         string            `json:"by,omitempty"`
	OnBehalfOf []string          `json:"onBehalfOf,omitempty"`
	On         position.Target   `json:"on,omitzero"`
	Revision   int               `json:"revision,omitempty"` // of whose text the paragraph and the words are, default the current one
	Stance     position.Stance   `json:"stance"`
	Words      string            `json:"words,omitempty"`
	Source     position.Source   `json:"source,omitempty"`     // default "written"
	ReportedBy string            `json:"reportedBy,omitempty"` // who reported it, where the source is "reported"
	Capacity   position.Capacity `json:"capacity,omitempty"`   // default by who speaks for whom
	Mode       meeting.Mode      `json:"mode,omitempty"`       // default that of the meeting that sits
	Audience   position.Audience `json:"audience,omitempty"`   // default "public"
}

// CorrectPosition records a position anew that was recorded wrongly: all of it but whose it is and what it is about. Only the
// delegation whose it is, or the chair's office.
type CorrectPosition struct {
	Position   string            `json:"position"` // ID of the wrong one
	Stance     position.Stance   `json:"stance"`
	Words      string            `json:"words,omitempty"`
	Source     position.Source   `json:"source,omitempty"` // what is left out stays as it was, but for the words
	ReportedBy string            `json:"reportedBy,omitempty"`
	Capacity   position.Capacity `json:"capacity,omitempty"`
	Mode       meeting.Mode      `json:"mode,omitempty"`
	Audience   position.Audience `json:"audience,omitempty"`
	Reason     string            `json:"reason,omitempty"`
}

// AgreeParagraph closes a paragraph ad referendum. Only the chair's office.
type AgreeParagraph struct {
	Paragraph string   `json:"paragraph"`         // ID or citation
	Status    string   `json:"status,omitempty"`  // step of the ladder of the process, default the last
	Pending   []string `json:"pending,omitempty"` // codes of those whose agreement is still to come
}

// LinkPackage says that paragraphs are agreed together or not at all.
type LinkPackage struct {
	By         string   `json:"by,omitempty"`
	OnBehalfOf []string `json:"onBehalfOf,omitempty"`
	Paragraphs []string `json:"paragraphs"` // IDs or citations
	Reason     string   `json:"reason,omitempty"`
}

// ReopenParagraph opens an agreed paragraph again.
type ReopenParagraph struct {
	Paragraph string `json:"paragraph"` // ID or citation
	Reason    string `json:"reason,omitempty"`
}

// OpenSilence puts the current text under silence until the deadline. Only the chair's office.
type OpenSilence struct {
	Deadline time.Time `json:"deadline"`
}

// ExtendSilence sets a later deadline, before the one that stands has passed. Only the chair's office.
type ExtendSilence struct {
	Deadline time.Time `json:"deadline"`
	Reason   string    `json:"reason,omitempty"`
}

// BreakSilence objects before the deadline; later it is kept as late and does not count.
type BreakSilence struct {
	By         string   `json:"by,omitempty"`
	OnBehalfOf []string `json:"onBehalfOf,omitempty"`
	Paragraphs []string `json:"paragraphs,omitempty"` // IDs or citations
	Reason     string   `json:"reason,omitempty"`
}

// ConcludeSilence records that the deadline passed unbroken. Only the chair's office.
type ConcludeSilence struct{}

// ProposeAdoption puts the current text before the meeting. Only the chair's office.
//
// Revision, in this command and in those about the adoption, is the ordinal of the text that the sender means: if another one is before
// the meeting by now, the command is refused. 0 does not say.
type ProposeAdoption struct {
	Revision int `json:"revision,omitempty"`
}

// Object stands in the way of the adoption that is proposed.
type Object struct {
	Revision   int      `json:"revision,omitempty"`
	By         string   `json:"by,omitempty"`
	OnBehalfOf []string `json:"onBehalfOf,omitempty"`
	Paragraphs []string `json:"paragraphs,omitempty"` // IDs or citations
	Reason     string   `json:"reason,omitempty"`
}

// WithdrawObjection takes back the objection to the adoption that is proposed, or else, before the deadline, the one that broke
// the silence.
type WithdrawObjection struct {
	By     string `json:"by,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// BlockAdoption records that the question was closed while objections stood. Only the chair's office.
type BlockAdoption struct {
	Revision int    `json:"revision,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

// AdoptText adopts the text whose adoption is proposed, as it stands or as orally amended. Only the chair's office.
type AdoptText struct {
	Revision int `json:"revision,omitempty"`
	// Amendments are the IDs of the oral amendments with which it is adopted; the adopted text is then a revision of its own, with
	// the name and the symbol given here.
	Amendments []string `json:"amendments,omitempty"`
	Name       string   `json:"name,omitempty"` // default that of the proposed text, "as orally amended"
	Symbol     string   `json:"symbol,omitempty"`
}

// CorrectText issues a corrigendum to the newest text, adopted or published. Only the chair's office.
type CorrectText struct {
	Symbol      string             `json:"symbol,omitempty"`
	Languages   []string           `json:"languages"` // those that it concerns
	Corrections []event.Correction `json:"corrections"`
	Reason      string             `json:"reason,omitempty"`
}

// WithdrawDocument ends the negotiation of a text that was not adopted. Only the chair's office.
type WithdrawDocument struct {
	Reason string `json:"reason,omitempty"`
}

// Verb of each command, as in Commands.
func (OpenDocument) Verb() string         { return "open-document" }
func (TableRevision) Verb() string        { return "table-revision" }
func (CorrectMatch) Verb() string         { return "correct-match" }
func (ProposeAmendment) Verb() string     { return "propose-amendment" }
func (AmendAmendment) Verb() string       { return "amend-amendment" }
func (LeaveSponsors) Verb() string        { return "leave-sponsors" }
func (ReintroduceAmendment) Verb() string { return "reintroduce-amendment" }
func (JoinSponsors) Verb() string         { return "join-sponsors" }
func (WithdrawAmendment) Verb() string    { return "withdraw-amendment" }
func (DisposeAmendment) Verb() string     { return "dispose-amendment" }
func (BracketText) Verb() string          { return "bracket-text" }
func (AttributeBracket) Verb() string     { return "attribute-bracket" }
func (DeclareAlternatives) Verb() string  { return "declare-alternatives" }
func (LinkPackage) Verb() string          { return "link-package" }
func (LiftBracket) Verb() string          { return "lift-bracket" }
func (RecordPosition) Verb() string       { return "record-position" }
func (CorrectPosition) Verb() string      { return "correct-position" }
func (AgreeParagraph) Verb() string       { return "agree-paragraph" }
func (ReopenParagraph) Verb() string      { return "reopen-paragraph" }
func (OpenSilence) Verb() string          { return "open-silence" }
func (ExtendSilence) Verb() string        { return "extend-silence" }
func (BreakSilence) Verb() string         { return "break-silence" }
func (ConcludeSilence) Verb() string      { return "conclude-silence" }
func (ProposeAdoption) Verb() string      { return "propose-adoption" }
func (Object) Verb() string               { return "object" }
func (WithdrawObjection) Verb() string    { return "withdraw-objection" }
func (BlockAdoption) Verb() string        { return "block-adoption" }
func (CorrectText) Verb() string          { return "correct-text" }
func (WithdrawDocument) Verb() string     { return "withdraw-document" }
func (AdoptText) Verb() string            { return "adopt-text" }
