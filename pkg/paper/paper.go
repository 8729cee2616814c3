// Package paper is a document as an office handles it: paragraphs of runs, with labels, tracked changes, comments and notes.
//
// Every reader of documents gives a Paper and every writer takes one, so that what Word, a web page, Markdown or Akoma Ntoso hold
// is said once. A Paper knows nothing of procedure: whose delegation an author string is, and what a change becomes, is decided
// by others.
//
// Laws: Accept and Reject leave nothing tracked; of a paper without tracked changes both are that paper; a view never invents a
// character: those of Accept and of Reject are among those of the paper, in its order.
package paper

import "time"

// Paper is a document. Offsets are not kept: a paper is read whole and written whole.
type Paper struct {
	Language string `json:"language,omitempty"` // BCP 47; "" where nobody said
	Title    string `json:"title,omitempty"`    // of the file; the title in the text is a paragraph
	// Origin is what the paper was made from; it is the zero value for one that adref did not write.
	Origin     Origin      `json:"origin,omitzero"`
	Masthead   *Masthead   `json:"masthead,omitempty"`
	Paragraphs []Paragraph `json:"paragraphs"`
	Comments   []Comment   `json:"comments,omitempty"`
	Notes      []Note      `json:"notes,omitempty"`
	// Running is what stands on every page around the text, as a source has it: headers, footers, words between text and notes.
	// It is read so that nothing is lost; no writer takes it, for each makes heads and page numbers of its own.
	Running []Paragraph `json:"running,omitempty"`
}

// Origin names the text that a paper was made from, so that what comes back can be held against it.
type Origin struct {
	Process  string `json:"process,omitempty"`  // code
	Document string `json:"document,omitempty"` // code
	Revision int    `json:"revision,omitempty"` // ordinal
	Symbol   string `json:"symbol,omitempty"`
	Digest   string `json:"digest,omitempty"` // hex SHA-256 of the text of the revision
}

// Masthead is the head of a United Nations document: left what the organ is, right symbol, distribution, date, languages.
type Masthead struct {
	Organization string   `json:"organization,omitempty"` // "United Nations"; it is the chair's office that says so
	Body         string   `json:"body,omitempty"`
	Symbol       string   `json:"symbol,omitempty"`
	Lines        []string `json:"lines,omitempty"` // "Distr.: General", "22 November 2026", "Original: English/French"
}

// Style is what a paragraph is in the document.
type Style string

// Styles. Those before Head are text of the document; Head, Contents and Furniture stand around it and are in no view of
// its words.
const (
	Title      Style = "title"
	Subtitle   Style = "subtitle"
	Heading    Style = "heading"    // Level from 1 to 9
	Body       Style = "body"       // running text
	Numbered   Style = "numbered"   // a numbered paragraph; Level 0, of (a) 1, of (i) 2
	Preambular Style = "preambular" // PP: opened by a participle
	Quote      Style = "quote"      // reproduced as received
	Remark     Style = "remark"     // what the document says of itself: "[Original: Spanish]", who proposed, which rule
	Head       Style = "masthead"   // read back from a document; a writer takes Paper.Masthead
	Contents   Style = "contents"   // the place of the table of contents, or a line of one that was read
	Furniture  Style = "furniture"  // a rule, and all of Paper.Running
)

