package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"adref/pkg/amendment"
	"adref/pkg/history"
)

func fateCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "fate BASE AMENDED NEXT",
		Short: "Say what became, in the next text, of the changes somebody wanted",
		Long: `fate takes every paragraph in which AMENDED differs from BASE as one amendment and says what NEXT shows of it: the whole of it,
part of it (these words), its words in another paragraph, or none. It says where words stand, not why.

With --format json: {"fates":[{"fate","share","words"}]}; fate is whole, part, moved or none; share is the part of the change
that stands, 0 to 1; words are those of the wanted words that do.`,
		Example: "  adref fate zero-draft.txt our-amendments.txt rev1.txt",
		Args:    cobra.ExactArgs(3),
	}
	format := formatFlag(c, "text", "json")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		f, err := format()
		if err != nil {
			return err
		}
		a, err := readAmended(args)
		if err != nil {
			return err
		}
		r := fateReport{amended: a, Fates: []fateLine{}}
		for _, f := range a.history.Fates {
			r.Fates = append(r.Fates, newFateLine(f))
		}
		if f == "json" {
			return writeJSON(cmd.OutOrStdout(), r)
		}
		return r.text(cmd.OutOrStdout())
	}
	return c
}

type fateReport struct {
	amended
	Fates []fateLine `json:"fates"`
}

// fateLine is what became of a change.
type fateLine struct {
	Paragraph string              `json:"paragraph"` // of BASE
	Operation amendment.Operation `json:"operation"`
	Change    string              `json:"change"` // in words
	Fate      string              `json:"fate"`
	Share     float64             `json:"share"`
	Words     string              `json:"words"`
	Says      string              `json:"says"`
}

func newFateLine(f history.Fate) fateLine {
	p := f.Amendment.Proposal
	line := fateLine{Paragraph: changed(p, f.Cite), Operation: p.Operation, Change: wish(p), Fate: "none", Share: f.Share, Words: f.Words, Says: f.Says}
	switch f.Outcome {
	case history.Whole:
		line.Fate = "whole"
	case history.Part:
		line.Fate = "part"
	case history.Elsewhere:
		line.Fate = "moved"
	}
	return line
}

func (r fateReport) text(w io.Writer) error {
	if len(r.Fates) == 0 {
		_, err := fmt.Fprintf(w, "%s and %s do not differ.\n", r.Base, r.Amended)
		return err
	}
	for _, f := range r.Fates {
		if _, err := fmt.Fprintf(w, "%-6s %s\n       %s\n", f.Fate, placed(f.Paragraph, f.Change), f.Says); err != nil {
			return err
		}
	}
	return nil
}

// placed is a change with its paragraph before it.
func placed(paragraph, change string) string {
	if paragraph == "" {
		return change
	}
	return paragraph + ": " + change
}
