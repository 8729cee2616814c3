// Package bracket parses the square brackets of a text under negotiation: words that are not agreed.
//
// Brackets are spans of the whole document: they nest, run across paragraphs and often do not balance. Imbalance is a
// diagnostic with a place, never an error and never repaired. Citations such as [A/79/214], footnote marks and Markdown links
// are not brackets. Law: Parse(s).String() == s for every s. Offsets are byte offsets, half open.
package bracket

// Bracket is a pair.
type Bracket struct {
	Start int `json:"start"` // of '['
	End   int `json:"end"`   // after ']'
	Depth int `json:"depth"` // 1 for an outermost one
	// Attribution is the part inside that says who wants what, as written ("US; G77 delete"), where it names a known
	// delegation or group; else "".
	Attribution string `json:"attribution"`
	// Group is the number, from 1, of the run of adjacent brackets it belongs to ("[shall][should]"), 0 for none. Adjacent
	// brackets are alternatives only when the chair's office says so.
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
}

// String is the source.
func (t Tree) String() string { return t.source }
