package negotiation

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/text"
)

// open: only the chair's office opens a document, once, with a title.
func (d *Document) open(r Request, c *OpenDocument) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	if d.Opened {
		return nil, fmt.Errorf("document %s: %w", r.Document, ErrAlreadyOpen)
	}
	if err := delegation.CheckCode(r.Document); err != nil {
		return nil, invalid(fmt.Errorf("document: %w", err))
	}
	if err := words("title", c.Title); err != nil {
		return nil, err
	}
	return events{&event.DocumentOpened{Title: c.Title, Symbol: c.Symbol}}, nil
}

// table: only the chair's office tables a text, under a name that no text of the document has had. It never changes from then
// on. After the adoption only the published text may be tabled, and the published text only then (domain.md B3: official
// editing changes text, so the adopted and the published text are two revisions).
//
// A silence procedure and a proposal to adopt are about one exact text, so both end when another is tabled. An agreement on a
// paragraph is about one exact wording: it ends, by an event in the same decision, where the new text words the paragraph
// otherwise or leaves it out. A new number is not a new wording.
func (d *Document) table(r Request, c *TableRevision) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	if err := d.checkTabling(c); err != nil {
		return nil, fmt.Errorf("revision %q: %w", c.Name, err)
	}
	blocks, err := d.blocksOf(r, c)
	if err != nil {
		return nil, fmt.Errorf("revision %q: %w", c.Name, err)
	}
	facts := r.Facts.Tabled
	tabled := &event.RevisionTabled{
		Revision: len(d.Revisions) + 1, Name: c.Name, Symbol: c.Symbol, Language: cmp.Or(c.Language, "en"), Format: c.Format,
		Source: facts.Source, Text: facts.Text, Published: c.Published, Letter: c.Letter, Algorithm: facts.Algorithm, Blocks: blocks,
	}
	out := events{tabled}
	if !c.Published {
		out = append(out, lapsed(d.Agreed, blocks, c.Name)...)
	}
	return out, nil
}

func (d *Document) checkTabling(c *TableRevision) error {
	if err := words("name", c.Name); err != nil {
		return err
	}
	for _, r := range d.Revisions {
		if strings.EqualFold(strings.TrimSpace(r.Name), strings.TrimSpace(c.Name)) {
			return fmt.Errorf("revision %d: %w", r.Revision, ErrNameTaken)
		}
	}
	if c.Published && d.Adopted == nil {
		return fmt.Errorf("published text: %w", ErrNotAdopted)
	}
	if (c.Content == "") == (c.Source == "") {
		return fmt.Errorf("content, source: %w", ErrEither)
	}
	return tag(cmp.Or(c.Language, "en"))
}

// blocksOf is what the event keeps of the blocks of the parsed text.
//
// Rule: a block continues a paragraph of an earlier text or is new; no two blocks are the same paragraph.
func (d *Document) blocksOf(r Request, c *TableRevision) ([]event.Block, error) {
	facts := r.Facts.Tabled
	if facts == nil || facts.Source == "" || facts.Text == "" || (c.Source != "" && c.Source != facts.Source) {
		return nil, fmt.Errorf("parsed text: %w", ErrFacts)
	}
	if len(facts.Document.Blocks) == 0 {
		return nil, fmt.Errorf("text: %w", ErrMissing)
	}
	known := d.identities(len(d.Revisions))
	seen := map[string]bool{}
	blocks := make([]event.Block, len(facts.Document.Blocks))
	for i, b := range facts.Document.Blocks {
		if n := number(b.ID); seen[b.ID] || (!known[b.ID] && n <= d.Blocks) {
			return nil, fmt.Errorf("block %d, %q: %w", i+1, b.ID, ErrIdentity)
		}
		seen[b.ID] = true
		blocks[i] = event.Block{
			ID: b.ID, Label: b.Label, Cite: b.Cite, Kind: b.Kind, Digest: b.Digest(), Wording: text.Digest(b.Text),
		}
	}
	return blocks, nil
}

// lapsed reopens the agreed paragraphs that the blocks word otherwise or do not hold.
func lapsed(agreed map[string]Agreement, blocks []event.Block, name string) events {
	wording := map[string]string{}
	for _, b := range blocks {
		wording[b.ID] = b.Wording
	}
	var out events
	for _, id := range slices.SortedFunc(maps.Keys(agreed), byNumber) {
		now, stands := wording[id]
		switch {
		case !stands:
			out = append(out, &event.ParagraphReopened{Paragraph: id, Reason: "the paragraph does not stand in " + name})
		case now != agreed[id].Digest:
			out = append(out, &event.ParagraphReopened{Paragraph: id, Reason: "the wording changed in " + name})
		}
	}
	return out
}

