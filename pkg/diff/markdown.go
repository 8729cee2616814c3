package diff

import (
	"fmt"
	"io"
	"strings"
)

// RenderMarkdown writes the redline in Markdown, ~~deleted~~ **inserted**; unchanged paragraphs are only counted.
func RenderMarkdown(w io.Writer, r Redline) error {
	r = r.Annotated()
	var s strings.Builder
	fmt.Fprintf(&s, "%s\n", r.Summary())
	seen := newTrail(r)
	for i := 0; i < len(r.Blocks); {
		if n := r.run(i, Same); n > 0 {
			fmt.Fprintf(&s, "\n*… %s*\n", unchanged(n))
			i += n
			continue
		}
		b := r.Blocks[i]
		if h := seen.heading(b); h != "" {
			fmt.Fprintf(&s, "\n#### %s\n", EscapeMarkdown(h))
		}
		s.WriteString("\n" + Markdown(b))
		i++
	}
	_, err := io.WriteString(w, s.String())
	return err
}

func unchanged(n int) string {
	if n == 1 {
		return "1 paragraph unchanged"
	}
	return fmt.Sprintf("%d paragraphs unchanged", n)
}

// Markdown is a block in Markdown: its numbers and what became of it, then its words as a quotation.
func Markdown(b Block) string {
	var words strings.Builder
	for _, op := range b.Reading() {
		switch {
		case op.Op == Insert && b.Kind != Added:
			markLines(&words, op.Text, "**")
		case op.Op == Delete:
			markLines(&words, op.Text, "~~")
		default:
			words.WriteString(EscapeMarkdown(op.Text))
		}
	}
	head := "*" + b.Says() + "*"
	if n := b.Numbers(); n != "" {
		head = "**" + EscapeMarkdown(n) + "** · " + head
	}
	var s strings.Builder
	s.WriteString(head + "\n\n")
	for _, line := range strings.Split(words.String(), "\n") {
		s.WriteString(strings.TrimRight("> "+strings.TrimSpace(line), " ") + "\n")
	}
	for _, n := range b.Notes {
		s.WriteString("\n- " + EscapeMarkdown(n.Says) + "\n")
	}
	return s.String()
}

// markLines marks the words of every line; a mark may neither stand beside a space nor go on over a line.
func markLines(s *strings.Builder, words, with string) {
	for i, line := range strings.Split(words, "\n") {
		if i > 0 {
			s.WriteByte('\n')
		}
		if inner := strings.TrimSpace(line); inner != "" {
			at := strings.Index(line, inner)
			s.WriteString(line[:at] + with + EscapeMarkdown(inner) + with + line[at+len(inner):])
		} else {
			s.WriteString(line)
		}
	}
}

// EscapeMarkdown keeps the characters of a text from being read as mark-up.
func EscapeMarkdown(s string) string { return markdownEscapes.Replace(s) }

var markdownEscapes = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "~", `\~`, "`", "\\`", "<", "&lt;", "&", "&amp;", "](", `]\(`, "#", `\#`)
