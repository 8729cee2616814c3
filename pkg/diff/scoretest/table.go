package scoretest

import (
	"fmt"
	"io"
	"strings"

	"adref/pkg/diff/synthtest"
)

// Corpus is one line of the table: series of one kind.
type Corpus struct {
	Name   string
	Series []synthtest.Series
}

// Column is a measure of its own in the table, such as the share of the words whose origin is right. Of says a share over series
// with known truth, and whether there is one.
type Column struct {
	Name string
	Of   func([]synthtest.Series) (float64, bool)
}

// Table measures the corpora one after the other, each made when its turn comes, and writes a table in Markdown. What is ready goes
// to progress, too.
func Table(corpora []func() Corpus, columns []Column, progress io.Writer) string {
	var s strings.Builder
	s.WriteString("| corpus | pairs | exact | marked ÷ minimal | where nothing moved | places | links P / R | moves P / R | splits F1 | mergers F1 |")
	line := "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
	for _, c := range columns {
		s.WriteString(" " + c.Name + " |")
		line += "---:|"
	}
	s.WriteString("\n" + line + "\n")
	for _, of := range corpora {
		c, done := of(), s.Len()
		var sum Score
		known := false
		for _, x := range c.Series {
			sum.Add(Measure(x))
			known = known || len(x.Steps) > 0
		}
		s.WriteString(row(c.Name, sum, known))
		for _, col := range columns {
			if v, ok := col.Of(c.Series); ok && known {
				fmt.Fprintf(&s, " %.4f |", v)
			} else {
				s.WriteString(" – |")
			}
		}
		s.WriteString("\n")
		fmt.Fprint(progress, s.String()[done:])
	}
	return s.String()
}

func row(name string, s Score, known bool) string {
	calm := "–"
	if s.CalmMinimal > 0 {
		calm = fmt.Sprintf("%.3f", float64(s.CalmMarked)/float64(s.CalmMinimal))
	}
	out := fmt.Sprintf("| %s | %d | %d | %.3f | %s | %d |", name, s.Pairs, s.Exact, float64(s.Marked)/float64(max(s.Minimal, 1)), calm, s.Hunks)
	if !known {
		return out + fmt.Sprintf(" – | %d said | %d said | %d said |", s.SaidMoved, s.SaidSplit, s.SaidMerged)
	}
	return out + fmt.Sprintf(" %.4f / %.4f | %.4f / %.4f | %.4f | %.4f |", s.Links.Precision(), s.Links.Recall(),
		s.Moves.Precision(), s.Moves.Recall(), s.Splits.F1(), s.Merges.F1())
}
