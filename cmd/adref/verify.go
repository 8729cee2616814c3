package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"adref/pkg/eventlog"
)

func verifyCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "verify",
		Short: "Check the whole log: versions, hash chains, holes",
		Long:  "Read the whole log and check that the versions of every document are contiguous, that every hash fits, and that nothing is missing.",
		Args:  cobra.NoArgs,
	}
	url := natsFlag(c)
	asJSON := c.Flags().Bool("json", false, "print the report as JSON")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		conn, err := connect(cmd.Context(), *url)
		if err != nil {
			return err
		}
		defer conn.Close()
		report, err := eventlog.Verify(cmd.Context(), eventlog.NewJetStream(conn))
		if *asJSON {
			if err := json.NewEncoder(cmd.OutOrStdout()).Encode(report); err != nil {
				return err
			}
		} else if err == nil {
			fmt.Fprintf(cmd.OutOrStdout(), "The log holds together: %d commits with %d events in %d chains.\n", report.Commits, report.Events, report.Aggregates)
		}
		return err
	}
	return c
}
