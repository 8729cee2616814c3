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
	{"attribute-author", OfProcess, false, func() Command { return new(AttributeAuthor) }},
	{"set-rules", OfProcess, false, func() Command { return new(SetRules) }},
	{"convene-meeting", OfProcess, false, func() Command { return new(ConveneMeeting) }},
	{"adopt-programme", OfProcess, false, func() Command { return new(AdoptProgramme) }},
	{"change-mode", OfProcess, false, func() Command { return new(ChangeMode) }},
	{"dispute-mode", OfProcess, false, func() Command { return new(DisputeMode) }},
	{"suspend-meeting", OfProcess, false, func() Command { return new(SuspendMeeting) }},
	{"close-meeting", OfProcess, false, func() Command { return new(CloseMeeting) }},
	{"open-document", OfDocument, true, func() Command { return new(OpenDocument) }},
	{"table-revision", OfDocument, true, func() Command { return new(TableRevision) }},
	{"correct-match", OfDocument, true, func() Command { return new(CorrectMatch) }},
	{"propose-amendment", OfDocument, true, func() Command { return new(ProposeAmendment) }},
	{"amend-amendment", OfDocument, true, func() Command { return new(AmendAmendment) }},
	{"join-sponsors", OfDocument, true, func() Command { return new(JoinSponsors) }},
	{"leave-sponsors", OfDocument, true, func() Command { return new(LeaveSponsors) }},
	{"withdraw-amendment", OfDocument, true, func() Command { return new(WithdrawAmendment) }},
	{"reintroduce-amendment", OfDocument, true, func() Command { return new(ReintroduceAmendment) }},
	{"dispose-amendment", OfDocument, true, func() Command { return new(DisposeAmendment) }},
	{"bracket-text", OfDocument, true, func() Command { return new(BracketText) }},
	{"attribute-bracket", OfDocument, true, func() Command { return new(AttributeBracket) }},
	{"declare-alternatives", OfDocument, true, func() Command { return new(DeclareAlternatives) }},
	{"lift-bracket", OfDocument, true, func() Command { return new(LiftBracket) }},
	{"record-position", OfDocument, true, func() Command { return new(RecordPosition) }},
	{"correct-position", OfDocument, true, func() Command { return new(CorrectPosition) }},
	{"agree-paragraph", OfDocument, true, func() Command { return new(AgreeParagraph) }},
	{"reopen-paragraph", OfDocument, true, func() Command { return new(ReopenParagraph) }},
	{"link-package", OfDocument, true, func() Command { return new(LinkPackage) }},
	{"open-silence", OfDocument, true, func() Command { return new(OpenSilence) }},
	{"extend-silence", OfDocument, true, func() Command { return new(ExtendSilence) }},
	{"break-silence", OfDocument, true, func() Command { return new(BreakSilence) }},
	{"conclude-silence", OfDocument, true, func() Command { return new(ConcludeSilence) }},
	{"propose-adoption", OfDocument, true, func() Command { return new(ProposeAdoption) }},
	{"object", OfDocument, true, func() Command { return new(Object) }},
	{"withdraw-objection", OfDocument, true, func() Command { return new(WithdrawObjection) }},
	{"block-adoption", OfDocument, true, func() Command { return new(BlockAdoption) }},
	{"adopt-text", OfDocument, true, func() Command { return new(AdoptText) }},
	{"correct-text", OfDocument, true, func() Command { return new(CorrectText) }},
	{"withdraw-document", OfDocument, true, func() Command { return new(WithdrawDocument) }},
	{"invite-explanations", OfProcess, true, func() Command { return new(InviteExplanations) }},
	{"explain-position", OfProcess, true, func() Command { return new(ExplainPosition) }},
	{"correct-explanation", OfProcess, true, func() Command { return new(CorrectExplanation) }},
	{"withdraw-explanation", OfProcess, true, func() Command { return new(WithdrawExplanation) }},
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
	// Earlier is the earlier revision that the command quotes (Document.Earlier), likewise.
	Earlier *text.Document
	// Tabled is, for TableRevision, the text that was parsed from the source, with the identities proposed for its blocks; for
	// AdoptText as orally amended, the amended text.
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
	Language     string   // "" is English
	Explanations []string // IDs, in the order of reception
}
