package docx

import (
	"slices"
	"strings"

	"adref/pkg/paper"
)

// labels gives the paragraphs their labels: those that are typed, and those that Word counts. It counts twice, with every change
// accepted and with every change refused, and in each leaves out the paragraphs that are not in it or continue another.
func (s *reading) labels() {
	accepted := printed(s.out, func(_, del *paper.Change) bool { return del != nil })
	refused := printed(s.out, func(ins, _ *paper.Change) bool { return ins != nil })
	s.before = make([]string, len(s.out))
	now, was := s.numbering.counters(), s.numbering.counters()
	for i := range s.out {
		p, n := &s.out[i], &s.numbers[i]
		if c := p.Cell; c != nil {
			accepted[i] = accepted[i] && c.Deleted == nil
			refused[i] = refused[i] && c.Inserted == nil
		}
		label, before := "", ""
		if accepted[i] {
			label = now.next(n.now)
		}
		if refused[i] {
			before = was.next(n.was)
		}
		switch {
		case n.label != nil && s.typed(p, n.label, accepted[i], refused[i]):
			if before = p.Label; p.Was != nil {
				before = p.Was.Label
			}
			if !refused[i] {
				before = ""
			}
		case accepted[i]:
			p.Label, p.Auto = label, label != ""
		default:
			p.Label, p.Auto = before, before != ""
		}
		s.before[i] = before
		if p.Auto && (p.Style == paper.Body || p.Style == paper.Heading && n.outline) {
			p.Style, p.Level = paper.Numbered, n.now.level
		}
	}
}

// typed makes the label of the pieces of text that have the style of labels, and says whether they are one. If they are not, they
// stay words of the paragraph.
func (s *reading) typed(p *paper.Paragraph, pieces []piece, accepted, refused bool) bool {
	var now, was, neither strings.Builder
	var change *paper.Change
	all := 0
	for _, l := range pieces {
		all += runeCount(l.text)
		switch ins, del := l.at.ins, l.at.del; {
		case ins != nil && del != nil:
			neither.WriteString(l.text)
		case ins != nil:
			now.WriteString(l.text)
			change = ins
		case del != nil:
			was.WriteString(l.text)
			if change == nil {
				change = del
			}
		default:
			now.WriteString(l.text)
			was.WriteString(l.text)
		}
	}
	label, before, never := withoutTab(now.String()), withoutTab(was.String()), withoutTab(neither.String())
	switch {
	case never != "" && (label != "" || before != ""):
		p.Spans = slices.Concat(labelSpans(pieces), p.Spans)
		return false
	case never != "":
		p.Label = never
	case label != "" && before == "" && accepted && !refused, label == before:
		p.Label = label
	case label == "" && refused && !accepted:
		p.Label = before
	default:
		p.Label, p.Was = label, &paper.Was{Label: before, Change: *change}
	}
	s.set += all
	return true
}

func withoutTab(s string) string { return strings.TrimSuffix(s, "\t") }

func labelSpans(pieces []piece) []paper.Span {
	var out []paper.Span
	for _, l := range pieces {
		out = append(out, paper.Span{
			Text: l.text, Marks: l.look.marks, Language: l.look.language, Inserted: l.at.ins, Deleted: l.at.del, Formatted: l.look.formatted, Link: l.at.link,
		})
	}
	return out
}
