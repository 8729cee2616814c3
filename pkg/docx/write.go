package docx

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"adref/pkg/paper"
)

// Options say how a paper becomes a document. The zero value is good.
type Options struct {
	// Author is who made the file, as its properties say; "" for nobody.
	Author string
	// At is when it was made, as its properties say; zero for no date.
	At time.Time
	// Template is a .docx or .dotx of the chair's office: styles, headers and footers, theme, fonts, page and numbering are those
	// of the template, and only the text is of the paper. nil is the built-in look of a document of the United Nations.
	Template []byte
	// Pages are the page numbers of the entries of the contents, in the order of Entries; nil where nobody has counted pages.
	Pages []int
	// Record opens the document with the recording of changes switched on, so that what a delegation edits comes back tracked.
	Record bool
	// Letter is North American paper; A4 where it is false. A template has its own.
	Letter bool
}

// What Word takes. A paper that has more is refused: nothing is cut.
const (
	MaxAuthor     = 255  // characters of the name of an author
	MaxInitials   = 9    // characters of the initials of one
	MaxColumns    = 63   // of a table
	MaxLevels     = 9    // of headings, numbered paragraphs and lines of contents
	MaxMove       = 255  // characters of the name of a move
	MaxLink       = 2083 // characters of an address
	MaxProperty   = 255  // characters of what a property of the file says
	maxDocument   = 64 << 20
	maxLanguage   = 84
	maxLabel      = 255 // of a label that Word counts
	contentsDepth = 3   // levels of headings in the contents
)

// Why a paper is refused. Each comes in an *Error.
var (
	ErrCharacter = errors.New("a character that a Word document cannot hold") // control characters, and what is not UTF-8
	ErrLimit     = errors.New("more than Word takes")
	ErrPaper     = errors.New("a paper that does not hold together") // names a note that is not there, a cell twice
	ErrTemplate  = errors.New("a template that cannot be used")
)

// Error says what of a paper cannot be written, and where it stands.
type Error struct {
	Kind      error  // one of the above
	Where     string // "paragraph 12 (p7)", "comment 3, paragraph 1", "masthead"; paragraphs are counted from 1
	Paragraph int    // index of the paragraph of the paper, -1 for what stands in none
	What      string
}

func (e *Error) Error() string {
	if e.Where == "" {
		return e.What
	}
	return e.Where + ": " + e.What
}

func (e *Error) Unwrap() error { return e.Kind }

// Write writes the paper as a Word document. Equal papers and options give equal bytes.
//
// What the format says in another way than a paper is normalised, and Read gives that back:
//   - spans are those of paper.Paper.Normal; the mark of a note is not marked as raised, for its style raises it;
//   - what is marked as raised and lowered at once is raised;
//   - times are in UTC and whole seconds;
//   - the range of a comment has no holes; a comment without words is marked at the end of a paragraph;
//   - comments whose IDs are not all numbers, as Read gives them, are counted anew; notes always are, in the order of their marks,
//     footnotes first;
//   - a paragraph in a language that is written from right to left is RightToLeft; a language is that of the paper unless another;
//   - tables and rows are counted from their beginning, rows have all their cells and do not move;
//   - a comment, a note and a cell have one paragraph at least;
//   - a level is kept where the style has levels; what Word counts is Numbered where it was Body, and is not counted where it is in no
//     view of the paper or its label replaces another;
//   - a place for contents is one again: the lines that are made for it are not read;
//   - Paper.Running is not written: the headers and footers are those of the template, or ours.
//
// Errors: *Error before anything is written, and those of w.
func Write(w io.Writer, p paper.Paper, o Options) error {
	d := newWriter(p.Normal(), o)
	if o.Template != nil {
		d.template = d.openTemplate(o.Template)
	}
	if d.err == nil {
		d.document(p)
	}
	if d.err != nil {
		return d.err
	}
	return d.pack(w)
}

