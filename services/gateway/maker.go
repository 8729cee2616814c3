package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/history"
	"adref/pkg/negotiation"
	"adref/pkg/paper"
	"adref/pkg/printing"
	"adref/pkg/text"
	"adref/pkg/view"
)

// maker makes one paper of a document.
type maker struct {
	g   *gateway
	d   documentState
	in  *PaperPath
	say words
}

// revision is the text that is asked for and what a paper of it says of itself.
func (m maker) revision(ctx context.Context) (negotiation.Revision, text.Document, printing.Source, error) {
	n := m.in.Revision
	if n == 0 {
		n = len(m.d.Revisions)
	}
	r, err := revisionOf(m.d, n)
	if err != nil {
		return r, text.Document{}, printing.Source{}, err
	}
	t, err := m.g.texts.revision(ctx, m.d, n)
	return r, t, m.source(r), err
}

// source is what a paper says of itself: the text that it was made from, so that what comes back can be held against it, and the
// masthead.
func (m maker) source(r negotiation.Revision) printing.Source {
	symbol := r.Symbol
	if symbol == "" {
		symbol = m.d.Symbol
	}
	return printing.Source{
		Title:    m.d.Title + ", " + r.Name,
		Origin:   paper.Origin{Process: m.d.Process.Code, Document: m.d.Code, Revision: r.Revision, Symbol: symbol, Digest: r.Text},
		Masthead: &paper.Masthead{Body: m.d.Process.Body, Symbol: symbol, Lines: []string{r.Name, r.At.UTC().Format("2 January 2006")}},
	}
}

// at is the time of the text that is asked for, zero where there is none.
func (m maker) at() time.Time {
	n := m.in.Revision
	if n == 0 {
		n = len(m.d.Revisions)
	}
	if r, err := revisionOf(m.d, n); err == nil {
		return r.At
	}
	return time.Time{}
}

func (m maker) clean(ctx context.Context) (paper.Paper, error) {
	_, t, s, err := m.revision(ctx)
	return printing.Clean(t, s), err
}

// redline is what changed since an earlier revision. Words that stand in an amendment too are its sponsors’, all else is the chair’s
// office’s, which tabled the text.
func (m maker) redline(ctx context.Context) (paper.Paper, error) {
	r, t, s, err := m.revision(ctx)
	if err != nil {
		return paper.Paper{}, err
	}
	from := m.in.From
	if from == 0 {
		from = r.Revision - 1
	}
	old, err := m.g.texts.revision(ctx, m.d, from)
	if err != nil {
		return paper.Paper{}, err
	}
	comparison, err := m.g.texts.redline(ctx, m.d, from, r.Revision)
	if err != nil {
		return paper.Paper{}, err
	}
	whole, err := m.provenance(ctx, r.Revision)
	if err != nil {
		return paper.Paper{}, err
	}
	chair := printing.Hand{By: sentence(m.say.name(delegation.Chair)), At: r.At}
	return printing.Redline(comparison, old, t, s, func(touch printing.Touch) printing.Hand {
		if touch.Inserted && touch.New >= 0 {
			if h, ok := m.whose(whole, t.Blocks[touch.New], touch.Span); ok {
				return h
			}
		}
		return chair
	}), nil
}

// provenance is that of a revision, empty where the differ has not made it yet.
func (m maker) provenance(ctx context.Context, revision int) (history.Provenance, error) {
	var whole history.Provenance
	e, err := m.g.views[differ].Get(ctx, fmt.Sprintf("%s.%s.provenance-%d", m.d.Process.Code, m.d.Code, revision))
	if errors.Is(err, view.ErrNotFound) {
		return whole, nil
	}
	if err != nil {
		return whole, err
	}
	return whole, json.Unmarshal(e.Value, &whole)
}

// whose is the hand of words that stand in an amendment, all of them. Origins are of the block as it stands in its source, with its
// label; the place is one in its words.
func (m maker) whose(whole history.Provenance, b text.Block, at text.Span) (printing.Hand, bool) {
	begin := strings.Index(b.Raw, b.Text)
	if begin < 0 {
		return printing.Hand{}, false // emphasis stands between the words
	}
	pos := -begin
	for _, o := range history.WithAmendments(whole.In(b), b.ID, m.d.Amendments) {
		start, end := pos, pos+len(o.Text)
		pos = end
		if end <= at.Start || start >= at.End || text.CountWords(o.Text) == 0 {
			continue
		}
		for _, x := range o.AlsoIn {
			i := slices.IndexFunc(m.d.Amendments, func(a amendment.Amendment) bool { return a.ID == x.Amendment })
			if x.Share == 1 && i >= 0 {
				return m.hand(m.d.Amendments[i]), true
			}
		}
		return printing.Hand{}, false
	}
	return printing.Hand{}, false
}

