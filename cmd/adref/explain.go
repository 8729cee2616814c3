package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"adref/pkg/delegation"
	"adref/pkg/lazy"
	"adref/pkg/markup"
	"adref/pkg/negotiation"
	"adref/pkg/roster"
	"adref/pkg/service"
)

func explainCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "explain FILE|DIR…",
		Short: "Hand in explanations of position from files",
		Long: `Hand in explanations of position, one from each file (.txt, .md), reproduced as they are. Whose it is says --by, or the line
“delegation:” of a file beside it that is called .source. Nothing is handed in unless every file can be read and every
delegation is known; --admit admits those that are not.`,
		Args: cobra.MinimumNArgs(1),
	}
	url := natsFlag(c)
	process := c.Flags().String("process", "", "code of the process")
	document := c.Flags().String("document", "", "code of the document")
	by := c.Flags().String("by", "", "code of the delegation")
	language := c.Flags().String("language", "en", "language of the explanations (BCP 47)")
	admit := c.Flags().Bool("admit", false, "admit delegations that are not known yet")
	c.MarkFlagRequired("process")  //nolint:errcheck // the flag is there
	c.MarkFlagRequired("document") //nolint:errcheck // the flag is there
	c.RunE = func(cmd *cobra.Command, args []string) error {
		papers, err := readExplanations(args, *by)
		if err != nil {
			return err
		}
		if err := addressed("explain-position", *process, *document, delegation.Chair); err != nil {
			return err
		}
		conn, err := connect(cmd.Context(), *url)
		if err != nil {
			return err
		}
		defer conn.Close()
		return newTable(conn, *process, *document).explain(cmd.Context(), cmd.OutOrStdout(), papers, *language, *admit)
	}
	return c
}

// handedIn is an explanation as it was handed in.
type handedIn struct {
	file       string
	delegation string // code or name
	text       string
}

func readExplanations(args []string, by string) ([]handedIn, error) {
	var files []string
	for _, a := range args {
		info, err := os.Stat(a)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			files = append(files, a)
			continue
		}
		entries, err := os.ReadDir(a)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if !e.IsDir() && !strings.HasPrefix(e.Name(), ".") && filepath.Ext(e.Name()) != ".source" {
				files = append(files, filepath.Join(a, e.Name()))
			}
		}
	}
	var papers []handedIn
	for _, f := range files {
		p, err := readExplanation(f, by)
		if err != nil {
			return nil, err
		}
		papers = append(papers, p)
	}
	return papers, nil
}

func readExplanation(file, by string) (handedIn, error) {
	if _, err := markup.FormatOf(file); err != nil {
		return handedIn{}, err
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return handedIn{}, err
	}
	if err := markup.Check(b); err != nil {
		return handedIn{}, fmt.Errorf("%s: %w", file, err)
	}
	if by == "" {
		if by, err = sidecar(file); err != nil {
			return handedIn{}, err
		}
	}
	return handedIn{file: file, delegation: by, text: string(b)}, nil
}

// sidecar is the delegation that the .source file beside a file names.
func sidecar(file string) (string, error) {
	name := strings.TrimSuffix(file, filepath.Ext(file)) + ".source"
	b, err := os.ReadFile(name)
	if err != nil {
		return "", fmt.Errorf("%s: whose explanation is it? Say --by, or “delegation: NAME” in %s: %w", file, name, errUsage)
	}
	for line := range strings.Lines(string(b)) {
		if who, ok := strings.CutPrefix(line, "delegation:"); ok {
			return strings.TrimSpace(who), nil
		}
	}
	return "", fmt.Errorf("%s has no line “delegation: NAME”: %w", name, errUsage)
}

func (t table) explain(ctx context.Context, out io.Writer, papers []handedIn, language string, admit bool) error {
	p, err := t.loader.Process(ctx, t.process, service.Newest)
	if err != nil {
		return err
	}
	dir := delegation.NewDirectory(p.Delegations, p.Groups)
	var unknown []string
	for i, e := range papers {
		code, ok := dir.Code(e.delegation)
		if !ok {
			code = newcomer(e.delegation).Code
			if !slices.Contains(unknown, e.delegation) {
				unknown = append(unknown, e.delegation)
			}
		}
		papers[i].delegation = code
	}
	if len(unknown) > 0 && !admit {
		return fmt.Errorf("not admitted to %s: %s: admit them, or say --admit", t.process, strings.Join(unknown, ", "))
	}
	for _, name := range unknown {
		d := newcomer(name)
		if _, err := t.do(ctx, delegation.Chair, negotiation.AdmitDelegation{Delegation: d}); err != nil {
			return fmt.Errorf("admitting %s: %w", name, err)
		}
		fmt.Fprintf(out, "Admitted %s (%s).\n", name, d.Code)
	}
	for _, e := range papers {
		reply, err := t.do(ctx, e.delegation, negotiation.ExplainPosition{Language: language, Text: e.text})
		if err != nil {
			return fmt.Errorf("%s: %w", e.file, err)
		}
		fmt.Fprintf(out, "Received %s of %s (%d words).\n", reply.Created, e.delegation, len(strings.Fields(e.text)))
	}
	return nil
}

// newcomer is a delegation that the process does not know yet: as the roster has it, else called so in English.
func newcomer(name string) delegation.Delegation {
	if code, ok := roster.UN().Code(name); ok {
		if p, ok := roster.UN().Party(code); ok {
			return p.Delegation()
		}
	}
	return delegation.Delegation{Code: codeOf(name), Names: map[string]string{"en": name}}
}

var notCode = lazy.Regexp(`[^a-z0-9]+`)

// codeOf makes a code of a name.
func codeOf(name string) string {
	s := strings.Trim(notCode().ReplaceAllString(strings.ToLower(name), "-"), "-")
	return s[:min(len(s), 40)]
}
