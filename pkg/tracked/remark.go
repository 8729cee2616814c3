package tracked

import (
	"slices"
	"strings"
)

// remarks adds the comments that give the reason of no change: they stand for themselves.
func (r *reader) remarks() {
	for _, c := range r.p.Comments {
		if r.told[c.ID] {
			continue
		}
		m := Remark{By: c.By, At: c.At, Text: words(c.Paragraphs)}
		for i := range r.segments {
			var quote strings.Builder
			for _, it := range r.segments[i].items {
				if slices.Contains(it.comments, c.ID) {
					quote.WriteString(it.words)
				}
			}
			if quote.Len() > 0 {
				m.Paragraph, m.Quote = r.segments[i].id, quote.String()
				break
			}
		}
		r.out.Remarks = append(r.out.Remarks, m)
	}
}