// hand is whose an amendment is: its sponsors, since it was proposed.
func (m maker) hand(a amendment.Amendment) printing.Hand {
	var names []string
	for _, code := range a.Sponsors {
		names = append(names, sentence(m.say.name(code)))
	}
	h := printing.Hand{By: strings.Join(names, "; "), Why: a.Proposal.Rationale, Amendment: a.ID}
	if len(a.Sponsorships) > 0 {
		h.At = a.Sponsorships[0].Since
	}
	return h
}

// sentence begins a name as a sentence begins.
func sentence(name string) string {
	if rest, ok := strings.CutPrefix(name, "the "); ok {
		return "The " + rest
	}
	return name
}

func (m maker) proposals(ctx context.Context) (paper.Paper, error) {
	t, s, open, err := m.open(ctx)
	return printing.Proposals(t, s, open), err
}

func (m maker) compilation(ctx context.Context) (paper.Paper, error) {
	t, s, open, err := m.open(ctx)
	return printing.Compilation(t, s, open), err
}

// open are the open amendments, anchored in the newest text: one to an earlier text as the differ re-drafts it. Where that does not
// hold either, it is loose.
func (m maker) open(ctx context.Context) (text.Document, printing.Source, []printing.Proposal, error) {
	m.in.Revision = 0 // amendments are open to the newest text
	r, t, s, err := m.revision(ctx)
	if err != nil {
		return t, s, nil, err
	}
	known, err := m.g.outcomes(ctx, m.d)
	if err != nil {
		return t, s, nil, err
	}
	var out []printing.Proposal
	for _, a := range m.d.Amendments {
		if !isOpen(a) {
			continue
		}
		p := printing.Proposal{ID: a.ID, Proposal: a.Proposal, Hand: m.hand(a)}
		if rebase := known[a.ID].rebase; a.Proposal.Anchor.Revision != r.Revision && rebase != nil && rebase.Proposal != nil {
			p.Proposal = *rebase.Proposal
			p.Rationale, p.Amends = a.Proposal.Rationale, a.Proposal.Amends
		}
		p.Proposal, p.Loose = anchored(t, p.Proposal, a.Stale != "")
		out = append(out, p)
	}
	return t, s, out, nil
}

// anchored is a proposal with its anchor completed in the text, and whether that does not hold.
func anchored(t text.Document, p amendment.Proposal, stale bool) (amendment.Proposal, bool) {
	if p.Amends != "" {
		return p, stale
	}
	if p.Anchor.Paragraph == "" {
		return p, stale || p.Operation != amendment.InsertParagraph
	}
	i, ok := t.Find(p.Anchor.Paragraph)
	if !ok {
		return p, true
	}
	resolved, err := amendment.Resolve(p, t.Blocks[i].Text)
	if err != nil {
		return p, true
	}
	resolved.Anchor.Paragraph = t.Blocks[i].ID
	return resolved, stale
}

func (m maker) history(ctx context.Context) (paper.Paper, error) {
	v, err := m.g.derived(ctx, differ, m.in.Process, m.in.Document, "history", JSON, m.in.Seq)
	if err != nil {
		return paper.Paper{}, err
	}
	var h history.History
	if err := json.Unmarshal(v.Body, &h); err != nil {
		return paper.Paper{}, err
	}
	return h.Paper(), nil
}

func (m maker) compendium(ctx context.Context) (paper.Paper, error) {
	name := compendiumIn(m.in.Language)
	if m.in.Edition >= 0 {
		name = edition(m.in.Edition)
	}
	v, err := m.g.derived(ctx, publisher, m.in.Process, m.in.Document, name+"-paper", JSON, m.in.Seq)
	if err != nil {
		return paper.Paper{}, err
	}
	var p paper.Paper
	return p, json.Unmarshal(v.Body, &p)
}
