package akn

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"adref/pkg/paper"
)

// Read reads a document: our own with nothing lost, others as paragraphs with their numbers, headings, changes and notes.
func Read(r io.Reader) (paper.Paper, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return paper.Paper{}, err
	case len(b) > MaxBytes:
		return paper.Paper{}, ErrTooLarge
	}
	d := reader{x: xml.NewDecoder(bytes.NewReader(b)), notes: map[string]bool{}}
	if err := d.document(); err != nil {
		line, column := d.x.InputPos()
		return paper.Paper{}, fmt.Errorf("line %d, column %d: %w", line, column, err)
	}
	return d.p, nil
}

type reader struct {
	x     *xml.Decoder
	p     paper.Paper
	depth int
	notes map[string]bool
	// label, was and level are those of the element of the hierarchy that is open, for its next paragraph.
	label string
	was   *paper.Was
	level int // of sections
	cell  *paper.Cell
	ours  bool // we wrote it: white space is as it stands
}

// next is the next token, without comments and instructions. A document type is refused.
func (d *reader) next() (xml.Token, error) {
	for {
		t, err := d.x.Token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.Directive:
			return nil, ErrDTD
		case xml.StartElement:
			if d.depth++; d.depth > MaxDepth {
				return nil, ErrTooDeep
			}
			return t, nil
		case xml.EndElement:
			d.depth--
			return t, nil
		case xml.CharData:
			return t, nil
		}
	}
}

func (d *reader) document() error {
	for {
		t, err := d.next()
		if errors.Is(err, io.EOF) {
			return ErrNotAKN
		}
		if err != nil {
			return err
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch {
		case start.Name.Local != "akomaNtoso":
			return fmt.Errorf("%w: its first element is %s", ErrNotAKN, start.Name.Local)
		case start.Name.Space != Namespace:
			return ErrNamespace
		}
		if err := d.children(d.element); err != nil {
			return err
		}
		for { // what follows the end must be nothing
			switch t, err := d.next(); {
			case errors.Is(err, io.EOF):
				return nil
			case err != nil:
				return err
			default:
				if _, ok := t.(xml.StartElement); ok {
					return ErrNotAKN
				}
			}
		}
	}
}

// children reads up to the end of the element that is open; each element in it is given to a function, which reads it whole.
func (d *reader) children(read func(xml.StartElement) error) error {
	for {
		t, err := d.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := read(t); err != nil {
				return err
			}
		}
	}
}

func (d *reader) skip(xml.StartElement) error { return d.children(d.skip) }

// own is the value of an attribute of ours, std of one of the standard.
func own(e xml.StartElement, name string) string { return value(e, Own, name) }
func std(e xml.StartElement, name string) string { return value(e, "", name) }

