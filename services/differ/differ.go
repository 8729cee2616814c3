// Package differ keeps the revision history of every document: alignment, redline, bracket ledger, fate of amendments.
//
// Views, in the store "differ": <process>.<document>.history is a history.History as JSON, .history-html and .history-md the
// same as pages, all three in parts (view.Whole): what a step looks like stands under a key of its own, .history-step-<n>,
// .history-html-step-<n> and .history-md-step-<n>, and is written once; with a change only the frame around the steps and the
// new step are put. .provenance-<n> is a history.Provenance of revision n, which follows from the texts alone and is written
// once too. They carry the version of the algorithm and can be dropped and rebuilt from the log.
package differ

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/history"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/pkg/text"
	"adref/pkg/view"
)

// Service is the differ.
type Service struct{}

// New is a differ.
func New() Service { return Service{} }

// Name is "differ".
func (Service) Name() string { return "differ" }

// Run derives the history of a document when commits have changed it.
//
// It follows the whole log instead of keeping a place in it: reading is cheap, and a view that is missing, older than the log
// or made by another version of the algorithm is made again. Commits that arrive together are derived together.
func (s Service) Run(ctx context.Context, env service.Env, ready func()) error {
	views := env.Views(s.Name())
	d := &differ{
		log:    env.Log,
		loader: service.NewLoader(env.Log, env.Blobs),
		views:  views,
		parts:  map[eventlog.Aggregate]*view.Parts{},
		series: map[eventlog.Aggregate]*series{},
		due:    map[eventlog.Aggregate]uint64{},
		known:  map[eventlog.Aggregate]bool{},
	}
	ready()
	return service.Ended(ctx, env.Log.Follow(ctx, 0, func(c eventlog.Stored) error { return d.project(ctx, c) }))
}

// differ is used by one goroutine.
type differ struct {
	log    eventlog.Follower
	loader *service.Loader
	views  view.Store
	parts  map[eventlog.Aggregate]*view.Parts // what was put of a document
	series map[eventlog.Aggregate]*series
	// due are the documents whose view is older than their commits, with the Seq of the newest of those.
	due map[eventlog.Aggregate]uint64
	// goal is the last commit that there was when the one before was reached. The views are made when it is read: a differ that is
	// far behind makes them once, and one that is kept busy goes no further than the log was.
	goal  uint64
	known map[eventlog.Aggregate]bool // documents
}

// series is the history of a document as far as it has been compared.
type series struct {
	*history.Series
	texts []string // digest of each revision's text, with its identities
	names string   // digest of those that brackets are attributed to
	kept  int      // of how many revisions the provenance is among the views
	pages history.Pages
}

// concerns are the kinds of events that change a history.
var concerns = []string{
	"document.opened", "revision.tabled", "match.corrected",
	"amendment.proposed", "amendment.revised", "amendment.cosponsored", "amendment.left", "amendment.withdrawn", "amendment.reintroduced",
	"amendment.disposed", "amendment.stale",
}

// parties are the kinds of events that change by which names brackets are attributed, in all documents of the process.
var parties = []string{"delegation.admitted", "group.formed"}

func (d *differ) project(ctx context.Context, c eventlog.Stored) error {
	for _, e := range c.Events {
		switch {
		case slices.Contains(concerns, e.Kind):
			d.due[c.Aggregate], d.known[c.Aggregate] = c.Seq, true
		case slices.Contains(parties, e.Kind):
			for a := range d.known {
				if a.Process == c.Process {
					d.due[a] = c.Seq
				}
			}
		}
	}
	if c.Seq > d.goal {
		var err error
		if d.goal, err = d.log.Last(ctx); err != nil {
			return err
		}
	}
	if c.Seq < d.goal {
		return nil
	}
	for a, seq := range d.due {
		if err := d.derive(ctx, a, seq, c.Seq); err != nil {
			return fmt.Errorf("history of %s: %w", a, err)
		}
	}
	clear(d.due)
	return d.views.Mark(ctx, c.Seq)
}

// derive makes the views of a document, unless they reflect its commit at `newest` already; it reads no further than upTo.
func (d *differ) derive(ctx context.Context, a eventlog.Aggregate, newest, upTo uint64) error {
	key := historyKey(a)
	current, found, err := d.current(ctx, key, newest)
	if current || err != nil {
		return err
	}
	anew := !found || d.parts[a] == nil
	state, err := d.loader.Document(ctx, a.Process, a.Document, upTo)
	if err != nil {
		return err
	}
	process, err := d.loader.Process(ctx, a.Process, upTo)
	if err != nil {
		return err
	}
	s, err := d.compare(ctx, a, state, process)
	if err != nil {
		return err
	}
	if anew { // what is lost is put again, with all its parts
		d.parts[a], s.kept = &view.Parts{Store: d.views}, 0
	}
	if err := d.keepProvenance(ctx, a, s, newest); err != nil {
		return err
	}
	h := s.History(state.Amendments)
	h.Names = shortNames(process)
	return d.keepHistory(ctx, a, &s.pages, h, newest)
}

