package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"adref/pkg/delegation"
	"adref/pkg/negotiation"
	"adref/pkg/roster"
	"adref/pkg/service"
)

func admitCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "admit NAME…",
		Short: "Admit delegations and form groups from the roster of the United Nations",
		Long: `Admit delegations, as the chair's office, with their names in six languages from the roster that “adref delegations” lists;
each is named by its code or as a text names it. A group is formed of those of its members that are admitted by then. What is
admitted already is passed over. Nothing is admitted unless every name is known. What the roster does not know is admitted by
“adref do admit-delegation”.`,
		Example: "  adref admit France Türkiye “State of Palestine” “Nordic countries” --process ict\n  adref admit --members --process ict",
	}
	url := natsFlag(c)
	process := c.Flags().String("process", "", "code of the process")
	members := c.Flags().Bool("members", false, "all 193 Member States")
	c.MarkFlagRequired("process") //nolint:errcheck // the flag is there
	c.RunE = func(cmd *cobra.Command, args []string) error {
		guests, err := invited(args, *members)
		if err != nil {
			return err
		}
		if err := addressed("admit-delegation", *process, "", delegation.Chair); err != nil {
			return err
		}
		conn, err := connect(cmd.Context(), *url)
		if err != nil {
			return err
		}
		defer conn.Close()
		return newTable(conn, *process, "").admit(cmd.Context(), cmd.OutOrStdout(), guests)
	}
	return c
}

// guests are who is to be admitted, and the groups to be formed, by code.
type guests struct{ parties, groups []string }

// invited finds those who are named in the roster.
func invited(names []string, members bool) (guests, error) {
	un := roster.UN()
	var g guests
	if members {
		for _, d := range un.Delegations("en", roster.Member) {
			g.parties = append(g.parties, d.Code)
		}
	}
	for _, name := range names {
		code, ok := un.Code(name)
		if !ok {
			return g, fmt.Errorf("%q is not in the roster: see “adref delegations”: %w", name, errUsage)
		}
		if _, isParty := un.Party(code); isParty {
			g.parties = append(g.parties, code)
		} else {
			g.groups = append(g.groups, code)
		}
	}
	if len(g.parties)+len(g.groups) == 0 {
		return g, fmt.Errorf("name somebody, or say --members: %w", errUsage)
	}
	return g, nil
}

// admit sends the codes alone: the names are those that the recorder's roster has.
func (t table) admit(ctx context.Context, out io.Writer, g guests) error {
	p, err := t.loader.Process(ctx, t.process, service.Newest)
	if err != nil {
		return err
	}
	var admitted []string
	for _, code := range g.parties {
		if p.Admitted(code) {
			continue
		}
		if _, err := t.do(ctx, delegation.Chair, negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: code}}); err != nil {
			return fmt.Errorf("admitting %s: %w", code, err)
		}
		admitted = append(admitted, code)
	}
	fmt.Fprintf(out, "Admitted %d of %d: %s.\n", len(admitted), len(g.parties), strings.Join(admitted, ", "))
	for _, code := range g.groups {
		if _, err := t.do(ctx, delegation.Chair, negotiation.FormGroup{Group: delegation.Group{Code: code}}); err != nil {
			return fmt.Errorf("forming %s of its members that are admitted (the roster knows them only where they are certain): %w", code, err)
		}
		fmt.Fprintf(out, "Formed %s.\n", code)
	}
	return nil
}
