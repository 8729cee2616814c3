package compendium

import (
	"slices"
	"strings"

	"adref/pkg/position"
	"adref/pkg/text"
)

// index gathers who refers to which paragraph of the adopted text.
type index struct {
	adopted *Revision
	at      map[string]int // block ID to its place in the adopted text
	found   map[int]*Entry
}

func newIndex(adopted *Revision) *index {
	x := &index{adopted: adopted, at: map[string]int{}, found: map[int]*Entry{}}
	if adopted != nil {
		for i, b := range adopted.Document.Blocks {
			x.at[key(b)] = i
		}
	}
	return x
}

// key identifies a block through the revisions; a text without identities is known by its citations.
func key(b text.Block) string {
	if b.ID != "" {
		return b.ID
	}
	return b.Cite
}

// add enters a section. An explanation that refers to an earlier wording of a paragraph, or to it by an earlier number, refers
// to that paragraph.
func (x *index) add(s entry) {
	for i, ref := range s.References {
		at, ok := x.at[ref.Paragraph]
		if !ok || ref.Paragraph == "" {
			continue
		}
		e := x.line(at)
		names := &e.Refer
		switch {
		case s.against[i] && s.Kind == position.Dissociates:
			names = &e.Dissociate
		case s.against[i] && s.Kind == position.ReservesOn:
			names = &e.Reservation
		}
		if !slices.Contains(*names, s.Delegation) {
			*names = append(*names, s.Delegation)
		}
	}
}

func (x *index) line(at int) *Entry {
	if e, ok := x.found[at]; ok {
		return e
	}
	b := x.adopted.Document.Blocks[at]
	e := &Entry{Paragraph: key(b), Cite: b.Cite, Words: firstWords(b.Text)}
	x.found[at] = e
	return e
}

// entries are in the order of the text. A delegation that dissociates from a paragraph or reserves on it also refers to it;
// it stands in the stronger column only.
func (x *index) entries() []Entry {
	places := make([]int, 0, len(x.found))
	for at := range x.found {
		places = append(places, at)
	}
	slices.Sort(places)
	es := make([]Entry, 0, len(places))
	for _, at := range places {
		e := *x.found[at]
		e.Refer = slices.DeleteFunc(e.Refer, func(name string) bool {
			return slices.Contains(e.Dissociate, name) || slices.Contains(e.Reservation, name)
		})
		if len(e.Refer) == 0 {
			e.Refer = nil
		}
		es = append(es, e)
	}
	return es
}

// disputed says which references of a dissociation or a reservation are what it is about. The rule: the paragraphs that the
// delegation itself named beside its text; else those in sentences that say "dissociate" or "reserve"; else, where no sentence
// says so in a language known here, all of them. A dissociation that says "consensus" and names no paragraph is about the
// whole, and its other references are only references.
func disputed(e position.Explanation, found []found) []bool {
	against := make([]bool, len(found))
	if e.Kind != position.Dissociates && e.Kind != position.ReservesOn {
		return against
	}
	says := sentencesSaying(e.Text, e.Kind)
	for i, f := range found {
		switch {
		case len(e.Paragraphs) > 0:
			against[i] = f.given
		case len(says) == 0:
			against[i] = true
		default:
			against[i] = slices.ContainsFunc(says, func(s text.Span) bool {
				return s.Start <= f.Span.Start && f.Span.End <= s.End
			})
		}
	}
	return against
}

// firstWords is enough of a paragraph to know it again.
func firstWords(s string) string {
	const words, runes = 12, 90
	fields := strings.Fields(s)
	short := strings.Join(fields[:min(len(fields), words)], " ")
	rs := []rune(short)
	if len(rs) > runes {
		rs = rs[:runes]
		if i := strings.LastIndexByte(string(rs), ' '); i > 0 {
			rs = []rune(string(rs)[:i])
		}
		return string(rs) + " …"
	}
	if len(fields) > words {
		return short + " …"
	}
	return short
}