func value(e xml.StartElement, space, name string) string {
	for _, a := range e.Attr {
		if a.Name.Space == space && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func has(e xml.StartElement, name string) bool {
	for _, a := range e.Attr {
		if a.Name.Space == Own && a.Name.Local == name {
			return true
		}
	}
	return false
}

func integer(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1<<20 {
		return 0
	}
	return n
}

// changed reads what change wrote.
func changed(e xml.StartElement, name string) *paper.Change {
	if !has(e, name) {
		return nil
	}
	c := paper.Change{By: own(e, name), Move: own(e, name+"-move")}
	if at, err := time.Parse(time.RFC3339Nano, own(e, name+"-at")); err == nil {
		c.At = at
	}
	return &c
}

func (d *reader) element(e xml.StartElement) error {
	switch e.Name.Local {
	case "meta":
		return d.children(d.meta)
	case "section", "part", "chapter", "title", "article", "subsection", "division", "book", "tome":
		d.level++
		err := d.children(d.element)
		d.level--
		return err
	case "num":
		return d.num(e)
	case "heading", "subheading", "crossHeading", "longTitle", "p", "block", "docTitle", "listIntroduction", "listWrapUp":
		return d.paragraph(e)
	case "table":
		return d.table()
	}
	return d.children(d.element)
}

func (d *reader) meta(e xml.StartElement) error {
	switch e.Name.Local {
	case "note":
		ps, err := d.apart()
		if id := own(e, "note"); id != "" {
			d.p.Notes = append(d.p.Notes, paper.Note{ID: id, End: has(e, "end"), Paragraphs: ps})
			return err
		}
		c := paper.Comment{ID: own(e, "id"), Initials: own(e, "initials"), Parent: own(e, "parent"), Resolved: has(e, "resolved"), Paragraphs: ps}
		if by := changed(e, "by"); by != nil {
			c.By, c.At = by.By, by.At
		}
		if c.ID == "" {
			c.ID = std(e, "eId")
		}
		d.p.Comments = append(d.p.Comments, c)
		return err
	case "FRBRlanguage":
		for tag, code := range languages {
			if code == std(e, "language") && d.p.Language == "" {
				d.p.Language = tag
			}
		}
	case "origin":
		if e.Name.Space != Own {
			break
		}
		d.ours = true
		d.p.Title, d.p.Language = std(e, "title"), std(e, "language")
		d.p.Origin = paper.Origin{
			Process: std(e, "process"), Document: std(e, "document"), Revision: integer(std(e, "revision")), Symbol: std(e, "symbol"), Digest: std(e, "digest"),
		}
	}
	return d.children(d.meta)
}

// apart reads paragraphs that are not of the text: those of a note or of a comment.
func (d *reader) apart() ([]paper.Paragraph, error) {
	outside, label, was, cell := d.p.Paragraphs, d.label, d.was, d.cell
	d.p.Paragraphs, d.label, d.was, d.cell = nil, "", nil, nil
	err := d.children(d.element)
	ps := d.p.Paragraphs
	d.p.Paragraphs, d.label, d.was, d.cell = outside, label, was, cell
	return ps, err
}

func (d *reader) num(e xml.StartElement) error {
	in := inline{d: d, keep: d.ours}
	if err := in.read(state{}); err != nil {
		return err
	}
	d.label, d.was = "", nil
	if c := changed(e, "was"); c != nil {
		d.was = &paper.Was{Change: *c}
	}
	for _, s := range in.spans {
		switch {
		case s.Deleted != nil && d.was != nil:
			d.was.Label += s.Text
		default:
			d.label += s.Text
		}
	}
	return nil
}

func (d *reader) paragraph(e xml.StartElement) error {
	q := paper.Paragraph{
		ID: own(e, "id"), Style: paper.Style(own(e, "style")), Level: integer(own(e, "level")), Label: own(e, "label"), Auto: has(e, "auto"),
		Language: value(e, "http://www.w3.org/XML/1998/namespace", "lang"), RightToLeft: has(e, "rtl"), NewPage: has(e, "new-page"),
		Inserted: changed(e, "inserted"), Deleted: changed(e, "deleted"), Formatted: changed(e, "formatted"), Cell: d.cell,
	}
	if was := changed(e, "was"); was != nil {
		q.Was = &paper.Was{Label: own(e, "was-label"), Change: *was}
	}
	in := inline{d: d, keep: d.ours || q.Style != "" || own(e, "masthead") != ""}
	if q.Label == "" && q.Was == nil && e.Name.Local != "subheading" {
		q.Label, q.Was, d.label, d.was = d.label, d.was, "", nil
	}
	if err := in.read(state{}); err != nil || has(e, "none") {
		return err
	}
	q.Spans = in.spans
	if d.masthead(own(e, "masthead"), q.Text()) {
		return nil
	}
	if q.Style == "" {
		d.foreign(e, &q)
	}
	if len(q.Spans) > 0 || q.Label != "" || own(e, "style") != "" {
		d.p.Paragraphs = append(d.p.Paragraphs, q)
	}
	return nil
}

// foreign gives a paragraph of a document that is not ours its style.
func (d *reader) foreign(e xml.StartElement, q *paper.Paragraph) {
	switch {
	case e.Name.Local == "heading" || e.Name.Local == "crossHeading" || e.Name.Local == "subheading":
		q.Style, q.Level = paper.Heading, max(d.level, 1)
	case e.Name.Local == "docTitle" || e.Name.Local == "longTitle":
		q.Style = paper.Title
	case q.Label != "":
		q.Style = paper.Numbered
	default:
		q.Style = paper.Body
	}
}

func (d *reader) masthead(part, words string) bool {
	if part == "" {
		return false
	}
	if d.p.Masthead == nil {
		d.p.Masthead = &paper.Masthead{}
	}
	switch m := d.p.Masthead; part {
	case "organization":
		m.Organization = words
	case "body":
		m.Body = words
	case "symbol":
		m.Symbol = words
	case "line":
		m.Lines = append(m.Lines, words)
	}
	return true
}

// table reads the rows and cells of a table; one inside a cell is read as paragraphs of that cell.
func (d *reader) table() error {
	if d.cell != nil {
		return d.children(d.element)
	}
	table := 1
	for _, q := range d.p.Paragraphs {
		if q.Cell != nil {
			table = q.Cell.Table + 1
		}
	}
	row := -1
	return d.children(func(e xml.StartElement) error {
		if e.Name.Local != "tr" {
			return d.skip(e)
		}
		row++
		column, wide := -1, 1
		ins, del := changed(e, "inserted"), changed(e, "deleted")
		return d.children(func(e xml.StartElement) error {
			column += wide
			if c := own(e, "column"); c != "" {
				column = integer(c)
			}
			d.cell = &paper.Cell{Table: table, Row: row, Column: column, Header: e.Name.Local == "th", Inserted: ins, Deleted: del}
			wide = max(integer(std(e, "colspan")), 1)
			if wide > 1 {
				d.cell.Span = wide
			}
			err := d.children(d.element)
			d.cell = nil
			return err
		})
	})
}
