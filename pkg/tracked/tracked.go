// Package tracked reads what delegations want out of a paper with tracked changes: which amendments to which paragraphs of the
// text, by whom, when and why.
//
// Rule: the paper with every change rejected must be the text that it was made from. Each paragraph of that text is looked at on
// its own, and for each author there it is asked what the paragraph would be if only that author's changes were made: the
// difference is the amendment. What an author changes inside the insertion of another is an amendment to that amendment. What
// differs from the text and is not tracked is shown apart; nobody is told to have proposed it.
//
// Nothing here decides: the result is a preview for a person.
package tracked

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/history"
	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/text"
)

// Reading is what a paper asks for, held against a text.
type Reading struct {
	Found []Found `json:"found"`
	// Untracked are differences between the text and the paper with every change rejected: somebody edited without tracking, or
	// the paper is of another text.
	Untracked []amendment.Proposal `json:"untracked"`
	// Remarks are comments that give the reason of no change.
	Remarks []Remark `json:"remarks"`
	// Formatting are the paragraphs in which only the look, the numbering or a label was changed; such changes are left.
	Formatting []string `json:"formatting"`
	// Authors are the names under which changes were made, in the order of their first change.
	Authors []string `json:"authors"`
}

// Found is an amendment that somebody tracked.
type Found struct {
	Author   string             `json:"author"`
	At       time.Time          `json:"at,omitzero"` // of the first of its changes, as the paper has it
	Proposal amendment.Proposal `json:"proposal"`    // the anchor has no revision; Rationale is what its author's comments say
	// Of is the index in Reading.Found, from 0, of the amendment whose words it changes, -1 for one to the text. The quote of its
	// anchor stands in the words of that amendment.
	Of     int    `json:"of"`
	Cite   string `json:"cite,omitempty"` // of the paragraph
	Before string `json:"before"`         // the paragraph, or the words that are amended, without it
	After  string `json:"after"`          // and with it; "" where it is deleted
	// Doubt says why the anchor may not hold, "" where it does.
	Doubt string `json:"doubt,omitempty"`
}

// Remark is a comment that stands for itself.
type Remark struct {
	By        string    `json:"by"`
	At        time.Time `json:"at,omitzero"`
	Paragraph string    `json:"paragraph,omitempty"` // block ID, "" where it is in none of the text
	Quote     string    `json:"quote,omitempty"`     // the words it is about
	Text      string    `json:"text"`
}

// Read holds a paper against the text that it was made from, whose blocks have identities.
func Read(p paper.Paper, base text.Document) Reading {
	r := reader{p: p, base: base, at: map[string]int{}, told: map[string]bool{}, joined: map[joint]bool{}}
	for i, b := range base.Blocks {
		r.at[b.ID] = i
	}
	r.segments = segments(p)
	r.align()
	r.out.Authors = p.Authors()
	r.untracked()
	r.arrivals()
	for i := range r.segments {
		r.segment(i)
	}
	r.remarks()
	return r.out
}

type reader struct {
	p        paper.Paper
	base     text.Document
	at       map[string]int // of blocks, by ID
	segments []segment
	arrived  map[string]arrival // where moves end, by their names
	departed map[string]bool    // moves that take a paragraph of the text away, by their names
	joined   map[joint]bool
	told     map[string]bool // comments that are the reason of a change, by ID
	out      Reading
}

// joint is a paragraph that an author makes continue the one before it.
type joint struct {
	segment int
	author  string
}

// arrival is where a move ends.
type arrival struct {
	after    string // the ID of the block before it, "" for the start
	words    string
	comments []string
	known    bool
}

// segment reads one paragraph of the text with all that is tracked in it.
func (r *reader) segment(i int) {
	s := &r.segments[i]
	if s.formatting {
		r.out.Formatting = append(r.out.Formatting, s.name(r.base, r.at))
	}
	first := len(r.out.Found)
	for _, author := range s.authors() {
		r.author(i, author)
	}
	for k, n := first, len(r.out.Found); k < n; k++ {
		r.inside(i, k)
	}
}

