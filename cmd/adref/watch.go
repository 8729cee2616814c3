package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"adref/pkg/api"
)

func watchCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "watch",
		Short: "Print public events as they arrive",
		Long: `Print public events as they arrive, until interrupted. With --since N it begins after event N, the number in front of each
line, so that nothing is missed and nothing comes twice. The same events are NATS subjects: nats sub 'live.public.*.*.amendment.>'.`,
		Args: cobra.NoArgs,
	}
	url := natsFlag(c)
	f := api.Filter{}
	c.Flags().StringVar(&f.Process, "process", "", "only of this process")
	c.Flags().StringVar(&f.Document, "document", "", "only of this document")
	c.Flags().StringVar(&f.Paragraph, "paragraph", "", `only of this paragraph: its ID, or as cited ("12 (a)")`)
	c.Flags().StringVar(&f.Kind, "kind", "", `only of this kind: "amendment.proposed", or "amendment" for all of amendments`)
	c.Flags().StringVar(&f.Delegation, "delegation", "", "only those that concern this delegation or group")
	c.Flags().StringVar(&f.Audience, "audience", "public", "whose events: public, delegations, chair")
	since := c.Flags().Int64("since", -1, "begin after this event; 0 is the beginning; without it, only what comes now")
	asJSON := c.Flags().Bool("json", false, "print each event as a line of JSON (CloudEvents)")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		conn, err := connect(cmd.Context(), *url)
		if err != nil {
			return err
		}
		defer conn.Close()
		client := api.NewClient(conn)
		if *since < 0 {
			last, err := client.LastAnnounced(cmd.Context())
			if err != nil {
				return err
			}
			*since = int64(last.Sequence)
		}
		return client.Watch(cmd.Context(), f, uint64(*since), func(e api.PublicEvent) error {
			if *asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(e)
			}
			return printEvent(cmd.OutOrStdout(), e)
		})
	}
	return c
}

// printEvent prints an event as a line.
func printEvent(w io.Writer, e api.PublicEvent) error {
	at := ""
	if len(e.Cites) > 0 {
		at = " ¶" + strings.Join(e.Cites, ", ")
	}
	_, err := fmt.Fprintf(w, "%6d  %s  %-22s%s  %s\n", e.Sequence, e.Time.UTC().Format("2006-01-02 15:04"), e.Type, at, e.Says)
	return err
}
