// Package text is the document model: a text under negotiation as a sequence of blocks.
//
// Law: a document loses nothing. For every document that a parser made of a source s, String() == s, and every byte of s
// is in exactly one block. Offsets are byte offsets, half open.
package text

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strings"
	"unicode"
)

// Kind says what a block is in the structure of the text.
type Kind string

// Kinds of blocks. The zero value is an unknown kind and never comes out of a parser.
const (
	Title        Kind = "title"        // of the document
	Heading      Kind = "heading"      // of a part, section, article
	Preambular   Kind = "preambular"   // PP: a participle opens it ("Recalling …,")
	Paragraph    Kind = "paragraph"    // a numbered paragraph, operative where the text has a preamble
	Subparagraph Kind = "subparagraph" // (a), (i), a bullet: follows a chapeau
	Option       Kind = "option"       // "Option 2: …"; alternatives over one or several paragraphs
	Placeholder  Kind = "placeholder"  // "[Placeholder for climate finance]", "{No text required}"
	Editorial    Kind = "editorial"    // a note in braces or brackets that is not part of the text
	Note         Kind = "note"         // a footnote
	Body         Kind = "body"         // running text without a number
)

// Span is a range of byte offsets, half open.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Block is the smallest part of a text that is numbered, agreed, reopened or amended on its own.
type Block struct {
	// ID is the block's identity through all revisions ("p17"); it survives renumbering. Label does not. A parser leaves it
	// empty: identity is decided when the revision is tabled.
	ID string `json:"id,omitempty"`
	// Label is the number as printed, without the full stop: "12", "12 bis", "(a)", "PP3 alt"; "" where there is none.
	Label string `json:"label,omitempty"`
	Kind  Kind   `json:"kind"`
	// Level is the depth: of a heading from 1; of a numbered paragraph 0, of (a) 1, of (i) 2.
	Level int `json:"level"`
	// Text is the words of the block without its label and without the white space around it, in Unicode NFC. Amendments,
	// positions and brackets are anchored in it.
	Text string `json:"text"`
	// Raw is the block as it stands in the source, label, mark-up and trailing blank lines included.
	Raw string `json:"raw"`
	// Span is where Raw stands in the source.
	Span Span `json:"span"`
	// Cite is how the block is cited in this revision: "12", "12 (a)", "12 (a) (ii)", "PP3", "section III"; unique in the
	// document, else "".
	Cite string `json:"cite,omitempty"`
}

// Digest is the hex SHA-256 of the label and the text of the block. It is what an agreement on a paragraph is bound to.
func (b Block) Digest() string { return Digest(b.Label + "\x00" + b.Text) }

// Document is a text in one language.
type Document struct {
	Language string  `json:"language,omitempty"` // BCP 47: "en", "fr"
	Title    string  `json:"title,omitempty"`
	Blocks   []Block `json:"blocks"`
}

// String is the source, byte for byte.
func (d Document) String() string {
	var b strings.Builder
	for i := range d.Blocks {
		b.WriteString(d.Blocks[i].Raw)
	}
	return b.String()
}

// At returns the index of the block that holds the byte at the offset in the source, and whether there is one.
func (d Document) At(offset int) (int, bool) {
	i := sort.Search(len(d.Blocks), func(i int) bool { return d.Blocks[i].Span.End > offset })
	return i, i < len(d.Blocks) && d.Blocks[i].Span.Start <= offset
}

// Find returns the index of the block with the ID, or else of the only block cited or labelled so ("12 (a)", "para. 12",
// "OP12"), and whether there is one.
func (d Document) Find(ref string) (int, bool) {
	return Find(len(d.Blocks), func(i int) (id, cite, label string) {
		b := d.Blocks[i]
		return b.ID, b.Cite, b.Label
	}, ref)
}

// Find looks a reference up among n blocks: first as an ID, then as a citation, then as a label that only one block has.
func Find(n int, at func(i int) (id, cite, label string), ref string) (int, bool) {
	for i := range n {
		if id, _, _ := at(i); id != "" && id == ref {
			return i, true
		}
	}
	want := canonical(ref)
	if want == "" {
		return 0, false
	}
	for i := range n {
		if _, cite, _ := at(i); canonical(cite) == want {
			return i, true
		}
	}
	found, only := 0, false
	for i := range n {
		if _, _, label := at(i); canonical(label) == want {
			if only {
				return 0, false
			}
			found, only = i, true
		}
	}
	return found, only
}

// canonical folds the ways of writing one reference: "Para. 12(a)", "paragraph 12 (a)" and "OP12 (a)" are the same.
func canonical(ref string) string {
	s := strings.ToLower(strings.Join(strings.Fields(ref), ""))
	for _, p := range []string{"paragraphs", "paragraph", "para.", "para", "op"} {
		if t, ok := strings.CutPrefix(s, p); ok {
			s = t
			break
		}
	}
	return strings.TrimSuffix(s, ".")
}

// Digest is the hex SHA-256 of s.
func Digest(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// CountWords is the number of words of s: runs without white space that have a letter or a digit.
func CountWords(s string) int {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}
