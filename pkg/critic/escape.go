package critic

import (
	"strings"

	"adref/pkg/markup"
	"adref/pkg/paper"
)

// tags are the marks that Markdown has no sign for.
var tags = []struct {
	mark paper.Marks
	name string
}{
	{paper.Underline, "u"}, {paper.Strike, "s"}, {paper.Superscript, "sup"}, {paper.Subscript, "sub"}, {paper.Highlight, "mark"},
}

// marked is a run with its marks; first says that it opens its paragraph. White space around the words stays outside of them,
// where Markdown needs it.
func marked(s paper.Span, first bool) string {
	if s.Note != "" {
		return "[^" + s.Note + "]"
	}
	if s.Text == "¶" && (s.Inserted != nil || s.Deleted != nil) {
		return "¶"
	}
	words := strings.TrimSpace(s.Text)
	if words == "" {
		return escape(s.Text, false)
	}
	i := strings.Index(s.Text, words)
	before, after := s.Text[:i], s.Text[i+len(words):]
	open, close := "", ""
	if s.Marks&paper.Bold != 0 {
		open, close = "**", "**"
	}
	if s.Marks&paper.Italic != 0 {
		open, close = open+"*", "*"+close
	}
	for _, t := range tags {
		if s.Marks&t.mark != 0 {
			open, close = open+"<"+t.name+">", "</"+t.name+">"+close
		}
	}
	return escape(before, false) + open + escape(words, first && before == "") + close + escape(after, false)
}

// escape writes words so that they are read as these words. The first ones of a paragraph must not look like a label or like mark-up
// of a block.
func escape(s string, first bool) string {
	var b strings.Builder
	if first {
		if label, _ := markup.Unlabel(s); label != "" {
			b.WriteString(escape(label[:len(label)-1], false) + "\\" + label[len(label)-1:])
			s = s[len(label):]
		} else if strings.ContainsAny(s[:1], "#>|-+") {
			b.WriteString("\\" + s[:1])
			s = s[1:]
		}
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n':
			b.WriteString("\\\n")
			continue
		case strings.IndexByte("\\*_`<|", c) >= 0,
			c == '{' && (i+1 == len(s) || strings.IndexByte("+-~>=", s[i+1]) >= 0),
			i+1 < len(s) && s[i+1] == '}' && strings.IndexByte("+-~=", c) >= 0,
			c == '~' && (i+1 == len(s) || s[i+1] == '>'),
			c == '[' && i+1 < len(s) && s[i+1] == '^':
			b.WriteByte('\\')
		case strings.HasPrefix(s[i:], "¶"):
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
