package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"adref/pkg/history"
)

func rebaseCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "rebase BASE AMENDED NEXT",
		Short: "Put the changes somebody wanted to the next text",
		Long: `rebase takes every paragraph in which AMENDED differs from BASE as one amendment and puts it to NEXT: the text has it already
(satisfied), it applies, it applies in another place or beside other words (applies-shifted), the text changed just these words
otherwise (conflicts, with the words), or its paragraph is gone (target-gone). It writes the paragraph re-drafted, in a conflict
with the amendment's words.

With --format json: {"verdict","rebases":[{"verdict","redraft","conflicts":[{"base","wants","stands"}]}]}; the verdict of all is
that of the one with which most is to be done. Whatever the verdict, the command ends well.`,
		Example: "  adref rebase zero-draft.txt our-amendments.txt rev1.txt",
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
		r := newRebaseReport(a)
		if f == "json" {
			return writeJSON(cmd.OutOrStdout(), r)
		}
		return r.text(cmd.OutOrStdout())
	}
	return c
}

type rebaseReport struct {
	amended
	Verdict history.Verdict `json:"verdict"`
	Redraft string          `json:"redraft"` // the re-drafted paragraphs, apart by blank lines
	Rebases []rebaseLine    `json:"rebases"`
}

type rebaseLine struct {
	Change string `json:"change"` // in words
	history.Rebase
	Redraft string `json:"redraft"` // "" where nothing is to be done
}

// verdicts are in the order of what is to be done.
var verdicts = []history.Verdict{history.Satisfied, history.Applies, history.Shifted, history.TargetGone, history.Conflicts}

func newRebaseReport(a amended) rebaseReport {
	r := rebaseReport{amended: a, Verdict: history.Satisfied, Rebases: []rebaseLine{}}
	var redrafts []string
	for i, x := range a.history.Rebases {
		p := a.history.Fates[i].Amendment.Proposal
		r.Rebases = append(r.Rebases, rebaseLine{placed(changed(p, x.Was), wish(p)), x, x.Redraft})
		if slices.Index(verdicts, x.Verdict) > slices.Index(verdicts, r.Verdict) {
			r.Verdict = x.Verdict
		}
		if x.Redraft != "" {
			redrafts = append(redrafts, x.Redraft)
		}
	}
	r.Redraft = strings.Join(redrafts, "\n\n")
	return r
}

func (r rebaseReport) text(w io.Writer) error {
	var b strings.Builder
	if len(r.Rebases) == 0 {
		fmt.Fprintf(&b, "%s and %s do not differ.\n", r.Base, r.Amended)
	}
	for _, x := range r.Rebases {
		fmt.Fprintf(&b, "%s: %s\n    %s\n", x.Verdict, x.Change, x.Says)
		for _, p := range x.Pairs {
			fmt.Fprintf(&b, "    wants   [%s]\n    stands  [%s]\n", p.Wants, p.Stands)
		}
		if x.Redraft != "" {
			fmt.Fprintf(&b, "    → %s\n", x.Redraft)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
