// Package negotiation is the whole procedure: what a process and a document are (folded from their events), what may be done
// with them (Decide) and what follows (Evolve).
//
// It has no clock, no I/O and no randomness. Laws: Decide changes nothing; Evolve never fails; folding the same events gives
// the same state; what Decide returns, Evolve takes.
package negotiation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"adref/pkg/amendment"
	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/position"
	"adref/pkg/text"
)

// Command is something that somebody asks for. Verb is its name on the wire.
type Command interface{ Verb() string }

// Scope is which aggregate decides a command.
type Scope string

// Scopes.
const (
	OfProcess  Scope = "process"  // decided by Process; the recorder serves it
	OfDocument Scope = "document" // decided by Document; the drafter serves it
)

// CommandEntry is a line of Commands.
type CommandEntry struct {
	Verb  string
	Scope Scope
	// NamesDocument says whether a command of the process is about one of its documents.
	NamesDocument bool
	New           func() Command // a pointer to the zero command, to decode into
}

// Commands is the whole vocabulary, in the order of a negotiation.
var Commands = []CommandEntry{
	{"open-process", OfProcess, false, func() Command { return new(OpenProcess) }},
	{"admit-delegation", OfProcess, false, func() Command { return new(AdmitDelegation) }},
	{"form-group", OfProcess, false, func() Command { return new(FormGroup) }},
	{"set-rules", OfProcess, false, func() Command { return new(SetRules) }},
	{"open-document", OfDocument, true, func() Command { return new(OpenDocument) }},
	{"table-revision", OfDocument, true, func() Command { return new(TableRevision) }},
	{"correct-match", OfDocument, true, func() Command { return new(CorrectMatch) }},
	{"propose-amendment", OfDocument, true, func() Command { return new(ProposeAmendment) }},
	{"join-sponsors", OfDocument, true, func() Command { return new(JoinSponsors) }},
	{"withdraw-amendment", OfDocument, true, func() Command { return new(WithdrawAmendment) }},
	{"dispose-amendment", OfDocument, true, func() Command { return new(DisposeAmendment) }},
	{"bracket-text", OfDocument, true, func() Command { return new(BracketText) }},
	{"lift-bracket", OfDocument, true, func() Command { return new(LiftBracket) }},
	{"record-position", OfDocument, true, func() Command { return new(RecordPosition) }},
	{"agree-paragraph", OfDocument, true, func() Command { return new(AgreeParagraph) }},
	{"reopen-paragraph", OfDocument, true, func() Command { return new(ReopenParagraph) }},
	{"open-silence", OfDocument, true, func() Command { return new(OpenSilence) }},
	{"break-silence", OfDocument, true, func() Command { return new(BreakSilence) }},
	{"conclude-silence", OfDocument, true, func() Command { return new(ConcludeSilence) }},
	{"propose-adoption", OfDocument, true, func() Command { return new(ProposeAdoption) }},
	{"object", OfDocument, true, func() Command { return new(Object) }},
	{"withdraw-objection", OfDocument, true, func() Command { return new(WithdrawObjection) }},
	{"adopt-text", OfDocument, true, func() Command { return new(AdoptText) }},
	{"invite-explanations", OfProcess, true, func() Command { return new(InviteExplanations) }},
	{"explain-position", OfProcess, true, func() Command { return new(ExplainPosition) }},
	{"issue-compendium", OfProcess, true, func() Command { return new(IssueCompendium) }},
}

// LookupCommand finds the entry of a verb.
func LookupCommand(verb string) (CommandEntry, bool) {
	for _, c := range Commands {
		if c.Verb == verb {
			return c, true
		}
	}
	return CommandEntry{}, false
}

// Errors of a command that cannot be read.
var (
	ErrVerb = errors.New("unknown command")
	ErrBody = errors.New("the body of the command cannot be read")
)

// DecodeCommand reads the JSON body of a command; an empty body is an empty object. A field that the command does not have is an
// error, as are bytes that are not UTF-8, which the JSON decoder would replace, and anything after the object. The error wraps
// ErrVerb or ErrBody.
func DecodeCommand(verb string, body []byte) (Command, error) {
	entry, ok := LookupCommand(verb)
	if !ok {
		return nil, fmt.Errorf("%q: %w", verb, ErrVerb)
	}
	c := entry.New()
	if len(bytes.TrimSpace(body)) == 0 {
		return c, nil
	}
	if !utf8.Valid(body) {
		return nil, fmt.Errorf("%s: %w: it is not valid UTF-8", verb, ErrBody)
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(c); err != nil {
		return nil, fmt.Errorf("%s: %w: %v", verb, ErrBody, err)
	}
	if dec.More() {
		return nil, fmt.Errorf("%s: %w: more than one value", verb, ErrBody)
	}
	return c, nil
}

// Request is a command with what it needs to be decided.
type Request struct {
	ID       string // of the command, UUIDv7: the same ID has one effect
	Process  string // code
	Document string // code; "" for a command of the process itself
	Actor    string // code of the delegation, or delegation.Chair
	At       time.Time
	Command  Command
	Facts    Facts
}

// Facts is what a service looked up for the decision. Decide checks it against the digests in its state and trusts nothing else.
type Facts struct {
	// Text is the tabled revision that the command is about, with the identities of its blocks.
	Text *text.Document
	// Tabled is, for TableRevision, the text that was parsed from the source, with the identities proposed for its blocks.
	Tabled *Tabled
	// Edition is, for IssueCompendium, what the compendium with that digest holds.
	Edition *Edition
}

// Tabled is a parsed text about to be tabled.
type Tabled struct {
	Document  text.Document
	Source    string // digest of the bytes received
	Text      string // digest of the document as JSON
	Algorithm string // of the alignment that proposed the identities
}

// Edition is what a stored compendium says of itself.
type Edition struct {
	Document     string   // code
	Explanations []string // IDs, in the order of reception
}

// OpenProcess opens a process. Only the chair's office.
type OpenProcess struct {
	Title string          `json:"title"`
	Body  string          `json:"body,omitempty"`
	Rules consensus.Rules `json:"rules,omitzero"`
}

// AdmitDelegation admits a delegation or corrects its names. Only the chair's office.
type AdmitDelegation struct {
	Delegation delegation.Delegation `json:"delegation"`
}

// FormGroup forms a group of admitted delegations or changes its members. Only the chair's office.
type FormGroup struct {
	Group delegation.Group `json:"group"`
}

// SetRules replaces the rules. Only the chair's office.
type SetRules struct {
	Rules consensus.Rules `json:"rules"`
}

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
}

