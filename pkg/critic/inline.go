package critic

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/text"
)

// end is the end of a paragraph, as it is tracked; end0 is its character.
const (
	end  = "¶"
	end0 = '¶'
)

// ended marks the runs that are tracked ends of paragraphs, apart from words that are that sign.
var ended = &paper.Change{}

func endOf(inserted, deleted *paper.Change) paper.Span {
	return paper.Span{Text: end, Inserted: inserted, Deleted: deleted, Formatted: ended}
}

func isEnd(s paper.Span) bool { return s.Formatted == ended }

// inline reads the runs of a paragraph.
type inline struct {
	s    string
	d    *document
	out  []paper.Span
	b    strings.Builder
	look paper.Marks
	ins  *paper.Change
	del  *paper.Change
	// author is whose the changes are, until a comment says otherwise.
	author paper.Change
	depth  int
	absent map[string]bool // closing signs that do not stand in the rest
}

// maxDepth is how many changes and marks may be nested; deeper ones are text.
const maxDepth = 32

// ahead says whether a closing sign stands in the rest.
func (in *inline) ahead(close string) bool {
	if in.depth >= maxDepth || in.absent[close] {
		return false
	}
	if strings.Contains(in.s, close) {
		return true
	}
	if in.absent == nil {
		in.absent = map[string]bool{}
	}
	in.absent[close] = true
	return false
}

// nested reads up to a closing sign, one level deeper.
func (in *inline) nested(until string) {
	in.depth++
	in.read(until)
	in.flush()
	in.depth--
}

func numbered(q *paper.Paragraph, b text.Block) {
	switch b.Kind {
	case text.Paragraph, text.Subparagraph:
		q.Style, q.Level = paper.Numbered, b.Level
	case text.Preambular:
		q.Style = paper.Preambular
	}
}

// trackedLabel takes a label that a change replaces: {~~4.~>3 bis.~~}, {++2.++}, {--2.--}.
func (in *inline) trackedLabel(q *paper.Paragraph) bool {
	for _, kind := range []struct{ open, close string }{{"{~~", "~~}"}, {"{++", "++}"}, {"{--", "--}"}} {
		inner, ok := strings.CutPrefix(in.s, kind.open)
		if !ok {
			continue
		}
		inner, rest, ok := strings.Cut(inner, kind.close)
		if !ok {
			return false
		}
		was, is := inner, inner
		switch kind.open {
		case "{~~":
			was, is, _ = strings.Cut(inner, "~>")
		case "{++":
			was = ""
		case "{--":
			is = ""
		}
		if !isLabel(was) || !isLabel(is) || was+is == "" {
			return false
		}
		after := inline{s: rest, d: in.d}
		c := after.whose()
		if !strings.HasPrefix(after.s, " ") {
			return false
		}
		q.Style, q.Label, q.Was = paper.Numbered, is, &paper.Was{Label: was, Change: c}
		in.s, in.author = strings.TrimLeft(after.s, " "), c
		return true
	}
	return false
}

// isLabel says whether words are nothing but a label, or nothing.
func isLabel(s string) bool {
	if s == "" {
		return true
	}
	label, _ := markup.Unlabel(s + " words follow here.")
	return label == s
}

// spans reads all of it.
func (in *inline) spans() []paper.Span {
	in.read("")
	in.flush()
	return in.out
}

// flush ends a run.
func (in *inline) flush() {
	if in.b.Len() == 0 {
		return
	}
	in.out = append(in.out, paper.Span{Text: in.b.String(), Marks: in.look, Inserted: in.ins, Deleted: in.del})
	in.b.Reset()
}

// read reads up to a closing sign, or to the end where there is none.
func (in *inline) read(until string) {
	for in.s != "" {
		if until != "" && strings.HasPrefix(in.s, until) {
			in.s = in.s[len(until):]
			return
		}
		in.step()
	}
}