// author adds what one author wants of a paragraph of the text: new paragraphs before it, the paragraph itself, new ones after it.
func (r *reader) author(i int, author string) {
	s := &r.segments[i]
	parts := s.parts(author, "")
	if !s.known {
		if !slices.ContainsFunc(parts, func(p part) bool { return !p.own }) { // else its words are shown as untracked
			r.fresh(i, author, r.previous(i), parts)
		}
		return
	}
	if s.rejected() == "" { // a paragraph of nothing but its label: words put there are a paragraph behind it
		n := min(s.before(author), len(parts))
		r.fresh(i, author, r.previous(i), parts[:n])
		r.fresh(i, author, s.id, parts[n:])
		return
	}
	n := leading(parts)
	r.fresh(i, author, r.previous(i), parts[:n])
	parts = parts[n:]
	for n = len(parts); n > 1 && parts[n-1].own; {
		n--
	}
	if !r.joined[joint{i, author}] {
		r.kept(i, author, parts[:n])
	}
	r.fresh(i, author, s.id, parts[n:])
}

// fresh adds new paragraphs behind one of the text, "" for the start.
func (r *reader) fresh(i int, author, after string, parts []part) {
	for _, p := range parts {
		if strings.TrimSpace(p.words) == "" || p.move != "" && r.departed[p.move] {
			continue
		}
		_, words := markup.Unlabel(strings.TrimSpace(p.words))
		r.found(i, author, p, "", words, amendment.Proposal{
			Operation: amendment.InsertParagraph, Anchor: amendment.Anchor{Paragraph: after}, Words: words,
		})
	}
}

// kept adds what becomes of the words of the paragraph itself.
func (r *reader) kept(i int, author string, parts []part) {
	s := &r.segments[i]
	before, all := s.rejected(), sum(parts)
	gone := strings.TrimSpace(all.words) == "" && strings.TrimSpace(before) != ""
	switch name := s.moved(author); {
	case gone && name != "" && r.arrived[name].known:
		r.moved(i, author, all, r.arrived[name])
	case gone:
		r.found(i, author, all, before, "", amendment.Proposal{Operation: amendment.DeleteParagraph})
	case r.joins(i, author):
		r.merged(i, author, all)
	case len(parts) > 1:
		r.split(i, author, parts)
	case all.words != before:
		r.found(i, author, all, before, all.words, history.Propose(before, all.words))
	}
}

// sum is the parts in one, as if no end stood between them.
func sum(parts []part) part {
	var out part
	for _, p := range parts {
		out.words += p.words
		if !p.at.IsZero() && (out.at.IsZero() || p.at.Before(out.at)) {
			out.at = p.at
		}
		out.comments = append(out.comments, p.comments...)
	}
	return out
}

func (r *reader) moved(i int, author string, p part, to arrival) {
	before := r.segments[i].rejected()
	p.comments = append(p.comments, to.comments...)
	r.found(i, author, p, before, before, amendment.Proposal{Operation: amendment.MoveParagraph, To: to.after})
	if to.words != before {
		r.found(i, author, p, before, to.words, history.Propose(before, to.words))
	}
}

// joins says whether an author deletes the end of a paragraph so that the next one continues it. Where nothing is left of the next
// one, it is that one which is deleted.
func (r *reader) joins(i int, author string) bool {
	if !r.segments[i].endDeleted(author) || i+1 >= len(r.segments) || !r.segments[i+1].known {
		return false
	}
	return strings.TrimSpace(sum(r.segments[i+1].parts(author, "")).words) != ""
}

