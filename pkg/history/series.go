package history

import (
	"fmt"
	"strings"
	"unicode"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/diff"
	"adref/pkg/provenance"
	"adref/pkg/text"
)

// Series is the revisions of a text so far. To append one costs in the order of that revision, whatever came before.
type Series struct {
	title string
	steps []Step
	seen  map[string]bool // IDs of blocks, of all revisions
	fresh int
	led   ledger
	pace  pace
	names bracket.Names
	trace *provenance.Trace
}

// NewSeries is a series without a revision.
func NewSeries(title string) *Series {
	return &Series{title: title, seen: map[string]bool{}, trace: provenance.NewTrace()}
}

// Knowing is the series with the names of the delegations and groups that brackets may be attributed to, for the revisions that are
// appended from now on. Without, the names usual in texts of the United Nations are known.
func (s *Series) Knowing(names bracket.Names) *Series {
	s.names = names
	return s
}

// Build is the history of revisions in their order.
func Build(title string, revisions []Revision, amendments []amendment.Amendment) History {
	s := NewSeries(title)
	for _, r := range revisions {
		s.Append(r)
	}
	return s.History(amendments)
}

// Append adds the next revision. Its blocks keep the IDs that they have; those without get that of the block they continue.
func (s *Series) Append(r Revision) {
	var before text.Document
	if n := len(s.steps); n > 0 {
		before = s.steps[n-1].Revision.Document
	}
	r.Document = s.identified(before, r.Document)
	step := Step{Revision: r}
	tree := bracket.Parse(r.Document.String(), s.names)
	step.Figures = figures(r.Document, tree)
	if n := len(s.steps); n > 0 {
		redline := diff.Compare(s.steps[n-1].Revision.Name, r.Name, before, r.Document)
		step.Redline = &redline
	}
	s.led.append(step, tree)
	s.pace.append(r, tree)
	s.trace.Append(passages(r.Document))
	s.steps = append(s.steps, step)
}

// identified is the document with an ID for every block.
func (s *Series) identified(before, d text.Document) text.Document {
	missing := false
	for _, b := range d.Blocks {
		s.seen[b.ID] = true
		missing = missing || b.ID == ""
	}
	if !missing {
		return d
	}
	return diff.Identify(before, d, func() string {
		for {
			s.fresh++
			if id := fmt.Sprintf("p%d", s.fresh); !s.seen[id] {
				s.seen[id] = true
				return id
			}
		}
	})
}

func figures(d text.Document, tree bracket.Tree) Figures {
	f := Figures{
		Blocks: len(d.Blocks), Words: words(tree.String()), Opening: tree.Open, Closing: tree.Close,
		WordsInBracket: tree.Words(), Unbalanced: len(tree.Unbalanced),
	}
	for _, b := range d.Blocks {
		if b.Kind == text.Paragraph || b.Kind == text.Preambular {
			f.Paragraphs++
		}
	}
	return f
}

// words is the number of runs without white space that have a letter or a digit.
func words(s string) int {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// History is what follows from the revisions so far and the amendments that were proposed on them.
func (s *Series) History(amendments []amendment.Amendment) History {
	return History{
		Title: s.title, Algorithm: Algorithm, Steps: append([]Step{}, s.steps...),
		Brackets: s.led.lives(amendments), Fates: fates(s.steps, amendments), Rebases: rebases(s.steps, amendments),
		Convergence: s.pace.convergence(),
	}
}

// ParagraphVersion is a paragraph in one revision.
type ParagraphVersion struct {
	Revision int    `json:"revision"`
	Name     string `json:"name"`
	Cite     string `json:"cite,omitempty"`
	Label    string `json:"label,omitempty"`
	Text     string `json:"text"`
	// Redline is what changed since the version before; empty in the first.
	Redline []diff.Op `json:"redline"`
}

// Paragraph is the life of the block with the ID: its versions in the revisions that have it. It needs the documents, which a
// history that was read from JSON no longer has.
func (h History) Paragraph(id string) []ParagraphVersion {
	var out []ParagraphVersion
	for _, s := range h.Steps {
		i, ok := indexOf(s.Revision.Document, id)
		if !ok {
			continue
		}
		b := s.Revision.Document.Blocks[i]
		v := ParagraphVersion{s.Revision.Ordinal, s.Revision.Name, b.Cite, b.Label, b.Text, []diff.Op{}}
		if n := len(out); n > 0 {
			v.Redline = append(v.Redline, diff.Words(out[n-1].Text, b.Text)...)
		}
		out = append(out, v)
	}
	return out
}

func indexOf(d text.Document, id string) (int, bool) {
	for i := range d.Blocks {
		if id != "" && d.Blocks[i].ID == id {
			return i, true
		}
	}
	return 0, false
}

// called is how a block is cited, or else its number.
func called(b text.Block) string {
	if b.Cite != "" {
		return b.Cite
	}
	return b.Label
}