func (in *inline) step() {
	s := in.s
	switch {
	case in.literal():
	case in.change("{++", "++}", true, false), in.change("{--", "--}", false, true), in.replaced(), in.highlighted(), in.comment(), in.noteMark(), in.emphasis():
	case strings.HasPrefix(s, end) && (in.ins != nil || in.del != nil):
		in.flush()
		in.out = append(in.out, endOf(in.ins, in.del))
		in.s = s[len(end):]
	case s[0] == '\n': // a line broken by the width of a mail is none
		in.b.WriteByte(' ')
		in.s = s[1:]
	default:
		in.b.WriteByte(s[0])
		in.s = s[1:]
	}
}

// literal reads a character that is escaped or written by its number.
func (in *inline) literal() bool {
	switch {
	case in.s[0] == '\\' && len(in.s) > 1:
		in.escaped()
		return true
	case strings.HasPrefix(in.s, "&#"):
		number, rest, ok := strings.Cut(in.s[2:min(len(in.s), 11)], ";")
		n, err := strconv.ParseUint(number, 10, 31)
		if !ok || err != nil || !utf8.ValidRune(rune(n)) {
			return false
		}
		in.b.WriteRune(rune(n))
		in.s = in.s[len(in.s)-len(rest)-max(0, len(in.s)-11):]
		return true
	}
	return false
}

func (in *inline) escaped() {
	switch c := in.s[1]; {
	case c == '\n':
		in.b.WriteByte('\n')
		in.s = in.s[2:]
	case strings.HasPrefix(in.s[1:], end), strings.HasPrefix(in.s[1:], "·"):
		in.b.WriteString(in.s[1:3])
		in.s = in.s[3:]
	case c < utf8.RuneSelf && strings.IndexByte(signsOfASCII, c) >= 0:
		in.b.WriteByte(c)
		in.s = in.s[2:]
	default:
		in.b.WriteByte('\\')
		in.s = in.s[1:]
	}
}

// signsOfASCII are the characters that a backslash makes plain (CommonMark 0.31, 2.4).
const signsOfASCII = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

// change reads an insertion or a deletion, with whose it is.
func (in *inline) change(open, close string, ins, del bool) bool {
	if !strings.HasPrefix(in.s, open) || !in.ahead(close) {
		return false
	}
	in.flush()
	in.s = in.s[len(open):]
	c := &paper.Change{}
	insertion, deletion := in.ins, in.del
	if ins {
		in.ins = c
	}
	if del {
		in.del = c
	}
	in.nested(close)
	in.ins, in.del = insertion, deletion
	*c = in.whose()
	return true
}

// replaced reads {~~old~>new~~}.
func (in *inline) replaced() bool {
	inner, ok := strings.CutPrefix(in.s, "{~~")
	if !ok || !in.ahead("~>") || !in.ahead("~~}") {
		return false
	}
	in.flush()
	in.s = inner
	del, ins := &paper.Change{}, &paper.Change{}
	insertion, deletion := in.ins, in.del
	in.del = del
	in.nested("~>")
	in.del, in.ins = deletion, ins
	in.nested("~~}")
	in.ins = insertion
	*del = in.whose()
	*ins = *del
	return true
}

// highlighted reads {==words==}, which comments are put on.
func (in *inline) highlighted() bool {
	if !strings.HasPrefix(in.s, "{==") || !in.ahead("==}") {
		return false
	}
	in.flush()
	in.s = in.s[3:]
	look := in.look
	in.look |= paper.Highlight
	in.nested("==}")
	in.look = look
	return true
}

// whose reads a comment that says whose the change before it is; without one it is the same author's as before.
func (in *inline) whose() paper.Change {
	inner, rest, ok := note(in.s)
	if !ok {
		return in.author
	}
	name, at, ok := strings.Cut(inner, separator)
	t, known := moment(at)
	if !ok || !known {
		return in.author
	}
	in.s, in.author = rest, paper.Change{By: unescape(name), At: t}
	return in.author
}