// writer is a document in the making. The first error stays; what is made after it is thrown away.
type writer struct {
	p        paper.Paper
	o        Options
	template *template // nil for the built-in look

	err   *Error
	where func() (string, int)

	annotations int                 // the last number of a tracked change, a bookmark or a move
	bookmarks   []string            // of paragraphs of the paper; "" for those without ID
	targets     map[string]string   // ID of a paragraph to its bookmark
	long        []string            // IDs of long bookmarks
	comments    map[string]int      // ID to number
	replies     map[string][]string // comments without words, by the one at whose end they are marked
	loose       map[int][]string    // and by the paragraph where they are marked
	anchored    map[string]bool     // comments that are in a range
	notes       map[string]*note
	marked      []*note        // in the order of their marks
	counted     map[string]int // notes that Word has counted, by kind
	lists       lists
	entries     []int // indices of the paragraphs in the contents

	main      *story // of the paragraphs of the paper
	parts     []part
	relations []relation // of the document
}

// part is a part of the package.
type part struct {
	name string
	kind string // content type
	data []byte
}

// relation is a relationship of the document. id is "" for one that nothing in the text names.
type relation struct{ id, kind, target string }

func newWriter(p paper.Paper, o Options) *writer {
	d := &writer{
		p: p, o: o, targets: map[string]string{}, comments: map[string]int{}, replies: map[string][]string{}, loose: map[int][]string{}, anchored: map[string]bool{},
		notes: map[string]*note{}, counted: map[string]int{}, lists: lists{firstNum: 1},
	}
	d.at("paper")
	return d
}

// fail keeps the first error.
func (d *writer) fail(kind error, what string, args ...any) {
	if d.err == nil {
		where, index := d.where()
		d.err = &Error{Kind: kind, Where: where, Paragraph: index, What: fmt.Sprintf(what, args...)}
	}
}

// at says where what comes next stands.
func (d *writer) at(where string) { d.where = func() (string, int) { return where, -1 } }

// atParagraph says that what comes next stands in a paragraph, which is of prefix, or of the paper where that is "".
func (d *writer) atParagraph(prefix string, index int, id string) {
	d.where = func() (string, int) {
		name := fmt.Sprintf("paragraph %d", index+1)
		if id != "" {
			name += " (" + id + ")"
		}
		if prefix != "" {
			return prefix + ", " + name, -1
		}
		return name, index
	}
}

// number is the next number of an annotation.
func (d *writer) number() int {
	d.annotations++
	return d.annotations
}

// limit refuses a string that is longer than Word takes. Word counts UTF-16 code units.
func (d *writer) limit(s string, most int, what string) {
	if len(s) <= most {
		return
	}
	if n := units(s); n > most {
		d.fail(ErrLimit, "%s has %d characters, Word takes %d: %.40q…", what, n, most, s)
	}
}

func units(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0xFFFF {
			n++
		}
	}
	return n
}

// illegal is the first character of s that XML 1.0 does not have (production 2), and whether there is one.
func illegal(s string) (r rune, at int, found bool) {
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < utf8.RuneSelf || c == '\t' || c == '\n' || c == '\r' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r < ' ' || r == utf8.RuneError && size == 1 || r == 0xFFFE || r == 0xFFFF {
			return r, i, true
		}
		i += size
	}
	return 0, 0, false
}

// escaped is s as XML has it, in text and in attributes. A character that XML does not have is an error.
func (d *writer) escaped(s string) string {
	if r, at, bad := illegal(s); bad {
		if r == utf8.RuneError {
			d.fail(ErrCharacter, "byte %d of %.40q is not UTF-8", at+1, s)
		} else {
			d.fail(ErrCharacter, "the character U+%04X cannot stand in a Word document (byte %d of %.40q)", r, at+1, s)
		}
		return ""
	}
	if !strings.ContainsAny(s, "&<>\"\t\n\r") {
		return s
	}
	return escaper.Replace(s)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")
