package history

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/diff"
)

// sheet is a history for rendering: it knows the names of revisions and how paragraphs were cited in them.
type sheet struct {
	History
	cites   []map[string]string // by step, by ID
	redline func(*diff.Redline) (template.HTML, error)
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
func (s sheet) RedlineHTML(r *diff.Redline) (template.HTML, error) { return s.redline(r) }

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

// RevisionNames are the names of revisions.
func (s sheet) RevisionNames(ordinals []int) string {
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

// Sponsors are the names of those who propose an amendment.
func (s sheet) Sponsors(a amendment.Amendment) string {
	codes := a.Sponsors
	if len(codes) == 0 {
		codes = []string{a.Attribution.By}
	}
	return s.Parties(codes)
}

// Parties are the names of delegations and groups, the codes of those whose name is not known.
func (h History) Parties(codes []string) string {
	all := make([]string, len(codes))
	for i, c := range codes {
		if all[i] = h.Names[c]; all[i] == "" {
			all[i] = c
		}
	}
	return strings.Join(all, ", ")
}

// On says which paragraph of which text an amendment is to.
func (s sheet) On(f Fate) string {
	p := f.Amendment.Proposal
	text := s.Name(p.Anchor.Revision)
	switch {
	case p.Amends != "":
		return "to amendment " + p.Amends
	case f.Cite == "":
		return "on " + text
	}
	return "on " + f.Cite + ", " + text
}

// FateSummary counts the outcomes.
func (h History) FateSummary() string {
	count, otherwise := map[Outcome]int{}, 0
	for _, f := range h.Fates {
		count[f.Outcome]++
		if f.Disagrees {
			otherwise++
		}
	}
	parts := []string{}
	for _, o := range []Outcome{Whole, BackLater, Part, Elsewhere, Superseded, NotTaken, WithdrawnBy, OfAmendment, Pending} {
		if n := count[o]; n > 0 {
			parts = append(parts, number(n)+" "+o.Says())
		}
	}
	says := fmt.Sprintf("%s amendments: %s.", number(len(h.Fates)), strings.Join(parts, ", "))
	if otherwise > 0 {
		says += fmt.Sprintf(" Of %s the text shows otherwise than the chair’s office.", number(otherwise))
	}
	return says
}

// Agreement is how far agreement is, in a sentence.
func (s sheet) Agreement() string {
	t := s.Convergence.Text
	if t.Brackets == 0 {
		return fmt.Sprintf("No bracket stands in the newest text; all of its %s paragraphs are without.", number(s.Convergence.Clean))
	}
	return fmt.Sprintf("%s brackets stand in the newest text, with %s words between them, in %s places; %s paragraphs have none.",
		number(t.Brackets), number(t.Words), number(len(s.Convergence.Paragraphs)), number(s.Convergence.Clean))
}

// Ago is ", 12 days", or nothing where the days are not known or none.
func (s sheet) Ago(days int) string {
	switch {
	case days == 1:
		return ", 1 day"
	case days > 1:
		return ", " + number(days) + " days"
	}
	return ""
}

// Beside says of a bracket who wants what of its words, whose amendment they are, and what stands right beside it.
func (s sheet) Beside(b BracketLife) string {
	var all []string
	if b.Attribution != "" {
		all = append(all, b.Attribution)
	}
	if len(b.Amendments) > 0 {
		all = append(all, "words of "+listed(b.Amendments))
	}
	if len(b.Beside) > 0 {
		all = append(all, "beside "+listed(b.Beside))
	}
	if b.Paragraphs > 1 {
		all = append(all, fmt.Sprintf("over %d paragraphs", b.Paragraphs))
	}
	return strings.Join(all, " · ")
}
