package diff

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Count is how many blocks of each kind a redline has, in the order in which they are told, without those of which there are none.
func (r Redline) Count() []Tally {
	var out []Tally
	for _, k := range []Kind{Same, Changed, Moved, Renumbered, Split, Merged, Added, Removed} {
		n := 0
		for _, b := range r.Blocks {
			if b.Kind == k {
				n++
			}
		}
		if n > 0 {
			out = append(out, Tally{k, n})
		}
	}
	return out
}

// Tally is a number of blocks of a kind.
type Tally struct {
	Kind Kind
	N    int
}

// Summary is the count in words.
func (r Redline) Summary() string {
	var parts []string
	for _, t := range r.Count() {
		if t.Kind == Same {
			parts = append(parts, fmt.Sprintf("%d unchanged", t.N))
			continue
		}
		parts = append(parts, fmt.Sprintf("%d %s", t.N, t.Kind))
	}
	if len(parts) == 0 {
		return "Both texts are empty."
	}
	return "Paragraphs: " + strings.Join(parts, ", ") + "."
}

// Numbers are the numbers of a block, "12", "12 → 14", "3 → 3, 4"; "" where none has one.
func (b Block) Numbers() string {
	old, new := cited(b.Old), cited(b.New)
	switch {
	case old == new || new == "" && len(b.New) == 0:
		return old
	case old == "" && len(b.Old) == 0:
		return new
	case old == "":
		return "— → " + new
	case new == "":
		return old + " → —"
	}
	return old + " → " + new
}

func cited(places []Place) string {
	var out []string
	for _, p := range places {
		switch {
		case p.Cite != "":
			out = append(out, p.Cite)
		case p.Label != "":
			out = append(out, p.Label)
		}
	}
	return strings.Join(out, ", ")
}

// Says is what became of a block, in words for its reader.
func (b Block) Says() string {
	switch b.Kind {
	case Same:
		return "unchanged"
	case Added, Removed:
		return string(b.Kind)
	case Split:
		return fmt.Sprintf("split into %d", len(b.New))
	case Merged:
		return fmt.Sprintf("merged from %d", len(b.Old))
	case Renumbered:
		return "renumbered, the same words"
	case Moved:
		if b.Confidence == 1 {
			return "moved here, the same words"
		}
		return "moved here and changed" + b.howMuch()
	default:
		return "changed" + b.howMuch()
	}
}

// littleAlike is the confidence below which a reader is told how much of a paragraph is as it was.
const littleAlike = 0.9

// howMuch says how much of a changed paragraph is as it was, where it is not nearly all.
func (b Block) howMuch() string {
	if b.Confidence >= littleAlike {
		return ""
	}
	return fmt.Sprintf(", %.0f per cent alike", 100*b.Confidence)
}

// Reading is the operations of a block as a reader sees them: without marks on white space alone and without the space that
// follows the block. They no longer rebuild the texts.
func (b Block) Reading() []Op {
	var out script
	for _, op := range b.Ops {
		blank := strings.TrimFunc(op.Text, unicode.IsSpace) == ""
		switch {
		case blank && op.Op == Delete:
		case blank:
			out.add(Equal, op.Text)
		case op.Phrase > 0:
			out = append(out, op)
		default:
			out.add(op.Op, op.Text)
		}
	}
	for len(out) > 0 {
		last := &out[len(out)-1]
		if last.Text = strings.TrimRightFunc(last.Text, unicode.IsSpace); last.Text != "" {
			break
		}
		out = out[:len(out)-1]
	}
	if len(out) > 0 {
		out[0].Text = strings.TrimLeft(out[0].Text, "\r\n")
	}
	return out
}

// style is how changes are marked in text.
type style struct{ insert, inserted, remove, removed, come, came, leave, left, faint, normal string }

var (
	plain  = style{"{+", "+}", "[-", "-]", "{>", "<}", "[>", "<]", "", ""}
	colour = style{"\x1b[32;4m", "\x1b[0m", "\x1b[31;9m", "\x1b[0m", "\x1b[35;4m", "\x1b[0m", "\x1b[35;9m", "\x1b[0m", "\x1b[2m", "\x1b[0m"}
)

// RenderText writes the redline for reading in a terminal, "[-deleted-]{+inserted+}", "[>moved from here<]", "{>moved here<}";
// unchanged paragraphs are only counted. A line with "!" says that a number, a date, a modal verb or a negation changed.
func RenderText(w io.Writer, r Redline) error { return renderText(w, r, plain) }

// RenderColour is RenderText for a terminal that understands ANSI colours.
func RenderColour(w io.Writer, r Redline) error { return renderText(w, r, colour) }

