// Package diff says what changed between two texts: which block became which, and in whole words what was inserted and deleted.
//
// Laws, for all input: accept(redline) is the new text and reject(redline) the old one, byte for byte; every byte of both
// texts is in exactly one block; the same input gives the same output (no clock decides anything); nothing outside a changed
// block is marked; a text against itself has no change; permuting blocks gives moves only, renumbering alone label changes only.
package diff

import (
	"errors"
	"fmt"
	"strings"
)

// Algorithm is the version of the alignment and of the word diff. Results of different versions are not compared.
const Algorithm = "adref-diff/3"

// Kind says what became of a block.
type Kind string

// Kinds. A block that is both moved and changed is Moved, with its inner changes in Ops; one whose label alone changed is Renumbered.
const (
	Same       Kind = "same"
	Changed    Kind = "changed"
	Moved      Kind = "moved"
	Renumbered Kind = "renumbered"
	Split      Kind = "split"  // one old, several new
	Merged     Kind = "merged" // several old, one new
	Added      Kind = "added"
	Removed    Kind = "removed"
)

// OpKind is what happened to words.
type OpKind string

// Kinds of operations.
const (
	Equal  OpKind = "equal"
	Insert OpKind = "insert"
	Delete OpKind = "delete"
)

// Op is a run of words that were kept, inserted or deleted, with the space that belongs to them.
type Op struct {
	Op   OpKind `json:"op"`
	Text string `json:"text"`
	// Phrase is the number, from 1, of the phrase that moved: a deletion and an insertion of one number are the same words in
	// two places. 0 for none; only in what Annotated returns.
	Phrase int `json:"phrase,omitempty"`
}

// Place is a block in one of the two texts: byte offsets into the file, half open, its number, and its index in
// the document.
type Place struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label"`
	Cite  string `json:"cite,omitempty"` // how it is cited in its text, "12 (a)"
	Block int    `json:"block"`
}

// Block is what became of one block, or of the blocks that were split or merged.
type Block struct {
	Kind Kind `json:"kind"`
	// Confidence is from 0 to 1; 1 is an identical text.
	Confidence float64 `json:"confidence"`
	Reason     string  `json:"reason"` // in words
	// Under is the heading that the block stands under in the new text, a removed one in the old text; "" for none.
	Under string  `json:"under,omitempty"`
	Old   []Place `json:"old"`
	New   []Place `json:"new"`
	// Ops rebuild both sides: the equal and deleted runs are the bytes of Old in their order, the equal and inserted ones of New.
	Ops []Op `json:"ops"`
	// Notes are changes that must not be overlooked; only in what Annotated returns.
	Notes []Note `json:"notes,omitempty"`
}

// Redline is the difference of two texts. Blocks are in the order of the new text; removed ones stand where they stood.
type Redline struct {
	Base      string  `json:"base"`   // name of the old text
	Target    string  `json:"target"` // name of the new text
	Algorithm string  `json:"algorithm"`
	Blocks    []Block `json:"blocks"`
}

// ErrRedline says that a redline does not hold together, so that no text can be rebuilt from it.
var ErrRedline = errors.New("the redline does not hold together")

// Accept is the new text. The error wraps ErrRedline; a redline that Compare made has none.
func (r Redline) Accept() (string, error) {
	return r.rebuild(Delete, func(b Block) []Place { return b.New })
}

// Reject is the old text. The error wraps ErrRedline; a redline that Compare made has none.
func (r Redline) Reject() (string, error) {
	return r.rebuild(Insert, func(b Block) []Place { return b.Old })
}

func (r Redline) rebuild(without OpKind, side func(Block) []Place) (string, error) {
	size, given := 0, 0
	for _, b := range r.Blocks {
		for _, p := range side(b) {
			size = max(size, p.End)
		}
		for _, op := range b.Ops {
			if op.Op != without {
				given += len(op.Text)
			}
		}
	}
	if size > given {
		return "", fmt.Errorf("%d of %d bytes are given: %w", given, size, ErrRedline)
	}
	out, filled := make([]byte, size), 0
	for i, b := range r.Blocks {
		var words strings.Builder
		for _, op := range b.Ops {
			if op.Op != without {
				words.WriteString(op.Text)
			}
		}
		rest := words.String()
		for _, p := range side(b) {
			if p.Start < 0 || p.End < p.Start || p.End-p.Start > len(rest) {
				return "", fmt.Errorf("block %d: bytes %d to %d: %w", i, p.Start, p.End, ErrRedline)
			}
			filled += copy(out[p.Start:p.End], rest)
			rest = rest[p.End-p.Start:]
		}
		if rest != "" {
			return "", fmt.Errorf("block %d: %d bytes more than its places hold: %w", i, len(rest), ErrRedline)
		}
	}
	if filled != size {
		return "", fmt.Errorf("%d of %d bytes are given: %w", filled, size, ErrRedline)
	}
	return string(out), nil
}