// note is the words of a comment at the front and what follows it.
func note(s string) (inner, rest string, ok bool) {
	inner, ok = strings.CutPrefix(s, "{>>")
	if !ok {
		return "", "", false
	}
	return strings.Cut(inner, "<<}")
}

// moment reads a time.
func moment(s string) (time.Time, bool) {
	if s == "–" {
		return time.Time{}, true
	}
	t, err := time.Parse(time.RFC3339, s)
	return t, err == nil
}

func (in *inline) comment() bool {
	inner, rest, ok := note(in.s)
	if !ok {
		return false
	}
	in.flush()
	in.s = rest
	c := paper.Comment{ID: in.d.commentID()}
	words := inner
	if parts := strings.SplitN(inner, separator, 3); len(parts) == 3 {
		if at, known := moment(parts[1]); known {
			c.By, c.At, words = unescape(parts[0]), at, parts[2]
		}
	}
	for line := range strings.SplitSeq(words, paragraphs) {
		q := paper.Paragraph{Style: paper.Body}
		if line = unescape(line); line != "" {
			q.Spans = []paper.Span{{Text: line}}
		}
		c.Paragraphs = append(c.Paragraphs, q)
	}
	in.d.p.Comments = append(in.d.p.Comments, c)
	if n := len(in.out) - 1; n >= 0 {
		for ; n > 0 && isEnd(in.out[n]); n-- { // a comment is on words
		}
		in.out[n].Comments = append(in.out[n].Comments, c.ID)
	}
	return true
}

func (in *inline) noteMark() bool {
	inner, ok := strings.CutPrefix(in.s, "[^")
	if !ok {
		return false
	}
	id, rest, ok := strings.Cut(inner, "]")
	if !ok || id == "" || strings.ContainsAny(id, " \n[") {
		return false
	}
	in.flush()
	in.out = append(in.out, paper.Span{Text: strings.TrimLeft(id, "fe"), Note: id, Inserted: in.ins, Deleted: in.del})
	in.s = rest
	return true
}

// emphasis reads the signs and tags of marks, where they have a closing one.
func (in *inline) emphasis() bool {
	for _, e := range []struct {
		open, close string
		mark        paper.Marks
	}{{"**", "**", paper.Bold}, {"*", "*", paper.Italic}, {"_", "_", paper.Italic}} {
		if strings.HasPrefix(in.s, e.open) && len(in.s) > len(e.open) && in.s[len(e.open)] != ' ' && in.look&e.mark == 0 && in.ahead(e.close) && closes(in.s[len(e.open):], e.close) {
			return in.within(len(e.open), e.close, e.mark)
		}
	}
	for _, t := range tags {
		if open, close := "<"+t.name+">", "</"+t.name+">"; strings.HasPrefix(in.s, open) && in.ahead(close) && closes(in.s[len(open):], close) {
			return in.within(len(open), close, t.mark)
		}
	}
	return false
}

func (in *inline) within(open int, close string, mark paper.Marks) bool {
	in.flush()
	in.s = in.s[open:]
	look := in.look
	in.look |= mark
	in.nested(close)
	in.look = look
	return true
}

// closes says whether a closing sign follows some words before a change begins or ends: marks do not reach over changes.
func closes(s, close string) bool {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case strings.HasPrefix(s[i:], close):
			return i > 0
		case s[i] == '{' || s[i] == '}':
			for _, sign := range []string{"{++", "{--", "{~~", "{>>"} {
				if strings.HasPrefix(s[i:], sign) {
					return false
				}
			}
		default:
			for _, sign := range []string{"++}", "--}", "~~}"} {
				if strings.HasPrefix(s[i:], sign) {
					return false
				}
			}
		}
	}
	return false
}

// unescape is escaped words as they are.
func unescape(s string) string {
	in := inline{s: s, d: &document{}}
	for in.s != "" {
		if in.literal() {
			continue
		}
		in.b.WriteByte(in.s[0])
		in.s = in.s[1:]
	}
	return in.b.String()
}
