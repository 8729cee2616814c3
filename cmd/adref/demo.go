package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"adref/cmd/adref/sample"
	"adref/pkg/convert"
	"adref/pkg/eventlog"
	"adref/pkg/history"
	"adref/pkg/paper"
	"adref/pkg/position"
	"adref/pkg/service"
	"adref/pkg/view"
)

func demoCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "demo",
		Short: "Play a whole negotiation, from the first draft to the compendium",
		Long: `Start NATS and every service in this process and play a sample negotiation through their public doors: an invented working
group agrees its annual report. It writes the revision history and the compendium to --out as HTML, Markdown, JSON, Word and Akoma Ntoso.`,
		Args: cobra.NoArgs,
	}
	var d demo
	c.Flags().StringVar(&d.out, "out", "adref-demo", "folder of the results")
	c.Flags().BoolVar(&d.keep, "keep", false, "stay up afterwards, to look around in a browser")
	c.Flags().BoolVar(&d.json, "json", false, "print the result as JSON and nothing else")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		return d.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
	}
	return c
}

// demo plays the sample in a house of its own.
type demo struct {
	out        string
	keep, json bool
}

func (d demo) run(ctx context.Context, stdout, stderr io.Writer) error {
	started := time.Now()
	script, err := sample.Load()
	if err != nil {
		return err
	}
	store, err := os.MkdirTemp("", "adref-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(store)
	h, err := openHouse(ctx, houseConfig{dir: store, nats: "127.0.0.1:0", http: "127.0.0.1:0", logger: textLogger(stderr, false)})
	if err != nil {
		return err
	}
	defer h.Close() //nolint:errcheck // the demo has its results
	story := stdout
	if d.json {
		story = io.Discard
	}
	fmt.Fprintf(story, "%s\nNATS with JetStream runs inside this process (%s), with the services %s.\n", script.Title, h.server.URL(), strings.Join(serviceNames(), ", "))
	last, err := h.play(ctx, script, story)
	if err != nil {
		return err
	}
	r, err := h.results(ctx, script, last, d.out)
	if err != nil {
		return err
	}
	r.Seconds = time.Since(started).Seconds()
	if d.json {
		err = json.NewEncoder(stdout).Encode(r)
	} else {
		err = r.print(stdout)
	}
	if err == nil && d.keep {
		fmt.Fprintf(stderr, "\nStill up: %s/processes/%s (NATS %s). Stop it with Ctrl-C.\n", h.web(), script.Process, h.server.URL())
		<-ctx.Done()
	}
	return err
}

// result is what a demo shows at its end.
type result struct {
	Files        []string      `json:"files"`
	Commits      int           `json:"commits"`
	Revisions    []revisionRow `json:"revisions"`
	Amendments   []fateRow     `json:"amendments"`
	Outcomes     string        `json:"outcomes"`     // of the amendments, counted
	Explanations []string      `json:"explanations"` // "Norland (en)"
	Editions     int           `json:"editions"`
	Adopted      string        `json:"adopted"`
	Seconds      float64       `json:"seconds"`
}

type revisionRow struct {
	Name       string `json:"name"`
	Paragraphs int    `json:"paragraphs"`
	Words      int    `json:"words"`
	Opening    int    `json:"opening"`
	Closing    int    `json:"closing"`
	Unbalanced int    `json:"unbalanced"`
}

type fateRow struct {
	ID          string          `json:"id"`
	Sponsors    string          `json:"sponsors"`
	Cite        string          `json:"paragraph"`
	Disposition string          `json:"disposition"`
	Outcome     history.Outcome `json:"outcome"`
	Says        string          `json:"says"`
	Disagrees   bool            `json:"disagrees,omitempty"`
}

// results writes the files and gathers the figures.
func (h *house) results(ctx context.Context, script sample.Script, last uint64, dir string) (result, error) {
	var r result
	hist, err := h.write(ctx, script, last, dir, &r)
	if err != nil {
		return r, err
	}
	log := eventlog.NewJetStream(h.conn)
	report, err := eventlog.Verify(ctx, log)
	if err != nil {
		return r, err
	}
	r.Commits = report.Commits
	loader := newLoader(h.conn)
	p, err := loader.Process(ctx, script.Process, service.Newest)
	if err != nil {
		return r, err
	}
	d, err := loader.Document(ctx, script.Process, script.Document, service.Newest)
	if err != nil {
		return r, err
	}
	if d.Adopted != nil {
		r.Adopted = fmt.Sprintf("%s, %s, on %s", d.Revisions[d.Adopted.Revision-1].Name, d.Adopted.How, d.Adopted.At.Format("2 January 2006"))
	}
	for _, s := range hist.Steps {
		f := s.Figures
		r.Revisions = append(r.Revisions, revisionRow{s.Revision.Name, f.Paragraphs, f.Words, f.Opening, f.Closing, f.Unbalanced})
	}
	r.Outcomes = hist.FateSummary()
	for _, f := range hist.Fates {
		r.Amendments = append(r.Amendments, fateRow{
			f.Amendment.ID, hist.Parties(f.Amendment.Sponsors), f.Cite, string(f.Amendment.Disposition), f.Outcome, f.Says, f.Disagrees,
		})
	}
	for _, e := range p.Standing(script.Document) {
		r.Explanations = append(r.Explanations, fmt.Sprintf("%s (%s%s)", hist.Parties([]string{e.Attribution.By}), e.Language, also(e)))
	}
	return r, nil
}

func also(e position.Explanation) string {
	s := ""
	if e.Kind != position.Explains {
		s += ", " + string(e.Kind)
	}
	if e.Late {
		s += ", late"
	}
	return s
}

// write writes the history and the editions of the compendium.
func (h *house) write(ctx context.Context, script sample.Script, last uint64, dir string, r *result) (history.History, error) {
	var hist history.History
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return hist, err
	}
	key := script.Process + "." + script.Document
	c, err := h.compendium(ctx, script.Process, script.Document, "en", last)
	if err != nil {
		return hist, err
	}
	r.Editions = len(c.Editions)
	files := []struct{ service, key, name string }{{"differ", key + ".history", "history"}}
	for _, e := range c.Editions {
		name := "compendium"
		if of := e.Name(); of != "" {
			name += "-" + strings.ToLower(strings.ReplaceAll(of, ".", ""))
		}
		if l := e.InLanguage(); l != "en" {
			name += "-" + l
		}
		files = append(files, struct{ service, key, name string }{"publisher", fmt.Sprintf("%s.edition-%d", key, e.Edition), name})
	}
	for _, f := range files {
		for suffix, ending := range map[string]string{"": ".json", "-html": ".html", "-md": ".md"} {
			b, err := h.view(ctx, f.service, f.key+suffix, last)
			if err != nil {
				return hist, err
			}
			if f.name == "history" && suffix == "" {
				if err := json.Unmarshal(b, &hist); err != nil {
					return hist, err
				}
			}
			if err := os.WriteFile(filepath.Join(dir, f.name+ending), b, 0o644); err != nil {
				return hist, err
			}
		}
		made := hist.Paper()
		if f.service == "publisher" {
			b, err := h.view(ctx, f.service, f.key+"-paper", last)
			if err != nil {
				return hist, err
			}
			made = paper.Paper{}
			if err := json.Unmarshal(b, &made); err != nil {
				return hist, err
			}
		}
		if err := take(ctx, filepath.Join(dir, f.name), made); err != nil {
			return hist, err
		}
		r.Files = append(r.Files, filepath.Join(dir, f.name+".html"), filepath.Join(dir, f.name+".md"), filepath.Join(dir, f.name+".json"),
			filepath.Join(dir, f.name+".docx"), filepath.Join(dir, f.name+".akn"))
	}
	return hist, nil
}

