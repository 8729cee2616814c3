package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"adref/pkg/convert"
	"adref/pkg/history"
)

func historyCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "history FILE…",
		Short: "Follow paragraphs and brackets through successive drafts",
		Long: `history compares the files in the order given: the figures of each draft, what changed from one to the next, and the life of
every bracket: since when it stands, how its words changed, how it ended. Texts are plain text (.txt) or Markdown (.md).

With --output the history is a report, of the kind that the name says: Word, PDF, HTML, Excel …`,
		Example: "  adref history zero-draft.txt rev1.txt rev2.txt\n  adref history drafts/*.txt --format html > history.html\n  adref history drafts/*.txt --output report.docx",
		Args:    cobra.MinimumNArgs(1),
	}
	title := c.Flags().String("title", "", "title of the text; default is that of the last draft")
	format := formatFlag(c)
	output := c.Flags().StringP("output", "o", "", "write a report, of the kind that the name says, instead")
	c.MarkFlagsMutuallyExclusive("output", "format")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		f, err := format()
		if err != nil {
			return err
		}
		revisions := make([]history.Revision, 0, len(args))
		name := *title
		for i, arg := range args {
			doc, _, err := readText(arg)
			if err != nil {
				return err
			}
			file := filepath.Base(arg)
			revisions = append(revisions, history.Revision{Ordinal: i + 1, Name: strings.TrimSuffix(file, filepath.Ext(file)), Document: doc})
			if *title == "" && doc.Title != "" {
				name = doc.Title
			}
		}
		h := history.Build(name, revisions, nil)
		if *output != "" {
			return writePaper(cmd.Context(), *output, h.Paper(), convert.Options{Kind: "history"})
		}
		return writeHistory(cmd.OutOrStdout(), f, h)
	}
	return c
}

func writeHistory(w io.Writer, format string, h history.History) error {
	switch format {
	case "json":
		return writeJSON(w, h)
	case "markdown":
		return h.Markdown(w)
	case "html":
		return h.HTML(w)
	}
	if err := h.Text(w); err != nil {
		return err
	}
	for _, s := range h.Steps {
		if s.Redline == nil {
			continue
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
		if err := writeText(w, *s.Redline); err != nil {
			return err
		}
	}
	return nil
}