func historyKey(a eventlog.Aggregate) string { return a.Process + "." + a.Document + ".history" }

// keepHistory puts the history in all formats. The JSON is put last: where it is current, the others are.
func (d *differ) keepHistory(ctx context.Context, a eventlog.Aggregate, pages *history.Pages, h history.History, seq uint64) error {
	key := historyKey(a)
	for _, x := range []struct {
		key  string
		make func(history.History) (history.Framed, error)
	}{{key + "-html", pages.HTML}, {key + "-md", pages.Markdown}, {key, pages.JSON}} {
		page, err := x.make(h)
		if err != nil {
			return err
		}
		parts := make([]view.Part, len(page.Steps))
		for i, step := range page.Steps {
			parts[i] = view.Part{Key: fmt.Sprintf("%s-step-%d", x.key, step.Revision), At: step.At, Value: step.Body}
		}
		if err := d.parts[a].Put(ctx, view.Entry{Key: x.key, Value: page.Frame, Seq: seq}, parts); err != nil {
			return err
		}
	}
	return nil
}

// keepProvenance makes the views of the revisions that are new.
func (d *differ) keepProvenance(ctx context.Context, a eventlog.Aggregate, s *series, seq uint64) error {
	for ; s.kept < len(s.texts); s.kept++ {
		body, err := json.Marshal(s.Provenance(s.kept + 1))
		if err != nil {
			return err
		}
		key := fmt.Sprintf("%s.%s.provenance-%d", a.Process, a.Document, s.kept+1)
		if err := d.parts[a].Once(ctx, view.Entry{Key: key, Value: body, Seq: seq}); err != nil {
			return err
		}
	}
	return nil
}

// shortNames are the names of those who take part, by code.
func shortNames(p *negotiation.Process) map[string]string {
	names := map[string]string{}
	for _, d := range p.Delegations {
		names[d.Code] = d.Name("en")
	}
	for _, g := range p.Groups {
		names[g.Code] = short(g)
	}
	return names
}

// short is the first abbreviation of a group, or else its name.
func short(g delegation.Group) string {
	for _, a := range g.Aliases {
		if a == strings.ToUpper(a) {
			return a
		}
	}
	return g.Name("en")
}

// current says whether the view reflects the commit, made by this version of the algorithm, and whether there is one at all.
func (d *differ) current(ctx context.Context, key string, newest uint64) (current, found bool, err error) {
	e, err := d.views.Get(ctx, key)
	if errors.Is(err, view.ErrNotFound) {
		return false, false, nil
	}
	if err != nil || e.Seq < newest {
		return false, true, err
	}
	var h struct{ Algorithm string }
	return json.Unmarshal(e.Frame(), &h) == nil && h.Algorithm == history.Algorithm, true, nil
}

// compare brings the series of a document up to its state: it appends the revisions that are new, or begins again where an
// identity was corrected or the process knows other names.
func (d *differ) compare(ctx context.Context, a eventlog.Aggregate, state *negotiation.Document, process *negotiation.Process) (*series, error) {
	s := d.series[a]
	names := text.Digest(fmt.Sprint(process.Delegations, process.Groups))
	if s == nil || s.names != names || len(s.texts) > len(state.Revisions) || !slices.Equal(s.texts, identities(state, len(s.texts))) {
		directory := delegation.NewDirectory(process.Delegations, process.Groups)
		s = &series{Series: history.NewSeries(state.Title).Knowing(directory), names: names}
		d.series[a] = s
	}
	for i := len(s.texts); i < len(state.Revisions); i++ {
		r := state.Revisions[i]
		t, err := d.loader.Revision(ctx, state, i+1)
		if err != nil {
			return nil, err
		}
		s.Append(history.Revision{Ordinal: r.Revision, Name: r.Name, Symbol: r.Symbol, At: r.At, Document: t})
	}
	s.texts = identities(state, len(state.Revisions))
	return s, nil
}

// identities are the digests of the first n revisions with the identities of their blocks.
func identities(state *negotiation.Document, n int) []string {
	out := make([]string, n)
	for i := range out {
		h := sha256.New()
		fmt.Fprintln(h, state.Revisions[i].Text)
		for _, b := range state.Revisions[i].Blocks {
			fmt.Fprintln(h, b.ID)
		}
		out[i] = hex.EncodeToString(h.Sum(nil))
	}
	return out
}
