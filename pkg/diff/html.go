package diff

import (
	"html/template"
	"io"
	"strings"
)

// HTML is a block as a fragment of a page in the classes of pkg/page: its numbers, what became of it, its words with <ins> and
// <del>. For those who hear the page, "inserted" and "deleted" stand in hidden text.
func HTML(b Block) template.HTML {
	var s strings.Builder
	kind := template.HTMLEscapeString(string(b.Kind))
	s.WriteString(`<div class="block ` + kind + `">`)
	if n := b.Numbers(); n != "" {
		s.WriteString(`<span class="label">` + template.HTMLEscapeString(n) + `</span> `)
	}
	if b.Kind != Same {
		s.WriteString(`<span class="tag ` + kind + `">` + template.HTMLEscapeString(b.Says()) + "</span>\n")
	}
	s.WriteString(string(Ops(b.Reading())))
	s.WriteString("</div>\n")
	return template.HTML(s.String())
}

// Ops is operations as a fragment of a page, with <ins> and <del>.
func Ops(ops []Op) template.HTML {
	var s strings.Builder
	for _, op := range ops {
		words := template.HTMLEscapeString(op.Text)
		switch op.Op {
		case Insert:
			s.WriteString(`<ins><span class="hidden">[inserted: </span>` + words + `<span class="hidden">]</span></ins>`)
		case Delete:
			s.WriteString(`<del><span class="hidden">[deleted: </span>` + words + `<span class="hidden">]</span></del>`)
		default:
			s.WriteString(words)
		}
	}
	return template.HTML(s.String())
}

// RenderHTML writes the redline as a fragment of a page: a run of unchanged paragraphs is folded away, its words still there.
func RenderHTML(w io.Writer, r Redline) error {
	var s strings.Builder
	s.WriteString(`<p class="meta">` + template.HTMLEscapeString(r.Summary()) + "</p>\n")
	under := ""
	for i := 0; i < len(r.Blocks); {
		if n := r.run(i); n > 0 {
			fold(&s, r.Blocks[i:i+n])
			i += n
			continue
		}
		b := r.Blocks[i]
		if b.Under != under {
			under = b.Under
			if under != "" {
				s.WriteString(`<h3>` + template.HTMLEscapeString(under) + "</h3>\n")
			}
		}
		s.WriteString(string(HTML(b)))
		i++
	}
	_, err := io.WriteString(w, s.String())
	return err
}

// run is the number of unchanged blocks from block i on.
func (r Redline) run(i int) int {
	n := 0
	for i+n < len(r.Blocks) && r.Blocks[i+n].Kind == Same {
		n++
	}
	return n
}

func fold(s *strings.Builder, blocks []Block) {
	s.WriteString("<details><summary class=\"meta\">" + unchanged(len(blocks)) + "</summary>\n")
	for _, b := range blocks {
		s.WriteString(string(HTML(b)))
	}
	s.WriteString("</details>\n")
}
