// Package amendment is a proposal to change part of a text: what it changes, where it is anchored, what became of it.
//
// Law: an amendment is anchored by revision, paragraph, exact quote and offsets; Apply never guesses.
package amendment

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"adref/pkg/delegation"
	"adref/pkg/meeting"
	"adref/pkg/text"
)

// Operation is what an amendment asks for.
type Operation string

// Operations.
const (
	ReplaceWords    Operation = "replace-words"
	InsertWords     Operation = "insert-words"
	DeleteWords     Operation = "delete-words"
	InsertParagraph Operation = "insert-paragraph" // after the paragraph of the anchor; at the start where that is ""
	DeleteParagraph Operation = "delete-paragraph"
	MoveParagraph   Operation = "move-paragraph"   // after the paragraph To; to the start where that is ""
	SplitParagraph  Operation = "split-paragraph"  // what follows the quote becomes a paragraph of its own
	MergeParagraphs Operation = "merge-paragraphs" // the words of the paragraphs With follow those of the anchor's
)

// Anchor is a place in a tabled text.
type Anchor struct {
	Revision  int    `json:"revision"`        // ordinal of the tabled revision, from 1; 0 is the current one
	Paragraph string `json:"paragraph"`       // block ID; commands may give a citation ("12 (a)") instead
	Quote     string `json:"quote,omitempty"` // the exact words that are replaced, deleted or inserted after
	// Span is where the quote stands in the text of the block, in bytes. Commands may leave it out where the quote stands there once.
	Span text.Span `json:"span,omitzero"`
	// From is the ordinal of the earlier revision that the anchor was given for, where it was carried forward; else 0.
	From int `json:"from,omitempty"`
}

// Proposal is the content of an amendment.
type Proposal struct {
	Operation Operation `json:"operation"`
	Anchor    Anchor    `json:"anchor"`
	Words     string    `json:"words,omitempty"` // the words wanted; of a merged paragraph, "" for those of its parts
	// To and With are block IDs; commands may give citations.
	To   string   `json:"to,omitempty"`
	With []string `json:"with,omitempty"`
	// Amends is the ID of the amendment whose words it would change, "" for the text itself. The quote stands in those words.
	Amends    string `json:"amends,omitempty"`
	Rationale string `json:"rationale,omitempty"`
}

// OnWords says whether the proposal changes words inside a paragraph.
func (p Proposal) OnWords() bool {
	return p.Operation == ReplaceWords || p.Operation == InsertWords || p.Operation == DeleteWords
}

// Paragraphs are the IDs of the paragraphs whose words it would change: none for a new one and for one that is moved.
func (p Proposal) Paragraphs() []string {
	switch p.Operation {
	case InsertParagraph, MoveParagraph:
		return nil
	case MergeParagraphs:
		return append([]string{p.Anchor.Paragraph}, p.With...)
	}
	return []string{p.Anchor.Paragraph}
}

// State is where an amendment stands in the procedure.
type State string

// States. A withdrawn amendment may be reintroduced, as a new one that names it.
const (
	Open      State = "open"
	Withdrawn State = "withdrawn"
	Disposed  State = "disposed"
)

// Disposition is what the chair's office did with an amendment.
type Disposition string

// Dispositions.
const (
	Taken       Disposition = "taken"
	TakenInPart Disposition = "taken-in-part"
	Bracketed   Disposition = "bracketed"
	NotTaken    Disposition = "not-taken"
)

// Amendment is a proposal and what happened to it.
type Amendment struct {
	ID          string                 `json:"id"` // "a1", counted in the document
	Attribution delegation.Attribution `json:"attribution"`
	Sponsors    []string               `json:"sponsors"` // codes, the proposer first, in the order in which they joined
	Proposal    Proposal               `json:"proposal"`
	State       State                  `json:"state"`
	Disposition Disposition            `json:"disposition,omitempty"`
	Reason      string                 `json:"reason,omitempty"` // of the withdrawal or the disposition, as given
	// Settled is the ordinal of the revision that was current when it was withdrawn or disposed of, 0 while it is open.
	Settled int `json:"settled,omitempty"`
	// Oral is true where it was proposed from the floor and the sentence that it gives was read back.
	Oral bool         `json:"oral,omitempty"`
	Mode meeting.Mode `json:"mode,omitempty"` // of the meeting in which it was proposed, "" outside one
	// Reintroduces is the ID of the withdrawn amendment that it brings back.
	Reintroduces string `json:"reintroduces,omitempty"`
	// Stale says why its anchor no longer holds, "" while it does.
	Stale string `json:"stale,omitempty"`
	// Sponsorships are the sponsors of all times, in the order in which they joined.
	Sponsorships []Sponsorship `json:"sponsorships"`
	Source       Source        `json:"source,omitzero"` // zero where it was read out of no file
}

