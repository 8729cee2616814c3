package history

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"adref/pkg/diff"
)

// sheet is a history for rendering: it knows the names of revisions and how paragraphs were cited in them.
type sheet struct {
	History
	cites []map[string]string // by step, by ID
	pages *Pages              // what of it has been written before
}

func newSheet(h History) sheet {
	s := sheet{History: h}
	for _, step := range h.Steps {
		cites := make(map[string]string, len(step.Revision.Document.Blocks))
		for _, b := range step.Revision.Document.Blocks {
			cites[b.ID] = called(b)
		}
		s.cites = append(s.cites, cites)
	}
	return s
}

// RedlineHTML is the redline of a step.
func (s sheet) RedlineHTML(r *diff.Redline) (template.HTML, error) { return s.pages.redlineHTML(r) }

// Heading is the title of the page.
func (s sheet) Heading() string { return s.heading() }

// Dated says whether the day of any revision is known.
func (s sheet) Dated() bool {
	return slices.ContainsFunc(s.Steps, func(step Step) bool { return !step.Revision.At.IsZero() })
}

// Name is the name of the revision with the ordinal.
func (s sheet) Name(ordinal int) string {
	if i := s.step(ordinal); i >= 0 {
		return s.Steps[i].Revision.Name
	}
	return fmt.Sprint(ordinal)
}

func (s sheet) step(ordinal int) int {
	return slices.IndexFunc(s.Steps, func(step Step) bool { return step.Revision.Ordinal == ordinal })
}

// Names are the names of revisions.
func (s sheet) Names(ordinals []int) string {
	var out []string
	for _, n := range ordinals {
		out = append(out, s.Name(n))
	}
	return strings.Join(out, ", ")
}

// Where is how the paragraph of a bracket was cited where the bracket was seen last; "" where it has no number.
func (s sheet) Where(b BracketLife) string {
	last := len(s.Steps) - 1
	if b.Closed != 0 {
		last = s.step(b.Closed) - 1
	}
	if last < 0 {
		return ""
	}
	return s.cites[last][b.Paragraph]
}
