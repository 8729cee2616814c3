package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"adref/pkg/text"
)

// piece is the part of the source that becomes one block.
type piece struct {
	span    text.Span
	body    string // the words, one line, NFC, mark-up of Markdown taken off
	note    string // label of a Markdown footnote, else ""
	heading int32  // level of a Markdown heading, else 0
	indent  int32  // columns before the first word
	verbal  bool   // code, a table or a header: nothing in it is a label
}

// line is a line of the source with its line break.
type line struct {
	start  int
	text   string // without white space around it
	size   int    // of the text, in characters
	indent int32
}

// wrapLimit is the longest line, in characters, of a text whose lines are wrapped. Where more than one byte in longShare stands in
// longer lines, each line is a paragraph.
const (
	wrapLimit = 120
	longShare = 20
)

// cut cuts the source into pieces, each with the blank lines that follow it, and gives the title that a header states. Settled says
// that the source is in NFC.
func cut(s string, f Format, settled bool) (pieces []piece, title string) {
	c := cutter{source: s, format: f, settled: settled, lines: lines(s)}
	c.measure()
	i := 0
	if f == Markdown {
		i, title = c.header()
	}
	for i < len(c.lines) {
		i = c.next(i)
	}
	c.close()
	return c.pieces, title
}

type cutter struct {
	source  string
	format  Format
	settled bool // the source is in NFC
	lines   []line
	width   int  // of the longest line that is not too long, in characters
	flat    bool // no line is wrapped
	pieces  []piece
	words   []byte // room for the words of a piece of several lines
}

func lines(s string) []line {
	ls := make([]line, 0, strings.Count(s, "\n")+1)
	for at := 0; at < len(s); {
		end := len(s)
		if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		raw := strings.TrimPrefix(s[at:end], "\ufeff")
		words, indent := trimmed(raw)
		ls = append(ls, line{start: at, text: words, size: characters(words), indent: columns(raw[:indent])})
		at = end
	}
	return ls
}

func columns(space string) int32 {
	n := int32(0)
	for _, r := range space {
		if n++; r == '\t' {
			n += 3
		}
	}
	return n
}

func (c *cutter) measure() {
	all, long, written, paragraphs := 0, 0, 0, 0
	for i := range c.lines {
		n := c.lines[i].size
		if n == 0 {
			continue
		}
		if written++; i == 0 || c.lines[i-1].size == 0 {
			paragraphs++
		}
		if all += n; n > wrapLimit {
			long += n
			continue
		}
		c.width = max(c.width, n)
	}
	if c.flat = long*longShare > all; c.flat {
		paragraphs = written
	}
	c.pieces = make([]piece, 0, paragraphs+paragraphs/4)
}

// header takes the block between two lines "---" at the very start that begins with a key ("title: …"), and the title in it. It
// also ends before "--- abstract".
func (c *cutter) header() (next int, title string) {
	if len(c.lines) < 2 || c.lines[0].text != "---" || !isHeaderKey(c.lines[1].text) {
		return 0, ""
	}
	for i := 1; i < len(c.lines); i++ {
		t := c.lines[i].text
		if words, ok := strings.CutPrefix(t, "title:"); ok && c.lines[i].indent == 0 {
			title = norm.NFC.String(strings.Trim(strings.TrimSpace(words), `"'`))
		}
		switch {
		case t == "---" || t == "...":
			c.add(piece{verbal: true}, 0, i+1)
			return i + 1, title
		case strings.HasPrefix(t, "--- "):
			c.add(piece{verbal: true}, 0, i)
			return i, title
		}
	}
	return 0, ""
}

// next adds the piece that begins at line i and returns the line after it. Blank lines stay with what stands before them.
func (c *cutter) next(i int) int {
	l := c.lines[i]
	if l.text == "" {
		return i + 1
	}
	if c.format == Markdown {
		if j, ok := c.markdown(i); ok {
			return j
		}
	}
	p, first := piece{indent: l.indent}, l.text
	p.note, _ = noteStart(first)
	j := i + 1
	for j < len(c.lines) && c.lines[j].text != "" && !c.begins(i, j, p) {
		j++
	}
	if c.format == Markdown && j < len(c.lines) && isUnderline(c.lines[j].text) && j == i+1 {
		p.heading = 1
		if c.lines[j].text[0] == '-' {
			p.heading = 2
		}
		j++
	}
	c.add(p, i, j)
	return j
}

