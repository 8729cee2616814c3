package synthtest

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"adref/pkg/diff"
	"adref/pkg/markup"
	"adref/pkg/text"
)

// word is a word of the text as it stands now.
type word struct {
	before, text string // the white space before it; its letters
	key, origin  int
	away         []Absence
	by           string
	locked       bool // in this step nothing else may change it
}

// block is a block of the text as it stands now.
type block struct {
	key        int
	kind       text.Kind
	level      int
	label      string
	head, tail string // bytes around the words; for made texts they follow from the label
	words      []word
	from       []int     // its places in the revision before
	became     diff.Kind // in this step
	busy       bool      // its structure or its words were changed in this step
}

// writer keeps the newest text and changes it.
type writer struct {
	random *rand.Rand
	v      vocabulary
	rates  Rates
	real   bool
	blocks []block
	grave  []grave
	key    int // last one given to a word
	blocksMade,
	revision int // index of the one that is being written
	step Step
}

// grave is what was deleted: a block, or a phrase of the block with the key.
type grave struct {
	block  *block
	phrase []word
	of     int
	out    int
}

func (w *writer) series(c Config) Series {
	s := Series{Language: c.Language, Seed: c.Seed}
	s.Revisions = append(s.Revisions, w.emit())
	for w.revision = 1; w.revision < c.Revisions; w.revision++ {
		w.change(s.Revisions[w.revision-1])
		s.Revisions = append(s.Revisions, w.emit())
		s.Steps = append(s.Steps, w.links())
	}
	return s
}

// links is the finished step, its places in the new revision filled in.
func (w *writer) links() Step {
	next := map[int]int{}
	for j, b := range w.blocks {
		for _, i := range b.from {
			w.step.Links = append(w.step.Links, Link{i, j, b.became})
		}
		next[b.key] = j
	}
	for n := range w.step.Amendments {
		a := &w.step.Amendments[n]
		for _, key := range []*int{&a.Next, &a.Where} { // until now the key of the block
			j, ok := next[*key]
			if !ok {
				j = -1
			}
			*key = j
		}
	}
	return w.step
}

// emit is the text as it stands.
func (w *writer) emit() Revision {
	if !w.real || w.revision > 0 {
		w.number()
	}
	var r Revision
	var s strings.Builder
	for _, b := range w.blocks {
		begin := s.Len()
		s.WriteString(b.head)
		known := Block{Key: b.key}
		for n, x := range b.words {
			if n > 0 {
				s.WriteString(x.before)
			}
			known.Words = append(known.Words, Word{
				Span: text.Span{Start: s.Len(), End: s.Len() + len(x.text)}, Key: x.key, Origin: x.origin, By: x.by,
				Away: append([]Absence(nil), x.away...),
			})
			s.WriteString(x.text)
		}
		words := b.text()
		s.WriteString(b.tail)
		r.Blocks = append(r.Blocks, known)
		r.Document.Blocks = append(r.Document.Blocks, text.Block{
			Label: b.label, Kind: b.kind, Level: b.level, Text: words, Raw: s.String()[begin:], Span: text.Span{Start: begin, End: s.Len()},
		})
	}
	r.Source = s.String()
	if !w.real {
		d, err := markup.Parse([]byte(r.Source), markup.Markdown)
		if err != nil {
			panic(err) // the vocabulary is not UTF-8
		}
		r.Document = d
	}
	r.Document.Language = w.v.code
	return r
}

// text is the words of a block.
func (b block) text() string {
	var s strings.Builder
	for n, x := range b.words {
		if n > 0 {
			s.WriteString(x.before)
		}
		s.WriteString(x.text)
	}
	return s.String()
}

var leadingNumber = regexp.MustCompile(`^\d+`)

// number gives every block its label and what stands around its words.
func (w *writer) number() {
	section, paragraph, item := 0, 0, 0
	for i := range w.blocks {
		b := &w.blocks[i]
		switch {
		case b.kind == text.Heading:
			section++
			if w.real {
				paragraph = 0
				continue
			}
			b.label, b.head = roman(section), "## "+roman(section)+". "
		case b.kind == text.Paragraph:
			paragraph, item = paragraph+1, 0
			label := strconv.Itoa(paragraph)
			if w.real {
				if leadingNumber.MatchString(b.label) && strings.HasPrefix(b.head, b.label) {
					b.head = label + b.head[len(b.label):]
					b.label = label
				}
				continue
			}
			b.label, b.head = label, label+". "
		case b.kind == text.Subparagraph && !w.real:
			item++
			b.label = "(" + string(rune('a'+item-1)) + ")"
			b.head = b.label + " "
		}
	}
}

