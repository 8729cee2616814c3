// Package history is what follows from a series of revisions: the redline of each step, the life of every paragraph and of
// every bracket, and what became of every amendment.
//
// Everything here is derived. It says "these words also stand in", never "was taken because of": overlap is not causation.
package history

import (
	"time"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/text"
)

// Algorithm is the version of what is derived here, that of the differ included.
const Algorithm = "adref-history/3+" + diff.Algorithm

// Revision is a tabled text.
type Revision struct {
	Ordinal  int           `json:"ordinal"` // from 1
	Name     string        `json:"name"`
	Symbol   string        `json:"symbol,omitempty"`
	At       time.Time     `json:"at,omitzero"`
	Document text.Document `json:"-"`
}

// Figures are what can be counted in a revision.
type Figures struct {
	Blocks         int `json:"blocks"`
	Paragraphs     int `json:"paragraphs"` // numbered and preambular ones
	Words          int `json:"words"`
	Opening        int `json:"opening"` // '[' that are brackets of the negotiation
	Closing        int `json:"closing"`
	WordsInBracket int `json:"wordsInBrackets"`
	Unbalanced     int `json:"unbalanced"`
}

// Step is one revision and what changed from the one before it.
type Step struct {
	Revision Revision `json:"revision"`
	Figures  Figures  `json:"figures"`
	// Redline is nil for the first revision.
	Redline *diff.Redline `json:"redline,omitempty"`
}

// BracketLife is a bracket through the revisions.
type BracketLife struct {
	ID        string `json:"id"`        // "b1", counted in the history
	Paragraph string `json:"paragraph"` // block ID
	// Opened is the ordinal of the revision in which it appears first; Content its words there, Last those where it was seen last.
	// Of long ones they are the beginning and the end.
	Opened  int    `json:"opened"`
	Content string `json:"content"`
	Last    string `json:"last"`
	// Changed are the ordinals of the revisions in which its content changed.
	Changed []int `json:"changed,omitempty"`
	// Attribution is who wants what of the words, as written where it was seen last ("Norland, GICS; Kestria delete"); it is no part of
	// Content. OpenedBy are the codes of those named when it was opened, whose words they are.
	Attribution string   `json:"attribution,omitempty"`
	OpenedBy    []string `json:"openedBy,omitempty"`
	// Amendments are those, to this paragraph, whose words or whose deletion it holds.
	Amendments []string `json:"amendments,omitempty"`
	// Beside are the brackets right beside it where it was seen last, which may be alternatives.
	Beside []string `json:"beside,omitempty"`
	// Paragraphs is how many blocks it reached over where it was seen last, when more than one.
	Paragraphs int `json:"paragraphs,omitempty"`
	// Closed is the ordinal of the revision in which it is gone, 0 while it stands; How is "kept" (its words stand without
	// brackets), "deleted", or "replaced" by Replacement.
	Closed      int    `json:"closed,omitempty"`
	How         string `json:"how,omitempty"`
	Replacement string `json:"replacement,omitempty"`
	Unbalanced  bool   `json:"unbalanced,omitempty"`
}

// Outcome is what the text shows of an amendment.
type Outcome string

// Outcomes.
const (
	Pending     Outcome = "pending"    // no revision has been tabled since
	Whole       Outcome = "whole"      // all of its words stand where it wanted them
	Part        Outcome = "part"       // these of its words
	Elsewhere   Outcome = "elsewhere"  // its words stand in another paragraph
	Superseded  Outcome = "superseded" // the words that it wanted to change are gone otherwise
	NotTaken    Outcome = "not-taken"
	BackLater   Outcome = "back-later" // not in the first revision after it, but in a later one
	WithdrawnBy Outcome = "withdrawn"
	OfAmendment Outcome = "of-amendment" // it changes the words of another amendment; that one's fate tells
)

// Says is the outcome for people.
func (o Outcome) Says() string {
	switch o {
	case Part:
		return "in part"
	case NotTaken:
		return "not in the text"
	case BackLater:
		return "later"
	case OfAmendment:
		return "see the other"
	}
	return string(o)
}

// Fate is what became of an amendment.
type Fate struct {
	Amendment amendment.Amendment `json:"amendment"`
	Cite      string              `json:"cite"` // of the paragraph in the revision it was proposed on
	Outcome   Outcome             `json:"outcome"`
	// Share is the part of the wanted change that the newest revision shows, 0 to 1.
	Share float64 `json:"share"`
	// Revision is the ordinal of the first revision that shows it, 0 for none; Paragraph where, as a block ID.
	Revision  int    `json:"revision,omitempty"`
	Paragraph string `json:"paragraph,omitempty"`
	Words     string `json:"words,omitempty"` // those of its words that stand in the text
	Says      string `json:"says"`            // the outcome in a sentence
	// Bracketed is true where its words stand in square brackets.
	Bracketed bool `json:"bracketed,omitempty"`
	// Also are other amendments, neither withdrawn nor refused, that want the words which stand.
	Also []string `json:"also,omitempty"`
	// Disagrees is true where the chair's office disposed of it otherwise than the text of that time and the next one show.
	Disagrees bool `json:"disagrees,omitempty"`
}

// History is everything derived from a series.
type History struct {
	Title     string        `json:"title"`
	Algorithm string        `json:"algorithm"`
	Steps     []Step        `json:"steps"`
	Brackets  []BracketLife `json:"brackets"`
	Fates     []Fate        `json:"fates"`
	// Rebases put every open amendment to an earlier text to the newest one.
	Rebases     []Rebase    `json:"rebases"`
	Convergence Convergence `json:"convergence"`
	// Names are the short names of delegations and groups, by code, as far as they are known.
	Names map[string]string `json:"names,omitempty"`
}
