package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"adref/pkg/convert"
	"adref/pkg/diff"
	"adref/pkg/page"
	"adref/pkg/printing"
)

// formats are the values of --format of most commands that work on files.
var formats = []string{"text", "html", "markdown", "json"}

// formatFlag adds --format with the known values, the usual ones where none are given; the function it returns gives the value or
// a usage error.
func formatFlag(c *cobra.Command, known ...string) func() (string, error) {
	if len(known) == 0 {
		known = formats
	}
	f := c.Flags().String("format", known[0], strings.Join(known, ", "))
	return func() (string, error) {
		if !slices.Contains(known, *f) {
			return "", fmt.Errorf("unknown format %q (known: %s): %w", *f, strings.Join(known, ", "), errUsage)
		}
		return *f, nil
	}
}

func diffCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what changed between two texts, paragraph by paragraph, in whole words",
		Long: `diff says which paragraph of OLD became which of NEW (changed, moved, renumbered, split, merged, added, removed) and marks
what changed in whole words: [-deleted-]{+inserted+}, in colour on a terminal. Texts are plain text (.txt) or Markdown (.md).

--stat counts instead, --moves lists what stands in another place, --concordance the old and the new numbers.

With --format json, “adref accept” and “adref reject” make the new and the old file of it again, byte for byte.

With --output the redline is a document with tracked changes: in Word, “Accept all” gives NEW and “Reject all” gives OLD. The name
says which kind: .docx, .html, .md, .akn, .json or .pdf.`,
		Example: "  adref diff zero-draft.txt rev1.txt\n  adref diff zero-draft.txt rev1.txt --format html > redline.html\n  adref diff zero-draft.txt rev1.txt --output redline.docx",
		Args:    cobra.ExactArgs(2),
	}
	format := formatFlag(c)
	var v diffView
	c.Flags().BoolVar(&v.stat, "stat", false, "count paragraphs and words instead")
	c.Flags().BoolVar(&v.moves, "moves", false, "list the paragraphs that stand in another place instead")
	c.Flags().BoolVar(&v.concordance, "concordance", false, "list the old and the new number of every paragraph instead")
	output := c.Flags().StringP("output", "o", "", "write a document with tracked changes, of the kind that the name says, instead")
	author := c.Flags().String("author", "", "who made the changes of the document; default is the name of NEW")
	for _, other := range []string{"format", "stat", "moves", "concordance"} {
		c.MarkFlagsMutuallyExclusive("output", other)
	}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		f, err := format()
		if err != nil {
			return err
		}
		debug.SetGCPercent(800) // the process is over before it pays to collect
		old, new, err := readPair(args[0], args[1])
		if err != nil {
			return err
		}
		r := diff.Compare(args[0], args[1], old, new)
		if *output != "" {
			hand := printing.Hand{By: cmp.Or(*author, fileName(args[1]))}
			p := printing.Redline(r, old, new, printing.Source{}, func(printing.Touch) printing.Hand { return hand })
			return writePaper(cmd.Context(), *output, p, convert.Options{Kind: "redline"})
		}
		if v.chosen() {
			return v.write(cmd.OutOrStdout(), f, r)
		}
		return writeRedline(cmd.OutOrStdout(), f, r)
	}
	return c
}

func writeRedline(w io.Writer, format string, r diff.Redline) error {
	switch format {
	case "json":
		return writeJSON(w, r.Annotated())
	case "markdown":
		if _, err := fmt.Fprintf(w, "# %s → %s\n\n", diff.EscapeMarkdown(r.Base), diff.EscapeMarkdown(r.Target)); err != nil {
			return err
		}
		return diff.RenderMarkdown(w, r)
	case "html":
		var body strings.Builder
		if err := diff.RenderHTML(&body, r); err != nil {
			return err
		}
		title := fileName(r.Base) + " → " + fileName(r.Target)
		head := `<header class="masthead"><h1>` + template.HTMLEscapeString(title) + "</h1></header>\n"
		return page.Write(w, page.Page{Title: title, Body: template.HTML(head + body.String())})
	}
	return writeText(w, r)
}

// writeText writes a redline for reading, in colour where the reader has a terminal and no objection (no-color.org).
func writeText(w io.Writer, r diff.Redline) error {
	if isTerminal(w) && os.Getenv("NO_COLOR") == "" {
		return diff.RenderColour(w, r)
	}
	return diff.RenderText(w, r)
}

// writeJSON writes a value for people and programs: indented, < and > as they are.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// isTerminal says whether w is a terminal that shows colours.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
