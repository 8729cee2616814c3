package markup

import (
	"slices"
	"strings"

	"adref/pkg/text"
)

// reader makes blocks of pieces, in order. What a piece is depends on its label, on its words and on what stands before it.
type reader struct {
	source   string
	pieces   []piece
	known    []known // of the pieces: what was found out
	labels   []label // that were found
	markdown bool
	blocks   []text.Block
	places   []place // of the blocks
	title    string

	begun     bool      // a heading or a numbered, preambular or optional paragraph has been read: no title follows
	operative bool      // the preamble is over
	inNotes   bool      // below a heading "Footnotes"
	inBraces  int       // pieces to come that belong to an editorial note
	headings  []heading // that are open, outer first
	around    sequence  // options that are open and hold whole paragraphs
	paragraph numbered  // the numbered paragraph that is open
	inside    sequence  // options and lists that are open in it, or below the heading where there is none
	chief     numbered  // the paragraph 12 while 12.1 is open
	shared    sequence  // the options of the chief paragraph that hold 12.1
}

// known is what was found out of a piece, which is looked at from several before it.
type known struct {
	label   int32 // 0 for not read, -1 for none, else its place among the labels, from 1
	current int32 // the paragraph that was open when it was read
	heads   heads
}

// heads says whether a piece has the form of a heading that a word introduces.
type heads uint8

const (
	notRead heads = iota
	isNone
	isOne
)

// label is the label of the i-th piece behind the paragraph that is open. It must not be changed.
func (r *reader) label(i int) *label {
	k, body := &r.known[i], r.pieces[i].body
	if k.label == 0 || int(k.current) != r.paragraph.main && beginsWithNumber(body) {
		l := readLabel(body, r.paragraph.main)
		k.label, k.current = -1, int32(r.paragraph.main)
		if l.kind != noLabel {
			r.labels = append(r.labels, l)
			k.label = int32(len(r.labels))
		}
	}
	if k.label < 0 {
		return &unlabelled
	}
	return &r.labels[k.label-1]
}

// unlabelled is the label of a piece that has none.
var unlabelled label

// isLabelled says whether the i-th piece has a label.
func (r *reader) isLabelled(i int) bool { return r.label(i).kind != noLabel }

// hasHeadingWord says whether the i-th piece has the form of a heading that a word introduces.
func (r *reader) hasHeadingWord(i int) bool {
	k := &r.known[i]
	if k.heads == notRead {
		k.heads = isNone
		if headingWord(r.pieces[i].body).label != "" {
			k.heads = isOne
		}
	}
	return k.heads == isOne
}

// heading is a heading that is open.
type heading struct {
	style string
	last  int // of a letter or a roman numeral
	level int
	cite  string
}

// numbered is a numbered paragraph; the zero value is none.
type numbered struct {
	open  bool
	name  string
	main  int
	level int
}

// place is where a block stands, from which its citation is made.
type place struct {
	scope     string   // the heading that it stands under: "Article 3"
	parent    string   // the heading above that one
	paragraph string   // "12 bis"
	main      int      // its number
	around    sequence // options that hold the paragraph
	inside    sequence // options and items in the paragraph
	alone     string   // the whole citation of what needs no more: "PP3", "footnote 1"
	numbers   bool     // begins a paragraph with a plain number
}

func newReader(source string, pieces []piece, f Format, title string) *reader {
	return &reader{source: source, pieces: pieces, known: make([]known, len(pieces)), markdown: f == Markdown, title: title, blocks: make([]text.Block, 0, len(pieces)), places: make([]place, 0, len(pieces))}
}

// read makes a block of the i-th piece.
func (r *reader) read(i int) {
	p := &r.pieces[i]
	b := text.Block{Raw: r.source[p.span.Start:p.span.End], Span: p.span, Text: p.body, Kind: text.Body}
	at := place{scope: r.scope(0), parent: r.scope(1)}
	switch {
	case p.verbal || p.body == "" && p.note == "" && p.heading == 0:
	case p.note != "":
		b.Kind, b.Label, at.alone = text.Note, p.note, "footnote "+p.note
	case r.note(&b, &at):
	case r.editorial(i, &b):
	case p.heading > 0:
		r.markdownHeading(p, &b, &at)
	case r.heading(i, &b, &at):
	case r.labelled(i, &b, &at):
	default:
		r.unlabelled(&b, &at)
	}
	r.blocks = append(r.blocks, b)
	r.places = append(r.places, at)
}

// scope is the citation of the n-th open heading that has one, from the inside.
func (r *reader) scope(n int) string {
	for _, h := range slices.Backward(r.headings) {
		if h.cite == "" {
			continue
		}
		if n == 0 {
			return h.cite
		}
		n--
	}
	return ""
}

// note reads "1 See paragraph 31." below a heading "Footnotes".
func (r *reader) note(b *text.Block, at *place) bool {
	if !r.inNotes {
		return false
	}
	printed, number, n := noteLabel(b.Text)
	if n == 0 {
		if len(r.blocks) > 0 && r.blocks[len(r.blocks)-1].Kind == text.Note && !isCapitals(b.Text) && headingWord(b.Text).label == "" {
			b.Kind = text.Note // goes on with the note before it
			return true
		}
		r.inNotes = false
		return false
	}
	b.Kind, b.Label, b.Text = text.Note, printed, strings.TrimSpace(b.Text[n:])
	at.alone = "footnote " + number
	return true
}

// maxEditorial is how many pieces an editorial note in braces may have.
const maxEditorial = 20

// editorial reads notes in braces, which may run over several pieces.
func (r *reader) editorial(i int, b *text.Block) bool {
	if r.inBraces > 0 {
		r.inBraces--
		b.Kind = text.Editorial
		return true
	}
	if !strings.HasPrefix(b.Text, "{") {
		return false
	}
	switch {
	case isHolder(b.Text) && strings.HasSuffix(b.Text, "}"):
		b.Kind = text.Placeholder
	case isEditorial(b.Text):
		b.Kind = text.Editorial
	case !strings.Contains(b.Text, "}"):
		for n := 1; n <= maxEditorial && i+n < len(r.pieces); n++ {
			if body := r.pieces[i+n].body; strings.Contains(body, "}") {
				if strings.HasSuffix(strings.TrimRight(body, " ]."), "}") {
					r.inBraces = n
				}
				break
			}
		}
		b.Kind = text.Editorial
	default:
		return false
	}
	return true
}

// unlabelled reads preambular paragraphs without numbers, placeholders and running text.
func (r *reader) unlabelled(b *text.Block, at *place) {
	_, words := openings(b.Text)
	switch {
	case r.isTitle(b.Text):
		r.title = b.Text
		b.Kind = text.Title
	case !r.operative && isParticiple(words) && endsOpen(b.Text):
		b.Kind = text.Preambular
		r.begun = true
		r.close()
	case isHolder(b.Text) || strings.HasPrefix(b.Text, "[") && isBlank(b.Text):
		b.Kind = text.Placeholder
	case agrees(words):
		r.operative, r.begun = true, true
	}
}
