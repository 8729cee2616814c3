package negotiation

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
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
	if err := d.checkName(c.Name); err != nil {
		return err
	}
	if err := d.checkSymbol(c.Symbol); err != nil {
		return err
	}
	if c.Published && d.Adopted == nil {
		return fmt.Errorf("published text: %w", ErrNotAdopted)
	}
	if (c.Content == "") == (c.Source == "") {
		return fmt.Errorf("content, source: %w", ErrEither)
	}
	return tag(cmp.Or(c.Language, "en"))
}

// checkName: no two texts of a document have one name.
func (d *Document) checkName(name string) error {
	if err := words("name", name); err != nil {
		return err
	}
	for _, r := range d.Revisions {
		if strings.EqualFold(strings.TrimSpace(r.Name), strings.TrimSpace(name)) {
			return fmt.Errorf("revision %d: %w", r.Revision, ErrNameTaken)
		}
	}
	return nil
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
	for i, b := range facts.Document.Blocks {
		if n := number(b.ID); seen[b.ID] || (!known[b.ID] && n <= d.Blocks) {
			return nil, fmt.Errorf("block %d, %q: %w", i+1, b.ID, ErrIdentity)
		}
		seen[b.ID] = true
	}
	return facts.blocks(), nil
}

// blocks is what an event keeps of the blocks of a text.
func (t *Tabled) blocks() []event.Block {
	blocks := make([]event.Block, len(t.Document.Blocks))
	for i, b := range t.Document.Blocks {
		blocks[i] = event.Block{
			ID: b.ID, Label: b.Label, Cite: b.Cite, Kind: b.Kind, Digest: b.Digest(), Wording: text.Digest(b.Text),
		}
	}
	return blocks
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
	return wordingIn(r.Facts.Text, b)
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
