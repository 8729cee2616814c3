package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"adref/pkg/api"
	"adref/pkg/delegation"
	"adref/pkg/intake"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/pkg/text"
	"adref/pkg/tracked"
)

// Errors of a file that is handed in.
var (
	errUnsaid = errors.New("nothing was proposed: nobody said yes (say --yes, or answer y)")
	errBase   = errors.New("the file does not say which text it was made from")
)

// handIn is what the flags of amend say.
type handIn struct {
	file, base, revision string
	process, document    string
	wish                 intake.Wish
	yes                  bool
	format               string
}

func amendCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "amend --from FILE --delegation X",
		Short: "Propose the tracked changes of a document as amendments",
		Long: `amend reads a document with tracked changes (Word; HTML with ins and del; Markdown with CriticMarkup), holds it against the tabled text
that it was made from, and shows which amendments it holds: whose, in which paragraph, from which words to which, and why. It
then asks; only what was shown is proposed, and only after a yes. The same file handed in again has no second effect.

For whom an author of changes writes says, in this order: --author; what the chair's office has recorded (adref do attribute-author);
the name itself (“Norway”, “EU; Norway”, “Jane Doe (Norway)”); else the author writes for --delegation.

With --base FILE it only shows the amendments, without a server.`,
		Example: `  adref amend --from norway.docx --delegation norway --process ict --document report
  adref amend --from joint.docx --delegation norway --author "Jane Doe=EU; Norway" --process ict --document report
  adref amend --from edited.md --base rev1.md`,
		Args: cobra.NoArgs,
	}
	var h handIn
	url := natsFlag(c)
	format := formatFlag(c, "text", "json")
	c.Flags().StringVar(&h.file, "from", "", "the document: .docx, .html, .md; .doc, .odt, .rtf where LibreOffice is installed")
	c.Flags().StringVar(&h.wish.Sender, "delegation", "", "code of the delegation whose file it is")
	c.Flags().StringVar(&h.wish.Actor, "as", "", "code of who sends it, default the delegation; the chair's office may send it for one")
	c.Flags().StringVar(&h.process, "process", "", "code of the process")
	c.Flags().StringVar(&h.document, "document", "", "code of the document")
	c.Flags().StringVar(&h.revision, "revision", "", "name or ordinal of the tabled text that it was made from, where the file does not say")
	c.Flags().StringVar(&h.base, "base", "", "a file with the text that it was made from: only show, without a server")
	authors := c.Flags().StringArray("author", nil, `for whom an author writes: "Jane Doe=norway"; may be repeated`)
	c.Flags().BoolVar(&h.wish.Untracked, "untracked", false, "propose the differences that nobody tracked, too, as the delegation's")
	c.Flags().BoolVar(&h.wish.Replace, "replace", false, "withdraw first what the delegation has open on the same paragraphs")
	c.Flags().BoolVar(&h.yes, "yes", false, "propose without asking")
	c.MarkFlagRequired("from") //nolint:errcheck // the flag is there
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		var err error
		if h.format, err = format(); err != nil {
			return err
		}
		if h.wish.Authors, err = pairs(*authors); err != nil {
			return err
		}
		if h.base != "" {
			return h.offline(cmd.Context(), cmd.OutOrStdout())
		}
		return h.online(cmd, *url)
	}
	return c
}

// pairs reads "Jane Doe=norway".
func pairs(flags []string) (map[string]string, error) {
	out := map[string]string{}
	for _, f := range flags {
		author, parties, ok := strings.Cut(f, "=")
		if !ok || parties == "" {
			return nil, fmt.Errorf("--author %q: say “NAME=DELEGATION”: %w", f, errUsage)
		}
		out[author] = parties
	}
	return out, nil
}

// online shows what the file holds against the tabled text and proposes it, after a yes.
func (h handIn) online(cmd *cobra.Command, url string) error {
	if h.wish.Actor == "" {
		h.wish.Actor = h.wish.Sender
	}
	if h.wish.Sender == "" || h.process == "" {
		return fmt.Errorf("say --delegation, --process and --document, or --base FILE: %w", errUsage)
	}
	if err := addressed("propose-amendment", h.process, h.document, h.wish.Actor); err != nil {
		return err
	}
	source, err := os.ReadFile(h.file)
	if err != nil {
		return err
	}
	conn, err := connect(cmd.Context(), url)
	if err != nil {
		return err
	}
	defer conn.Close()
	t := newTable(conn, h.process, h.document)
	answers := bufio.NewReader(cmd.InOrStdin())
	p, err := h.preview(cmd.Context(), t, source, func(question string) bool {
		return h.format == "text" && !h.yes && agreed(cmd.OutOrStdout(), answers, question)
	})
	if err != nil {
		return err
	}
	if h.format == "json" && !h.yes {
		return writeJSON(cmd.OutOrStdout(), p)
	}
	if h.format == "text" {
		showPreview(cmd.OutOrStdout(), p)
	}
	todo := p.Count(intake.Proposed)
	if todo == 0 {
		return h.sent(cmd.OutOrStdout(), p, []intake.Sent{})
	}
	if !h.yes && !agreed(cmd.OutOrStdout(), answers, fmt.Sprintf("Propose %s as %s?", counted(todo, "amendment"), p.SenderName)) {
		return errUnsaid
	}
	if _, err := blobs(conn).Put(cmd.Context(), source); err != nil {
		return err
	}
	sent, err := p.Send(cmd.Context(), t.send)
	return errors.Join(h.sent(cmd.OutOrStdout(), p, sent), err)
}

