package history

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Text writes the figures of the revisions, what became of the brackets, and the fate of the amendments for reading in a
// terminal; not the redlines, which diff.RenderText writes.
func (h History) Text(w io.Writer) error {
	var s strings.Builder
	s.WriteString(h.heading() + "\n\n")
	rows := [][]string{{"revision", "paragraphs", "words", "[", "]", "words in [ ]", "unbalanced", "brackets closed"}}
	for _, step := range h.Steps {
		f := step.Figures
		rows = append(rows, []string{step.Revision.Name, number(f.Paragraphs), number(f.Words), number(f.Opening), number(f.Closing),
			number(f.WordsInBracket), number(f.Unbalanced), h.ended(step.Revision.Ordinal)})
	}
	columns(&s, rows)
	if len(h.Fates) > 0 {
		s.WriteString("\n")
	}
	for _, f := range h.Fates {
		fmt.Fprintf(&s, "%s  %s  %s\n", f.Amendment.ID, f.Outcome.Says(), f.Says)
	}
	_, err := io.WriteString(w, s.String())
	return err
}

// ended is how the brackets ended that were closed in a revision.
func (h History) ended(ordinal int) string {
	kept, deleted, replaced := 0, 0, 0
	for _, b := range h.Brackets {
		switch {
		case b.Closed != ordinal:
		case b.How == "kept":
			kept++
		case b.How == "deleted":
			deleted++
		default:
			replaced++
		}
	}
	if kept+deleted+replaced == 0 {
		return ""
	}
	return fmt.Sprintf("%s kept, %s deleted, %s replaced", number(kept), number(deleted), number(replaced))
}

// columns writes rows as a table, the first and the last column to the left, the others to the right.
func columns(s *strings.Builder, rows [][]string) {
	width := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, c := range r {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	for _, r := range rows {
		var line strings.Builder
		for i, c := range r {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(c))
			switch i {
			case 0:
				line.WriteString(c + pad)
			case len(r) - 1:
				line.WriteString("  " + c)
			default:
				line.WriteString("  " + pad + c)
			}
		}
		s.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}
