package printing

import (
	"fmt"
	"strings"

	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/text"
)

// Tabled is a paper as the source of a revision.
type Tabled struct {
	Source   string        // Markdown, as markup.Parse takes it
	Document text.Document // what the source reads as
	// Warnings are what is read otherwise than it stands in the paper, in words.
	Warnings []string
}

// Table makes the source of a revision of a paper. Tracked changes are taken as made: somebody who tables a text tables what it
// would be. Notes become paragraphs of the text; tables become a paragraph a cell.
//
// Every character is held against the paper: where the source reads otherwise, a warning says so.
func Table(p paper.Paper) Tabled {
	tracked := p.Tracked()
	p = p.Accept()
	var t Tabled
	var b strings.Builder
	var want []paper.Paragraph
	for _, q := range p.Paragraphs {
		if q.Style.OfText() && (q.Label != "" || strings.TrimSpace(q.Text()) != "") {
			q.Style = inCell(q)
			want = append(want, q)
			b.WriteString(line(q))
		}
	}
	for _, n := range p.Notes {
		var words []string
		for _, q := range n.Paragraphs {
			words = append(words, oneLine(q.Text()))
		}
		q := paper.Paragraph{Style: paper.Body, Label: n.ID, Spans: []paper.Span{{Text: strings.Join(words, " ")}}}
		want = append(want, q)
		fmt.Fprintf(&b, "[^%s]: %s\n\n", n.ID, escaped(strings.Join(words, " ")))
	}
	t.Source = b.String()
	d, err := markup.Parse([]byte(t.Source), markup.Markdown)
	if err != nil {
		t.Warnings = append(t.Warnings, err.Error())
	}
	d.Language = p.Language
	t.Document = d
	t.Warnings = append(t.Warnings, differences(want, d)...)
	if tracked {
		t.Warnings = append(t.Warnings, "the paper has tracked changes: they are taken as made")
	}
	return t
}

// inCell is the style of a paragraph as text: what stands in a table is running text.
func inCell(q paper.Paragraph) paper.Style {
	if q.Cell != nil {
		return paper.Body
	}
	return q.Style
}

// line is a paragraph in Markdown.
func line(q paper.Paragraph) string {
	words := escaped(oneLine(strings.TrimSpace(q.Label + " " + q.Text())))
	switch q.Style {
	case paper.Title:
		words = "# " + words
	case paper.Heading:
		words = strings.Repeat("#", min(q.Level+1, 6)) + " " + words
	}
	return words + "\n\n"
}

// oneLine makes the breaks inside a paragraph spaces: a paragraph of a text under negotiation has no lines.
func oneLine(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(s))
}

func escaped(s string) string { return strings.NewReplacer("*", `\*`, "_", `\_`).Replace(s) }

// differences are the paragraphs whose words or label the source gives otherwise.
func differences(want []paper.Paragraph, d text.Document) []string {
	var out []string
	k := 0
	for _, q := range want {
		words := oneLine(q.Text())
		if k >= len(d.Blocks) {
			out = append(out, fmt.Sprintf("“%s” is not in the text that was read", beginning(words)))
			continue
		}
		b := d.Blocks[k]
		switch got := strings.TrimSpace(Label(b) + " " + b.Text); {
		case squeezed(got) == squeezed(q.Label+" "+words):
			k++
		case squeezed(b.Text) == squeezed(words):
			out = append(out, fmt.Sprintf("“%s” has the number %q in the file and is read with %q", beginning(words), q.Label, b.Label))
			k++
		default:
			out = append(out, fmt.Sprintf("“%s” is read as “%s”", beginning(q.Label+" "+words), beginning(got)))
			k++
		}
	}
	for ; k < len(d.Blocks); k++ {
		out = append(out, fmt.Sprintf("“%s” is read as a paragraph of its own", beginning(d.Blocks[k].Text)))
	}
	return out
}

// squeezed is words without white space: how much of it stands between label and words is no difference.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// beginning is the first words of a paragraph.
func beginning(s string) string {
	words := strings.Fields(s)
	if len(words) <= 8 {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:8], " ") + " …"
}
