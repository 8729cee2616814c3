// Package compendium makes the compendium of explanations of position on an adopted text.
//
// Laws: the same input gives the same bytes; every explanation received is in it once, reproduced as received; sections stand
// in the alphabetical order of the delegations in the language of the edition.
package compendium

import (
	"time"

	"adref/pkg/position"
	"adref/pkg/text"
)

// Algorithm is the version of the order, the resolving of references and the rendering.
const Algorithm = "adref-compendium/3"

// Input is what a compendium is made of.
type Input struct {
	Document     string // code
	Title        string // of the text
	Symbol       string // of the compendium
	TextSymbol   string // of the adopted text
	Body         string // the organ
	Date         time.Time
	AdoptedAt    time.Time
	How          string // "by consensus"
	Language     string // of the edition, BCP 47
	Names        func(code, language string) string
	SortKeys     func(code, language string) string // what a name is filed under; the name by default
	Explanations []position.Explanation             // in the order of reception
	Revisions    []Revision                         // all of them, in order
	Adopted      int                                // ordinal of the adopted revision
}

// Revision is a text that explanations may refer to.
type Revision struct {
	Ordinal  int
	Name     string
	Document text.Document
}

// Compendium is an edition. Its JSON is canonical: its SHA-256 is the digest of the edition.
type Compendium struct {
	Algorithm string `json:"algorithm"`
	// Document is the code of the text, Edition what these explanations are, by ID, in the order of reception.
	Document     string    `json:"document"`
	Explanations []string  `json:"explanations"`
	Title        string    `json:"title"`
	Symbol       string    `json:"symbol,omitempty"`
	TextSymbol   string    `json:"textSymbol,omitempty"`
	Body         string    `json:"body,omitempty"`
	Distribution string    `json:"distribution"` // "General"
	Language     string    `json:"language"`
	Date         time.Time `json:"date"`
	Adopted      Adoption  `json:"adopted"`
	Sections     []Section `json:"sections"`
	Index        []Entry   `json:"index"`

	// Standing is how a rendering presents itself. It is not part of the edition: the chair's office decides it afterwards.
	Standing Standing `json:"-"`
}

// Standing says whether a compendium has been issued. The zero value says nothing of it.
type Standing struct {
	Draft bool
	// Addendum is n for Add.n, Corrigendum for Corr.n; New are the explanations, by ID, that no earlier edition held so.
	Addendum, Corrigendum int
	New                   []string
	// Changes are what a corrigendum does to explanations that the edition before holds.
	Changes []Change
}

// Change is an explanation that was corrected or withdrawn.
type Change struct {
	Delegation string   // name in the language of the edition
	OnBehalfOf []string // names
	Kind       position.ExplanationKind
	Language   string // of the original
	ReceivedAt time.Time
	At         time.Time // of the correction or the withdrawal
	Withdrawn  bool
	// ID is that of the corrected version, in its section; "" for one that was withdrawn.
	ID string
}

// Adoption says how and when the text was adopted.
type Adoption struct {
	At       time.Time `json:"at"`
	How      string    `json:"how"`
	Revision string    `json:"revision"` // its name
}

// Section is one explanation.
type Section struct {
	ID          string                   `json:"id"`
	Delegation  string                   `json:"delegation"` // name in the language of the edition
	Code        string                   `json:"code"`
	OnBehalfOf  []string                 `json:"onBehalfOf,omitempty"` // names
	Kind        position.ExplanationKind `json:"kind"`
	Before      bool                     `json:"before,omitempty"`
	Late        bool                     `json:"late,omitempty"`
	Language    string                   `json:"language"` // of the original
	ReceivedAt  time.Time                `json:"receivedAt"`
	CorrectedAt time.Time                `json:"correctedAt,omitzero"`
	Text        string                   `json:"text"` // as received, or as corrected by the delegation
	References  []Reference              `json:"references,omitempty"`
	RightToLeft bool                     `json:"rightToLeft,omitempty"`
}

// Flag says what is doubtful about a reference.
type Flag string

// Flags. The zero value means that the reference holds in the adopted text.
const (
	EarlierRevision Flag = "earlier-revision" // the words, or the number, stand in an earlier revision only
	LaterRevision   Flag = "later-revision"   // they stand only in the text as published after its adoption
	NoSuchParagraph Flag = "no-such-paragraph"
	Ambiguous       Flag = "ambiguous"     // several paragraphs of the text have the number
	NoSuchWords     Flag = "no-such-words" // no revision holds the quoted words
)

// Reference is a paragraph or words that an explanation refers to.
type Reference struct {
	As        string `json:"as"`                  // as written: "paragraph 12", "“concrete and action-oriented”"
	Paragraph string `json:"paragraph,omitempty"` // block ID
	Cite      string `json:"cite,omitempty"`      // of that block in Revision
	Revision  int    `json:"revision,omitempty"`  // ordinal of the revision it holds in
	// Words are the first ones of that paragraph.
	Words string `json:"words,omitempty"`
	// In is the name of that revision, and Now how the same paragraph is cited in the adopted text, "" where it is gone; both
	// are set only for a reference that holds in another revision than the adopted one.
	In    string `json:"in,omitempty"`
	Now   string `json:"now,omitempty"`
	Quote bool   `json:"quote,omitempty"` // As is quoted words, not a number
	Flag  Flag   `json:"flag,omitempty"`
	// Span is where the reference stands in the text of the explanation, in bytes; zero for one that was given beside it.
	Span text.Span `json:"span,omitzero"`
}

// Entry is a paragraph of the adopted text and who refers to it.
type Entry struct {
	Paragraph   string   `json:"paragraph"` // block ID
	Cite        string   `json:"cite"`
	Words       string   `json:"words"`                 // its first words
	Refer       []string `json:"refer,omitempty"`       // names
	Dissociate  []string `json:"dissociate,omitempty"`  // names
	Reservation []string `json:"reservation,omitempty"` // names
}
