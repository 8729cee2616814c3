package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"adref/pkg/api"
	"adref/pkg/blob"
	"adref/pkg/bracket"
	"adref/pkg/bus"
	"adref/pkg/delegation"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/pkg/text"
)

func importCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "import DIR|FILE…",
		Short: "Table drafts: files, or a folder of successive ones",
		Long: `Table drafts as the chair's office, those of a folder in the order of their names. Plain text (.txt) and Markdown (.md) are tabled as
they are; of Word documents (.docx) and HTML the headings, numbers, notes and brackets are kept, and what reads otherwise than
in the file is said. .doc, .odt and .rtf are read by LibreOffice and .pdf by pdftotext, unreliably, where these are installed.
A file with tracked changes is refused unless --accept says that they are made.

The process and the document are opened where they are not. Nothing is tabled unless every file can be read. A draft that is tabled
already is passed over, so an import that was cut off can be run again. Files called .source, which say where a text is from,
are left out.`,
		Args: cobra.MinimumNArgs(1),
	}
	url := natsFlag(c)
	process := c.Flags().String("process", "", "code of the process")
	document := c.Flags().String("document", "", "code of the document")
	language := c.Flags().String("language", "en", "language of the texts (BCP 47)")
	title := c.Flags().String("title", "", "title, if the document is to be opened; default is that of the first draft")
	accept := c.Flags().Bool("accept", false, "table a file with tracked changes as it is with them made")
	c.MarkFlagRequired("process")  //nolint:errcheck // the flag is there
	c.MarkFlagRequired("document") //nolint:errcheck // the flag is there
	c.RunE = func(cmd *cobra.Command, args []string) error {
		drafts, err := readDrafts(cmd.Context(), args, *accept)
		if err != nil {
			return err
		}
		for _, d := range drafts {
			for _, n := range d.notes {
				fmt.Fprintln(cmd.ErrOrStderr(), "note:", n)
			}
		}
		if err := addressed("table-revision", *process, *document, delegation.Chair); err != nil {
			return err
		}
		conn, err := connect(cmd.Context(), *url)
		if err != nil {
			return err
		}
		defer conn.Close()
		im := importer{table: newTable(conn, *process, *document), blobs: blobs(conn), language: *language}
		return im.run(cmd.Context(), cmd.OutOrStdout(), drafts, *title)
	}
	return c
}

// table is where commands about one document are sent.
type table struct {
	client            *api.Client
	loader            *service.Loader
	process, document string
}

func newTable(conn *bus.Conn, process, document string) table {
	return table{
		client:  api.NewClient(conn),
		loader:  newLoader(conn),
		process: process, document: document,
	}
}

// do sends a command as somebody.
func (t table) do(ctx context.Context, actor string, c negotiation.Command) (api.Reply, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return api.Reply{}, err
	}
	entry, _ := negotiation.LookupCommand(c.Verb())
	document := ""
	if entry.NamesDocument {
		document = t.document
	}
	return t.client.Do(ctx, api.Request{Actor: actor, Process: t.process, Document: document, Verb: c.Verb(), Body: body})
}

// open opens the process and the document where they are not.
func (t table) open(ctx context.Context, out io.Writer, title string) error {
	p, err := t.loader.Process(ctx, t.process, service.Newest)
	if err != nil {
		return err
	}
	if !p.Opened {
		if _, err := t.do(ctx, delegation.Chair, negotiation.OpenProcess{Title: t.process}); err != nil {
			return err
		}
		fmt.Fprintf(out, "Opened the process %s.\n", t.process)
	}
	d, err := t.loader.Document(ctx, t.process, t.document, service.Newest)
	if err != nil {
		return err
	}
	if !d.Opened {
		if _, err := t.do(ctx, delegation.Chair, negotiation.OpenDocument{Title: title}); err != nil {
			return err
		}
		fmt.Fprintf(out, "Opened the document %s: “%s”.\n", t.document, title)
	}
	return nil
}

// importer tables drafts.
type importer struct {
	table
	blobs    blob.Store
	language string
}

func (im importer) run(ctx context.Context, out io.Writer, drafts []draft, title string) error {
	if title == "" {
		title = drafts[0].text.Title
	}
	if title == "" {
		title = im.document
	}
	if err := im.open(ctx, out, title); err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "revision\tblocks\tparagraphs\twords\t[\t]\tunpaired\t \tname\t")
	for _, d := range drafts {
		n, already, err := im.draft(ctx, d)
		if err != nil {
			w.Flush()
			return fmt.Errorf("%s: %w", d.name, err)
		}
		if err := im.report(ctx, w, d, n, already); err != nil {
			w.Flush()
			return fmt.Errorf("%s: %w", d.name, err)
		}
	}
	return w.Flush()
}

// draft tables one draft and gives its ordinal, unless it is tabled already.
func (im importer) draft(ctx context.Context, d draft) (ordinal int, already bool, err error) {
	state, err := im.loader.Document(ctx, im.process, im.document, service.Newest)
	if err != nil {
		return 0, false, err
	}
	digest, err := im.blobs.Put(ctx, d.source)
	if err != nil {
		return 0, false, err
	}
	for _, r := range state.Revisions {
		if r.Source == digest {
			return r.Revision, true, nil
		}
	}
	_, err = im.do(ctx, delegation.Chair, negotiation.TableRevision{
		Name: d.name, Language: im.language, Format: string(d.format), Source: digest, Published: state.Adopted != nil,
	})
	return len(state.Revisions) + 1, false, err
}

// errLost says that a tabled text is not the file. It would be a fault of the program.
var errLost = errors.New("the tabled text does not have the words and brackets of the file")

// report reads the tabled text back and compares it with the file.
func (im importer) report(ctx context.Context, w io.Writer, d draft, ordinal int, already bool) error {
	state, err := im.loader.Document(ctx, im.process, im.document, service.Newest)
	if err != nil {
		return err
	}
	t, err := im.loader.Revision(ctx, state, ordinal)
	if err != nil {
		return err
	}
	var words []string
	paragraphs := 0
	for _, b := range t.Blocks {
		words = append(words, strings.Fields(b.Raw)...)
		if b.Kind == text.Paragraph || b.Kind == text.Preambular {
			paragraphs++
		}
	}
	if t.String() != string(d.source) || !slices.Equal(words, strings.Fields(string(d.source))) {
		return errLost
	}
	note := ""
	if already {
		note = "(tabled before)"
	}
	tree := bracket.Parse(t.String(), nil)
	_, err = fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t%s\t\n", ordinal, len(t.Blocks), paragraphs, len(words), tree.Open, tree.Close, len(tree.Unbalanced), note, d.name)
	return err
}
