package history

import (
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/paper"
	"adref/pkg/text"
)

// Paper is the history as a report: the revisions in figures, what the text shows of the amendments, and for each revision the
// list of changes and the concordance of old and new numbers. Inserted words are underlined and deleted ones struck: a report is
// no text to be accepted or refused, so nothing in it is tracked.
func (h History) Paper() paper.Paper {
	r := report{sheet: newSheet(h)}
	r.title(h.heading())
	r.remark(number(len(h.Steps)) + " revisions. Derived from the texts by " + h.Algorithm + ": it says where words stand, not why.")
	r.out = append(r.out, paper.Paragraph{Style: paper.Contents, Spans: plainly("Contents")})
	r.revisions()
	r.fates()
	for _, step := range h.Steps {
		if step.Redline != nil {
			r.step(step)
		}
	}
	return paper.Paper{Language: "en", Title: h.heading(), Paragraphs: r.out}
}

// report puts the paragraphs of a report together.
type report struct {
	sheet
	out    []paper.Paragraph
	tables int
}

func plainly(words string) []paper.Span {
	if words == "" {
		return nil
	}
	return []paper.Span{{Text: words}}
}

func (r *report) title(words string) {
	r.out = append(r.out, paper.Paragraph{Style: paper.Title, Spans: plainly(words)})
}

func (r *report) heading(level int, words string) {
	r.out = append(r.out, paper.Paragraph{Style: paper.Heading, Level: level, Spans: plainly(words)})
}

func (r *report) remark(words string) {
	r.out = append(r.out, paper.Paragraph{Style: paper.Remark, Spans: plainly(words)})
}

// table adds a table; its first row is repeated on each page.
func (r *report) table(head []string, rows [][][]paper.Span) {
	r.tables++
	for k, words := range head {
		r.cell(0, k, []paper.Span{{Text: words, Marks: paper.Bold}})
	}
	for i, row := range rows {
		for k, spans := range row {
			r.cell(i+1, k, spans)
		}
	}
}

func (r *report) cell(row, column int, spans []paper.Span) {
	r.out = append(r.out, paper.Paragraph{
		Style: paper.Body, Spans: spans, Cell: &paper.Cell{Table: r.tables, Row: row, Column: column, Header: row == 0},
	})
}

func cells(words ...string) [][]paper.Span {
	var out [][]paper.Span
	for _, w := range words {
		out = append(out, plainly(w))
	}
	return out
}

func (r *report) revisions() {
	r.heading(1, "Revisions")
	var rows [][][]paper.Span
	for _, step := range r.Steps {
		v, f := step.Revision, step.Figures
		rows = append(rows, cells(v.Name, v.Symbol, date(v.At), number(f.Paragraphs), number(f.Words), number(f.Opening), number(f.WordsInBracket)))
	}
	r.table([]string{"Revision", "Symbol", "Date", "Paragraphs", "Words", "Brackets", "Words in brackets"}, rows)
}

func (r *report) fates() {
	if len(r.Fates) == 0 {
		return
	}
	r.heading(1, "What the text shows of the amendments")
	r.remark(r.FateSummary())
	var rows [][][]paper.Span
	for _, f := range r.Fates {
		chair := chairWords(f.Amendment)
		if f.Disagrees {
			chair = strings.TrimSpace(chair + " The text shows otherwise.")
		}
		rows = append(rows, [][]paper.Span{
			{{Text: f.Amendment.ID, Marks: paper.Bold}, {Text: " " + r.Sponsors(f.Amendment) + ", " + r.On(f)}}, wanting(f.Amendment.Proposal),
			{{Text: f.Outcome.Says() + percent(f), Marks: paper.Italic}, {Text: " " + f.Says}}, plainly(chair),
		})
	}
	r.table([]string{"Amendment", "Wants", "The text", "Chair’s office"}, rows)
}

// wanting is what an amendment asks for, with the words that it puts in and takes out.
func wanting(p amendment.Proposal) []paper.Span {
	quote := p.Anchor.Quote
	switch {
	case p.OnWords():
		p.Anchor.Span = text.Span{End: len(quote)}
		return drawn(diff.Words(quote, amendment.Apply(p, quote)))
	case p.Operation == amendment.InsertParagraph:
		return append(plainly("a new paragraph after it: "), drawn([]diff.Op{{Op: diff.Insert, Text: p.Words}})...)
	case p.Operation == amendment.SplitParagraph:
		return plainly("the paragraph cut after “" + quote + "”")
	}
	return plainly(wholeWords(p.Operation))
}

// drawn are changes as they are drawn: underlined and struck.
func drawn(ops []diff.Op) []paper.Span {
	var out []paper.Span
	for _, op := range ops {
		s := paper.Span{Text: op.Text}
		switch op.Op {
		case diff.Insert:
			s.Marks = paper.Underline | paper.Bold
		case diff.Delete:
			s.Marks = paper.Strike
		}
		out = append(out, s)
	}
	return out
}

// step is what changed from one revision to the next, and the concordance where numbers changed.
func (r *report) step(s Step) {
	r.heading(1, s.Redline.Base+" → "+s.Revision.Name)
	r.remark(s.Redline.Summary())
	var rows [][][]paper.Span
	for _, b := range s.Redline.Blocks {
		if b.Kind != diff.Same && b.Kind != diff.Renumbered {
			rows = append(rows, [][]paper.Span{plainly(b.Numbers()), plainly(b.Says()), drawn(b.Reading())})
		}
	}
	if len(rows) > 0 {
		r.table([]string{"Paragraph", "What happened", "Words"}, rows)
	}
	rows = nil
	for _, row := range Concordance(*s.Redline) {
		if old, now := strings.Join(row.Old, ", "), strings.Join(row.New, ", "); old != now {
			rows = append(rows, cells(old, now, string(row.Kind), row.Words))
		}
	}
	if len(rows) > 0 {
		r.heading(2, "Concordance of "+s.Redline.Base+" and "+s.Revision.Name)
		r.remark("Paragraphs whose number changed.")
		r.table([]string{s.Redline.Base, s.Revision.Name, "What happened", "First words"}, rows)
	}
}