// Paragraph is a paragraph, a list item or a paragraph in a cell of a table.
type Paragraph struct {
	// ID is the permanent identity (text.Block.ID), "" for a paragraph that is not of a text under negotiation, or that is new.
	ID    string `json:"id,omitempty"`
	Style Style  `json:"style"`
	Level int    `json:"level,omitempty"`
	// Label is the number as printed, with its full stop: "3 bis.", "(a)", "•"; Auto says that the source counts it by itself.
	Label string `json:"label,omitempty"`
	Auto  bool   `json:"auto,omitempty"`
	// Was is the label that a tracked change replaced with Label, nil where none did.
	Was      *Was   `json:"was,omitempty"`
	Language string `json:"language,omitempty"` // "" is that of the paper
	// RightToLeft is the direction of the paragraph as the source says it; writers take it from the language where it is false.
	RightToLeft bool   `json:"rightToLeft,omitempty"`
	NewPage     bool   `json:"newPage,omitempty"` // starts a page
	Cell        *Cell  `json:"cell,omitempty"`    // the cell it stands in, nil outside tables
	Spans       []Span `json:"spans"`
	// Inserted and Deleted are tracked on the end of the paragraph: where its end is deleted, or its insertion refused, the
	// next paragraph continues this one.
	Inserted *Change `json:"inserted,omitempty"`
	Deleted  *Change `json:"deleted,omitempty"`
	// Formatted is a tracked change of nothing but the look or the numbering.
	Formatted *Change `json:"formatted,omitempty"`
}

// Was is a label before a tracked change of it.
type Was struct {
	Label  string `json:"label,omitempty"` // "" where there was none
	Change Change `json:"change"`
}

// Cell is a place in a table. Paragraphs of one table stand together, row by row.
type Cell struct {
	Table  int  `json:"table"` // from 1, in the order of the paper
	Row    int  `json:"row"`   // from 0
	Column int  `json:"column"`
	Span   int  `json:"span,omitempty"`   // columns it covers, 0 for one
	Header bool `json:"header,omitempty"` // of a row that is repeated on each page
	// Inserted and Deleted are tracked on the row.
	Inserted *Change `json:"inserted,omitempty"`
	Deleted  *Change `json:"deleted,omitempty"`
}

// Span is a run of characters that look the same, have the same history and the same comments.
type Span struct {
	Text  string `json:"text"` // a tab is "\t", a line break inside the paragraph "\n"
	Marks Marks  `json:"marks,omitempty"`
	// Language is set where it differs from that of the paragraph.
	Language string `json:"language,omitempty"`
	// Inserted and Deleted are who tracked them; both are set for words that one author deletes in another's insertion.
	Inserted *Change `json:"inserted,omitempty"`
	Deleted  *Change `json:"deleted,omitempty"`
	// Formatted is a tracked change of nothing but the look.
	Formatted *Change  `json:"formatted,omitempty"`
	Link      string   `json:"link,omitempty"`     // an address, or "#" and the ID of a paragraph
	Note      string   `json:"note,omitempty"`     // ID of the note whose reference this is; Text is the mark as printed
	Comments  []string `json:"comments,omitempty"` // IDs of the comments whose range holds it
}

// Marks is how characters look, one bit each.
type Marks uint16

// Marks.
const (
	Bold Marks = 1 << iota
	Italic
	Underline
	Strike
	Superscript
	Subscript
	Highlight
	SmallCaps
	Hidden
)

// Change is a tracked change: who made it and when.
type Change struct {
	By string `json:"by"` // as the source has it; "" where it does not say
	// At is the time as the source has it, zero where it has none. Word writes local time as if it were UTC.
	At time.Time `json:"at,omitzero"`
	// Move is the name of the move that it is one end of, "" for none.
	Move string `json:"move,omitempty"`
}

// Comment is a remark at a place of the paper.
type Comment struct {
	ID       string    `json:"id"`
	By       string    `json:"by"`
	Initials string    `json:"initials,omitempty"`
	At       time.Time `json:"at,omitzero"`
	Parent   string    `json:"parent,omitempty"` // ID of the comment it answers
	Resolved bool      `json:"resolved,omitempty"`
	// Paragraphs are its words.
	Paragraphs []Paragraph `json:"paragraphs"`
}

// Note is a footnote or an endnote.
type Note struct {
	ID         string      `json:"id"` // "f1", "e2": footnotes and endnotes are counted apart
	End        bool        `json:"end,omitempty"`
	Paragraphs []Paragraph `json:"paragraphs"`
}
