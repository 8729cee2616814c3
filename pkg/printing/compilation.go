package printing

import (
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/merge"
	"adref/pkg/paper"
	"adref/pkg/text"
)

// Compilation is the text with every open proposal printed where it belongs, in square brackets and with the names of those who
// want it: what a chair's office puts together by hand.
//
// Rule (as compilation texts are written, for example for Rio+20): words to be deleted are bracketed with "delete" behind the name,
// wordings that are wanted for one place stand beside each other in brackets, [should][shall – Norland][may – Kestria]; what stands
// comes first and is attributed only where somebody wants it gone. Proposed words are bold. What cannot be printed inside the text
// (a move, a split, a merger) stands below its paragraph, as do the rationales.
func Compilation(d text.Document, s Source, proposals []Proposal) paper.Paper {
	c := compiler{tracker{d: d, at: map[string]int{}, shown: map[string]bool{}}, map[string][]Proposal{}}
	for i, b := range d.Blocks {
		c.at[b.ID] = i
	}
	for _, p := range proposals {
		id := p.Anchor.Paragraph
		if _, known := c.at[id]; !known {
			id = ""
		}
		c.of[id] = append(c.of[id], p)
	}
	p := begin(d, s)
	p.Paragraphs = append(p.Paragraphs, c.after("")...)
	for _, b := range d.Blocks {
		p.Paragraphs = append(append(p.Paragraphs, c.compiled(b)), c.after(b.ID)...)
	}
	return end(p)
}

type compiler struct {
	tracker
	of map[string][]Proposal // by the paragraph they are printed at
}

// compiled is a paragraph with the words that are proposed in it.
func (c *compiler) compiled(b text.Block) paper.Paragraph {
	q := frame(b)
	var words []Proposal
	var wordings, deleting []string
	for _, p := range c.of[b.ID] {
		switch {
		case p.Amends != "" || p.Loose:
		case p.OnWords():
			words, wordings = append(words, p), append(wordings, amendment.Apply(p.Proposal, b.Text))
		case p.Operation == amendment.DeleteParagraph:
			deleting = append(deleting, p.Hand.By)
			c.shown[p.ID] = b.Text != ""
		}
	}
	if b.Text == "" {
		return q
	}
	for _, piece := range merge.Wordings(b.Text, wordings...) {
		q.Spans = append(q.Spans, c.printed(piece, words)...)
	}
	if len(deleting) > 0 {
		q.Spans = append([]paper.Span{{Text: "["}}, append(q.Spans, paper.Span{Text: " – " + names(deleting) + " delete]"})...)
	}
	return q
}

// printed is a stretch of a paragraph with the wordings wanted for it. White space around them stays outside of the brackets.
func (c *compiler) printed(piece merge.Piece, proposals []Proposal) []paper.Span {
	if len(piece.Variants) == 0 {
		return []paper.Span{{Text: piece.Base}}
	}
	before, base, after := cut(piece.Base)
	var out []paper.Span
	var deleting []string
	for _, v := range piece.Variants {
		if strings.TrimSpace(v.Text) == "" && base != "" {
			deleting = append(deleting, c.by(v, proposals)...)
		}
	}
	switch {
	case base == "":
	case len(deleting) > 0:
		out = append(out, paper.Span{Text: "[" + base + " – " + names(deleting) + " delete]"})
	default:
		out = append(out, paper.Span{Text: "[" + base + "]"})
	}
	for _, v := range piece.Variants {
		b, words, a := cut(v.Text)
		if words == "" {
			continue
		}
		if base == "" { // the space belongs to the words that come in
			before, after = longer(before, b), longer(after, a)
		}
		out = append(out, paper.Span{Text: "["}, paper.Span{Text: words, Marks: paper.Bold}, paper.Span{Text: " – " + names(c.by(v, proposals)) + "]"})
	}
	if len(out) == 0 { // nothing but white space is wanted
		return []paper.Span{{Text: piece.Base}}
	}
	out = append([]paper.Span{{Text: before}}, append(out, paper.Span{Text: after})...)
	return slices.DeleteFunc(out, func(s paper.Span) bool { return s.Text == "" })
}

func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}

// cut parts the white space around words from them.
func cut(s string) (before, words, after string) {
	words = strings.TrimSpace(s)
	i := strings.Index(s, words)
	return s[:i], words, s[i+len(words):]
}

// by are those who want a wording, which is printed.
func (c *compiler) by(v merge.Variant, proposals []Proposal) []string {
	var out []string
	for _, i := range v.By {
		c.shown[proposals[i].ID] = true
		out = append(out, proposals[i].Hand.By)
	}
	return out
}

// names lists whose a wording is, each once, in their order.
func names(of []string) string {
	var out []string
	for _, n := range of {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return strings.Join(out, ", ")
}

// after is what is printed below a paragraph: new paragraphs, what cannot be printed inside it, and why.
func (c *compiler) after(id string) []paper.Paragraph {
	var fresh, remarks []paper.Paragraph
	for _, p := range c.of[id] {
		if p.Operation == amendment.InsertParagraph && p.Amends == "" && !p.Loose {
			fresh = append(fresh, paper.Paragraph{Style: paper.Body, Spans: []paper.Span{
				{Text: "["}, {Text: p.Words, Marks: paper.Bold}, {Text: " – " + p.Hand.By + "]"},
			}})
		} else if !c.shown[p.ID] {
			remarks = append(remarks, remark(p.Hand.By+", "+c.says(p)))
		}
		if p.Hand.Why != "" {
			remarks = append(remarks, remark(p.Hand.By+", "+p.ID+": "+p.Hand.Why))
		}
	}
	return append(fresh, remarks...)
}

func remark(words string) paper.Paragraph {
	return paper.Paragraph{Style: paper.Remark, Spans: []paper.Span{{Text: words}}}
}
