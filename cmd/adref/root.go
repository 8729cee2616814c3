package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"
)

// errUsage says that the command line cannot be understood.
var errUsage = errors.New("see --help")

// rootCommand is the command line.
func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "adref",
		Short: "Track a text that has to be agreed by consensus",
		Long: `adref tracks a text that has to be agreed by consensus: drafts, amendments, brackets, positions, silence,
adoption, explanations of position and their compendium.

Begin with “adref demo”.`,
		SilenceUsage: true, SilenceErrors: true,
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return fmt.Errorf("%w: %w", err, errUsage) })
	root.AddGroup(
		&cobra.Group{ID: "run", Title: "Run it:"},
		&cobra.Group{ID: "talk", Title: "Talk to it:"},
		&cobra.Group{ID: "offline", Title: "Work on files, without a server:"},
	)
	add(root, "run", demoCommand(), upCommand(), serveCommand(), natsCommand(), healthCommand())
	add(root, "talk", doCommand(), admitCommand(), importCommand(), amendCommand(), explainCommand(), watchCommand(), verifyCommand(), exportCommand(), importArchiveCommand())
	add(root, "offline", diffCommand(), fateCommand(), rebaseCommand(), historyCommand(), blameCommand(), bracketsCommand(), delegationsCommand(), acceptCommand(), rejectCommand(), convertCommand())
	return root
}

func add(root *cobra.Command, group string, commands ...*cobra.Command) {
	for _, c := range commands {
		c.GroupID = group
		args := c.Args
		c.Args = func(cmd *cobra.Command, a []string) error {
			if args == nil {
				return nil
			}
			if err := args(cmd, a); err != nil {
				return fmt.Errorf("%w: %w", err, errUsage)
			}
			return nil
		}
		root.AddCommand(c)
	}
}

// exitCode prints an error and says how the program ends.
func exitCode(err error, stderr io.Writer) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errUsage), strings.HasPrefix(err.Error(), "unknown command"), strings.HasPrefix(err.Error(), "if any flags in the group"):
		fmt.Fprintln(stderr, "adref:", err)
		return 2
	}
	fmt.Fprintln(stderr, "adref:", err)
	return 1
}

// natsFlag adds --nats, whose default is $NATS_URL.
func natsFlag(c *cobra.Command) *string {
	url := os.Getenv("NATS_URL")
	if url == "" {
		url = nats.DefaultURL
	}
	return c.Flags().String("nats", url, "address of the NATS server ($NATS_URL)")
}
