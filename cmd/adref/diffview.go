package main

import (
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"
	"text/tabwriter"

	"adref/pkg/diff"
	"adref/pkg/history"
	"adref/pkg/page"
)

// diffView is a way of looking at a redline other than paragraph by paragraph.
type diffView struct {
	stat, moves, concordance bool
}

// chosen says whether one is asked for.
func (v diffView) chosen() bool { return v.stat || v.moves || v.concordance }

// report is a redline in figures, its moves, its numbers; those that were asked for.
type report struct {
	Base        string         `json:"base"`
	Target      string         `json:"target"`
	Algorithm   string         `json:"algorithm"`
	Summary     string         `json:"summary,omitempty"`
	Stat        *history.Stat  `json:"stat,omitempty"`
	Moves       []history.Move `json:"moves,omitzero"`
	Concordance []history.Row  `json:"concordance,omitzero"`
}

func (v diffView) report(r diff.Redline) report {
	out := report{Base: r.Base, Target: r.Target, Algorithm: r.Algorithm}
	if v.stat {
		s := history.StatOf(r)
		out.Stat, out.Summary = &s, r.Summary()
	}
	if v.moves {
		out.Moves = history.Moves(r)
	}
	if v.concordance {
		out.Concordance = history.Concordance(r)
	}
	return out
}

func (v diffView) write(w io.Writer, format string, r diff.Redline) error {
	p := v.report(r)
	switch format {
	case "json":
		return writeJSON(w, p)
	case "html":
		return p.html(w)
	case "markdown":
		return p.markdown(w)
	}
	return p.text(w)
}

// tables are the moves and the numbers as tables with a heading.
func (p report) tables() []listing {
	var out []listing
	if p.Moves != nil {
		t := listing{Title: fmt.Sprintf("%d moved", len(p.Moves)), Head: []string{"old", "new", "", "words"}}
		for _, m := range p.Moves {
			inner := "the same words"
			if m.Changed {
				inner = fmt.Sprintf("%.0f per cent alike", 100*m.Confidence)
			}
			t.Rows = append(t.Rows, []string{dash(m.Old), dash(m.New), inner, m.Words})
		}
		out = append(out, t)
	}
	if p.Concordance != nil {
		t := listing{Title: "Old and new numbers", Head: []string{"old", "new", "", "words"}}
		for _, r := range p.Concordance {
			kind := string(r.Kind)
			if r.Kind == diff.Same {
				kind = ""
			}
			t.Rows = append(t.Rows, []string{dash(strings.Join(r.Old, ", ")), dash(strings.Join(r.New, ", ")), kind, r.Words})
		}
		out = append(out, t)
	}
	return out
}

type listing struct {
	Title string
	Head  []string
	Rows  [][]string
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func (p report) text(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%s → %s\n", p.Base, p.Target)
	if p.Stat != nil {
		fmt.Fprintf(t, "%s\n%s\n", p.Summary, p.Stat)
	}
	for _, x := range p.tables() {
		fmt.Fprintf(t, "\n%s\n", x.Title)
		for _, row := range append([][]string{x.Head}, x.Rows...) {
			fmt.Fprintln(t, "  "+strings.Join(row, "\t"))
		}
	}
	return t.Flush()
}

func (p report) markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s → %s\n", diff.EscapeMarkdown(p.Base), diff.EscapeMarkdown(p.Target))
	if p.Stat != nil {
		fmt.Fprintf(&b, "\n%s %s\n", p.Summary, p.Stat)
	}
	for _, x := range p.tables() {
		fmt.Fprintf(&b, "\n## %s\n\n| %s |\n|%s\n", x.Title, strings.Join(x.Head, " | "), strings.Repeat("---|", len(x.Head)))
		for _, row := range x.Rows {
			cells := make([]string, len(row))
			for i, c := range row {
				cells[i] = strings.ReplaceAll(diff.EscapeMarkdown(c), "|", `\|`)
			}
			fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var tablesPage = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("tables").Parse(`<header class="masthead"><h1>{{.Title}}</h1>
{{with .Stat}}<p class="meta">{{$.Summary}} {{.}}</p>
{{end}}</header>
{{range .Tables}}<h2>{{.Title}}</h2>
<div class="wide"><table><thead><tr>{{range .Head}}<th scope="col">{{.}}</th>{{end}}</tr></thead><tbody>
{{range .Rows}}<tr>{{range .}}<td dir="auto">{{.}}</td>{{end}}</tr>
{{end}}</tbody></table></div>
{{end}}`))
})

func (p report) html(w io.Writer) error {
	var body strings.Builder
	title := fileName(p.Base) + " → " + fileName(p.Target)
	err := tablesPage().Execute(&body, struct {
		report
		Title  string
		Tables []listing
	}{p, title, p.tables()})
	if err != nil {
		return err
	}
	return page.Write(w, page.Page{Title: title, Body: template.HTML(body.String())})
}
