package event

import (
	"time"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/delegation"
	"adref/pkg/meeting"
	"adref/pkg/position"
	"adref/pkg/text"
)

// DocumentOpened: a text begins to be negotiated.
type DocumentOpened struct {
	Title  string `json:"title"`
	Symbol string `json:"symbol,omitempty"` // "A/AC.311/2026/CRP.1"
}

// RevisionTabled: the chair's office tabled a text; it never changes from now on.
type RevisionTabled struct {
	Revision int    `json:"revision"` // ordinal, from 1
	Name     string `json:"name"`     // "Zero draft", "Rev.1"
	Symbol   string `json:"symbol,omitempty"`
	Language string `json:"language"`
	Format   string `json:"format"` // "text" or "markdown"
	// Source is the digest of the bytes as received, Text that of the text.Document as JSON; both are kept as blobs.
	Source string `json:"source"`
	Text   string `json:"text"`
	// Published is true for the text as issued after its adoption.
	Published bool   `json:"published,omitempty"`
	Letter    string `json:"letter,omitempty"` // the covering letter's words
	// Algorithm is the version of the alignment that proposed the identities; match.corrected overrides them.
	Algorithm string  `json:"algorithm,omitempty"`
	Blocks    []Block `json:"blocks"`
}

// Block is a block of a tabled text, without its words.
type Block struct {
	ID     string    `json:"id"`
	Label  string    `json:"label,omitempty"`
	Cite   string    `json:"cite,omitempty"`
	Kind   text.Kind `json:"kind"`
	Digest string    `json:"digest"` // text.Block.Digest: of the label and the words
	// Wording is the digest of the words alone. An agreement is bound to it, so that a new number does not end it.
	Wording string `json:"wording"`
}

// MatchCorrected: the chair's office says which block of a revision continues which paragraph.
type MatchCorrected struct {
	Revision int `json:"revision"`
	// Renames are the identities that change in this revision and in all later ones that the correction reaches.
	Renames []Rename `json:"renames"`
	Reason  string   `json:"reason,omitempty"`
}

// Rename gives a block another identity.
type Rename struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// AmendmentProposed: somebody asks to change part of the text.
type AmendmentProposed struct {
	Amendment   string                 `json:"amendment"` // its ID
	Attribution delegation.Attribution `json:"attribution"`
	Sponsors    []string               `json:"sponsors"` // the proposer first
	Proposal    amendment.Proposal     `json:"proposal"`
	// Before and After are the words of the paragraph as it stands and as the amendment wants it; of several paragraphs, with a
	// blank line between them. Of an amendment to an amendment they are the words of that one.
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
	// Oral is true where it was proposed from the floor and After was read back.
	Oral bool         `json:"oral,omitempty"`
	Mode meeting.Mode `json:"mode,omitempty"` // of the meeting in which it was proposed, "" outside one
	// Source is the file that it was read out of, absent where it was not. Its digest is that of a blob.
	Source amendment.Source `json:"source,omitzero"`
}

// AmendmentRevised: the proposer wants something else, or a change of its words was taken. Its sponsors stay unless they leave.
type AmendmentRevised struct {
	Amendment   string                 `json:"amendment"`
	Attribution delegation.Attribution `json:"attribution"`
	Proposal    amendment.Proposal     `json:"proposal"` // as it is from now on
	Before      string                 `json:"before,omitempty"`
	After       string                 `json:"after,omitempty"`
	Oral        bool                   `json:"oral,omitempty"`
	Mode        meeting.Mode           `json:"mode,omitempty"`
}

// AmendmentCosponsored: delegations or groups joined the sponsors.
type AmendmentCosponsored struct {
	Amendment string   `json:"amendment"`
	Sponsors  []string `json:"sponsors"`
}

// AmendmentLeft: delegations or groups no longer sponsor it.
type AmendmentLeft struct {
	Amendment string   `json:"amendment"`
	Sponsors  []string `json:"sponsors"`
}

// AmendmentReintroduced: somebody brings a withdrawn amendment back, as a new one.
type AmendmentReintroduced struct {
	Amendment   string                 `json:"amendment"` // the new ID
	Of          string                 `json:"of"`        // the withdrawn one
	Attribution delegation.Attribution `json:"attribution"`
	Sponsors    []string               `json:"sponsors"`
	Proposal    amendment.Proposal     `json:"proposal"`
	Before      string                 `json:"before,omitempty"`
	After       string                 `json:"after,omitempty"`
	Mode        meeting.Mode           `json:"mode,omitempty"`
}

// AmendmentStale: the anchor of an open amendment no longer holds, because of what happened to another one.
type AmendmentStale struct {
	Amendment string `json:"amendment"`
	Because   string `json:"because"` // ID of the other one
	Reason    string `json:"reason"`
}

// AmendmentWithdrawn: its proposer no longer asks for it.
type AmendmentWithdrawn struct {
	Amendment string `json:"amendment"`
	Reason    string `json:"reason,omitempty"`
}