func renderText(out io.Writer, r Redline, s style) error {
	r = r.Annotated()
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "%s → %s\n%s\n", r.Base, r.Target, r.Summary())
	unchanged, seen := 0, newTrail(r)
	skipped := func() {
		switch {
		case unchanged == 1:
			fmt.Fprintf(w, "\n%s    … 1 paragraph unchanged%s\n", s.faint, s.normal)
		case unchanged > 1:
			fmt.Fprintf(w, "\n%s    … %d paragraphs unchanged%s\n", s.faint, unchanged, s.normal)
		}
		unchanged = 0
	}
	for _, b := range r.Blocks {
		if b.Kind == Same {
			unchanged++
			continue
		}
		skipped()
		if h := seen.heading(b); h != "" {
			fmt.Fprintf(w, "\n%s── under: %s%s\n", s.faint, shorten(h, 90), s.normal)
		}
		head := b.Says()
		if n := b.Numbers(); n != "" {
			head = n + "  " + head
		}
		fmt.Fprintf(w, "\n%s %s\n", sign(b.Kind), head)
		writeOps(w, b, s)
	}
	skipped()
	return w.Flush()
}

func sign(k Kind) string {
	switch k {
	case Added:
		return "+"
	case Removed:
		return "-"
	case Moved:
		return ">"
	case Renumbered:
		return "#"
	case Split, Merged:
		return "%"
	default:
		return "~"
	}
}

// width is the number of characters in a line of text, the indentation not counted.
const width = 96

// writeOps writes the words of a block in lines. What was added, removed, or only moved or renumbered is not marked word by word.
func writeOps(w *bufio.Writer, b Block, s style) {
	var t strings.Builder
	ops, size := b.Reading(), 0
	for _, op := range ops {
		size += len(op.Text) + len(s.insert) + len(s.inserted)
	}
	t.Grow(size)
	for _, op := range ops {
		switch {
		case op.Op == Insert && op.Phrase > 0:
			mark(&t, op.Text, s.come, s.came)
		case op.Op == Delete && op.Phrase > 0:
			mark(&t, op.Text, s.leave, s.left)
		case op.Op == Insert && b.Kind != Added:
			mark(&t, op.Text, s.insert, s.inserted)
		case op.Op == Delete && b.Kind != Removed:
			mark(&t, op.Text, s.remove, s.removed)
		default:
			t.WriteString(op.Text)
		}
	}
	words := t.String()
	if b.Kind == Renumbered || b.Kind == Moved && b.Confidence == 1 {
		words = shorten(words, width-2)
	}
	for line := range strings.SplitSeq(words, "\n") {
		wrap(w, strings.TrimRight(line, " \t\r"))
	}
	for _, n := range b.Notes {
		wrap(w, "! "+n.Says)
	}
}

// mark writes marked words, the marks close to the words.
func mark(t *strings.Builder, words, begin, end string) {
	inner := strings.TrimFunc(words, unicode.IsSpace)
	at := strings.Index(words, inner)
	for _, part := range []string{words[:at], begin, inner, end, words[at+len(inner):]} {
		t.WriteString(part)
	}
}

// shorten is the beginning of a text as one line of about n characters.
func shorten(s string, n int) string {
	line, size := make([]byte, 0, 4*n), 0
	for word := range strings.FieldsSeq(s) {
		if len(line) > 0 {
			line, size = append(line, ' '), size+1
		}
		line, size = append(line, word...), size+utf8.RuneCountInString(word)
		if size > n {
			return cutAt(string(line), n) + " …"
		}
	}
	return string(line)
}

// cutAt is the first n characters of a longer line, up to the last space in their second half.
func cutAt(s string, n int) string {
	end := 0
	for i := range s {
		if n == 0 {
			end = i
			break
		}
		n--
	}
	s = s[:end]
	if i := strings.LastIndexByte(s, ' '); i > len(s)/2 {
		s = s[:i]
	}
	return s
}

// wrap writes a line, broken at spaces.
func wrap(w *bufio.Writer, line string) {
	for {
		at := lineEnd(line)
		if at < 0 {
			break
		}
		writeLine(w, line[:at])
		line = strings.TrimLeft(line[at:], " ")
	}
	if line != "" {
		writeLine(w, line)
		return
	}
	w.WriteByte('\n')
}

// writeLine writes an indented line. What goes wrong is said when the writer is flushed.
func writeLine(w *bufio.Writer, line string) {
	w.WriteString("    ")
	w.WriteString(line)
	w.WriteByte('\n')
}

// lineEnd is the space at which a line that is too long is broken, the last one that fits or else the first; -1 for none.
func lineEnd(line string) int {
	if len(line) <= width {
		return -1
	}
	at, n := -1, 0
	for i, r := range line {
		if n++; n > width && at >= 0 {
			return at
		}
		if r == ' ' && i > 0 {
			at = i
		}
	}
	if n <= width {
		return -1
	}
	return at
}
