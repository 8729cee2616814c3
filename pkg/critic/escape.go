package critic

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"adref/pkg/markup"
	"adref/pkg/paper"
)

// tags are the marks that Markdown has no sign for, and those of bold and italic words where the signs would run into each other.
var tags = []struct {
	mark paper.Marks
	name string
}{
	{paper.Underline, "u"}, {paper.Strike, "s"}, {paper.Superscript, "sup"}, {paper.Subscript, "sub"}, {paper.Highlight, "mark"},
	{paper.Bold, "b"}, {paper.Italic, "i"},
}

// strong are the marks whose sign is a star.
const strong = paper.Bold | paper.Italic

// marked is a run with its marks; starred says that its marks may be written as stars. White space around the words stays outside of
// them, where Markdown needs it.
func marked(s paper.Span, e escaper, starred bool) string {
	switch {
	case isEnd(s):
		return end
	case s.Note != "":
		return "[^" + s.Note + "]"
	}
	words := strings.TrimSpace(s.Text)
	if words == "" {
		return e.escape(s.Text)
	}
	i := strings.Index(s.Text, words)
	before, after := s.Text[:i], s.Text[i+len(words):]
	open, close := signs(s.Marks, starred)
	out := e.escape(before)
	e.first = e.first && before == ""
	out += open + e.escape(words) + close
	e.first = false
	return out + e.escape(after)
}

// signs are what opens and closes words of these marks.
func signs(m paper.Marks, starred bool) (open, close string) {
	if starred && m&paper.Bold != 0 {
		open, close = "**", "**"
	}
	if starred && m&paper.Italic != 0 {
		open, close = open+"*", "*"+close
	}
	for _, t := range tags {
		if m&t.mark != 0 && !(starred && strong&t.mark != 0) {
			open, close = open+"<"+t.name+">", "</"+t.name+">"+close
		}
	}
	return open, close
}

// escaper writes words so that they are read as these words.
type escaper struct {
	first bool // they open a paragraph: they must not look like a label or like mark-up of a block
	lines bool // a line may be broken
	field bool // they are one of several words of a comment
}

func (e escaper) escape(s string) string {
	var b strings.Builder
	if e.first && s != "" {
		if label, _ := markup.Unlabel(s); label != "" {
			_, last := utf8.DecodeLastRuneInString(label)
			b.WriteString(escaper{}.escape(label[:len(label)-last]))
			s = s[len(label)-last:]
			if s[0] < utf8.RuneSelf && strings.IndexByte(signsOfASCII, s[0]) >= 0 {
				b.WriteString("\\" + s[:1])
				s = s[1:]
			}
		} else if strings.ContainsAny(s[:1], "#>|-+") {
			b.WriteString("\\" + s[:1])
			s = s[1:]
		}
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		b.WriteString(e.rune(r, s[:i], s[i:i+size], s[i+size:]))
		i += size
	}
	return b.String()
}

// rune is a character as it is written between what stands before and behind it. At the edges of a run it is escaped wherever the
// next run could make a sign of it.
func (e escaper) rune(r rune, before, as, after string) string {
	next, _ := utf8.DecodeRuneInString(after)
	switch {
	case r == '\n' && e.lines && (unicode.IsLetter(next) || unicode.IsDigit(next)):
		return "\\\n"
	case r != ' ' && r != '\t' && unicode.IsControl(r), r == '\u2028', r == '\u2029', r == '\ufeff':
		return reference(r)
	case strings.ContainsRune("\\*_`<|¶", r),
		r == '{' && (after == "" || strings.ContainsRune("+-~>=", next)),
		next == '}' && strings.ContainsRune("+-~=", r),
		r == '~' && (after == "" || next == '>'),
		r == '[' && (after == "" || next == '^'),
		r == '&' && (after == "" || next == '#'),
		e.field && r == '·',
		e.field && r == '/' && (before == "" || strings.HasSuffix(before, " ")):
		return "\\" + as
	}
	return as
}

// reference is a character by its number.
func reference(r rune) string { return fmt.Sprintf("&#%d;", r) }

// edged writes the white space at the edges of a paragraph so that it is not taken for that of the file.
func edged(s string) string {
	white := func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' }
	words := strings.TrimFunc(s, white)
	if words == "" {
		return references(s)
	}
	i := strings.Index(s, words)
	return references(s[:i]) + words + references(s[i+len(words):])
}

func references(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(reference(r))
	}
	return b.String()
}

// guarded is the line of a paragraph in which the first character is written by its number, where a reader would else take another
// label off it, or a note for it.
func guarded(q paper.Paragraph, label, words string) string {
	line := label + words
	if m := definition.FindString(line); m != "" {
		line = strings.Replace(line, "]:", "]\\:", 1)
	}
	in, got := inline{s: line, d: &document{}}, paper.Paragraph{Style: q.Style}
	in.label(&got)
	if got.Label == q.Label && (got.Was != nil) == (q.Was != nil) && in.s == words {
		return line
	}
	i := 0
	for _, sign := range []string{"{++", "{--", "{++", "***", "**", "*", "<u>", "<s>", "<sup>", "<sub>", "<mark>", "<b>", "<i>"} {
		if strings.HasPrefix(words[i:], sign) {
			i += len(sign)
		}
	}
	if i < len(words) && words[i] == '&' {
		return line
	}
	rest := strings.TrimPrefix(words[i:], "\\")
	r, size := utf8.DecodeRuneInString(rest)
	if size == 0 || r == '{' || r == end0 || (words[i] != '\\' && strings.ContainsRune("[<*", r)) {
		return line
	}
	return label + words[:i] + reference(r) + rest[size:]
}
