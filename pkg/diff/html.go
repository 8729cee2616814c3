package diff

import (
	"fmt"
	"html/template"
	"io"
	"strings"
	"unicode"
)

// HTML is a block as a fragment of a page in the classes of pkg/page: its numbers, what became of it, its words with <ins> and
// <del>, in the direction of their script. For those who hear the page, "inserted" and "deleted" stand in hidden text.
func HTML(b Block) template.HTML {
	var s strings.Builder
	kind := template.HTMLEscapeString(string(b.Kind))
	s.WriteString(`<div class="block ` + kind + `"` + direction(b.Ops) + `>`)
	if n := b.Numbers(); n != "" {
		s.WriteString(`<span class="label">` + template.HTMLEscapeString(n) + `</span> `)
	}
	if b.Kind != Same {
		s.WriteString(`<span class="tag ` + kind + `">` + template.HTMLEscapeString(b.Says()) + "</span>")
	}
	s.WriteString(`<div dir="auto">` + string(Ops(b.Reading())) + "</div>")
	for _, n := range b.Notes {
		s.WriteString(`<div class="note ` + template.HTMLEscapeString(string(n.Kind)) + `" dir="auto">` + template.HTMLEscapeString(n.Says) + "</div>")
	}
	s.WriteString("</div>\n")
	return template.HTML(s.String())
}

// direction is the dir attribute of a block written from right to left, so that its mark stands where its lines begin.
func direction(ops []Op) string {
	for _, op := range ops {
		for _, r := range op.Text {
			switch {
			case unicode.In(r, unicode.Arabic, unicode.Hebrew):
				return ` dir="rtl"`
			case unicode.IsLetter(r):
				return ""
			}
		}
	}
	return ""
}

// Ops is operations as a fragment of a page, with <ins> and <del>.
func Ops(ops []Op) template.HTML {
	var s strings.Builder
	for _, op := range ops {
		words := template.HTMLEscapeString(op.Text)
		switch {
		case op.Op == Insert && op.Phrase > 0:
			s.WriteString(`<ins class="moved"><span class="hidden">[moved here: </span>` + words + `<span class="hidden">]</span></ins>`)
		case op.Op == Delete && op.Phrase > 0:
			s.WriteString(`<del class="moved"><span class="hidden">[moved from here: </span>` + words + `<span class="hidden">]</span></del>`)
		case op.Op == Insert:
			s.WriteString("<ins" + ofMarks(op.Text) + `><span class="hidden">[inserted: </span>` + words + `<span class="hidden">]</span></ins>`)
		case op.Op == Delete:
			s.WriteString("<del" + ofMarks(op.Text) + `><span class="hidden">[deleted: </span>` + words + `<span class="hidden">]</span></del>`)
		default:
			s.WriteString(words)
		}
	}
	return template.HTML(s.String())
}

// ofMarks is the class of marks without a word, such as a bracket: a line through them must leave them readable.
func ofMarks(s string) string {
	if isWord(s) {
		return ""
	}
	return ` class="marks"`
}

// RenderHTML writes the redline as a fragment of a page: a run of unchanged paragraphs is folded away, its words still there, and
// so is a long run of removed ones.
func RenderHTML(w io.Writer, r Redline) error { return renderHTML(w, r, true) }

// RenderChanges is RenderHTML without the words of unchanged paragraphs, which are only counted: for pages with many redlines.
func RenderChanges(w io.Writer, r Redline) error { return renderHTML(w, r, false) }

// manyRemoved is the number of paragraphs removed one after another from which on they are folded away.
const manyRemoved = 8

func renderHTML(w io.Writer, r Redline, words bool) error {
	r = r.Annotated()
	var s strings.Builder
	s.WriteString(`<p class="meta">` + template.HTMLEscapeString(r.Summary()) + "</p>\n")
	seen := newTrail(r)
	for i := 0; i < len(r.Blocks); {
		if n := r.run(i, Same); n > 0 {
			if words {
				fold(&s, r.Blocks[i:i+n], unchanged(n))
			} else {
				s.WriteString(`<p class="meta">… ` + unchanged(n) + "</p>\n")
			}
			i += n
			continue
		}
		if n := r.run(i, Removed); n >= manyRemoved {
			fold(&s, r.Blocks[i:i+n], fmt.Sprintf("%d paragraphs removed", n))
			i += n
			continue
		}
		b := r.Blocks[i]
		if h := seen.heading(b); h != "" {
			s.WriteString(`<h4 dir="auto">` + template.HTMLEscapeString(h) + "</h4>\n")
		}
		s.WriteString(string(HTML(b)))
		i++
	}
	_, err := io.WriteString(w, s.String())
	return err
}

// run is the number of blocks of a kind from block i on.
func (r Redline) run(i int, k Kind) int {
	n := 0
	for i+n < len(r.Blocks) && r.Blocks[i+n].Kind == k {
		n++
	}
	return n
}

func fold(s *strings.Builder, blocks []Block, summary string) {
	s.WriteString("<details><summary class=\"meta\">" + summary + "</summary>\n")
	for _, b := range blocks {
		s.WriteString(string(HTML(b)))
	}
	s.WriteString("</details>\n")
}
