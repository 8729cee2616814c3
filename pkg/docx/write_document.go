package docx

import (
	"fmt"
	"strconv"

	"adref/pkg/paper"
)

const (
	xmlHeader    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	declarations = ` xmlns:w="` + namespaceW + `" xmlns:r="` + namespaceR + `" xmlns:mc="` + namespaceMC + `" xmlns:w14="` + namespaceW14 + `" mc:Ignorable="w14"`
	typeW        = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	typePackage  = "application/vnd.openxmlformats-package."
	relationsMS  = "http://schemas.microsoft.com/office/2011/relationships/"
)

// document makes all parts that hold something of the paper, which was given as it was.
func (d *writer) document(given paper.Paper) {
	d.entries = Entries(d.p)
	d.nameBookmarks()
	d.numberComments()
	d.listNotes()
	d.placeLoose(given)

	s := d.newStory(styleBody)
	s.body = true
	s.raw(xmlHeader, "<w:document", declarations, "><w:body>")
	if d.p.Masthead != nil {
		s.masthead(d.p.Masthead)
	}
	s.paragraphs(d.p.Paragraphs)
	if len(d.p.Paragraphs) == 0 {
		s.raw(`<w:p><w:pPr><w:pStyle w:val="`, s.style(styleSeparator), `"/></w:pPr>`)
		s.looseComments(0)
		s.raw("</w:p>")
	}
	if d.err != nil {
		return
	}
	if len(d.p.Notes) > 0 {
		d.writeNotes()
	}
	d.writeComments()
	s.raw(d.section(), "</w:body></w:document>")
	d.addDocument(s)
	d.writeLook()
	d.writeProperties()
}

func (d *writer) newStory(plain string) *story { return &story{writer: d, plain: plain} }

// section is the properties of the one section: of the template, or ours.
func (d *writer) section() string {
	if d.template != nil {
		return d.template.section
	}
	size := `<w:pgSz w:w="11906" w:h="16838"/>`
	side := (11906 - textWidth) / 2
	if d.o.Letter {
		size = `<w:pgSz w:w="12240" w:h="15840"/>`
		side = (12240 - textWidth) / 2
	}
	endnotes := ""
	if len(d.p.Notes) > 0 {
		endnotes = `<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>`
	}
	x := "<w:sectPr>" + d.furniture() + endnotes + size +
		fmt.Sprintf(`<w:pgMar w:top="1417" w:right="%d" w:bottom="1134" w:left="%d" w:header="709" w:footer="567" w:gutter="0"/>`, side, side) +
		`<w:cols w:space="708"/>`
	if d.runningSymbol() != "" && d.p.Masthead != nil {
		x += "<w:titlePg/>" // the masthead has the symbol
	}
	if rightToLeft(d.p.Language) {
		x += "<w:bidi/>"
	}
	return x + "</w:sectPr>"
}

// add makes a part that the document refers to. kind is both that of the relationship and of the content.
func (d *writer) add(name, kind string, data []byte) {
	relationKind := namespaceR + "/" + kind
	if kind == "commentsExtended" || kind == "people" {
		relationKind = relationsMS + kind
	}
	d.parts = append(d.parts, part{name, typeW + kind + "+xml", data})
	d.relations = append(d.relations, relation{"adref" + strconv.Itoa(len(d.relations)+1), relationKind, name[len("word/"):]})
}

// addStory is add for a story, with the addresses that it links to.
func (d *writer) addStory(name, kind string, s *story) {
	d.add(name, kind, s.b.Bytes())
	d.addLinks(name, s, "")
}

// addDocument makes the main part, with its relationships.
func (d *writer) addDocument(s *story) {
	d.main = s
}

// addLinks makes the relationships of a part: what others holds, and the addresses of the story.
func (d *writer) addLinks(name string, s *story, others string) {
	if len(s.links) == 0 && others == "" {
		return
	}
	x := others
	for n, link := range s.links {
		x += `<Relationship Id="` + linkID(n) + `" Type="` + namespaceR + `/hyperlink" Target="` + d.escaped(link) + `" TargetMode="External"/>`
	}
	d.parts = append(d.parts, part{relationsOf(name), "", []byte(relationsHeader + x + "</Relationships>")})
}

const relationsHeader = xmlHeader + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`

// relationsOf is the part with the relationships of a part.
func relationsOf(name string) string {
	i := len(name) - 1
	for i >= 0 && name[i] != '/' {
		i--
	}
	return name[:i+1] + "_rels/" + name[i+1:] + ".rels"
}
