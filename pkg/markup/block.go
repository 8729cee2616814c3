package markup

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"adref/pkg/text"
)

// reader makes blocks of pieces, in order. What a piece is depends on its label, on its words and on what stands before it.
type reader struct {
	pieces   []piece
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

var (
	noteHeadRE  = regexp.MustCompile(`^(?i:foot ?notes?|end ?notes?|notes|notas|сноски|примечания|الحواشي|脚注)[ :]*$`)
	noteLabelRE = regexp.MustCompile(`^(?:\[(\d{1,3})\]|(\d{1,3})|(\*{1,3}))[.)]?[ \x{a0}]+`)
	editorialRE = regexp.MustCompile(`^\{[^{}]*\}[ \d\]\[.:*]*$`)
	holderRE    = regexp.MustCompile(`^[\[{( ]*(?:(?i:placeholder)\b|(?i:no text required)|\.\.\.|…)`)
	blankRE     = regexp.MustCompile(`^[\[{ ]*(?:[Xx]+(?: \pL+)?|[_.…-]+|(?:(?i:date|symbol|number|document symbol|to be (?:added|inserted|determined|completed|confirmed)|tbc|tbd)[ \w]*)|\w+ to be (?:added|inserted|determined|completed|confirmed))[\]} ]*$`)
	agreedRE    = regexp.MustCompile(`(?i)^(?:have agreed|hereby agree|agree|decides?|has agreed|sont convenu|ont convenu|han convenido|convienen|согласились|договорились|اتفقت)\b`)
	stopRE      = regexp.MustCompile(`^[Ss]ession\b|[Ss]ession,|^\d{1,2} \p{Lu}?\pL+ \d{4}$|^[A-Z]+/[A-Z0-9./-]+$`)
	documentRE  = regexp.MustCompile(`(?i)\b(?:text|draft|agreement|report|resolution|decision|declaration|paper|non-paper|convention|protocol|treaty|compact|outcome|projet|accord|rapport|texte|proyecto|acuerdo|informe|texto)\b|проект|соглашени|доклад|текст|اتفاق|مشروع|تقرير|协定|草案|报告`)
)

func newReader(pieces []piece, f Format) *reader {
	return &reader{pieces: pieces, markdown: f == Markdown, blocks: make([]text.Block, 0, len(pieces)), places: make([]place, 0, len(pieces))}
}

// read makes a block of the i-th piece.
func (r *reader) read(i int) {
	p := &r.pieces[i]
	b := text.Block{Raw: p.raw, Span: p.span, Text: p.body, Kind: text.Body}
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
	m := noteLabelRE.FindStringSubmatch(b.Text)
	if m == nil {
		if len(r.blocks) > 0 && r.blocks[len(r.blocks)-1].Kind == text.Note && !isCapitals(b.Text) && headingWord(b.Text).label == "" {
			b.Kind = text.Note // goes on with the note before it
			return true
		}
		r.inNotes = false
		return false
	}
	b.Kind, b.Label, b.Text = text.Note, m[1]+m[2]+m[3], strings.TrimSpace(b.Text[len(m[0]):])
	if m[1] != "" {
		b.Label = "[" + m[1] + "]"
	}
	at.alone = "footnote " + m[1] + m[2] + m[3]
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
	case holderRE.MatchString(b.Text) && strings.HasSuffix(b.Text, "}"):
		b.Kind = text.Placeholder
	case editorialRE.MatchString(b.Text):
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

// markdownHeading reads "## A. Threats".
func (r *reader) markdownHeading(p *piece, b *text.Block, at *place) {
	first := !r.begun && p.heading == 1 && r.title == ""
	h := headingWord(b.Text)
	if h.label == "" {
		h = headingNumber(b.Text)
	}
	if first && h.label == "" && !noteHeadRE.MatchString(b.Text) {
		r.title = b.Text
		b.Kind = text.Title
		return
	}
	if h.label == "" {
		h.rest = b.Text
	}
	for len(r.headings) > 0 && r.headings[len(r.headings)-1].level >= p.heading {
		r.headings = r.headings[:len(r.headings)-1]
	}
	r.open(b, at, h, p.heading, reading{})
}

// heading reads the headings of plain text, and numbers them by level.
func (r *reader) heading(i int, b *text.Block, at *place) bool {
	if h := headingWord(b.Text); h.label != "" {
		r.keep(h.style)
		level := len(r.headings) + 1
		r.open(b, at, h, level, reading{})
		return true
	}
	if h := headingNumber(b.Text); h.label != "" {
		if read, ok := r.nextHeading(h.readings); ok {
			r.keep(read.style)
			h.style = read.style
			r.open(b, at, h, len(r.headings)+1, read)
			return true
		}
	}
	if noteHeadRE.MatchString(b.Text) {
		r.open(b, at, headingLabel{rest: b.Text}, 1, reading{})
		return true
	}
	if r.isHeading(i) {
		level := len(r.headings) + 1
		if n := len(r.blocks); n > 0 && r.blocks[n-1].Kind == text.Heading && r.blocks[n-1].Text == "" {
			level = r.blocks[n-1].Level // the title that belongs to "PART II"
		}
		r.open(b, at, headingLabel{rest: b.Text}, level, reading{})
		return true
	}
	return false
}

// keep closes the headings that one of this style does not stand under.
func (r *reader) keep(style string) {
	for k, h := range r.headings {
		if h.style == style || h.style == "preamble" || outerStyles[style] {
			r.headings = r.headings[:k]
			return
		}
	}
}

// nextHeading says which reading of a letter or numeral goes on with the open headings or begins a row of them.
func (r *reader) nextHeading(readings []reading) (reading, bool) {
	for _, h := range slices.Backward(r.headings) {
		for _, read := range readings {
			if gap := read.ordinal - h.last; h.style == read.style && gap >= 1 && gap <= 3 {
				return read, true
			}
		}
	}
	for _, read := range readings {
		open := slices.ContainsFunc(r.headings, func(h heading) bool { return h.style == read.style })
		if read.ordinal == 1 && !open {
			return read, true
		}
	}
	return reading{}, false
}

// open makes the block a heading. All that stood open below the headings is closed.
func (r *reader) open(b *text.Block, at *place, h headingLabel, level int, read reading) {
	b.Kind, b.Level, b.Label, b.Text = text.Heading, level, h.label, h.rest
	r.inNotes = noteHeadRE.MatchString(b.Text)
	r.begun = r.begun || h.label != ""
	r.around, r.inside, r.shared = nil, nil, nil
	at.scope, at.parent = r.scope(0), r.scope(0)
	if h.label == "" {
		return
	}
	r.close()
	cite := h.cite
	if h.readings != nil || h.style == "I." || h.style == "A." {
		cite = "section " + r.numerals() + h.cite
	}
	r.operative = r.operative && h.style != "preamble"
	r.headings = append(r.headings, heading{style: h.style, last: read.ordinal, level: level, cite: cite})
	at.alone = cite
}

// close ends the open paragraph. Its number is kept: the next one may follow it.
func (r *reader) close() {
	r.paragraph, r.inside = numbered{main: r.paragraph.main}, nil
	r.chief, r.shared = numbered{}, nil
}

// numerals are the letters and roman numerals of the open headings: "II." for a heading that stands under II.
func (r *reader) numerals() string {
	if n := len(r.headings); n > 0 {
		if numeral, ok := strings.CutPrefix(r.headings[n-1].cite, "section "); ok {
			return numeral + "."
		}
	}
	return ""
}

// isHeading says whether the i-th piece, which has no number, is a heading by its form and by what stands around it.
func (r *reader) isHeading(i int) bool {
	s := r.pieces[i].body
	if isCapitals(s) && readLabel(s, r.paragraph.main).kind == noLabel && !strings.HasSuffix(s, ",") {
		return r.begun || i > 0 || !documentRE.MatchString(s)
	}
	if r.markdown || holderRE.MatchString(s) || blankRE.MatchString(s) {
		return false
	}
	if n := len(r.blocks); n > 0 {
		last := r.blocks[n-1]
		if empty := strings.Trim(last.Text, "[] ") == ""; empty && last.Kind != text.Heading || !empty && !endsSentence(last.Text) && last.Kind != text.Heading && last.Kind != text.Editorial {
			return false // the words of an option or of a number that stand on the line below it, or the rest of a sentence
		}
	}
	if isBracketedTitle(s) {
		return r.begun
	}
	return r.begun && isTitleLike(s) && readLabel(s, r.paragraph.main).kind == noLabel && r.leads(i+1)
}

// leads says whether the i-th piece is what a heading leads to: a numbered or bracketed paragraph, or a long one.
func (r *reader) leads(i int) bool {
	if i >= len(r.pieces) {
		return false
	}
	s := r.pieces[i].body
	return strings.HasPrefix(s, "[") || readLabel(s, r.paragraph.main).kind != noLabel || utf8.RuneCountInString(s) > 80 || headingWord(s).label != ""
}

// labelled reads numbered, preambular and optional paragraphs and the items of lists.
func (r *reader) labelled(i int, b *text.Block, at *place) bool {
	l := readLabel(b.Text, r.paragraph.main)
	switch l.kind {
	case noLabel:
		return false
	case numberLabel:
		if l = r.subNumber(l, i); l.kind == itemLabel {
			r.item(i, l, b, at)
		} else {
			r.number(l, b, at)
		}
	case operativeLabel:
		r.number(l, b, at)
	case preambularLabel:
		b.Kind, at.alone = text.Preambular, l.name
		r.close()
		r.paragraph.open, r.paragraph.name = true, l.name
		r.seed(l.rest)
	case optionLabel:
		r.option(i, l, b, at)
	case itemLabel:
		r.item(i, l, b, at)
	}
	b.Label, b.Text = l.printed, l.rest
	r.begun = true
	return true
}

// subNumber makes an item of a number that counts the parts of a paragraph: "1." behind a chapeau that ends with a colon, and
// what goes on with it, until a part ends with a full stop or the numbers go on with those of the paragraphs.
func (r *reader) subNumber(l label, i int) label {
	if !r.paragraph.open || l.depth > 0 || len(r.blocks) == 0 || strings.Contains(l.name, " ") {
		return l
	}
	before := r.blocks[len(r.blocks)-1]
	words := strings.TrimRight(before.Text, " ]")
	k := r.inside.index("1.")
	indented := r.markdown && r.pieces[i].indent >= 2
	goesOn := k >= 0 && (indented || l.main == r.inside[k].last+1 && (!strings.HasSuffix(words, ".") || l.main != r.paragraph.main+1))
	chapeau := before.Kind == text.Paragraph || before.Kind == text.Body || before.Kind == text.Subparagraph
	begins := k < 0 && l.main == 1 && chapeau && (strings.HasSuffix(words, ":") || indented)
	if goesOn || begins {
		l.kind, l.readings, l.name = itemLabel, []reading{{"1.", l.main}}, "("+l.name+")"
	}
	return l
}

// number opens a numbered paragraph.
func (r *reader) number(l label, b *text.Block, at *place) {
	b.Kind, b.Level = text.Paragraph, l.depth
	r.operative = true
	switch {
	case l.depth == 0 || l.main != r.paragraph.main:
		r.chief, r.shared = numbered{}, nil
	case r.paragraph.open && r.paragraph.level == 0:
		r.chief, r.shared = r.paragraph, r.inside.options()
	}
	r.paragraph, r.inside = numbered{open: true, name: l.name, main: l.main, level: l.depth}, nil
	at.paragraph, at.main, at.numbers = l.name, l.main, l.depth == 0
	at.around = r.holding()
	r.seed(l.rest)
}

// seed opens the options and the lists whose first one stands in the words of the paragraph or item itself: "8. (a) …", followed
// by "(b) …"; "3. Option 1: …", followed by "Option 2: …".
func (r *reader) seed(words string) {
	for l := readLabel(words, 0); l.kind == itemLabel || l.kind == optionLabel; l = readLabel(l.rest, 0) {
		if l.readings[0].ordinal != 1 || r.inside.index(l.readings[0].style) >= 0 {
			return
		}
		r.inside.place(l.readings, nil, l.name)
	}
}

// option opens an option: in the paragraph that is open, or around paragraphs.
func (r *reader) option(i int, l label, b *text.Block, at *place) {
	b.Kind = text.Option
	if r.chief.open && !r.inside.continues(l.readings) && r.shared.continues(l.readings) {
		r.paragraph, r.inside = r.chief, r.shared
		r.chief, r.shared = numbered{}, nil
	}
	if r.holdsParagraphs(i, l) {
		r.close()
		r.around.place(l.readings, nil, l.name)
		b.Level = len(r.around) - 1
	} else {
		r.inside.place(l.readings, nil, l.name)
		b.Level = r.paragraph.level + len(r.inside)
	}
	r.locate(at)
	r.seed(l.rest)
}

// holdsParagraphs says whether an option stands around paragraphs: no paragraph is open; or it says so; or the next paragraph
// begins right behind it, or behind its heading; or it goes on with the options that stand around the open paragraph and with none in it.
func (r *reader) holdsParagraphs(i int, l label) bool {
	if !r.paragraph.open || strings.HasPrefix(strings.Trim(l.rest, "[ :"), "(paragraph") {
		return true
	}
	if (strings.Trim(l.rest, "[] :") == "" || isBracketedTitle(l.rest)) && i+1 < len(r.pieces) {
		if next := readLabel(r.pieces[i+1].body, r.paragraph.main); next.kind == numberLabel && next.depth == 0 {
			return true
		}
	}
	return !r.inside.continues(l.readings) && r.around.continues(l.readings)
}

// item takes in an item of a list.
func (r *reader) item(i int, l label, b *text.Block, at *place) {
	b.Kind = text.Subparagraph
	if r.pieces[i].indent > 0 && l.readings[0].style == "•" {
		l.readings = []reading{{"•" + strings.Repeat(" ", r.pieces[i].indent), 0}}
	}
	r.inside.place(l.readings, r.later(i, itemLabel), l.name)
	b.Level = r.paragraph.level + len(r.inside)
	if !r.paragraph.open && len(r.around) > 0 {
		b.Level += len(r.around) - 1
	}
	r.locate(at)
	r.seed(l.rest)
}

// holding are the options that hold the open paragraph.
func (r *reader) holding() sequence { return slices.Concat(r.around, r.shared) }

// locate says where a block stands that is an option or an item.
func (r *reader) locate(at *place) {
	at.around, at.inside = r.holding(), slices.Clone(r.inside)
	if r.paragraph.open {
		at.paragraph, at.main = r.paragraph.name, r.paragraph.main
	}
}

// later are the readings of the next piece of that kind of label in the same paragraph.
func (r *reader) later(i int, kind labelKind) []reading {
	const far = 60
	for j := i + 1; j < len(r.pieces) && j <= i+far; j++ {
		p := r.pieces[j]
		if p.heading > 0 || headingWord(p.body).label != "" {
			return nil
		}
		l := readLabel(p.body, r.paragraph.main)
		switch {
		case l.kind == kind && l.readings[0].ordinal > 0:
			return l.readings
		case l.kind == numberLabel || l.kind == preambularLabel || l.kind == operativeLabel:
			return nil
		}
	}
	return nil
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
	case holderRE.MatchString(b.Text) || blankRE.MatchString(b.Text) && strings.HasPrefix(b.Text, "["):
		b.Kind = text.Placeholder
	case agreedRE.MatchString(words):
		r.operative, r.begun = true, true
	}
}

// isTitle says whether the words are the title: a short paragraph at the head of the text, not a date or a session, that names a
// document, or the first one where none does.
func (r *reader) isTitle(s string) bool {
	if r.begun || r.title != "" || !titleForm(s) {
		return false
	}
	if documentRE.MatchString(s) && !stopRE.MatchString(s) {
		return true
	}
	for _, p := range r.pieces[len(r.blocks)+1:] {
		if p.heading > 0 || !titleForm(p.body) || headingWord(p.body).label != "" || headingNumber(p.body).label != "" || readLabel(p.body, 0).kind != noLabel {
			break
		}
		if documentRE.MatchString(p.body) && !stopRE.MatchString(p.body) {
			return false // a better one follows
		}
	}
	return !stopRE.MatchString(s) && !isParticiple(s)
}

func titleForm(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > 300 || strings.HasPrefix(s, "[") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsRune(".,;:。，；：", last) && startsSentence(s) && strings.ContainsFunc(s, unicode.IsLetter)
}
