package critic

import (
	"adref/pkg/paper"
)

// marks are those that the notation has signs for.
const marks = paper.Bold | paper.Italic | paper.Underline | paper.Strike | paper.Superscript | paper.Subscript | paper.Highlight

// held is the paper in what the notation holds, so that runs that differ in nothing else are one: a change of a row is one of its words,
// and a label that would not be read as one is the first words of its paragraph.
func held(p paper.Paper) paper.Paper {
	p.Paragraphs = holding(p.Paragraphs, false)
	p.Notes = append([]paper.Note{}, p.Notes...)
	for i := range p.Notes {
		p.Notes[i].Paragraphs = holding(p.Notes[i].Paragraphs, true)
	}
	p.Comments = append([]paper.Comment{}, p.Comments...)
	for i := range p.Comments {
		p.Comments[i].Paragraphs = holding(p.Comments[i].Paragraphs, true)
	}
	return p.Normal()
}

func holding(ps []paper.Paragraph, aside bool) []paper.Paragraph {
	out := make([]paper.Paragraph, len(ps))
	for i, q := range ps {
		if aside || !labelled(q) {
			q.Spans = append(labelSpans(q), q.Spans...)
			q.Label, q.Was = "", nil
		}
		q.Spans = holdingSpans(q)
		q.Inserted, q.Deleted = bare(q.Inserted), bare(q.Deleted)
		out[i] = q
	}
	return out
}

func holdingSpans(q paper.Paragraph) []paper.Span {
	out := make([]paper.Span, len(q.Spans))
	for k, s := range q.Spans {
		out[k] = paper.Span{Text: s.Text, Marks: s.Marks & marks, Inserted: bare(s.Inserted), Deleted: bare(s.Deleted), Note: s.Note, Comments: s.Comments}
		if q.Cell != nil && s.Inserted == nil {
			out[k].Inserted = bare(q.Cell.Inserted)
		}
		if q.Cell != nil && s.Deleted == nil {
			out[k].Deleted = bare(q.Cell.Deleted)
		}
	}
	return out
}

// bare is a change without the name of its move.
func bare(c *paper.Change) *paper.Change {
	if c == nil {
		return nil
	}
	return &paper.Change{By: c.By, At: c.At}
}

// labelled says whether the label of a paragraph will be read as one.
func labelled(q paper.Paragraph) bool {
	switch {
	case q.Cell != nil || q.Style == paper.Remark || q.Style == paper.Head:
		return false
	case q.Was != nil:
		return isLabel(q.Label) && isLabel(q.Was.Label) && q.Label+q.Was.Label != ""
	}
	return true // what is not read as one is read as the same words
}

// labelSpans is a label as words.
func labelSpans(q paper.Paragraph) []paper.Span {
	switch {
	case q.Was != nil:
		var out []paper.Span
		if q.Was.Label != "" {
			out = append(out, paper.Span{Text: q.Was.Label + " ", Deleted: &q.Was.Change})
		}
		if q.Label != "" {
			out = append(out, paper.Span{Text: q.Label + " ", Inserted: &q.Was.Change})
		}
		return out
	case q.Label != "":
		return []paper.Span{{Text: q.Label + " "}}
	}
	return nil
}