func roman(n int) string {
	var s strings.Builder
	for _, r := range []struct {
		n int
		s string
	}{{10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.n; n -= r.n {
			s.WriteString(r.s)
		}
	}
	return s.String()
}

// begin writes the first revision.
func (w *writer) begin(paragraphs int) {
	w.add(block{kind: text.Title, head: "# ", words: w.words(w.v.title)})
	const sections = 10
	for n := range sections {
		w.add(block{kind: text.Heading, level: 2, words: w.words(w.v.headings[n%len(w.v.headings)])})
		for range paragraphs / sections {
			items := 0
			if w.chance(0.1) {
				items = 2 + w.random.IntN(4)
			}
			w.add(block{kind: text.Paragraph, words: w.paragraph(items > 0)})
			for range items {
				w.add(block{kind: text.Subparagraph, level: 1, words: w.item()})
			}
		}
	}
}

func (w *writer) add(b block) { w.blocks = append(w.blocks, w.made(b)) }

// made is a fresh block with its key.
func (w *writer) made(b block) block {
	w.blocksMade++
	b.key = w.blocksMade
	if b.tail == "" {
		b.tail = "\n\n"
	}
	return b
}

// read takes the blocks of a real text.
func (w *writer) read(d text.Document) {
	for _, b := range d.Blocks {
		x := block{kind: b.Kind, level: b.Level, label: b.Label, head: b.Raw}
		if at := strings.Index(b.Raw, b.Text); b.Text != "" && at >= 0 {
			x.head, x.tail = b.Raw[:at], b.Raw[at+len(b.Text):]
			x.words = w.cut(b.Text, true)
		} else {
			x.kind = text.Note // stays where it is
		}
		w.blocksMade++
		x.key = w.blocksMade
		w.blocks = append(w.blocks, x)
	}
}

// words cuts a phrase of the vocabulary into words and marks, all of them fresh. Chinese is written there with spaces between the
// words, which it loses here.
func (w *writer) words(s string) []word { return w.cut(s, false) }

// cut cuts a phrase of the vocabulary, or a real text: of that, Chinese into characters.
func (w *writer) cut(s string, real bool) []word {
	var out []word
	space := ""
	put := func(t string) {
		w.key++
		out = append(out, word{before: space, text: t, key: w.key, origin: w.revision})
		space = ""
	}
	for len(s) > 0 {
		n := pieceLen(s)
		if r, size := utf8.DecodeRuneInString(s); real && unicode.Is(unicode.Han, r) {
			n = size
		}
		if strings.TrimSpace(s[:n]) == "" {
			if w.v.spaced || real {
				space += s[:n]
			}
		} else {
			put(s[:n])
		}
		s = s[n:]
	}
	return out
}

// pieceLen is the length of the white space, the mark or the word at the start of s.
func pieceLen(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	class := classOf(r)
	if class == mark {
		return n
	}
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		inner := class == letter && (r == '-' || r == '/' || r == '.' || r == '\'' || r == '’') && n+size < len(s) && follows(s[n+size:])
		if !inner && classOf(r) != class {
			break
		}
		n += size
	}
	return n
}

func follows(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return classOf(r) == letter
}

type class int

const (
	mark class = iota
	letter
	space
)

func classOf(r rune) class {
	switch {
	case unicode.IsSpace(r):
		return space
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
		return letter
	}
	return mark
}

func (w *writer) chance(p float64) bool { return w.random.Float64() < p }

// times is how often something with the expected number happens.
func (w *writer) times(expected float64) int {
	n := int(expected)
	if w.chance(expected - float64(n)) {
		n++
	}
	return n
}

func (w *writer) one(list []string) string { return list[w.random.IntN(len(list))] }

// filled is a phrase of the list with its blanks filled in.
func (w *writer) filled(list []string) string {
	s := w.one(list)
	for strings.Contains(s, "{t}") {
		s = strings.Replace(s, "{t}", w.one(w.v.things), 1)
	}
	for strings.Contains(s, "{n}") {
		s = strings.Replace(s, "{n}", strconv.Itoa(2+w.random.IntN(98)), 1)
	}
	for strings.Contains(s, "{y}") {
		s = strings.Replace(s, "{y}", strconv.Itoa(2020+w.random.IntN(40)), 1)
	}
	for strings.Contains(s, "{d}") {
		s = strings.Replace(s, "{d}", fmt.Sprintf("%d/CP.%d", 1+w.random.IntN(20), 1+w.random.IntN(30)), 1)
	}
	return s
}

// clause is a modal verb, a verb, its object and one or two circumstances.
func (w *writer) clause(modal bool) string {
	s := w.filled(w.v.verbs) + " " + w.filled(w.v.objects)
	if modal {
		s = w.one(w.v.modals) + " " + s
	}
	for range 1 + w.random.IntN(2) {
		s += " " + w.filled(w.v.tails)
	}
	return s
}

// sentence has 15 to 40 words.
func (w *writer) sentence() string {
	s := w.one(w.v.subjects) + " " + w.clause(true)
	if w.chance(0.3) {
		s = w.filled(w.v.openers) + w.v.comma + " " + s
	}
	if w.chance(0.4) {
		s += w.v.comma + " " + w.one(w.v.joins) + " " + w.clause(false)
	}
	return s
}

func (w *writer) paragraph(chapeau bool) []word {
	s := w.sentence()
	if chapeau {
		return w.words(s + w.v.colon)
	}
	s += w.v.stop
	if w.chance(0.45) {
		s += " " + w.sentence() + w.v.stop
	}
	return w.words(s)
}

func (w *writer) item() []word { return w.words(w.clause(false) + w.v.semicolon) }

// phrase is a few words that can be inserted.
func (w *writer) phrase() []word {
	switch w.random.IntN(4) {
	case 0:
		return w.words(w.one(w.v.qualifiers))
	case 1:
		return w.words(w.one(w.v.things))
	default:
		return w.words(w.filled(w.v.tails))
	}
}
