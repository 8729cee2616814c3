package history

import (
	"cmp"
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/provenance"
	"adref/pkg/text"
)

// Provenance says of every word of a revision in which revision it entered, and when it was out.
type Provenance struct {
	Revision  int    `json:"revision"` // ordinal
	Algorithm string `json:"algorithm"`
	// Origins cover the source of the revision, byte for byte.
	Origins []provenance.Origin `json:"origins"`
}

// Provenance is that of the words of the revision that was appended as the n-th, from 1; without origins where there is none.
// Revisions count as appended.
func (s *Series) Provenance(n int) Provenance {
	return Provenance{Revision: n, Algorithm: Algorithm, Origins: s.trace.Origins(n)}
}

// passages are the blocks of a document.
func passages(d text.Document) []provenance.Passage {
	out := make([]provenance.Passage, len(d.Blocks))
	for i, b := range d.Blocks {
		out[i] = provenance.Passage{ID: b.ID, Raw: b.Raw}
	}
	return out
}

// In are the words of a block by their origin, in order.
func (p Provenance) In(b text.Block) []OriginOfWords {
	var out []OriginOfWords
	first, _ := slices.BinarySearchFunc(p.Origins, b.Span.Start, func(o provenance.Origin, at int) int { return o.End - at - 1 })
	for _, o := range p.Origins[min(first, len(p.Origins)):] {
		if o.Start >= b.Span.End {
			break
		}
		from, to := max(o.Start, b.Span.Start)-b.Span.Start, min(o.End, b.Span.End)-b.Span.Start
		if to > len(b.Raw) {
			break // of another text
		}
		out = append(out, OriginOfWords{Text: b.Raw[from:to], Revision: o.Revision, Absent: o.Absent})
	}
	return out
}

// OriginOfWords is words and where they come from.
type OriginOfWords struct {
	Text     string               `json:"text"`
	Revision int                  `json:"revision"`         // ordinal of the revision in which they entered
	Absent   []provenance.Absence `json:"absent,omitempty"` // times in which they were not in the text
	// AlsoIn are the amendments proposed on an earlier revision in which these words also stand.
	AlsoIn []Overlap `json:"alsoIn,omitempty"`
}

// Overlap is an amendment in which words also stand. It says nothing of why they are in the text.
type Overlap struct {
	Amendment string  `json:"amendment"`
	Share     float64 `json:"share"` // of the words, 0 to 1
}

// leastOverlap is the share of words that stand in an amendment from which on it is named.
const leastOverlap = 0.5

// everybodys is up to how many words are looked for only in amendments to the same paragraph, because everybody uses them.
const everybodys = 3

// WithAmendments are the words of a paragraph with the amendments in which they also stand, those with the larger share first.
func WithAmendments(origins []OriginOfWords, paragraph string, amendments []amendment.Amendment) []OriginOfWords {
	out := slices.Clone(origins)
	for i, o := range out {
		if words := tokensOf(o.Text); o.Revision > 1 && strings.ContainsFunc(o.Text, wordRune) {
			out[i].AlsoIn = overlaps(words, o.Revision, paragraph, amendments)
		}
	}
	return out
}

func overlaps(words []string, entered int, paragraph string, amendments []amendment.Amendment) []Overlap {
	var out []Overlap
	for _, a := range amendments {
		p := a.Proposal
		on := p.Anchor.Revision
		if p.Anchor.From > 0 {
			on = p.Anchor.From
		}
		if p.Words == "" || on >= entered || substance(words) <= everybodys && p.Anchor.Paragraph != paragraph {
			continue
		}
		if share := part(len(inOrder(words, tokensOf(p.Words))), len(words)); share >= leastOverlap {
			out = append(out, Overlap{a.ID, share})
		}
	}
	slices.SortStableFunc(out, func(x, y Overlap) int { return cmp.Compare(y.Share, x.Share) })
	return out
}