// AmendmentDisposed: the chair's office says what it did with it.
type AmendmentDisposed struct {
	Amendment   string                `json:"amendment"`
	Disposition amendment.Disposition `json:"disposition"`
	Reason      string                `json:"reason,omitempty"`
}

// TextBracketed: words of a paragraph are not agreed.
type TextBracketed struct {
	Bracket     string                 `json:"bracket"` // its ID, "k1", counted in the document
	Attribution delegation.Attribution `json:"attribution"`
	Anchor      amendment.Anchor       `json:"anchor"`
	Reason      string                 `json:"reason,omitempty"`
}

// BracketAttributed: a delegation says what it wants done with words in brackets ("[extreme – US; G77 delete]").
type BracketAttributed struct {
	Bracket     string                 `json:"bracket,omitempty"` // its ID, where a command put it
	Attribution delegation.Attribution `json:"attribution"`
	Wants       bracket.Wish           `json:"wants"`
	// Anchor quotes brackets that are printed in the text, with the words in them.
	Anchor amendment.Anchor `json:"anchor,omitzero"`
	// Through is set where they close in a later paragraph: Anchor then quotes from the opening bracket on, and Through up to the
	// closing one.
	Through amendment.Anchor `json:"through,omitzero"`
}

// AlternativesDeclared: the chair's office says that these are alternatives of each other.
type AlternativesDeclared struct {
	Alternatives string   `json:"alternatives"` // its ID, "o1", counted in the document
	Revision     int      `json:"revision"`
	Options      []Option `json:"options"`
	Reason       string   `json:"reason,omitempty"`
}

// Option is one of several alternatives: words, or paragraphs, or no text.
type Option struct {
	Name   string           `json:"name,omitempty"` // "Option 1"
	Anchor amendment.Anchor `json:"anchor,omitzero"`
	// From and To are the first and the last paragraph of a range, as block IDs; To is From where it is left out.
	From   string `json:"from,omitempty"`
	To     string `json:"to,omitempty"`
	NoText bool   `json:"noText,omitempty"` // "Option 2: No text"
}

// BracketLifted: the words are no longer in brackets.
type BracketLifted struct {
	Bracket string `json:"bracket"`
	Reason  string `json:"reason,omitempty"`
}

// PositionRecorded: a delegation took a stance.
type PositionRecorded struct {
	Position position.Position `json:"position"`
}

// PositionCorrected: what was recorded of a position was wrong. The position is recorded anew and names the wrong one, which stays.
type PositionCorrected struct {
	Position position.Position `json:"position"`
	Reason   string            `json:"reason,omitempty"`
}

// ParagraphAgreed: nobody wants to change the paragraph while the rest is negotiated (agreed ad referendum).
type ParagraphAgreed struct {
	Revision  int    `json:"revision"`
	Paragraph string `json:"paragraph"`
	Digest    string `json:"digest"` // of exactly this wording: Block.Wording
	// Status is the step of the process's ladder; "" is "agreed". Pending are the codes of those whose agreement is still to come.
	Status  string   `json:"status,omitempty"`
	Pending []string `json:"pending,omitempty"`
}

// PackageLinked: paragraphs are agreed together or not at all.
type PackageLinked struct {
	Package     string                 `json:"package"` // its ID, "g1", counted in the document
	Attribution delegation.Attribution `json:"attribution"`
	Revision    int                    `json:"revision"`
	Paragraphs  []string               `json:"paragraphs"` // block IDs
	Reason      string                 `json:"reason,omitempty"`
}

// ParagraphReopened: an agreed paragraph is negotiated again.
type ParagraphReopened struct {
	Paragraph string `json:"paragraph"`
	Reason    string `json:"reason,omitempty"`
}

// SilenceOpened: the text is agreed unless somebody objects before the deadline.
type SilenceOpened struct {
	Revision int       `json:"revision"`
	Digest   string    `json:"digest"` // of the text that silence is about, exactly
	Deadline time.Time `json:"deadline"`
}

// SilenceExtended: the deadline is a later one.
type SilenceExtended struct {
	Revision int       `json:"revision"`
	Deadline time.Time `json:"deadline"`
	Reason   string    `json:"reason,omitempty"`
}

// SilenceBroken: a delegation objected before the deadline.
type SilenceBroken struct {
	Attribution delegation.Attribution `json:"attribution"`
	Paragraphs  []string               `json:"paragraphs,omitempty"` // block IDs
	Reason      string                 `json:"reason,omitempty"`     // "" is "none given"
}

// ObjectionLate: a delegation objected after the deadline of a silence. It is kept and does not count.
type ObjectionLate struct {
	Revision    int                    `json:"revision"`
	Attribution delegation.Attribution `json:"attribution"`
	Paragraphs  []string               `json:"paragraphs,omitempty"` // block IDs
	Reason      string                 `json:"reason,omitempty"`     // "" is "none given"
}

// SilenceConcluded: the deadline passed and nobody had objected.
type SilenceConcluded struct {
	Revision int    `json:"revision"`
	Digest   string `json:"digest"`
}

