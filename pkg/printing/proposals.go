package printing

import (
	"fmt"
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/merge"
	"adref/pkg/paper"
	"adref/pkg/text"
)

// Proposal is an open amendment to the text at hand and whose it is. Its anchor holds in that text, unless it is loose.
type Proposal struct {
	ID string // of the amendment
	amendment.Proposal
	Hand Hand
	// Loose says that its anchor does not hold in the text at hand: it stands in a comment.
	Loose bool
}

// Proposals is the text with every open proposal as tracked changes: author, time, and the rationale as a comment.
//
// Rule: changes of words are merged; where several want different things, what stands is deleted by the first of them and each
// wording is inserted by its author, one after the other. A program shows one author of a deletion: the others say so in a
// comment. A proposal that the tracked changes of others leave no room for (a paragraph deleted that somebody else amends) stands
// in a comment with the words that it wants. Nothing is left out.
func Proposals(d text.Document, s Source, proposals []Proposal) paper.Paper {
	t := tracker{d: d, at: map[string]int{}, own: map[string][]Proposal{}, amending: map[string][]Proposal{}, shown: map[string]bool{}}
	for i, b := range d.Blocks {
		t.at[b.ID] = i
	}
	proposals = slices.Clone(proposals)
	for i := range proposals {
		proposals[i].Hand.Amendment = proposals[i].ID
	}
	for _, p := range proposals {
		switch {
		case p.Loose:
		case p.Amends != "":
			t.amending[p.Amends] = append(t.amending[p.Amends], p)
		default:
			t.own[p.Anchor.Paragraph] = append(t.own[p.Anchor.Paragraph], p)
		}
	}
	p := begin(d, s)
	p.Paragraphs = t.paragraphs()
	p = end(p) // where a text has no words at all, comments stand at the rule under it
	t.rest(p.Paragraphs, proposals)
	p.Comments = t.comments
	return p
}

type tracker struct {
	margin
	d   text.Document
	at  map[string]int        // of blocks, by ID
	own map[string][]Proposal // by the paragraph of the anchor
	// amending are those that change the words of another one, by its ID; shown are those that are tracked, or in a comment.
	amending map[string][]Proposal
	shown    map[string]bool
	// arrivals are paragraphs that move behind another one, by its ID.
	arrivals map[string][]paper.Paragraph
}

func (t *tracker) paragraphs() []paper.Paragraph {
	made := make([][]paper.Paragraph, len(t.d.Blocks))
	t.arrivals = map[string][]paper.Paragraph{}
	merged := map[int]bool{}
	for i := range t.d.Blocks {
		if !merged[i] {
			made[i] = t.block(i, merged)
		}
	}
	out := append(t.arrivals[""], t.fresh("")...)
	for i, b := range t.d.Blocks {
		out = append(append(append(out, made[i]...), t.arrivals[b.ID]...), t.fresh(b.ID)...)
	}
	return out
}

// block is a paragraph of the text with what is proposed on it. The blocks that it is merged with are marked as made.
func (t *tracker) block(i int, merged map[int]bool) []paper.Paragraph {
	b := t.d.Blocks[i]
	words, whole := t.on(b.ID)
	if len(words) == 0 && len(whole) > 0 {
		if made, ok := t.whole(i, whole[0], merged); ok {
			t.shown[whole[0].ID] = true
			return made
		}
	}
	q := frame(b)
	q.Spans = t.words(b.Text, words)
	return []paper.Paragraph{q}
}

// on are the proposals on a paragraph: on its words, and on the whole of it.
func (t *tracker) on(id string) (words, whole []Proposal) {
	for _, p := range t.own[id] {
		switch {
		case p.OnWords():
			words = append(words, p)
		case p.Operation != amendment.InsertParagraph:
			whole = append(whole, p)
		}
	}
	return words, whole
}

// words are the words of a paragraph with the changes of the proposals.
func (t *tracker) words(base string, proposals []Proposal) []paper.Span {
	if base == "" && len(proposals) == 0 {
		return nil
	}
	var wordings []string
	for _, p := range proposals {
		wording := amendment.Apply(p.Proposal, base)
		wordings = append(wordings, wording)
		t.shown[p.ID] = t.shown[p.ID] || wording != base // what changes nothing is not seen as a change
	}
	var out []paper.Span
	for _, piece := range merge.Wordings(base, wordings...) {
		if len(piece.Variants) == 0 {
			out = append(out, paper.Span{Text: piece.Base})
			continue
		}
		out = append(out, t.piece(piece, proposals)...)
	}
	return out
}