func (r *reader) merged(i int, author string, p part) {
	before := r.segments[i].rejected()
	proposal := amendment.Proposal{Operation: amendment.MergeParagraphs}
	var with []string
	for k := i; r.joins(k, author); k++ {
		next := &r.segments[k+1]
		proposal.With, with = append(proposal.With, next.id), append(with, next.rejected())
		joined := sum(next.parts(author, ""))
		p = sum([]part{p, joined})
		r.joined[joint{k + 1, author}] = true
	}
	p.changed(r.segments[i].deleted, nil)
	// The white space at the joint is what typesetting makes of it: where all else is the same, nothing but the merger is wanted.
	if merged := amendment.Result(proposal, before, with...); len(merged) == 1 && squeezed(merged[0]) == squeezed(p.words) {
		p.words = merged[0]
	} else {
		proposal.Words = p.words
	}
	r.found(i, author, p, before, p.words, proposal)
}

// squeezed is words without white space.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// split adds the cuts of a paragraph, and the words that changed beside them.
func (r *reader) split(i int, author string, parts []part) {
	before := r.segments[i].rejected()
	var words []string
	joined := ""
	for k, p := range parts {
		words = append(words, strings.TrimSpace(p.words))
		joined += words[k]
		if k+1 < len(parts) {
			joined += gap(before, p.base)
		}
	}
	for _, p := range parts[:len(parts)-1] {
		r.found(i, author, p, before, strings.Join(words, "\n"), amendment.Proposal{
			Operation: amendment.SplitParagraph, Anchor: wordBefore(before, p.base),
		})
	}
	if joined != before {
		r.found(i, author, sum(parts), before, joined, history.Propose(before, joined))
	}
}

// gap is the white space at a place of a text.
func gap(s string, at int) string {
	start, end := len(strings.TrimRight(s[:at], " ")), len(s)-len(strings.TrimLeft(s[at:], " "))
	return s[start:end]
}

// wordBefore is the anchor of the word that ends at a place, or before the white space there.
func wordBefore(s string, at int) amendment.Anchor {
	end := len(strings.TrimRightFunc(s[:at], unicode.IsSpace))
	start := strings.LastIndexFunc(s[:end], unicode.IsSpace) + 1
	if start == 0 && end > 0 {
		tokens := diff.Tokens(s[:end]) // a script without spaces
		start = end - len(tokens[len(tokens)-1])
	}
	return amendment.Anchor{Quote: s[start:end], Span: text.Span{Start: start, End: end}}
}

// found adds an amendment.
func (r *reader) found(i int, author string, p part, before, after string, proposal amendment.Proposal) {
	s := &r.segments[i]
	f := Found{Author: author, At: p.at, Of: -1, Before: before, After: after, Proposal: proposal}
	if f.Proposal.Operation != amendment.InsertParagraph {
		f.Proposal.Anchor.Paragraph = s.id
	}
	f.Proposal.Rationale = r.reasons(author, p.comments)
	if at, ok := r.at[f.Proposal.Anchor.Paragraph]; ok {
		b := r.base.Blocks[at]
		f.Cite = b.Cite
		f.Proposal, f.Doubt = anchored(f.Proposal, before, b.Text)
	}
	r.out.Found = append(r.out.Found, f)
}

// anchored is the proposal anchored in the text of the block, and why it may not hold there.
func anchored(p amendment.Proposal, seen, block string) (amendment.Proposal, string) {
	if p.Anchor.Quote == "" {
		return p, ""
	}
	if seen != block {
		span, err := amendment.Carry(seen, block, p.Anchor.Span)
		if err != nil {
			return p, err.Error()
		}
		p.Anchor.Span, p.Anchor.Quote = span, block[span.Start:span.End]
	}
	q, err := amendment.Resolve(p, block)
	if err != nil {
		return p, err.Error()
	}
	return q, ""
}

// reasons are what comments say that an author put on the own changes.
func (r *reader) reasons(author string, ids []string) string {
	var out []string
	for _, c := range r.p.Comments {
		if c.By == author && slices.Contains(ids, c.ID) && !r.told[c.ID] {
			r.told[c.ID] = true
			out = append(out, words(c.Paragraphs))
		}
	}
	return strings.Join(out, "\n")
}

// words are those of some paragraphs, one a line.
func words(ps []paper.Paragraph) string {
	var out []string
	for _, q := range ps {
		out = append(out, q.Text())
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}