// send is one command under an ID of its own.
func (t table) send(ctx context.Context, id, actor string, c negotiation.Command) (api.Reply, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return api.Reply{}, err
	}
	return t.client.Do(ctx, api.Request{ID: id, Actor: actor, Process: t.process, Document: t.document, Verb: c.Verb(), Body: body})
}

// preview holds the file against the tabled texts. ask is asked whether the text that was guessed is the right one.
func (h handIn) preview(ctx context.Context, t table, source []byte, ask func(question string) bool) (intake.Preview, error) {
	p, file, err := intake.Take(ctx, h.file, source)
	if err != nil {
		return intake.Preview{}, err
	}
	s := intake.Scene{ProcessCode: t.process, DocumentCode: t.document, At: time.Now()}
	if s.Process, err = t.loader.Process(ctx, t.process, service.Newest); err != nil {
		return intake.Preview{}, err
	}
	if s.Document, err = t.loader.Document(ctx, t.process, t.document, service.Newest); err != nil {
		return intake.Preview{}, err
	}
	texts, err := t.texts(ctx, s.Document)
	if err != nil {
		return intake.Preview{}, err
	}
	if err := s.Find(p, texts, h.revision); err != nil {
		return intake.Preview{}, err
	}
	if !s.How.Certain && !ask(fmt.Sprintf("%s. Was it made from %s?", capital(s.How.How), s.Document.Revisions[s.Revision-1].Name)) {
		return intake.Preview{}, fmt.Errorf("%s: %w: say --revision NAME (the best guess: %s)", h.file, errBase, s.Document.Revisions[s.Revision-1].Name)
	}
	return intake.Prepare(s, p, file, h.wish)
}

// texts are all tabled texts of a document.
func (t table) texts(ctx context.Context, d *negotiation.Document) ([]text.Document, error) {
	var out []text.Document
	for i := range d.Revisions {
		tabled, err := t.loader.Revision(ctx, d, i+1)
		if err != nil {
			return nil, err
		}
		out = append(out, tabled)
	}
	return out, nil
}

// sent says what became of the amendments.
func (h handIn) sent(w io.Writer, p intake.Preview, sent []intake.Sent) error {
	if h.format == "json" {
		return writeJSON(w, struct {
			Preview intake.Preview `json:"preview"`
			Sent    []intake.Sent  `json:"sent"`
		}{p, sent})
	}
	refused := 0
	for _, s := range sent {
		switch {
		case s.Refused != "":
			refused++
			fmt.Fprintf(w, "%s: refused: %s\n", s.Key, s.Refused)
		case s.Amendment != "":
			fmt.Fprintf(w, "%s: proposed as %s.\n", s.Key, s.Amendment)
		default:
			fmt.Fprintf(w, "%s: done.\n", s.Key)
		}
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d were refused; the others are on the table", refused, len(sent))
	}
	if len(sent) == 0 {
		fmt.Fprintln(w, "Nothing to propose.")
	}
	return nil
}

// offline shows what the file holds against a text that is a file too.
func (h handIn) offline(ctx context.Context, w io.Writer) error {
	source, err := os.ReadFile(h.file)
	if err != nil {
		return err
	}
	p, file, err := intake.Take(ctx, h.file, source)
	if err != nil {
		return err
	}
	base, err := readBase(ctx, h.base)
	if err != nil {
		return err
	}
	if h.wish.Sender == "" {
		h.wish.Sender = delegation.Chair
	}
	h.wish.Actor = delegation.Chair
	s := intake.Alone(h.base, base, h.wish.Sender)
	s.How = tracked.Base{How: "you say so", Certain: true, Share: tracked.FindBase(p, []tracked.Candidate{{Text: s.Base}}).Share}
	preview, err := intake.Prepare(s, p, file, h.wish)
	if err != nil {
		return err
	}
	if h.format == "json" {
		return writeJSON(w, preview)
	}
	showPreview(w, preview)
	return nil
}

// readBase reads a text of any kind.
func readBase(ctx context.Context, name string) (text.Document, error) {
	source, err := os.ReadFile(name)
	if err != nil {
		return text.Document{}, err
	}
	d, err := intake.Table(ctx, name, source, false)
	return d.Document, err
}

// agreed asks, and reads the answer: y or yes.
func agreed(w io.Writer, answers *bufio.Reader, question string) bool {
	fmt.Fprintf(w, "%s [y/N] ", question)
	line, _ := answers.ReadString('\n') // the end of the input is a no
	fmt.Fprintln(w)
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes"
}

func counted(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return strconv.Itoa(n) + " " + of + "s"
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
