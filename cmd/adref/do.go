package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"adref/pkg/api"
	"adref/pkg/bus"
	"adref/pkg/delegation"
	"adref/pkg/negotiation"
)

func doCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "do COMMAND [JSON | @FILE | -]",
		Short: "Send a command: propose an amendment, break silence, adopt …",
		Long: `Send a command to the services and wait until it is stored or refused. Its content is JSON, given as an argument, in a
file, or on standard input.

Commands: ` + strings.Join(verbs(), ", ") + ".",
		Example: `  adref do open-process --process ict --as chair '{"title": "Working group on ICT"}'
  adref do propose-amendment --process ict --document report --as norland \
    '{"proposal": {"operation": "delete-words", "anchor": {"paragraph": "12", "quote": "timely and"}}}'`,
		Args: cobra.RangeArgs(1, 2),
	}
	url := natsFlag(c)
	process := c.Flags().String("process", "", "code of the process")
	document := c.Flags().String("document", "", "code of the document")
	actor := c.Flags().String("as", delegation.Chair, "code of the delegation that acts")
	id := c.Flags().String("id", "", "ID of the command (UUID); the same ID has one effect")
	c.MarkFlagRequired("process") //nolint:errcheck // the flag is there
	c.RunE = func(cmd *cobra.Command, args []string) error {
		body := "{}"
		if len(args) == 2 {
			b, err := content(args[1], cmd.InOrStdin())
			if err != nil {
				return err
			}
			body = string(b)
		}
		if _, err := negotiation.DecodeCommand(args[0], []byte(body)); err != nil {
			return fmt.Errorf("%w: %w", err, errUsage)
		}
		if err := addressed(args[0], *process, *document, *actor); err != nil {
			return err
		}
		conn, err := connect(cmd.Context(), *url)
		if err != nil {
			return err
		}
		defer conn.Close()
		reply, err := api.NewClient(conn).Do(cmd.Context(), api.Request{
			ID: *id, Actor: *actor, Process: *process, Document: *document, Verb: args[0], Body: []byte(body),
		})
		if err != nil {
			return err
		}
		return json.NewEncoder(cmd.OutOrStdout()).Encode(reply)
	}
	return c
}

// addressed says whether a command says enough about where it goes.
func addressed(verb, process, document, actor string) error {
	entry, _ := negotiation.LookupCommand(verb)
	if entry.NamesDocument && document == "" {
		return fmt.Errorf("%s is about a document: say which with --document: %w", verb, errUsage)
	}
	for _, code := range []string{process, document, actor} {
		if code == "" {
			continue
		}
		if err := delegation.CheckCode(code); err != nil {
			return fmt.Errorf("%w: %w", err, errUsage)
		}
	}
	return nil
}

// content is an argument: itself, the file behind an @, or standard input for "-".
func content(arg string, stdin io.Reader) ([]byte, error) {
	if arg == "-" {
		return io.ReadAll(stdin)
	}
	if name, ok := strings.CutPrefix(arg, "@"); ok {
		return os.ReadFile(name)
	}
	return []byte(arg), nil
}

func verbs() []string {
	var out []string
	for _, c := range negotiation.Commands {
		out = append(out, c.Verb)
	}
	return out
}

// connect is a connection for a command that ends soon.
func connect(ctx context.Context, url string) (*bus.Conn, error) {
	return bus.Connect(ctx, url, bus.Config{Name: "adref", Logger: slog.New(slog.DiscardHandler)})
}