// correctMatch: only the chair's office says that a block of a revision continues another paragraph than the differ proposed,
// or none. The paragraph must have stood in an earlier text. The correction holds for that revision and for the later ones in
// which the block lives on; a block that had the identity there is given a new one. Agreements that rested on the mistake end
// in the same decision.
func (d *Document) correctMatch(r Request, c *CorrectMatch) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	ordinal := c.Revision
	if ordinal == 0 {
		ordinal = len(d.Revisions)
	}
	if ordinal < 1 || ordinal > len(d.Revisions) {
		return nil, fmt.Errorf("revision %d: %w", c.Revision, ErrNoRevision)
	}
	i, ok := d.Revisions[ordinal-1].Find(c.Block)
	if !ok {
		return nil, fmt.Errorf("block %q of revision %d: %w", c.Block, ordinal, ErrNoParagraph)
	}
	block := d.Revisions[ordinal-1].Blocks[i].ID
	earlier := d.identities(ordinal - 1)
	switch {
	case c.Same == block, c.Same == "" && !earlier[block]:
		return nil, fmt.Errorf("block %q of revision %d: %w", c.Block, ordinal, ErrNoChange)
	case c.Same != "" && !earlier[c.Same]:
		return nil, fmt.Errorf("%q before revision %d: %w", c.Same, ordinal, ErrNoParagraph)
	}
	corrected := &event.MatchCorrected{Revision: ordinal, Renames: d.renames(ordinal, block, c.Same), Reason: c.Reason}
	return append(events{corrected}, d.lapsedBy(corrected)...), nil
}

// renames gives a block of a revision the identity same, or a new one where that is "".
func (d *Document) renames(ordinal int, block, same string) []event.Rename {
	fresh := d.Fresh()
	if same == "" {
		return []event.Rename{{From: block, To: fresh()}}
	}
	rs := []event.Rename{{From: block, To: same}}
	for _, r := range d.Revisions[ordinal-1:] {
		ids := identities(r)
		if ids[block] && ids[same] {
			return append(rs, event.Rename{From: same, To: fresh()})
		}
	}
	return rs
}

// lapsedBy reopens the agreed paragraphs whose agreement does not hold once the match is corrected.
func (d *Document) lapsedBy(e *event.MatchCorrected) events {
	if d.Adopted != nil {
		return nil
	}
	after := Document{Revisions: slices.Clone(d.Revisions), Agreed: maps.Clone(d.Agreed), Reopened: maps.Clone(d.Reopened)}
	after.matchCorrected(e)
	current, _ := after.Current()
	return lapsed(after.Agreed, current.Blocks, current.Name+" as matched now")
}

// tabled: see table for what ends with it.
func (d *Document) tabled(e *event.RevisionTabled, at time.Time) {
	d.Revisions = append(d.Revisions, Revision{RevisionTabled: *e, At: at})
	for _, b := range e.Blocks {
		d.Blocks = max(d.Blocks, number(b.ID))
	}
	d.Proposed = 0
	if d.Silence != nil && d.Silence.State == SilenceRunning {
		d.Silence.State = SilenceLapsed
	}
}

// matchCorrected renames blocks in the revision and the later ones, and with them all that was said of these revisions.
func (d *Document) matchCorrected(e *event.MatchCorrected) {
	to := map[string]string{}
	for _, r := range e.Renames {
		to[r.From] = r.To
		d.Blocks = max(d.Blocks, number(r.To))
	}
	rename := func(revision int, id string) string {
		if n, ok := to[id]; ok && revision >= e.Revision {
			return n
		}
		return id
	}
	earlier := d.identities(e.Revision - 1)
	for i := range d.Revisions {
		r := &d.Revisions[i]
		r.Blocks = slices.Clone(r.Blocks) // the event keeps its own
		for j := range r.Blocks {
			r.Blocks[j].ID = rename(r.Revision, r.Blocks[j].ID)
		}
	}
	for i := range d.Amendments {
		a := &d.Amendments[i].Proposal.Anchor
		a.Paragraph = rename(a.Revision, a.Paragraph)
	}
	for i := range d.Brackets {
		a := &d.Brackets[i].Anchor
		a.Paragraph = rename(a.Revision, a.Paragraph)
	}
	for i := range d.Positions {
		p := &d.Positions[i]
		p.On.Paragraph = rename(p.Revision, p.On.Paragraph)
	}
	for i := range d.Objections {
		o := &d.Objections[i]
		o.Paragraphs = renamed(o.Paragraphs, func(id string) string { return rename(o.Revision, id) })
	}
	if s := d.Silence; s != nil {
		for i := range s.By {
			s.By[i].Paragraphs = renamed(s.By[i].Paragraphs, func(id string) string { return rename(s.Revision, id) })
		}
	}
	d.Agreed = rekeyed(d.Agreed, newer, func(id string, a Agreement) string { return rename(a.Revision, id) })
	d.Reopened = rekeyed(d.Reopened, sum, func(id string, _ int) string {
		if earlier[id] {
			return id // it was reopened as the paragraph of the earlier texts
		}
		return rename(e.Revision, id)
	})
}

