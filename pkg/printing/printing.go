// Package printing makes papers of what is negotiated: the clean text, a redline with tracked changes, all open proposals as
// tracked changes or as a compilation, the history.
//
// Laws: the paragraphs of a clean text hold the label and the words of every block, in order. Of a redline, Accept gives the
// clean new text and Reject the clean old one. Of the open proposals, Reject gives the clean text; every proposal is tracked or
// stands in a comment, and none is in neither.
package printing

import (
	"strings"
	"time"
	"unicode/utf8"

	"adref/pkg/paper"
	"adref/pkg/text"
)

// Source says what a paper is of.
type Source struct {
	Origin   paper.Origin
	Masthead *paper.Masthead
	Title    string // of the file; "" is the title of the text
}

// Clean is the text as a paper.
func Clean(d text.Document, s Source) paper.Paper {
	p := begin(d, s)
	for _, b := range d.Blocks {
		p.Paragraphs = append(p.Paragraphs, paragraph(b))
	}
	return end(p)
}

// begin is a paper of the text without its paragraphs.
func begin(d text.Document, s Source) paper.Paper {
	title := s.Title
	if title == "" {
		title = d.Title
	}
	return paper.Paper{Language: d.Language, Title: title, Origin: s.Origin, Masthead: s.Masthead}
}

// end puts the rule under the text that ends a document of the United Nations. Because it stands there, the last paragraph of the
// text has one after it, which programs need to insert or delete it whole.
func end(p paper.Paper) paper.Paper {
	p.Paragraphs = append(p.Paragraphs, paper.Paragraph{Style: paper.Furniture, Spans: []paper.Span{{Text: "_____________"}}})
	return p
}

// paragraph is a block as a paragraph.
func paragraph(b text.Block) paper.Paragraph {
	q := frame(b)
	if b.Text != "" {
		q.Spans = []paper.Span{{Text: b.Text}}
	}
	return q
}

// frame is the paragraph of a block without its words.
func frame(b text.Block) paper.Paragraph {
	return paper.Paragraph{ID: b.ID, Style: style(b.Kind), Level: b.Level, Label: Label(b)}
}

func style(k text.Kind) paper.Style {
	switch k {
	case text.Title:
		return paper.Title
	case text.Heading:
		return paper.Heading
	case text.Preambular:
		return paper.Preambular
	case text.Paragraph, text.Subparagraph:
		return paper.Numbered
	}
	return paper.Body
}

// Label is the label of a block as it is printed: with the full stop or the colon that its source has behind it.
func Label(b text.Block) string {
	if b.Label == "" {
		return ""
	}
	_, after, found := strings.Cut(b.Raw, b.Label)
	if !found {
		return b.Label
	}
	if r, size := utf8.DecodeRuneInString(after); strings.ContainsRune(".:)、．：", r) {
		return b.Label + after[:size]
	}
	return b.Label
}

// Hand is whose hand a change is in.
type Hand struct {
	By  string // a delegation, several ("EU; Norway"), or the chair's office, by name
	At  time.Time
	Why string // the rationale, "" for none
	// Amendment is its ID, "" for none: of two amendments with the same rationale each gives it.
	Amendment string
}

func (h Hand) change() *paper.Change { return &paper.Change{By: h.By, At: h.At.UTC()} }

func (h Hand) move(name string) *paper.Change {
	c := h.change()
	c.Move = name
	return c
}

// separator parts paragraphs in words that are compared across them.
const separator = "\u2029"