// AdoptionProposed: the chair's office puts a text before the meeting for adoption.
type AdoptionProposed struct {
	Revision int    `json:"revision"`
	Digest   string `json:"digest"`
}

// ObjectionRaised: a delegation stands in the way of consensus.
type ObjectionRaised struct {
	Attribution delegation.Attribution `json:"attribution"`
	Paragraphs  []string               `json:"paragraphs,omitempty"` // block IDs
	Reason      string                 `json:"reason,omitempty"`     // "" is "none given"
}

// ObjectionWithdrawn: it no longer does.
type ObjectionWithdrawn struct {
	Attribution delegation.Attribution `json:"attribution"`
	Reason      string                 `json:"reason,omitempty"`
	// Silence is true for the objection that broke a silence. When none is left, the silence runs on until its deadline.
	Silence bool `json:"silence,omitempty"`
}

// AdoptionBlocked: the question was put and closed while objections stood.
type AdoptionBlocked struct {
	Revision int      `json:"revision"`
	By       []string `json:"by"` // codes of those whose objection stands
	Reason   string   `json:"reason,omitempty"`
}

// TextAdopted: nobody objected. Revision and digest name the adopted text exactly.
type TextAdopted struct {
	Revision int    `json:"revision"`
	Digest   string `json:"digest"`
	How      string `json:"how"` // "by consensus", "by consensus, as orally amended"
	// Proposed is the ordinal of the text that was before the meeting, and Amendments are the oral ones that made the adopted text
	// of it; none where it was adopted as it stood.
	Proposed   int      `json:"proposed,omitempty"`
	Amendments []string `json:"amendments,omitempty"`
}

// TextCorrected: a corrigendum was issued. The text stays as it was adopted or published; the corrigendum stands beside it.
type TextCorrected struct {
	Corrigendum int    `json:"corrigendum"` // from 1
	Revision    int    `json:"revision"`    // ordinal of the text that it corrects
	Symbol      string `json:"symbol,omitempty"`
	// Languages are those of the text that it concerns, perhaps not that of the text kept here.
	Languages   []string     `json:"languages"`
	Corrections []Correction `json:"corrections"`
	Reason      string       `json:"reason,omitempty"`
}

// Correction is a line of a corrigendum: for these words, read those.
type Correction struct {
	Language  string `json:"language"`
	Paragraph string `json:"paragraph"` // block ID
	For       string `json:"for,omitempty"`
	Read      string `json:"read,omitempty"`
}

// DocumentWithdrawn: the text is negotiated no longer and nothing was adopted.
type DocumentWithdrawn struct {
	Reason string `json:"reason,omitempty"`
}

// Kind of each event, as in the catalogue.
func (DocumentOpened) Kind() string        { return "document.opened" }
func (RevisionTabled) Kind() string        { return "revision.tabled" }
func (MatchCorrected) Kind() string        { return "match.corrected" }
func (AmendmentProposed) Kind() string     { return "amendment.proposed" }
func (AmendmentCosponsored) Kind() string  { return "amendment.cosponsored" }
func (AmendmentRevised) Kind() string      { return "amendment.revised" }
func (AmendmentLeft) Kind() string         { return "amendment.left" }
func (AmendmentReintroduced) Kind() string { return "amendment.reintroduced" }
func (AmendmentStale) Kind() string        { return "amendment.stale" }
func (AmendmentWithdrawn) Kind() string    { return "amendment.withdrawn" }
func (AmendmentDisposed) Kind() string     { return "amendment.disposed" }
func (TextBracketed) Kind() string         { return "text.bracketed" }
func (BracketLifted) Kind() string         { return "bracket.lifted" }
func (PositionRecorded) Kind() string      { return "position.recorded" }
func (PositionCorrected) Kind() string     { return "position.corrected" }
func (ParagraphAgreed) Kind() string       { return "paragraph.agreed" }
func (ParagraphReopened) Kind() string     { return "paragraph.reopened" }
func (SilenceOpened) Kind() string         { return "silence.opened" }
func (SilenceBroken) Kind() string         { return "silence.broken" }
func (SilenceExtended) Kind() string       { return "silence.extended" }
func (ObjectionLate) Kind() string         { return "objection.late" }
func (SilenceConcluded) Kind() string      { return "silence.concluded" }
func (AdoptionProposed) Kind() string      { return "adoption.proposed" }
func (ObjectionRaised) Kind() string       { return "objection.raised" }
func (ObjectionWithdrawn) Kind() string    { return "objection.withdrawn" }
func (TextAdopted) Kind() string           { return "text.adopted" }
func (AdoptionBlocked) Kind() string       { return "adoption.blocked" }
func (TextCorrected) Kind() string         { return "text.corrected" }
func (DocumentWithdrawn) Kind() string     { return "document.withdrawn" }
func (BracketAttributed) Kind() string     { return "bracket.attributed" }
func (AlternativesDeclared) Kind() string  { return "alternatives.declared" }
func (PackageLinked) Kind() string         { return "package.linked" }
