package docx

import (
	"strconv"
	"strings"

	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// readSettings reads how the marks of notes are counted.
func (d *reader) readSettings() error {
	if len(d.related("footnotes"))+len(d.related("endnotes")) == 0 {
		return nil
	}
	root, err := d.optional("settings")
	if err != nil {
		return err
	}
	d.noteFormats(root)
	return nil
}

// noteFormats takes the formats of the marks of notes from the settings, or from those of a section.
func (d *reader) noteFormats(n *ooxml.Node) {
	for kind := range d.marks {
		if f := n.Child("w:" + kind + "Pr").Child("w:numFmt").Attr("w:val"); f != "" {
			d.marks[kind] = f
		}
		if r := n.Child("w:" + kind + "Pr").Child("w:numRestart").Attr("w:val"); r == "eachPage" || r == "eachSect" {
			d.warn("The %ss are counted anew on each page or in each section; their marks run on here.", kind)
		}
	}
}

// readProperties reads the title, and what the document was made from.
func (d *reader) readProperties() error {
	links, err := d.pkg.Relations("")
	if err != nil {
		return err
	}
	for _, l := range links {
		if l.External || !d.pkg.Has(l.Target) {
			continue
		}
		switch l.Type {
		case "custom-properties", "customProperties":
			err = d.customProperties(l.Target)
		case "metadata/core-properties":
			var root *ooxml.Node
			if root, err = d.pkg.Parse(l.Target); err == nil {
				if title := root.Child("dc:title"); title != nil {
					d.paper.Title = title.Text
				}
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *reader) customProperties(name string) error {
	root, err := d.pkg.Parse(name)
	if err != nil {
		return err
	}
	o := &d.paper.Origin
	for n := root.First; n != nil; n = n.Next {
		if n.First == nil {
			continue
		}
		switch key, v := n.Attr("name"), n.First.Text; key {
		case propertyProcess:
			o.Process = v
		case propertyDocument:
			o.Document = v
		case propertyRevision:
			o.Revision, _ = strconv.Atoi(strings.TrimSpace(v))
		case propertySymbol:
			o.Symbol = v
		case propertyDigest:
			o.Digest = v
		default:
			if k, ok := numberAfterAny(key, propertyID); ok {
				d.long[longBookmark(k)] = v
			}
		}
	}
	return nil
}

// numberAfterAny is the number from 1 on that follows the prefix and ends the string.
func numberAfterAny(s, prefix string) (int, bool) {
	digits, ok := strings.CutPrefix(s, prefix)
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n > 0
}

// takeMasthead makes the masthead of the paragraphs that have its styles, where nothing is tracked or noted in them.
func (d *reader) takeMasthead(numbers []placing) {
	var m paper.Masthead
	found := false
	in := map[int]bool{} // tables with a part of it
	for i, p := range d.paper.Paragraphs {
		text := p.Text()
		switch numbers[i].style {
		case styleHeadOrganization:
			m.Organization = text
		case styleHeadBody:
			m.Body = text
		case styleHeadSymbol:
			m.Symbol = text
		case styleHeadLine:
			m.Lines = append(m.Lines, text)
		default:
			continue
		}
		if marked(p) {
			return
		}
		found = true
		if p.Cell != nil {
			in[p.Cell.Table] = true
		}
	}
	if !found {
		return
	}
	d.paper.Masthead = &m
	d.dropMasthead(numbers, in)
}

// dropMasthead takes the paragraphs of the masthead, and the empty ones beside them, out of the text.
func (d *reader) dropMasthead(numbers []placing, in map[int]bool) {
	var kept []paper.Paragraph
	var before []string
	for i, p := range d.paper.Paragraphs {
		switch id := numbers[i].style; {
		case id == styleHeadOrganization, id == styleHeadBody, id == styleHeadSymbol, id == styleHeadLine:
			n := textOf(d.paper.Paragraphs[i : i+1])
			d.report.Text -= n
			d.report.Set += n
			continue
		case p.Cell != nil && in[p.Cell.Table] && len(p.Spans) == 0 && !marked(p):
			continue
		}
		kept, before = append(kept, p), append(before, d.report.Before[i])
	}
	d.paper.Paragraphs, d.report.Before = kept, before
	renumberTables(kept)
}

// renumberTables counts the tables of the paragraphs from 1 without gaps.
func renumberTables(ps []paper.Paragraph) {
	number, done := map[int]int{}, map[*paper.Cell]bool{}
	for _, p := range ps {
		if c := p.Cell; c != nil && !done[c] {
			done[c] = true
			if number[c.Table] == 0 {
				number[c.Table] = len(number) + 1
			}
			c.Table = number[c.Table]
		}
	}
}

// marked says whether anything is tracked or noted in a paragraph.
func marked(p paper.Paragraph) bool {
	if p.Inserted != nil || p.Deleted != nil || p.Was != nil || p.ID != "" || p.Cell != nil && (p.Cell.Inserted != nil || p.Cell.Deleted != nil) {
		return true
	}
	for _, s := range p.Spans {
		if s.Inserted != nil || s.Deleted != nil || s.Note != "" || len(s.Comments) > 0 {
			return true
		}
	}
	return false
}