// Source is the file that a proposal was read out of, and who tracked it there.
type Source struct {
	Digest string    `json:"digest"`           // hex SHA-256 of the file
	Name   string    `json:"name,omitempty"`   // of the file
	Author string    `json:"author,omitempty"` // as the file has it
	At     time.Time `json:"at,omitzero"`      // as the file has it; Word writes local time as if it were UTC
}

// Sponsorship is the time during which somebody sponsored an amendment.
type Sponsorship struct {
	Sponsor string    `json:"sponsor"` // code of a delegation or a group
	Since   time.Time `json:"since"`
	Until   time.Time `json:"until,omitzero"` // zero while it does
}

// Errors of an anchor that does not hold.
var (
	ErrQuoteAbsent    = errors.New("these words do not stand in that paragraph")
	ErrQuoteAmbiguous = errors.New("these words stand in that paragraph more than once: say which by their offset")
	ErrOperation      = errors.New("unknown operation")
	ErrWords          = errors.New("the words wanted are missing")
	ErrOneSide        = errors.New("a paragraph is split between words: some stand before and some after")
	ErrNotUTF8        = errors.New("not valid UTF-8")
)

// Resolve completes the anchor of a proposal against the text of the block, in bytes, or says why it does not hold. Words are
// brought into Unicode NFC, as those of the block are.
func Resolve(p Proposal, block string) (Proposal, error) {
	if !utf8.ValidString(p.Words) || !utf8.ValidString(p.Anchor.Quote) {
		return p, ErrNotUTF8
	}
	p.Words, p.Anchor.Quote = norm.NFC.String(p.Words), norm.NFC.String(p.Anchor.Quote)
	switch p.Operation {
	case InsertParagraph, DeleteParagraph, MoveParagraph, MergeParagraphs:
		if p.Operation == InsertParagraph && strings.TrimSpace(p.Words) == "" {
			return p, ErrWords
		}
		p.Anchor.Quote, p.Anchor.Span = "", text.Span{}
		return p, nil
	case ReplaceWords, InsertWords:
		if strings.TrimSpace(p.Words) == "" {
			return p, ErrWords
		}
	case DeleteWords, SplitParagraph:
	default:
		return p, fmt.Errorf("%q: %w", p.Operation, ErrOperation)
	}
	span, err := Locate(block, p.Anchor.Quote, p.Anchor.Span)
	p.Anchor.Span = span
	if err == nil && p.Operation == SplitParagraph && strings.TrimSpace(block[span.End:]) == "" {
		return p, fmt.Errorf("after “%s”: %w", p.Anchor.Quote, ErrOneSide)
	}
	return p, err
}

// Locate finds the quote in the block at the span, or, where the span is zero, at the only place where it stands.
func Locate(block, quote string, at text.Span) (text.Span, error) {
	if quote == "" {
		return at, fmt.Errorf("no words are quoted: %w", ErrQuoteAbsent)
	}
	if at != (text.Span{}) {
		if at.Start < 0 || at.End > len(block) || at.Start > at.End || block[at.Start:at.End] != quote {
			return at, fmt.Errorf("“%s” at bytes %d to %d: %w", quote, at.Start, at.End, ErrQuoteAbsent)
		}
		return at, nil
	}
	i := strings.Index(block, quote)
	switch {
	case i < 0:
		return at, fmt.Errorf("“%s”: %w", quote, ErrQuoteAbsent)
	case strings.Contains(block[i+1:], quote):
		return at, fmt.Errorf("“%s”: %w", quote, ErrQuoteAmbiguous)
	}
	return text.Span{Start: i, End: i + len(quote)}, nil
}