// JoinSponsors adds the actor, or the groups it speaks for, to the sponsors of an open amendment.
type JoinSponsors struct {
	By         string   `json:"by,omitempty"`
	OnBehalfOf []string `json:"onBehalfOf,omitempty"`
	Amendment  string   `json:"amendment"`
}

// WithdrawAmendment takes an open amendment back. Only its proposer, or the chair's office for it.
type WithdrawAmendment struct {
	Amendment string `json:"amendment"`
	Reason    string `json:"reason,omitempty"`
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
	Stance     position.Stance   `json:"stance"`
	Words      string            `json:"words,omitempty"`
	Source     position.Source   `json:"source,omitempty"`   // default "written"
	Audience   position.Audience `json:"audience,omitempty"` // default "public"
}

// AgreeParagraph closes a paragraph ad referendum. Only the chair's office.
type AgreeParagraph struct {
	Paragraph string `json:"paragraph"` // ID or citation
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

// BreakSilence objects before the deadline.
type BreakSilence struct {
	By         string   `json:"by,omitempty"`
	OnBehalfOf []string `json:"onBehalfOf,omitempty"`
	Paragraphs []string `json:"paragraphs,omitempty"` // IDs or citations
	Reason     string   `json:"reason,omitempty"`
}

// ConcludeSilence records that the deadline passed unbroken. Only the chair's office.
type ConcludeSilence struct{}

// ProposeAdoption puts the current text before the meeting. Only the chair's office.
type ProposeAdoption struct{}

// Object stands in the way of the adoption that is proposed.
type Object struct {
	By         string   `json:"by,omitempty"`
	OnBehalfOf []string `json:"onBehalfOf,omitempty"`
	Paragraphs []string `json:"paragraphs,omitempty"` // IDs or citations
	Reason     string   `json:"reason,omitempty"`
}

// WithdrawObjection takes back the objection to the adoption that is proposed. One that broke a silence stays.
type WithdrawObjection struct {
	By     string `json:"by,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// AdoptText adopts the text whose adoption is proposed. Only the chair's office.
type AdoptText struct{}

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

// IssueCompendium freezes the compendium with the digest as an edition. Only the chair's office.
type IssueCompendium struct {
	Digest string `json:"digest"`
	Symbol string `json:"symbol,omitempty"`
}

// Verb of each command, as in Commands.
func (OpenProcess) Verb() string        { return "open-process" }
func (AdmitDelegation) Verb() string    { return "admit-delegation" }
func (FormGroup) Verb() string          { return "form-group" }
func (SetRules) Verb() string           { return "set-rules" }
func (OpenDocument) Verb() string       { return "open-document" }
func (TableRevision) Verb() string      { return "table-revision" }
func (CorrectMatch) Verb() string       { return "correct-match" }
func (ProposeAmendment) Verb() string   { return "propose-amendment" }
func (JoinSponsors) Verb() string       { return "join-sponsors" }
func (WithdrawAmendment) Verb() string  { return "withdraw-amendment" }
func (DisposeAmendment) Verb() string   { return "dispose-amendment" }
func (BracketText) Verb() string        { return "bracket-text" }
func (LiftBracket) Verb() string        { return "lift-bracket" }
func (RecordPosition) Verb() string     { return "record-position" }
func (AgreeParagraph) Verb() string     { return "agree-paragraph" }
func (ReopenParagraph) Verb() string    { return "reopen-paragraph" }
func (OpenSilence) Verb() string        { return "open-silence" }
func (BreakSilence) Verb() string       { return "break-silence" }
func (ConcludeSilence) Verb() string    { return "conclude-silence" }
func (ProposeAdoption) Verb() string    { return "propose-adoption" }
func (Object) Verb() string             { return "object" }
func (WithdrawObjection) Verb() string  { return "withdraw-objection" }
func (AdoptText) Verb() string          { return "adopt-text" }
func (InviteExplanations) Verb() string { return "invite-explanations" }
func (ExplainPosition) Verb() string    { return "explain-position" }
func (IssueCompendium) Verb() string    { return "issue-compendium" }
