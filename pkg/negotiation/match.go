package negotiation

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/event"
)

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
	d.renameSaid(rename)
	d.Agreed = rekeyed(d.Agreed, newer, func(id string, a Agreement) string { return rename(a.Revision, id) })
	d.Reopened = rekeyed(d.Reopened, sum, func(id string, _ int) string {
		if earlier[id] {
			return id // it was reopened as the paragraph of the earlier texts
		}
		return rename(e.Revision, id)
	})
}

// renameSaid gives their new identities to the paragraphs that amendments, brackets and what else was said of the text name.
func (d *Document) renameSaid(rename func(revision int, id string) string) {
	for i := range d.Amendments {
		p := &d.Amendments[i].Proposal
		p.Anchor.Paragraph, p.To = rename(p.Anchor.Revision, p.Anchor.Paragraph), rename(p.Anchor.Revision, p.To)
		p.With = renamed(p.With, func(id string) string { return rename(p.Anchor.Revision, id) })
	}
	for i := range d.Brackets {
		a := &d.Brackets[i].Anchor
		a.Paragraph = rename(a.Revision, a.Paragraph)
	}
	for i := range d.Printed {
		for _, a := range []*amendment.Anchor{&d.Printed[i].Anchor, &d.Printed[i].Through} {
			a.Paragraph = rename(a.Revision, a.Paragraph)
		}
	}
	for i := range d.Alternatives {
		a := &d.Alternatives[i]
		for j := range a.Options {
			o := &a.Options[j]
			o.Anchor.Paragraph = rename(a.Revision, o.Anchor.Paragraph)
			o.From, o.To = rename(a.Revision, o.From), rename(a.Revision, o.To)
		}
	}
	for i := range d.Packages {
		k := &d.Packages[i]
		k.Paragraphs = renamed(k.Paragraphs, func(id string) string { return rename(k.Revision, id) })
	}
	d.renameStances(rename)
}

// renameStances does the same for positions and objections.
func (d *Document) renameStances(rename func(revision int, id string) string) {
	for i := range d.Positions {
		p := &d.Positions[i]
		p.On.Paragraph = rename(p.Revision, p.On.Paragraph)
	}
	for i := range d.Objections {
		o := &d.Objections[i]
		o.Paragraphs = renamed(o.Paragraphs, func(id string) string { return rename(o.Revision, id) })
	}
	if s := d.Silence; s != nil {
		for _, breaches := range [][]Breach{s.By, s.Late} {
			for i := range breaches {
				breaches[i].Paragraphs = renamed(breaches[i].Paragraphs, func(id string) string { return rename(s.Revision, id) })
			}
		}
	}
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
