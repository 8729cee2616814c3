package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"adref/pkg/delegation"
	"adref/pkg/roster"
)

func delegationsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "delegations [NAME…]",
		Short: "List the delegations and groups of the United Nations, in six languages",
		Long: `List Member States, observers, organisations and groups with their codes, in the alphabetical order of a language; or those
that are named, as a text names them. Members of groups are given where they are certain, with the day.`,
		Example: "  adref delegations --language fr\n  adref delegations GRULAC 土耳其 --format json",
	}
	format := formatFlag(c, "text", "json")
	language := c.Flags().String("language", "en", strings.Join(roster.Languages, ", "))
	c.RunE = func(cmd *cobra.Command, args []string) error {
		f, err := format()
		if err != nil {
			return err
		}
		if !slices.Contains(roster.Languages, *language) {
			return fmt.Errorf("no names in %q (known: %s): %w", *language, strings.Join(roster.Languages, ", "), errUsage)
		}
		rows, err := listed(args, *language)
		if err != nil {
			return err
		}
		if f == "json" {
			return json.NewEncoder(cmd.OutOrStdout()).Encode(rows)
		}
		return printRows(cmd.OutOrStdout(), rows, *language)
	}
	return c
}

// rosterRow is a line of the list.
type rosterRow struct {
	Status  string            `json:"status"`
	Code    string            `json:"code"`
	Names   map[string]string `json:"names"`
	Aliases []string          `json:"aliases,omitempty"`
	Members []string          `json:"members,omitempty"`
	AsOf    string            `json:"asOf,omitempty"` // the day of the members

	key string // what it is filed under
}

// listed are the parties and groups of the names, or all, in the order of the language.
func listed(names []string, language string) ([]rosterRow, error) {
	un := roster.UN()
	wanted := map[string]bool{}
	for _, n := range names {
		code, ok := un.Code(n)
		if !ok {
			return nil, fmt.Errorf("%q is not in the roster", n)
		}
		wanted[code] = true
	}
	rows := []rosterRow{}
	for _, p := range un.Parties {
		if d := p.Delegation(); len(names) == 0 || wanted[p.Code] {
			rows = append(rows, rosterRow{Status: string(p.Status), Code: p.Code, Names: p.Names, Aliases: d.Aliases, key: d.SortKey(language)})
		}
	}
	for _, g := range un.Groups {
		if len(names) > 0 && !wanted[g.Code] {
			continue
		}
		row := rosterRow{Status: "group", Code: g.Code, Names: g.Names, Aliases: g.Aliases, Members: g.Members, key: g.Names[language]}
		if len(g.Members) > 0 {
			row.AsOf = g.AsOf.Format("2006-01-02")
		}
		rows = append(rows, row)
	}
	o := delegation.NewOrder(language)
	slices.SortStableFunc(rows, func(a, b rosterRow) int { return o.Compare(a.key, b.key) })
	return rows, nil
}

func printRows(out io.Writer, rows []rosterRow, language string) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		note := strings.ReplaceAll(r.Status, "-", " ")
		if r.AsOf != "" {
			note = fmt.Sprintf("group, %d members on %s", len(r.Members), r.AsOf)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", r.Code, note, r.Names[language]) // the name last: its width is not that of its bytes
	}
	return w.Flush()
}