func (t *tracker) piece(piece merge.Piece, proposals []Proposal) []paper.Span {
	var out []paper.Span
	first := proposals[piece.Variants[0].By[0]].Hand
	if piece.Base != "" {
		out = append(out, paper.Span{Text: piece.Base, Deleted: first.change()})
	}
	for n, v := range piece.Variants {
		var comments []string
		for k, i := range v.By {
			other := proposals[i].Hand
			comments = append(comments, t.reason(other)...)
			if k > 0 || v.Text == "" && n > 0 {
				comments = append(comments, t.comment(other, t.also(piece.Base, v.Text)))
			}
		}
		if v.Text != "" {
			spans := t.inserted(v.Text, proposals[v.By[0]])
			spans[0].Comments = append(comments, spans[0].Comments...)
			out = append(out, spans...)
		} else {
			out[0].Comments = append(out[0].Comments, comments...)
		}
	}
	return out
}

// inserted are words that a proposal puts in. What others propose on them is tracked inside, if they are all the words it wants.
func (t *tracker) inserted(words string, p Proposal) []paper.Span {
	before, after, whole := strings.Cut(words, p.Words)
	if !whole || strings.TrimSpace(before+after) != "" {
		return []paper.Span{{Text: words, Inserted: p.Hand.change()}}
	}
	var out []paper.Span
	for _, s := range append(append([]paper.Span{{Text: before}}, t.words(p.Words, t.holding(p))...), paper.Span{Text: after}) {
		if s.Inserted == nil {
			s.Inserted = p.Hand.change()
		}
		if s.Text != "" {
			out = append(out, s)
		}
	}
	return out
}

// holding are the proposals on the words of another one whose quotes stand in them.
func (t *tracker) holding(p Proposal) []Proposal {
	var out []Proposal
	for _, sub := range t.amending[p.ID] {
		if span, err := amendment.Locate(p.Words, sub.Anchor.Quote, sub.Anchor.Span); err == nil && sub.OnWords() {
			sub.Anchor.Span = span
			out = append(out, sub)
		}
	}
	return out
}

// also says what another delegation wants that the tracked change of the first one shows.
func (t *tracker) also(base, words string) string {
	switch {
	case words == "":
		return fmt.Sprintf("Also: delete “%s”.", strings.TrimSpace(base))
	case base == "":
		return fmt.Sprintf("Also: insert “%s”.", strings.TrimSpace(words))
	}
	return fmt.Sprintf("Also: replace “%s” by “%s”.", strings.TrimSpace(base), strings.TrimSpace(words))
}

// whole makes a paragraph all of which a proposal concerns, if that can be tracked.
func (t *tracker) whole(i int, p Proposal, merged map[int]bool) (made []paper.Paragraph, ok bool) {
	b, h := t.d.Blocks[i], p.Hand
	switch p.Operation {
	case amendment.DeleteParagraph:
		r := t.redliner([]text.Block{b}, nil, h)
		made = []paper.Paragraph{r.removed(0)}
		t.take(r)
	case amendment.MoveParagraph:
		if _, known := t.at[p.To]; p.To != "" && !known {
			return nil, false
		}
		r := t.redliner([]text.Block{b}, []text.Block{b}, h)
		name := r.move()
		gone := r.departed(0, 0, name)
		come := r.arrived(0, 0, name)
		gone.ID = ""
		if len(come.Spans) > 0 {
			come.Spans[0].Comments = r.reason(h)
		}
		t.take(r)
		made = []paper.Paragraph{gone}
		t.arrivals[p.To] = append(t.arrivals[p.To], come)
	case amendment.SplitParagraph:
		made, ok = t.became([]text.Block{b}, p)
		return made, ok
	case amendment.MergeParagraphs:
		blocks := []text.Block{b}
		for k, id := range p.With {
			if at, known := t.at[id]; !known || at != i+1+k || len(t.own[id]) > 0 {
				return nil, false
			}
			blocks = append(blocks, t.d.Blocks[i+1+k])
		}
		if made, ok = t.became(blocks, p); ok {
			for k := range p.With {
				merged[i+1+k] = true
			}
		}
		return made, ok
	default:
		return nil, false
	}
	return made, true
}

// became are blocks that a proposal splits or merges.
func (t *tracker) became(blocks []text.Block, p Proposal) ([]paper.Paragraph, bool) {
	var with []string
	for _, b := range blocks[1:] {
		with = append(with, b.Text)
	}
	var target []text.Block
	for k, words := range amendment.Result(p.Proposal, blocks[0].Text, with...) {
		b := text.Block{Kind: blocks[0].Kind, Level: blocks[0].Level, Text: words}
		if k == 0 {
			b.ID, b.Label, b.Raw = blocks[0].ID, blocks[0].Label, blocks[0].Raw
		}
		target = append(target, b)
	}
	if len(target) == 0 {
		return nil, false
	}
	r := t.redliner(blocks, target, p.Hand)
	made := r.changed(every(blocks), every(target))
	if p.Hand.Why != "" && len(r.comments) == len(t.comments) { // nothing but an end of a paragraph was tracked
		if len(made[0].Spans) > 0 {
			made[0].Spans[0].Comments = r.reason(p.Hand)
		}
	}
	t.take(r)
	return made, true
}

