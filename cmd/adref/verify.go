package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"adref/pkg/api"
	"adref/pkg/backup"
	"adref/pkg/bus"
	"adref/pkg/eventlog"
	"adref/pkg/service"
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
		report, err := verify(cmd.Context(), conn)
		if err != nil {
			return err
		}
		if *asJSON {
			if err := json.NewEncoder(cmd.OutOrStdout()).Encode(report); err != nil {
				return err
			}
		}
		if !report.OK() {
			return fmt.Errorf("%w\n%s", damage(report), remedy)
		}
		named, lost, err := backup.Missing(cmd.Context(), eventlog.NewJetStream(conn), blobs(conn))
		if err != nil {
			return err
		}
		if len(lost) > 0 {
			return fmt.Errorf("%w: %d of %d texts that the log names are lost, the first is %s: put them back with “adref import-archive” from the last “adref export”", eventlog.ErrBroken, len(lost), named, lost[0])
		}
		if !*asJSON {
			fmt.Fprintf(cmd.OutOrStdout(), "The log holds together: %d commits with %d events in %d chains.\n", report.Commits, report.Events, report.Aggregates)
			for _, c := range report.Copies {
				fmt.Fprintf(cmd.OutOrStdout(), "  %s: %s\n", c.Server, ofCopy(c))
			}
		}
		return nil
	}
	return c
}

// remedy is what to do about a log that is broken.
const remedy = `Nothing is decided on a broken log and nothing is derived from it. What to do:
  1. stop adref and keep a copy of the data folder of NATS;
  2. on a cluster, remove the folder of the stream EV on the server that has the damage: it fetches the stream from the others;
  3. on one server, put back a copy of the data folder, or begin with an empty one and “adref import-archive” each process from
     its last “adref export”;
  4. run “adref verify” again.`

// verify walks the log, and compares its end with the public events: they are made from it, so it cannot be shorter than they say.
func verify(ctx context.Context, conn *bus.Conn) (eventlog.Report, error) {
	report, err := eventlog.Verify(ctx, eventlog.NewJetStream(conn))
	if err != nil || report.Problem != nil {
		return report, err
	}
	err = service.Witnessed(ctx, eventlog.NewJetStream(conn), api.NewClient(conn))
	if b, ok := errors.AsType[*eventlog.BrokenError](err); ok {
		report.Problem = b
		return report, nil
	}
	return report, err
}

// ofCopy says in words what was found on a server.
func ofCopy(c eventlog.Copy) string {
	if c.Absent != "" {
		return "not looked at: " + c.Absent
	}
	return fmt.Sprintf("%d commits, whole", c.Commits)
}

// damage is what is wrong with a log, and where.
func damage(r eventlog.Report) error {
	if r.Problem != nil {
		return r.Problem
	}
	if d := r.Damaged(); d != nil {
		return d
	}
	return fmt.Errorf("%w: %d of %d places are empty: what stood there is lost", eventlog.ErrBroken, r.Holes, r.Last)
}
