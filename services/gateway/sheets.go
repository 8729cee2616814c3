package gateway

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"adref/pkg/api"
	"adref/pkg/table"
)

// sheets are the tables that may be taken away, by their names.
var sheets = map[string]func(maker, context.Context) (table.Table, error){
	"amendments": maker.amendments,
	"positions":  func(m maker, _ context.Context) (table.Table, error) { return m.positions(), nil },
}

// sheet writes a table as the kind of file that is asked for.
func (m maker) sheet(ctx context.Context, what, kind string) ([]byte, error) {
	write := map[string]func(io.Writer, table.Table) error{
		"csv":  func(w io.Writer, t table.Table) error { return t.WriteCSV(w) },
		"xlsx": func(w io.Writer, t table.Table) error { return table.WriteXLSX(w, t) },
	}[kind]
	if write == nil {
		return nil, newProblem(api.Invalid, api.Status[api.Invalid], fmt.Sprintf("%s is a table: take it as .csv or .xlsx", what))
	}
	t, err := sheets[what](m, ctx)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	err = write(&body, t)
	return body.Bytes(), err
}

// amendments says of each amendment who proposed what, where, what was decided and what the text shows of it.
func (m maker) amendments(ctx context.Context) (table.Table, error) {
	known, err := m.g.outcomes(ctx, m.d)
	if err != nil {
		return table.Table{}, err
	}
	t := table.Table{Name: "Amendments", Columns: []string{
		"Amendment", "Sponsors", "Proposed", "To revision", "Paragraph", "Operation", "Quote", "Words", "Other paragraphs", "Amends", "Rationale",
		"State", "Disposition", "Reason", "Share in the text", "Outcome",
	}}
	for _, a := range withFates(m.d.Amendments, known) {
		p := a.Proposal
		h := m.hand(a.Amendment)
		row := []string{
			a.ID, h.By, stamp(h.At), m.say.revision(p.Anchor.Revision), m.say.cite(p.Anchor.Paragraph), string(p.Operation), p.Anchor.Quote, p.Words,
			m.others(p.To, p.With), p.Amends, p.Rationale, string(a.State), string(a.Disposition), a.Reason,
		}
		if f := a.Fate; f != nil {
			row[4] = cmp.Or(f.Cite, row[4])
			row = append(row, fmt.Sprintf("%.0f %%", 100*f.Share), f.Says)
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// others are the further paragraphs that an amendment names.
func (m maker) others(to string, with []string) string {
	var out []string
	for _, id := range with {
		out = append(out, m.say.cite(id))
	}
	if to != "" {
		out = append(out, m.say.cite(to))
	}
	return strings.Join(out, ", ")
}

// positions are those that everybody may see, as they were stated, in their order.
func (m maker) positions() table.Table {
	t := table.Table{Name: "Positions", Columns: []string{
		"Position", "Who", "Recorded", "On revision", "Paragraph", "Quote", "Amendment", "Alternatives", "Theme", "Stance", "Words", "Source", "Corrects",
	}}
	for _, p := range publicPositions(m.d) {
		t.Rows = append(t.Rows, []string{
			p.ID, sentence(m.say.who(p.Attribution)), stamp(p.At), m.say.revision(p.Revision), m.say.cite(p.On.Paragraph), p.On.Quote, p.On.Amendment,
			p.On.Alternatives, p.On.Theme, string(p.Stance), p.Words, string(p.Source), p.Corrects,
		})
	}
	return t
}

// stamp is a time in a table, "" for none.
func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format("2006-01-02 15:04:05")
}
