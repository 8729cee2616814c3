package gateway

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"adref/pkg/diff"
	"adref/pkg/history"
)

// Concordance is the old and the new numbers of the paragraphs of two revisions.
type Concordance struct {
	From RevisionSummary `json:"from"`
	To   RevisionSummary `json:"to"`
	Rows []history.Row   `json:"rows" doc:"Every paragraph that has a number in one of the texts, in the order of the new one."`
}

// pair is two revisions: where they are not said, the newest and the one before the new one.
func pair(d documentState, from, to int) (int, int) {
	if to == 0 {
		to = len(d.Revisions)
	}
	if from == 0 {
		from = to - 1
	}
	return from, to
}

func (g *gateway) registerConcordance(a huma.API) {
	read(g, a, about{documentRoot + "/concordance", "get-concordance", "derived", "Get old and new numbers", "Of the paragraphs of any two revisions, through moves, splits and mergers."},
		func(ctx context.Context, in *RedlinePath) (*answer[Concordance], error) {
			d, err := g.index.document(in.Process, in.Document)
			if err != nil {
				return nil, err
			}
			c, err := g.concordance(ctx, d, in.From, in.To)
			return &answer[Concordance]{d.Process.Seq, c}, err
		})
}

func (g *gateway) concordance(ctx context.Context, d documentState, from, to int) (Concordance, error) {
	from, to = pair(d, from, to)
	r, err := g.texts.redline(ctx, d, from, to)
	if err != nil {
		return Concordance{}, err
	}
	return Concordance{revisionSummary(d.Revisions[from-1]), revisionSummary(d.Revisions[to-1]), history.Concordance(r)}, nil
}

// concordanceScreen is the page of a concordance.
type concordanceScreen struct {
	From, To RevisionSummary
	Href     string
	Rows     []concordanceRow
	Tabled   []RevisionSummary // from which to choose others
}

type concordanceRow struct{ Old, New, Kind, Words string }

func (g *gateway) concordancePage(ctx context.Context, r *http.Request) (screen, error) {
	d, err := g.pageDocument(r)
	if err != nil {
		return screen{}, err
	}
	from, err := number(r.URL.Query().Get("from"))
	if err != nil {
		return screen{}, err
	}
	to, err := number(r.URL.Query().Get("to"))
	if err != nil {
		return screen{}, err
	}
	c, err := g.concordance(ctx, d, from, to)
	if err != nil {
		return screen{}, err
	}
	s := concordanceScreen{From: c.From, To: c.To, Href: documentHref(d), Tabled: documentView(d).Tabled}
	for _, row := range c.Rows {
		line := concordanceRow{Old: strings.Join(row.Old, ", "), New: strings.Join(row.New, ", "), Kind: string(row.Kind), Words: row.Words}
		if row.Kind == diff.Same {
			line.Kind = ""
		}
		s.Rows = append(s.Rows, line)
	}
	return screen{title: "Old and new numbers · " + d.Title, nav: documentNav(d), template: "concordance.html", data: s, seq: d.Process.Seq}, nil
}
