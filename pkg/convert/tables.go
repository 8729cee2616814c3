package convert

import (
	"cmp"
	"strconv"
	"strings"

	"adref/pkg/page"
	"adref/pkg/paper"
	"adref/pkg/table"
)

// paragraphs is the table of the paragraphs of a paper, those in tables too; its notes and what its comments say come last.
func paragraphs(p paper.Paper) table.Table {
	t := table.Table{
		Name: "Paragraphs", Language: p.Language, RightToLeft: page.Direction(p.Language) == "rtl",
		Columns: []string{"Identity", "Style", "Level", "Number", "Text", "Language"},
	}
	add := func(q paper.Paragraph, id, style string) {
		t.Rows = append(t.Rows, []string{id, style, strconv.Itoa(q.Level), q.Label, q.Text(), cmp.Or(q.Language, p.Language)})
	}
	for _, q := range p.Paragraphs {
		if q.Style.OfText() {
			add(q, q.ID, string(q.Style))
		}
	}
	for _, n := range p.Notes {
		for _, q := range n.Paragraphs {
			add(q, n.ID, "note")
		}
	}
	for _, c := range p.Comments {
		for _, q := range c.Paragraphs {
			add(q, c.ID, "comment by "+c.By)
		}
	}
	return t
}

// tables are the tables that stand in a paper; the first row of each is its header.
func tables(p paper.Paper) []table.Table {
	var out []table.Table
	number, row := 0, -1
	var rows [][]string
	flush := func() {
		if len(rows) > 0 {
			out = append(out, shaped(rows, len(out)+1, p.Language))
		}
		rows, row = nil, -1
	}
	for _, q := range p.Paragraphs {
		c := q.Cell
		if c == nil {
			continue
		}
		if c.Table != number {
			flush()
			number = c.Table
		}
		if c.Row != row {
			rows, row = append(rows, nil), c.Row
		}
		last := &rows[len(rows)-1]
		for len(*last) <= c.Column {
			*last = append(*last, "")
		}
		cell := &(*last)[c.Column]
		*cell = strings.TrimPrefix(*cell+"\n"+strings.TrimSpace(q.Label+" "+q.Text()), "\n")
	}
	flush()
	return out
}

// shaped is a table whose header is as wide as its widest row.
func shaped(rows [][]string, n int, language string) table.Table {
	width := 0
	for _, r := range rows {
		width = max(width, len(r))
	}
	head := rows[0]
	for len(head) < width {
		head = append(head, "")
	}
	return table.Table{
		Name: "Table " + strconv.Itoa(n), Columns: head, Rows: rows[1:], Language: language, RightToLeft: page.Direction(language) == "rtl",
	}
}
