package akn

import (
	"encoding/xml"
	"strings"

	"adref/pkg/paper"
)

// state is what the elements around some words say of them.
type state struct {
	marks            paper.Marks
	ins, del, format *paper.Change
	language, link   string
	comments         []string
}

// inline reads the runs of a paragraph, up to the end of its element.
type inline struct {
	d     *reader
	keep  bool // white space is kept
	spans []paper.Span
}

func (in *inline) read(s state) error {
	for {
		t, err := in.d.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.CharData:
			in.words(string(t), s)
		case xml.StartElement:
			if err := in.element(t, s); err != nil {
				return err
			}
		}
	}
}

func (in *inline) words(words string, s state) {
	if !in.keep {
		folded := strings.Join(strings.FieldsFunc(words, white), " ")
		if n := len(in.spans); words != "" && strings.ContainsAny(words[:1], " \t\r\n") && n > 0 && !strings.HasSuffix(in.spans[n-1].Text, " ") {
			folded = " " + folded
		}
		if folded != "" && folded != " " && strings.ContainsAny(words[len(words)-1:], " \t\r\n") {
			folded += " "
		}
		words = folded
	}
	if words != "" {
		in.add(words, "", s)
	}
}

// white says whether a character is white space to XML; a space that does not break a line is none.
func white(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }

func (in *inline) add(words, note string, s state) {
	in.spans = append(in.spans, paper.Span{
		Text: words, Note: note, Marks: s.marks, Language: s.language, Link: s.link, Inserted: s.ins, Deleted: s.del, Formatted: s.format, Comments: s.comments,
	})
}

func (in *inline) element(e xml.StartElement, s state) error {
	switch e.Name.Local {
	case "eol", "br":
		in.add("\n", "", s)
	case "authorialNote":
		return in.note(e, s)
	case "ins":
		s.ins = orNone(changed(e, "by"))
	case "del":
		s.del = orNone(changed(e, "by"))
	case "a", "ref":
		s.link = std(e, "href")
	case "span":
		s = spanned(e, s)
	}
	for _, k := range elements {
		if e.Name.Local == k.name {
			s.marks |= k.mark
		}
	}
	return in.read(s)
}

// orNone is a change nobody is named for, where there is none.
func orNone(c *paper.Change) *paper.Change {
	if c == nil {
		return &paper.Change{}
	}
	return c
}

func spanned(e xml.StartElement, s state) state {
	for _, class := range strings.Fields(std(e, "class")) {
		for _, k := range classes {
			if class == k.name {
				s.marks |= k.mark
			}
		}
	}
	if l := value(e, "http://www.w3.org/XML/1998/namespace", "lang"); l != "" {
		s.language = l
	}
	if ids := strings.Fields(own(e, "comments")); len(ids) > 0 {
		s.comments = ids
	}
	if c := changed(e, "formatted"); c != nil {
		s.format = c
	}
	return s
}

// note reads a note where it is referred to.
func (in *inline) note(e xml.StartElement, s state) error {
	d := in.d
	id := own(e, "note")
	if id == "" {
		id = "f" + std(e, "marker")
	}
	ps, err := d.apart()
	if !d.notes[id] {
		d.notes[id] = true
		d.p.Notes = append(d.p.Notes, paper.Note{ID: id, End: has(e, "end"), Paragraphs: ps})
	}
	in.add(std(e, "marker"), id, s)
	return err
}
