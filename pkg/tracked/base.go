package tracked

import (
	"fmt"
	"strings"

	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/text"
)

// Candidate is a text that a paper may have been made from.
type Candidate struct {
	Revision int    // ordinal
	Name     string // "Rev.1"
	Symbol   string
	Digest   string // hex SHA-256 of the text, as paper.Origin has it
	Text     text.Document
}

// Base is which of the candidates a paper was made from.
type Base struct {
	Index int    `json:"index"` // into the candidates, -1 for none
	How   string `json:"how"`   // in words
	// Certain is false where a person must be asked: nothing in the paper names the text.
	Certain bool `json:"certain"`
	// Share is the share of the paragraphs of the candidate that stand in the paper with every change rejected, 0 to 1.
	Share float64 `json:"share"`
}

// FindBase finds the text that a paper was made from: by the digest that our own papers carry, else by document revision there, else
// by the symbol in its head, else by its words, which is a question and no answer. Of several candidates with one symbol the one
// with the most paragraphs in the paper is meant.
func FindBase(p paper.Paper, candidates []Candidate) Base {
	shares := make([]float64, len(candidates))
	words := paragraphs(p.Reject())
	for i, c := range candidates {
		shares[i] = share(words, c.Text)
	}
	best := func(is func(Candidate) bool) int {
		at := -1
		for i, c := range candidates {
			if is(c) && (at < 0 || shares[i] > shares[at]) {
				at = i
			}
		}
		return at
	}
	head := heading(p)
	o := p.Origin
	for _, rule := range []struct {
		how string
		is  func(Candidate) bool
	}{
		{"the file names the text by its digest", func(c Candidate) bool { return o.Digest != "" && o.Digest == c.Digest }},
		{"the file names the revision", func(c Candidate) bool { return o.Revision > 0 && o.Revision == c.Revision }},
		{"the file names the symbol", func(c Candidate) bool { return o.Symbol != "" && o.Symbol == c.Symbol }},
		{"the symbol stands in its first lines", func(c Candidate) bool { return c.Symbol != "" && holdsSymbol(head, c.Symbol) }},
	} {
		if i := best(rule.is); i >= 0 {
			return Base{Index: i, How: rule.how, Certain: true, Share: shares[i]}
		}
	}
	i := best(func(Candidate) bool { return true })
	if i < 0 || shares[i] == 0 {
		return Base{Index: -1, How: "nothing in the file stands in any of the texts"}
	}
	return Base{Index: i, Share: shares[i], How: fmt.Sprintf("nothing in the file names the text; %.0f %% of its paragraphs stand in the file", 100*shares[i])}
}

// paragraphs are the words of the paragraphs of a paper, as compared.
func paragraphs(p paper.Paper) map[string]bool {
	out := map[string]bool{}
	for _, q := range p.Paragraphs {
		words := q.Text()
		out[plain(words)] = true
		if q.Label == "" {
			_, words = markup.Unlabel(words)
			out[plain(words)] = true
		}
	}
	return out
}

func share(words map[string]bool, d text.Document) float64 {
	n, all := 0, 0
	for _, b := range d.Blocks {
		if b.Text == "" {
			continue
		}
		all++
		if words[plain(b.Text)] {
			n++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(n) / float64(all)
}

// heading is the masthead and the first lines of a paper.
func heading(p paper.Paper) string {
	var b strings.Builder
	if p.Masthead != nil {
		b.WriteString(p.Masthead.Symbol + "\n")
	}
	lines := 0
	for _, q := range p.Paragraphs {
		if !q.Style.OfText() || lines < 12 {
			b.WriteString(q.Text() + "\n")
		}
		if q.Style.OfText() {
			lines++
		}
	}
	return b.String()
}

// holdsSymbol says whether a symbol stands in words on its own, and not as the beginning of a longer one (…/Rev.1 of …/Rev.12).
func holdsSymbol(s, symbol string) bool {
	for at := 0; ; {
		k := strings.Index(s[at:], symbol)
		if k < 0 {
			return false
		}
		at += k + len(symbol)
		if rest := s[at:]; rest == "" || !strings.ContainsAny(rest[:1], "/.0123456789") || strings.HasPrefix(rest, ".\n") || strings.HasPrefix(rest, ". ") {
			return true
		}
	}
}
