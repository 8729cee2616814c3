// Package bracket parses the square brackets of a text under negotiation: words that are not agreed.
//
// Brackets are spans of the whole document: they nest, run across paragraphs and often do not balance. Imbalance is a
// diagnostic with a place, never an error and never repaired. Citations such as [A/79/214], footnote marks and Markdown links
// are not brackets. Law: Parse(s).String() == s for every s. Offsets are byte offsets, half open.
package bracket

import (
	"strings"

	"adref/pkg/text"
)

// Bracket is a pair.
type Bracket struct {
	Start int `json:"start"` // of '['
	End   int `json:"end"`   // after ']'
	// Depth is 1 for an outermost one. A '[' that is never closed counts as open to the end of the text.
	Depth int `json:"depth"`
	// Attribution is the part inside that says who wants what, as written ("US; G77 delete"), where it names a known
	// delegation or group; else "".
	Attribution string `json:"attribution"`
	// Group is the number, from 1, of the run of adjacent brackets it belongs to ("[shall][should]"), 0 for none. Brackets are
	// adjacent when nothing, or one space, stands between them. They are alternatives only when the chair's office says so.
	Group int `json:"group"`
}

// Stray is a bracket character without its partner.
type Stray struct {
	Offset int    `json:"offset"`
	Char   string `json:"char"` // "[" or "]"
}

// Tree is the brackets of a text.
type Tree struct {
	Open     int `json:"open"`  // number of '[' that are brackets, stray ones included
	Close    int `json:"close"` // number of ']'
	MaxDepth int `json:"maxDepth"`
	// Brackets are the pairs in the order of their openings.
	Brackets   []Bracket `json:"brackets"`
	Unbalanced []Stray   `json:"unbalanced"`
	source     string
	claims     [][]Claim
}

// String is the source.
func (t Tree) String() string { return t.source }

// Parse reads the brackets of a whole text. Names says which words name a delegation or a group; with nil, the names usual in
// texts of the United Nations are known (see Usual).
func Parse(s string, names Names) Tree {
	if names == nil {
		names = Usual
	}
	t := Tree{Brackets: []Bracket{}, Unbalanced: []Stray{}, source: s}
	t.pair(exceptions(s))
	t.group()
	t.attribute(names)
	return t
}

// pair matches each ']' with the last '[' before it that is still open.
func (t *Tree) pair(except map[int]bool) {
	var open []int // indices into brackets; End is 0 until the partner is found
	for i := 0; i < len(t.source); i++ {
		switch c := t.source[i]; {
		case c != '[' && c != ']', except[i]:
		case c == '[':
			t.Open++
			open = append(open, len(t.Brackets))
			t.Brackets = append(t.Brackets, Bracket{Start: i, Depth: len(open)})
			t.MaxDepth = max(t.MaxDepth, len(open))
		case len(open) == 0:
			t.Close++
			t.Unbalanced = append(t.Unbalanced, Stray{Offset: i, Char: "]"})
		default:
			t.Close++
			t.Brackets[open[len(open)-1]].End = i + 1
			open = open[:len(open)-1]
		}
	}
	t.setAside(len(open))
}

// setAside moves the brackets that were never closed to the stray ones.
func (t *Tree) setAside(unclosed int) {
	if unclosed == 0 {
		return
	}
	pairs := make([]Bracket, 0, len(t.Brackets)-unclosed)
	var strays []Stray
	closing := t.Unbalanced
	for _, b := range t.Brackets {
		if b.End != 0 {
			pairs = append(pairs, b)
			continue
		}
		for len(closing) > 0 && closing[0].Offset < b.Start {
			strays, closing = append(strays, closing[0]), closing[1:]
		}
		strays = append(strays, Stray{Offset: b.Start, Char: "["})
	}
	t.Brackets, t.Unbalanced = pairs, append(strays, closing...)
}

// group numbers the runs of adjacent brackets.
func (t *Tree) group() {
	at := make(map[int]int, len(t.Brackets)) // start of a bracket to its index
	for i, b := range t.Brackets {
		at[b.Start] = i
	}
	groups := 0
	for i := range t.Brackets {
		b := &t.Brackets[i]
		next, ok := at[b.End]
		if !ok && strings.HasPrefix(t.source[b.End:], " [") {
			next, ok = at[b.End+1]
		}
		if !ok {
			continue
		}
		if b.Group == 0 {
			groups++
			b.Group = groups
		}
		t.Brackets[next].Group = b.Group
	}
}

// Outermost are the spans, brackets included, that are not inside another pair, in order.
func (t Tree) Outermost() []text.Span {
	var spans []text.Span
	end := 0
	for _, b := range t.Brackets {
		if b.Start >= end {
			spans = append(spans, text.Span{Start: b.Start, End: b.End})
			end = b.End
		}
	}
	return spans
}

// Words is the number of words of the text that stand in brackets, each counted once.
func (t Tree) Words() int {
	n := 0
	for _, s := range t.Outermost() {
		n += text.CountWords(t.source[s.Start:s.End])
	}
	return n
}
