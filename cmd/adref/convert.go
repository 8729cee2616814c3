package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"adref/pkg/convert"
	"adref/pkg/paper"
)

func convertCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "convert IN OUT",
		Short: "Make a document of one kind into one of another: Word, HTML, Markdown, Akoma Ntoso, PDF, Excel …",
		Long: `convert reads a document and writes it as another kind, which the name of OUT says. Tracked changes, authors, comments and notes
stay, where the kind has a place for them:

` + kinds() + `
PDF is printed by Chromium, and .doc, .odt and .rtf are read by LibreOffice, where these are installed. The text of a PDF is
unreliable: nothing in it says where a paragraph ends.`,
		Example: "  adref convert draft.docx draft.md\n  adref convert redline.docx clean.txt --accept\n  adref convert rev1.txt rev1.docx --template house.dotx",
		Args:    cobra.ExactArgs(2),
	}
	accept := c.Flags().Bool("accept", false, "make all tracked changes")
	reject := c.Flags().Bool("reject", false, "undo all tracked changes")
	record := c.Flags().Bool("record", false, "a Word document opens with the recording of changes switched on")
	template := c.Flags().String("template", "", "a .docx or .dotx whose styles, headers and page a Word document takes")
	c.MarkFlagsMutuallyExclusive("accept", "reject")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		in, err := os.ReadFile(args[0])
		if err != nil {
			return err
		}
		o := convert.Options{Record: *record}
		if *template != "" {
			if o.Template, err = os.ReadFile(*template); err != nil {
				return err
			}
		}
		r, err := convert.Parse(cmd.Context(), args[0], in)
		if err != nil {
			return err
		}
		for _, w := range r.Warnings {
			fmt.Fprintln(cmd.ErrOrStderr(), "note:", w)
		}
		if err := writePaper(cmd.Context(), args[1], viewed(r.Paper, *accept, *reject), o); err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), accounted(args[0], args[1], r))
		return nil
	}
	return c
}

// writePaper writes a paper into a file, of the kind that its name says. A paper that cannot be written leaves no file.
func writePaper(ctx context.Context, name string, p paper.Paper, o convert.Options) error {
	var out bytes.Buffer
	if err := convert.Write(ctx, &out, name, p, o); err != nil {
		return err
	}
	return os.WriteFile(name, out.Bytes(), 0o644)
}

func viewed(p paper.Paper, accept, reject bool) paper.Paper {
	switch {
	case accept:
		return p.Accept()
	case reject:
		return p.Reject()
	}
	return p
}

// accounted says what was read: of a Word document, that every character of the file was.
func accounted(in, out string, r convert.Read) string {
	words := fmt.Sprintf("%s (%s, %d paragraphs", in, r.Format, len(r.Paper.Paragraphs))
	if r.Report != nil {
		words += fmt.Sprintf(", %d of %d characters accounted for", r.Report.Accounted, r.Report.Characters)
	}
	if who := r.Paper.Authors(); len(who) > 0 {
		words += ", changes tracked by " + strings.Join(who, ", ")
	}
	return words + ") → " + out
}

// kinds are the kinds of files, a line each.
func kinds() string {
	var b strings.Builder
	for _, f := range convert.Formats {
		how := "read and written"
		switch {
		case !f.Writes:
			how = "read"
		case !f.Reads:
			how = "written"
		}
		changes := ""
		if !f.Tracks {
			changes = ", without tracked changes"
		}
		fmt.Fprintf(&b, "  %-26s .%s: %s%s\n", f.Name, strings.Join(f.Extensions, ", ."), how, changes)
	}
	return b.String()
}
