package hypertext

import (
	"strconv"
	"strings"

	"adref/pkg/paper"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ownSpan reads the spans that have a meaning of their own: our labels and tracked ends, Word's labels of lists.
func (d *reader) ownSpan(n *html.Node, s state) (done bool, err error) {
	switch {
	case has(n, "number") && d.q != nil:
		d.number(n)
		return true, nil
	case has(n, "end") && d.q != nil:
		for c := n.FirstChild; c != nil; c = c.FirstChild {
			change := changeOf(c)
			switch c.DataAtom {
			case atom.Ins:
				d.q.Inserted = &change
			case atom.Del:
				d.q.Deleted = &change
			}
		}
		return true, nil
	case strings.Contains(strings.ReplaceAll(attr(n, "style"), " ", ""), "mso-list:Ignore") && d.q != nil:
		if label := strings.TrimSpace(strings.ReplaceAll(content(n), "\u00a0", " ")); label != "" && len(d.q.Spans) == 0 {
			d.q.Label, d.q.Auto = bullet(label), true
			d.q.Style = paper.Numbered
		}
		return true, nil
	}
	return false, nil
}

// bullet is a label of Word's list, where a bullet is a letter of a font of symbols.
func bullet(label string) string {
	switch label {
	case "·", "o", "§", "Ø", "ü", "\uf0b7":
		return "•"
	}
	return label
}

// number reads a label with what is tracked on it.
func (d *reader) number(n *html.Node) {
	q := d.q
	q.Auto = attr(n, "data-auto") != ""
	if attr(n, "data-by") == "" && attr(n, "datetime") == "" && n.FirstChild != nil && n.FirstChild.Type == html.TextNode {
		q.Label = strings.TrimSuffix(content(n), " ")
		d.space = true
		return
	}
	was := paper.Was{Change: changeOf(n)}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Del:
			was.Label, was.Change = content(c), changeOf(c)
		case atom.Ins:
			q.Label, was.Change = content(c), changeOf(c)
		}
	}
	q.Was = &was
	d.space = true
}

// content is all words of a node.
func content(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(content(c))
	}
	return b.String()
}

func (d *reader) link(n *html.Node, s state) error {
	to := attr(n, "href")
	switch {
	case has(n, "comment"):
		return nil // the mark that readers see
	case has(n, "note"):
		d.add(paper.Span{Text: content(n), Note: strings.TrimPrefix(to, "#note-")}, s)
		return nil
	case safe(to):
		s.link = to
	}
	return d.children(n, s)
}

// contents keeps the place of our table of contents; the navigation of a page is no text.
func (d *reader) contents(n *html.Node) error {
	d.flush()
	if has(n, "contents") {
		d.p.Paragraphs = append(d.p.Paragraphs, paper.Paragraph{Style: paper.Contents, Spans: []paper.Span{{Text: attr(n, "aria-label")}}})
	}
	return nil
}

// masthead reads the head that we write.
func (d *reader) masthead(n *html.Node) error {
	m := paper.Masthead{}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch words := strings.TrimSpace(content(c)); {
		case has(c, "organization"):
			m.Organization = words
		case has(c, "symbol"):
			m.Symbol = words
		case has(c, "body"):
			m.Body = words
		case has(c, "lines"):
			for line := c.FirstChild; line != nil; line = line.NextSibling {
				if line.DataAtom == atom.Bdi {
					m.Lines = append(m.Lines, content(line))
				}
			}
		}
	}
	d.p.Masthead = &m
	return nil
}

// aside reads paragraphs that stand beside the text.
func (d *reader) aside(n *html.Node, s state) ([]paper.Paragraph, error) {
	d.flush()
	var out []paper.Paragraph
	d.into = &out
	err := d.children(n, s)
	d.flush()
	d.into = nil
	return out, err
}

func (d *reader) note(n *html.Node, s state) error {
	id := strings.TrimPrefix(attr(n, "id"), "note-")
	ps, err := d.aside(n, s)
	d.p.Notes = append(d.p.Notes, paper.Note{ID: id, End: strings.HasPrefix(id, "e"), Paragraphs: ps})
	return err
}

func (d *reader) comment(n *html.Node, s state) error {
	by := changeOf(n)
	ps, err := d.aside(n, s)
	d.p.Comments = append(d.p.Comments, paper.Comment{
		ID: strings.TrimPrefix(attr(n, "id"), "comment-"), By: by.By, At: by.At, Parent: attr(n, "data-parent"),
		Resolved: attr(n, "data-resolved") != "", Paragraphs: ps,
	})
	return err
}

// rowChanges are what was tracked on a row.
func rowChanges(n *html.Node) (inserted, deleted *paper.Change) {
	c := changeOf(n)
	switch {
	case has(n, "inserted") && has(n, "deleted"):
		gone := paper.Change{By: attr(n, "data-deleted-by"), At: moment(attr(n, "data-deleted"))}
		return &c, &gone
	case has(n, "inserted"):
		return &c, nil
	case has(n, "deleted"):
		return nil, &c
	}
	return nil, nil
}

// table reads tables, their rows and cells. A table inside a cell is read as rows of the table around it.
func (d *reader) table(n *html.Node, s state) error {
	d.flush()
	before := d.cell
	switch n.DataAtom {
	case atom.Table:
		if before == nil {
			d.tables++
			d.cell = &paper.Cell{Table: d.tables, Row: -1}
		}
	case atom.Tr:
		if before == nil {
			break
		}
		before.Row++
		row := *before
		row.Column = -1
		row.Inserted, row.Deleted = rowChanges(n)
		d.cell = &row
	default:
		if before == nil {
			break
		}
		before.Column += max(before.Span, 1)
		before.Span = 0
		cell := *before
		cell.Header = n.DataAtom == atom.Th
		if span, err := strconv.Atoi(attr(n, "colspan")); err == nil && span > 1 && span < 1000 {
			cell.Span, before.Span = span, span
		}
		d.cell = &cell
		from := len(d.p.Paragraphs)
		err := d.children(n, s)
		d.flush()
		if len(d.p.Paragraphs) == from && d.into == nil { // an empty cell is a cell
			d.p.Paragraphs = append(d.p.Paragraphs, paper.Paragraph{Style: paper.Body, Cell: &cell})
		}
		d.cell = before
		return err
	}
	err := d.children(n, s)
	d.flush()
	d.cell = before
	return err
}