// take writes a paper as Word and as Akoma Ntoso.
func take(ctx context.Context, name string, p paper.Paper) error {
	for _, ending := range []string{".docx", ".akn"} {
		if err := writePaper(ctx, name+ending, p, convert.Options{}); err != nil {
			return err
		}
	}
	return nil
}

// view is a view of a service that reflects at least the commit.
func (h *house) view(ctx context.Context, service, key string, seq uint64) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	store := view.NewJetStream(h.conn, service)
	if err := store.Wait(ctx, seq); err != nil {
		return nil, fmt.Errorf("the %s has not come to commit %d: %w", service, seq, err)
	}
	e, err := view.Whole(ctx, store, key)
	return e.Value, err
}

// print prints the tables.
func (r result) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\nThe text in its revisions\n\trevision\tparagraphs\twords\t[\t]\tunpaired\n")
	for _, v := range r.Revisions {
		fmt.Fprintf(w, "\t%s\t%d\t%d\t%d\t%d\t%d\n", v.Name, v.Paragraphs, v.Words, v.Opening, v.Closing, v.Unbalanced)
	}
	fmt.Fprintf(w, "\nWhat became of the %s\n\tthe text\t\tsponsors\ton ¶\tthe chair's office\t\n", r.Outcomes)
	for _, a := range r.Amendments {
		note := ""
		if a.Disagrees {
			note = " (!)"
		}
		fmt.Fprintf(w, "\t%s\t%s\t%s\t%s\t%s\t%s%s\n", a.Outcome.Says(), a.ID, a.Sponsors, a.Cite, strings.ReplaceAll(a.Disposition, "-", " "), a.Says, note)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(out, "\nAdopted: %s.\nExplanations of position: %d: %s.\n", r.Adopted, len(r.Explanations), strings.Join(r.Explanations, ", "))
	fmt.Fprintf(out, "The log: %d commits, every version and hash checked. All of it took %.1f s.\n\nResults:\n", r.Commits, r.Seconds)
	for i := 0; i < len(r.Files); i += 5 { // five files each
		fmt.Fprintf(out, "  %s  (and .docx, .md, .json, .akn)\n", r.Files[i])
	}
	return nil
}