// redliner compares blocks in one hand, with the comments and the moves of the paper.
func (t *tracker) redliner(old, target []text.Block, h Hand) *redliner {
	return &redliner{
		margin: t.margin, old: text.Document{Blocks: old}, target: text.Document{Blocks: target},
		hand: func(Touch) Hand { return h },
	}
}

func (t *tracker) take(r *redliner) { t.margin = r.margin }

func every(blocks []text.Block) []int {
	out := make([]int, len(blocks))
	for i := range out {
		out[i] = i
	}
	return out
}

// fresh are the paragraphs that are proposed after one, "" for the start, with what others propose on their words.
func (t *tracker) fresh(id string) []paper.Paragraph {
	var out []paper.Paragraph
	for _, p := range t.own[id] {
		if p.Operation != amendment.InsertParagraph || p.Amends != "" || p.Words == "" {
			continue
		}
		q := paper.Paragraph{Style: paper.Body, Inserted: p.Hand.change()}
		if i, ok := t.at[id]; ok && t.d.Blocks[i].Kind != text.Heading && t.d.Blocks[i].Kind != text.Title {
			q.Style, q.Level = style(t.d.Blocks[i].Kind), t.d.Blocks[i].Level
		}
		t.shown[p.ID] = true
		q.Spans = t.inserted(p.Words, p)
		q.Spans[0].Comments = append(t.reason(p.Hand), q.Spans[0].Comments...)
		out = append(out, q)
	}
	return out
}

// rest puts the proposals that are not tracked into comments at the first words of their paragraphs, or of the text.
func (t *tracker) rest(ps []paper.Paragraph, proposals []Proposal) {
	for _, p := range proposals {
		if t.shown[p.ID] {
			continue
		}
		words := t.says(p)
		if p.Hand.Why != "" {
			words += " " + p.Hand.Why
		}
		at := slices.IndexFunc(ps, func(q paper.Paragraph) bool { return q.ID == p.Anchor.Paragraph && len(q.Spans) > 0 })
		if at < 0 {
			at = slices.IndexFunc(ps, func(q paper.Paragraph) bool { return len(q.Spans) > 0 })
		}
		s := &ps[at].Spans[0]
		s.Comments = append(slices.Clip(s.Comments), t.comment(p.Hand, words))
	}
}

// says puts a proposal into words.
func (t *tracker) says(p Proposal) string {
	switch p.Operation {
	case amendment.DeleteParagraph:
		return fmt.Sprintf("%s: delete the paragraph.", p.ID)
	case amendment.MoveParagraph:
		return fmt.Sprintf("%s: move the paragraph %s.", p.ID, t.whither(p.To))
	case amendment.SplitParagraph:
		return fmt.Sprintf("%s: begin a new paragraph after “%s”.", p.ID, p.Anchor.Quote)
	case amendment.MergeParagraphs:
		var with []string
		for _, id := range p.With {
			with = append(with, t.cite(id))
		}
		if p.Words != "" {
			return fmt.Sprintf("%s: merge with %s: “%s”", p.ID, strings.Join(with, ", "), p.Words)
		}
		return fmt.Sprintf("%s: merge with %s.", p.ID, strings.Join(with, ", "))
	}
	of := p.ID
	if p.Amends != "" {
		of += ", amending " + p.Amends
	}
	switch p.Operation {
	case amendment.DeleteWords:
		return fmt.Sprintf("%s: delete “%s”.", of, p.Anchor.Quote)
	case amendment.InsertWords:
		return fmt.Sprintf("%s: insert “%s” after “%s”.", of, p.Words, p.Anchor.Quote)
	case amendment.InsertParagraph:
		return fmt.Sprintf("%s: add a paragraph: “%s”", of, p.Words)
	}
	return fmt.Sprintf("%s: replace “%s” by “%s”.", of, p.Anchor.Quote, p.Words)
}

func (t *tracker) whither(id string) string {
	if id == "" {
		return "to the beginning"
	}
	return "after " + t.cite(id)
}

// cite is how a paragraph is cited, or its first words.
func (t *tracker) cite(id string) string {
	i, ok := t.at[id]
	if !ok {
		return id
	}
	b := t.d.Blocks[i]
	if b.Cite != "" {
		return "paragraph " + b.Cite
	}
	words := strings.Fields(b.Text)
	return "“" + strings.Join(words[:min(len(words), 6)], " ") + " …”"
}
