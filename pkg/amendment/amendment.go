// Package amendment is a proposal to change part of a text: what it changes, where it is anchored, what became of it.
//
// Law: an amendment is anchored by revision, paragraph, exact quote and offsets; Apply never guesses.
package amendment

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"adref/pkg/delegation"
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
)

// Anchor is a place in a tabled text.
type Anchor struct {
	Revision  int    `json:"revision"`        // ordinal of the tabled revision, from 1; 0 is the current one
	Paragraph string `json:"paragraph"`       // block ID; commands may give a citation ("12 (a)") instead
	Quote     string `json:"quote,omitempty"` // the exact words that are replaced, deleted or inserted after
	// Span is where the quote stands in the text of the block, in bytes. Commands may leave it out where the quote stands there once.
	Span text.Span `json:"span,omitzero"`
}

// Proposal is the content of an amendment.
type Proposal struct {
	Operation Operation `json:"operation"`
	Anchor    Anchor    `json:"anchor"`
	Words     string    `json:"words,omitempty"` // the words wanted
	Rationale string    `json:"rationale,omitempty"`
}

// State is where an amendment stands in the procedure.
type State string

// States. A withdrawn amendment may be reintroduced by another delegation only as a new one.
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
}

// Errors of an anchor that does not hold.
var (
	ErrQuoteAbsent    = errors.New("these words do not stand in that paragraph")
	ErrQuoteAmbiguous = errors.New("these words stand in that paragraph more than once: say which by their offset")
	ErrOperation      = errors.New("unknown operation")
	ErrWords          = errors.New("the words wanted are missing")
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
	case InsertParagraph, DeleteParagraph:
		if p.Operation == InsertParagraph && strings.TrimSpace(p.Words) == "" {
			return p, ErrWords
		}
		p.Anchor.Quote, p.Anchor.Span = "", text.Span{}
		return p, nil
	case ReplaceWords, InsertWords:
		if strings.TrimSpace(p.Words) == "" {
			return p, ErrWords
		}
	case DeleteWords:
	default:
		return p, fmt.Errorf("%q: %w", p.Operation, ErrOperation)
	}
	span, err := Locate(block, p.Anchor.Quote, p.Anchor.Span)
	p.Anchor.Span = span
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

// Apply is the text of the block as the proposal wants it; its anchor has been resolved against this text. Of the operations
// on paragraphs, DeleteParagraph gives "" and InsertParagraph gives the block unchanged.
//
// Words that are inserted or deleted take the space beside them along, so that no double space is left and none is added
// where the script has none.
func Apply(p Proposal, block string) string {
	at := p.Anchor.Span
	switch p.Operation {
	case ReplaceWords:
		return block[:at.Start] + p.Words + block[at.End:]
	case InsertWords:
		return insert(block, at.End, p.Words)
	case DeleteWords:
		return remove(block, at)
	case DeleteParagraph:
		return ""
	default:
		return block
	}
}

func insert(block string, at int, words string) string {
	before, after := block[:at], block[at:]
	if apart(before, words) {
		words = " " + words
	}
	if apart(words, after) {
		words += " "
	}
	return before + words + after
}

func remove(block string, at text.Span) string {
	before, after := block[:at.Start], block[at.End:]
	switch {
	case strings.HasSuffix(before, " ") && !apart(strings.TrimSuffix(before, " "), after):
		before = before[:len(before)-1]
	case strings.HasPrefix(after, " ") && !apart(before, after[1:]):
		after = after[1:]
	}
	return before + after
}

// apart says whether a space belongs between two pieces of text: not at an end, not beside another space, not before closing
// or after opening punctuation, not beside a character of a script that is written without spaces.
func apart(before, after string) bool {
	if before == "" || after == "" {
		return false
	}
	a, _ := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeRuneInString(after)
	if unicode.IsSpace(a) || unicode.IsSpace(b) || solid(a) || solid(b) {
		return false
	}
	return !strings.ContainsRune("([“‘«/", a) && !strings.ContainsRune(",.;:?!)]”’»/،؛؟", b)
}

// solid says whether words of the character's script stand without spaces between them.
func solid(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) || strings.ContainsRune("，。；：、！？（）《》「」", r)
}
