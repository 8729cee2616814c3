package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"adref/pkg/diff"
)

// errNotRedline says that a file is no redline.
var errNotRedline = errors.New("not a redline as “adref diff --format json” writes it")

func acceptCommand() *cobra.Command {
	return rebuildCommand("accept REDLINE.json", "Print the new text of a redline, byte for byte", diff.Redline.Accept)
}

func rejectCommand() *cobra.Command {
	return rebuildCommand("reject REDLINE.json", "Print the old text of a redline, byte for byte", diff.Redline.Reject)
}

func rebuildCommand(use, short string, rebuild func(diff.Redline) (string, error)) *cobra.Command {
	return &cobra.Command{
		Use:   use,
		Short: short,
		Long:  short + ". The redline is a file that “adref diff OLD NEW --format json” wrote, or - for the standard input.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := readRedline(args[0], cmd.InOrStdin())
			if err != nil {
				return err
			}
			s, err := rebuild(r)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			_, err = io.WriteString(cmd.OutOrStdout(), s)
			return err
		},
	}
}

func readRedline(name string, stdin io.Reader) (diff.Redline, error) {
	var r diff.Redline
	b, err := readAll(name, stdin)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return r, fmt.Errorf("%s: %w: %w", name, errNotRedline, err)
	}
	if r.Algorithm == "" {
		return r, fmt.Errorf("%s: %w", name, errNotRedline)
	}
	return r, nil
}

func readAll(name string, stdin io.Reader) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(stdin)
	}
	return os.ReadFile(name)
}
