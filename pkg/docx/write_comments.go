package docx

import (
	"fmt"
	"slices"
	"strconv"

	"adref/pkg/paper"
)

// numberComments gives every comment its number: its ID where all IDs are numbers as Read gives them, else its place.
func (d *writer) numberComments() {
	numbers := true
	for _, c := range d.p.Comments {
		numbers = numbers && (c.ID == "0" || canonical(c.ID, "") > 0)
	}
	for i, c := range d.p.Comments {
		d.at("comment " + c.ID)
		if _, twice := d.comments[c.ID]; twice || c.ID == "" {
			d.fail(ErrPaper, "there are two comments of the ID %q", c.ID)
		}
		d.comments[c.ID] = i
		if numbers {
			d.comments[c.ID] = canonical(c.ID, "")
		}
	}
	for _, c := range d.p.Comments {
		if c.Parent == "" {
			continue
		}
		d.at("comment " + c.ID)
		if _, ok := d.comments[c.Parent]; !ok || c.Parent == c.ID {
			d.fail(ErrPaper, "it answers the comment %q, which is not there", c.Parent)
		}
	}
}

// placeLoose finds the comments that are in no words: one that a span without text has is marked at the end of its paragraph, an
// answer where the range of what it answers ends, another one at the first paragraph. Every comment has a mark, for Word does not
// show one that has none. given is the paper before it was normalised.
func (d *writer) placeLoose(given paper.Paper) {
	ranged, point := map[string]bool{}, map[string]int{}
	note := func(ps []paper.Paragraph) {
		for _, p := range ps {
			for _, sp := range p.Spans {
				for _, id := range sp.Comments {
					ranged[id] = true
				}
			}
		}
	}
	note(d.p.Paragraphs)
	for _, n := range d.p.Notes {
		note(n.Paragraphs)
	}
	for i, p := range given.Paragraphs {
		for _, sp := range p.Spans {
			for _, id := range sp.Comments {
				point[id] = i
			}
		}
	}
	for _, c := range d.p.Comments {
		if ranged[c.ID] {
			continue
		}
		at, pointed := point[c.ID]
		if parent := d.rangedParent(c.ID, ranged); parent != "" && !pointed {
			d.replies[parent] = append(d.replies[parent], c.ID)
		} else {
			d.loose[at] = append(d.loose[at], c.ID)
		}
	}
}

// rangedParent is the nearest comment that the one of the ID answers, directly or not, and that has a range; "" for none.
func (d *writer) rangedParent(id string, ranged map[string]bool) string {
	for range d.p.Comments { // answers in a circle have none
		i := d.commentIndex(id)
		if i < 0 || ranged[id] {
			break
		}
		id = d.p.Comments[i].Parent
	}
	if ranged[id] {
		return id
	}
	return ""
}

// looseComments marks the comments that are in no words of the paragraph.
func (s *story) looseComments(i int) {
	for _, id := range s.loose[i] {
		s.commentMark(id)
	}
}

// writeComments makes the parts of the comments, of their threads and of the people.
func (d *writer) writeComments() {
	if len(d.p.Comments) > 0 {
		s := d.newStory(styleCommentText)
		s.raw(xmlHeader, "<w:comments", declarations, ">")
		threads := xmlHeader + `<w15:commentsEx xmlns:w15="` + namespaceW15 + `">`
		for i, c := range d.p.Comments {
			s.comment(c)
			threads += `<w15:commentEx w15:paraId="` + paraID(i) + `"`
			if c.Parent != "" {
				threads += ` w15:paraIdParent="` + paraID(d.commentIndex(c.Parent)) + `"`
			}
			threads += fmt.Sprintf(` w15:done="%d"/>`, map[bool]int{true: 1}[c.Resolved])
		}
		s.raw("</w:comments>")
		d.addStory("word/comments.xml", "comments", s)
		d.add("word/commentsExtended.xml", "commentsExtended", []byte(threads+"</w15:commentsEx>"))
	}
	if people := d.people(); len(people) > 0 {
		x := xmlHeader + `<w15:people xmlns:w15="` + namespaceW15 + `">`
		for _, who := range people {
			name := d.escaped(who)
			x += `<w15:person w15:author="` + name + `"><w15:presenceInfo w15:providerId="None" w15:userId="` + name + `"/></w15:person>`
		}
		d.add("word/people.xml", "people", []byte(x+"</w15:people>"))
	}
}

func (d *writer) commentIndex(id string) int {
	return slices.IndexFunc(d.p.Comments, func(c paper.Comment) bool { return c.ID == id })
}

// paraID is the identity of the last paragraph of the nth comment, which threads are told by.
func paraID(n int) string { return fmt.Sprintf("%08X", n+1) }

func (s *story) comment(c paper.Comment) {
	s.prefix = "comment " + c.ID
	s.writer.at(s.prefix)
	s.limit(c.By, MaxAuthor, "the author")
	s.limit(c.Initials, MaxInitials, "the initials of the author")
	s.raw(`<w:comment w:id="`, strconv.Itoa(s.comments[c.ID]), `" w:author="`, s.escaped(c.By), `"`, date(c.At))
	if c.Initials != "" {
		s.raw(` w:initials="`, s.escaped(c.Initials), `"`)
	}
	s.raw(">")
	s.opening = func() {
		s.raw(`<w:r><w:rPr><w:rStyle w:val="`, s.style(styleCommentReference), `"/></w:rPr><w:annotationRef/></w:r>`)
	}
	ps := atLeastOne(c.Paragraphs)
	s.thread = paraID(s.commentIndex(c.ID))
	if ps[len(ps)-1].Cell != nil {
		ps = append(slices.Clone(ps), paper.Paragraph{Style: paper.Body})
	}
	s.paragraphs(ps)
	s.thread = ""
	s.raw("</w:comment>")
}

// people are the authors of changes and comments.
func (d *writer) people() []string {
	out := d.p.Authors()
	for _, c := range d.p.Comments {
		if !slices.Contains(out, c.By) {
			out = append(out, c.By)
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}