func renamed(ids []string, rename func(string) string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, rename(id))
	}
	return out
}

// rekeyed is the map under new keys; where two meet, they are merged.
func rekeyed[V any](m map[string]V, merge func(a, b V) V, key func(string, V) string) map[string]V {
	if m == nil {
		return nil
	}
	out := map[string]V{}
	for id, v := range m {
		k := key(id, v)
		if other, meet := out[k]; meet {
			v = merge(other, v)
		}
		out[k] = v
	}
	return out
}

func newer(a, b Agreement) Agreement {
	if b.Revision > a.Revision {
		return b
	}
	return a
}

func sum(a, b int) int { return a + b }

// Fresh gives identities for new blocks, one after the other, for the differ that proposes them. Nothing changes until the
// revision is tabled.
func (d *Document) Fresh() func() string {
	n := d.Blocks
	return func() string {
		n++
		return "p" + strconv.Itoa(n)
	}
}

// Overlay is the text of a tabled revision, as loaded from its blob, with the identities that the state gives its blocks now.
// The error wraps ErrNoRevision, or ErrFacts where it is another text.
func (d *Document) Overlay(revision int, t text.Document) (text.Document, error) {
	if revision < 1 || revision > len(d.Revisions) {
		return text.Document{}, fmt.Errorf("revision %d of %d: %w", revision, len(d.Revisions), ErrNoRevision)
	}
	blocks := d.Revisions[revision-1].Blocks
	if len(blocks) != len(t.Blocks) {
		return text.Document{}, fmt.Errorf("%d blocks for the %d of revision %d: %w", len(t.Blocks), len(blocks), revision, ErrFacts)
	}
	t.Blocks = slices.Clone(t.Blocks)
	for i := range t.Blocks {
		if t.Blocks[i].Digest() != blocks[i].Digest {
			return text.Document{}, fmt.Errorf("block %d of revision %d: %w", i+1, revision, ErrFacts)
		}
		t.Blocks[i].ID = blocks[i].ID
	}
	return t, nil
}

// find is the block of the current text with the ID or the citation.
func (d *Document) find(ref string) (Revision, event.Block, error) {
	current, ok := d.Current()
	if !ok {
		return Revision{}, event.Block{}, fmt.Errorf("the first text: %w", ErrNoRevision)
	}
	i, ok := current.Find(ref)
	if !ok {
		return Revision{}, event.Block{}, fmt.Errorf("%q in %s: %w", ref, current.Name, ErrNoParagraph)
	}
	return current, current.Blocks[i], nil
}

// wording is the words of a block of the current text, from what was looked up.
func (d *Document) wording(r Request, b event.Block) (string, error) {
	if r.Facts.Text == nil {
		return "", fmt.Errorf("text of paragraph %s: %w", b.ID, ErrFacts)
	}
	i := slices.IndexFunc(r.Facts.Text.Blocks, func(t text.Block) bool { return t.ID == b.ID })
	if i < 0 || r.Facts.Text.Blocks[i].Digest() != b.Digest {
		return "", fmt.Errorf("text of paragraph %s: %w", b.ID, ErrFacts)
	}
	return r.Facts.Text.Blocks[i].Text, nil
}

// paragraphs are the block IDs of references to the current text, each once.
func (d *Document) paragraphs(refs []string) ([]string, error) {
	var ids []string
	for _, ref := range refs {
		_, b, err := d.find(ref)
		if err != nil {
			return nil, err
		}
		if slices.Contains(ids, b.ID) {
			return nil, fmt.Errorf("paragraph %q: %w", ref, ErrTwice)
		}
		ids = append(ids, b.ID)
	}
	return ids, nil
}

// identities are those of all blocks in the revisions up to an ordinal.
func (d *Document) identities(upTo int) map[string]bool {
	return identities(d.Revisions[:min(max(upTo, 0), len(d.Revisions))]...)
}

func identities(rs ...Revision) map[string]bool {
	ids := map[string]bool{}
	for _, r := range rs {
		for _, b := range r.Blocks {
			ids[b.ID] = true
		}
	}
	return ids
}

// number is the number in an identity, "p17"; 0 where it is none.
func number(id string) int {
	digits, ok := strings.CutPrefix(id, "p")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || "p"+strconv.Itoa(n) != id {
		return 0
	}
	return n
}

func byNumber(a, b string) int { return cmp.Or(cmp.Compare(number(a), number(b)), cmp.Compare(a, b)) }
