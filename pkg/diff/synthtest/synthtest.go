// Package synthtest makes texts under negotiation whose whole history is known: for every word the revision it entered in and when it
// was out, for every paragraph which one it continues, for every amendment what became of it. Tests measure against it.
//
// The same Config gives the same series, byte for byte. The vocabulary (one file a language) was written for this package. The
// mix of changes (DefaultRates) is a guess at what a busy session does; what it shows is differences between tools, not
// what a real session will reach.
//
// Where the same words stand side by side it cannot be told which were inserted ("the the"); such edits are not made, so that there is
// one truth. Blocks have no ID in Document: to find out which is which is what is tested.
package synthtest

import (
	"math/rand/v2"

	"adref/pkg/diff"
	"adref/pkg/text"
)

// Languages are those that there is a vocabulary for.
var Languages = []string{"en", "fr", "es", "ru", "ar", "zh"}

// TuningSeeds may be looked at while a method is improved. ReservedSeeds are for reports alone: nobody looks at what is wrong on
// them, and no constant is chosen by them.
var (
	TuningSeeds   = []uint64{1, 2}
	ReservedSeeds = []uint64{7001, 7002, 7003}
)

// Config says what to make. Zero values stand for English, 40 revisions, 220 paragraphs and DefaultRates.
type Config struct {
	Language   string
	Seed       uint64
	Revisions  int
	Paragraphs int
	Rates      *Rates
}

// Rates say how much changes from one revision to the next: shares of the paragraphs, but for the last three.
type Rates struct {
	Edited, Rewritten, PhraseMoved, PhraseAcross, Deleted, Split, Merged, Moved, New, Restored float64
	BlockMoved                                                                                 float64 // chance that a run of 3 to 8 paragraphs moves
	SectionMoved                                                                               float64 // chance that a section moves, with its heading
	Amendments                                                                                 int     // proposed on each revision
}

// DefaultRates are the mix of changes of an ordinary step.
var DefaultRates = Rates{
	Edited: 0.12, Rewritten: 0.01, PhraseMoved: 0.01, PhraseAcross: 0.005, Deleted: 0.015, Split: 0.01, Merged: 0.01,
	Moved: 0.015, New: 0.02, Restored: 0.004, BlockMoved: 0.3, Amendments: 8,
}

// Reordered are the rates of steps that move whole sections.
var Reordered = Rates{
	Edited: 0.08, Deleted: 0.005, Split: 0.005, Merged: 0.005, Moved: 0.02, New: 0.01, BlockMoved: 1, SectionMoved: 2,
}

// Calm are the rates of steps in which everything stays where it is.
var Calm = Rates{Edited: 0.15, Rewritten: 0.01, Deleted: 0.01, Split: 0.01, Merged: 0.01, New: 0.02, Amendments: 6}

// Series is a text through its revisions. Steps[k] leads from Revisions[k] to Revisions[k+1].
type Series struct {
	Language  string
	Seed      uint64
	Revisions []Revision
	Steps     []Step
}

// Revision is a text. Blocks[i] is the truth about Document.Blocks[i].
type Revision struct {
	Source   string
	Document text.Document
	Blocks   []Block
}

// Block is what is known of a block. Its Key is the same in all revisions; the longer part of a split keeps it, and a merger has
// that of its longest part.
type Block struct {
	Key   int
	Words []Word
}

// Word is a word or a mark at its place in the source. In Chinese it is a word of several characters.
type Word struct {
	Span   text.Span
	Key    int       // the same in all revisions
	Origin int       // index of the revision in which it stands first
	Away   []Absence // when it was out, in order
	By     string    // delegation that proposed it, "" for the chair's office
}

// Absence is a time out of the text: not in revision Out, in again in revision In.
type Absence struct{ Out, In int }

// Step is what happened between two revisions. Every old block without a link was removed, every new one without was added.
type Step struct {
	Links      []Link
	Amendments []Amendment
	// MovedPhrases are runs of words that went to another place in the same or in another paragraph, as keys of words.
	MovedPhrases [][]int
}

// Link is an old block that became a new one. Several of one old block are a split, several of one new block a merger. A block
// may be moved and changed; one that is renumbered only is diff.Same.
type Link struct {
	Old, New int
	Kind     diff.Kind
}

// Fate is what became of an amendment in the next revision.
type Fate string

// Fates.
const (
	Whole Fate = "whole"
	Part  Fate = "part"
	Moved Fate = "moved" // its words stand in another paragraph
	None  Fate = "none"
)

// Amendment is a change that a delegation proposes on a revision.
type Amendment struct {
	Revision int // index of the revision it is proposed on
	Block    int // index of the block there
	By       string
	Hunks    []Hunk
	Wanted   string // what the block's Text would be
	Fate     Fate
	// Next is the block in the next revision that continues Block, -1 for none; Where the one that has its words, -1 for none.
	Next, Where int
	Share       float64  // of its changed words (deleted and inserted), how many were taken
	Taken       []string // the inserted words that were taken
}

// Hunk is one place of an amendment: the words Quote at At in the block's Text become Words. For an insertion At is empty.
type Hunk struct {
	At    text.Span
	Quote string
	Words string
	Taken bool
}

// Generate makes a series.
func Generate(c Config) Series {
	c = c.withDefaults()
	v := vocabularies[c.Language]
	w := &writer{random: rand.New(rand.NewPCG(c.Seed, uint64(len(v.title)))), v: v, rates: *c.Rates}
	w.begin(c.Paragraphs)
	return w.series(c)
}

func (c Config) withDefaults() Config {
	if c.Language == "" {
		c.Language = "en"
	}
	if c.Revisions == 0 {
		c.Revisions = 40
	}
	if c.Paragraphs == 0 {
		c.Paragraphs = 220
	}
	if c.Rates == nil {
		c.Rates = &DefaultRates
	}
	return c
}

// Mutate is a series that begins with a real text. A block whose words do not stand in its source in one piece (lines were joined)
// is never touched.
func Mutate(d text.Document, c Config) Series {
	c = c.withDefaults()
	v := vocabularies[c.Language]
	w := &writer{random: rand.New(rand.NewPCG(c.Seed, 77)), v: v, rates: *c.Rates, real: true}
	w.read(d)
	return w.series(c)
}

// AmendedSource is the source of the revision that an amendment was proposed on, with the amendment in it.
func (s Series) AmendedSource(a Amendment) string {
	r := s.Revisions[a.Revision]
	words := r.Blocks[a.Block].Words
	return r.Source[:words[0].Span.Start] + a.Wanted + r.Source[words[len(words)-1].Span.End:]
}