// markdown takes fenced code, headings, rules and tables.
func (c *cutter) markdown(i int) (next int, ok bool) {
	t := c.lines[i].text
	switch {
	case strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~"):
		fence, j := t[:3], i+1
		for j < len(c.lines) && !strings.HasPrefix(c.lines[j].text, fence) {
			j++
		}
		j = min(j+1, len(c.lines))
		c.add(piece{verbal: true}, i, j)
		return j, true
	case isATX(t):
		level, _ := atx(t)
		c.add(piece{heading: int32(level)}, i, i+1)
		return i + 1, true
	case isRule(t):
		if len(c.pieces) == 0 {
			c.add(piece{verbal: true}, i, i+1)
		}
		return i + 1, true // a rule has no words: it stays with what stands before it
	case t[0] == '|':
		j := i + 1
		for j < len(c.lines) && strings.HasPrefix(c.lines[j].text, "|") {
			j++
		}
		c.add(piece{verbal: true}, i, j)
		return j, true
	}
	return i, false
}

// begins says whether line j, which follows line j-1 of a piece that begins at line i without a blank line, begins a new piece.
func (c *cutter) begins(i, j int, p piece) bool {
	before, l := &c.lines[j-1], &c.lines[j]
	if _, n := noteStart(l.text); n > 0 {
		return true
	}
	room := c.width - before.size - 1
	fits := room >= 0 && firstWord(l.text) <= room
	ended := endsSentence(before.text)
	if c.format == Markdown {
		return c.interrupts(i, j) || !(p.note != "" && l.indent > 0) && readLabel(l.text, 0).kind != noLabel &&
			(ended || isBullet(l.text) || fits && readLabel(c.lines[i].text, 0).kind != noLabel)
	}
	switch {
	case c.flat:
		return true
	case p.note != "" && l.indent > 0:
		return false
	case !fits && !ended:
		return false
	}
	return startsItem(l.text) || fits && ended && startsSentence(l.text)
}

// interrupts says whether line j of Markdown ends the paragraph before it, which begins at line i: a heading, code, a table, a rule.
func (c *cutter) interrupts(i, j int) bool {
	t := c.lines[j].text
	return isATX(t) || t[0] == '|' || strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~") ||
		j == i+1 && isUnderline(t) || isRule(t)
}

func firstWord(s string) int {
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		s = s[:i]
	}
	return characters(s)
}

// endsSentence says whether a paragraph or an item may end so.
func endsSentence(s string) bool {
	if strings.HasSuffix(s, " and") || strings.HasSuffix(s, " or") {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".;:,?!]})”’\"'。；：，؛،", r)
}

// startsSentence says whether a paragraph may begin so: with no small letter.
func startsSentence(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return !unicode.IsLower(r)
		}
	}
	return true
}

// add adds the piece of the lines from i to before j. The bytes since the piece before are given to that one.
func (c *cutter) add(p piece, i, j int) {
	start := c.lines[i].start
	if n := len(c.pieces); n > 0 {
		c.pieces[n-1].span.End = start
	} else {
		start = 0
	}
	p.span = text.Span{Start: start, End: len(c.source)}
	p.body = c.body(p, i, j)
	c.pieces = append(c.pieces, p)
}

func (c *cutter) body(p piece, i, j int) string {
	if j == i+1 && p.heading == 0 && p.note == "" && c.format != Markdown {
		return c.composed(c.lines[i].text)
	}
	c.words = c.words[:0]
	for k := range c.lines[i:j] {
		t := c.lines[i+k].text
		switch {
		case p.heading > 0 && j == i+1:
			_, t = atx(t)
		case p.heading > 0 && k > 0:
			t = "" // the underline of a heading
		case p.note != "" && k == 0:
			_, n := noteStart(t)
			t = t[n:]
		case c.format == Markdown && !p.verbal:
			t = strings.TrimSpace(strings.TrimPrefix(t, ">"))
		}
		if t == "" {
			continue
		}
		if len(c.words) > 0 {
			c.words = append(c.words, ' ')
		}
		c.words = append(c.words, t...)
	}
	body := c.composed(string(c.words))
	if c.format == Markdown && !p.verbal {
		body = plain(body)
	}
	body, _ = trimmed(body)
	return body
}

// composed is s in NFC.
func (c *cutter) composed(s string) string {
	if c.settled {
		return s
	}
	if _, settled := survey(s); settled {
		return s
	}
	return norm.NFC.String(s)
}

// close makes of a source of white space alone one piece without words.
func (c *cutter) close() {
	if len(c.pieces) == 0 && c.source != "" {
		c.pieces = []piece{{span: text.Span{End: len(c.source)}}}
	}
}
