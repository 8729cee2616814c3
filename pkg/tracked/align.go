package tracked

import (
	"fmt"
	"strings"

	"adref/pkg/diff"
	"adref/pkg/history"
	"adref/pkg/paper"
	"adref/pkg/text"
)

// align finds for each segment the block of the text that it is.
//
// Rule: the anchor that the paper carries holds where its words are those of the block; else the differ's match where the words are
// the same; else the anchor; else the match. No block is given twice.
func (r *reader) align() {
	matched := r.matched()
	taken := map[string]bool{}
	claim := func(want func(s *segment, m string) string) {
		for i := range r.segments {
			s := &r.segments[i]
			if id := want(s, matched[i]); !s.known && id != "" && !taken[id] && (strings.TrimSpace(s.rejected()) != "" || s.label != "") {
				if _, ok := r.at[id]; ok {
					s.id, s.known, taken[id] = id, true, true
				}
			}
		}
	}
	same := func(s *segment, id string) string {
		i, ok := r.at[id]
		if !ok || !alike(s.rejected(), r.base.Blocks[i].Text) {
			return ""
		}
		if r.base.Blocks[i].Text == "" && strings.TrimRight(s.label, ".:") != r.base.Blocks[i].Label {
			return "" // of paragraphs without words ("Option I:") the label is all there is
		}
		return id
	}
	claim(func(s *segment, _ string) string { return same(s, s.id) })
	claim(func(s *segment, m string) string { return same(s, m) })
	claim(func(s *segment, _ string) string { return s.id })
	claim(func(_ *segment, m string) string { return m })
	for i := range r.segments {
		if !r.segments[i].known {
			r.segments[i].id = ""
		}
	}
}

// matched are the IDs of the blocks that the differ takes the segments for.
func (r *reader) matched() []string {
	seen := r.rejected()
	n := 0
	identified := diff.Identify(r.base, seen, func() string { n++; return fmt.Sprintf("new-%d", n) })
	out := make([]string, len(r.segments))
	for i, b := range identified.Blocks {
		out[i] = b.ID
	}
	return out
}

// rejected is the paper with every change undone as a text, one block a segment. The words of a block that the text has too are
// those of the text: other quotation marks and spaces are no difference.
func (r *reader) rejected() text.Document {
	d := text.Document{Language: r.base.Language}
	for i := range r.segments {
		s := &r.segments[i]
		b := text.Block{ID: s.id, Kind: kind(s.style), Level: s.level, Label: strings.TrimRight(s.label, ".:"), Text: s.rejected()}
		if at, ok := r.at[s.id]; ok && s.known {
			known := r.base.Blocks[at]
			b.Kind, b.Level, b.Label = known.Kind, known.Level, known.Label
			if alike(b.Text, known.Text) {
				b.Text = known.Text
			}
		}
		b.Raw = b.Text + "\n\n"
		if b.Label != "" {
			b.Raw = b.Label + " " + b.Raw
		}
		start := 0
		if n := len(d.Blocks); n > 0 {
			start = d.Blocks[n-1].Span.End
		}
		b.Span = text.Span{Start: start, End: start + len(b.Raw)}
		d.Blocks = append(d.Blocks, b)
	}
	return d
}

func kind(s paper.Style) text.Kind {
	switch s {
	case paper.Title:
		return text.Title
	case paper.Heading:
		return text.Heading
	case paper.Preambular:
		return text.Preambular
	case paper.Numbered:
		return text.Paragraph
	}
	return text.Body
}

// untracked adds what differs although nothing was tracked.
func (r *reader) untracked() {
	seen := r.rejected()
	kept := seen.Blocks[:0]
	for i, b := range seen.Blocks {
		if !r.segments[i].known {
			if strings.Trim(b.Text, "_ ") == "" {
				continue // a paragraph that is all insertion, or the rule under a text, whose style a program has lost
			}
			b.ID = fmt.Sprintf("new-%d", i)
		}
		kept = append(kept, b)
	}
	seen.Blocks = kept
	r.out.Untracked = history.Wanted(r.base, seen)
}

// arrivals notes where moves end and which of them take paragraphs of the text away.
func (r *reader) arrivals() {
	r.arrived, r.departed = map[string]arrival{}, map[string]bool{}
	for i := range r.segments {
		s := &r.segments[i]
		for _, author := range s.authors() {
			if name := s.moved(author); name != "" && s.known {
				r.departed[name] = true
			}
			after := r.previous(i)
			for _, p := range s.parts(author, "") {
				if !p.own && s.known {
					after = s.id
				}
				if p.own && p.move != "" {
					r.arrived[p.move] = arrival{after: after, words: strings.TrimSpace(p.words), comments: p.comments, known: true}
				}
			}
		}
	}
}

// previous is the ID of the nearest block of the text before a segment, "" for the start.
func (r *reader) previous(i int) string {
	for i--; i >= 0; i-- {
		if r.segments[i].known {
			return r.segments[i].id
		}
	}
	return ""
}

// alike compares words as a reader does: typographic quotation marks, special spaces and soft hyphens make no difference.
func alike(a, b string) bool { return a == b || plain(a) == plain(b) }

var typographic = strings.NewReplacer(
	"\u00a0", " ", "\u202f", " ", "\u2009", " ", "\t", " ", "\n", " ", "\u00ad", "", "\u200b", "", "\u2011", "-",
	"“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‘", "'", "’", "'",
)

func plain(s string) string { return strings.Join(strings.Fields(typographic.Replace(s)), " ") }
