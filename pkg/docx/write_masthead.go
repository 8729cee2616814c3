package docx

import (
	"strconv"

	"adref/pkg/paper"
)

// Widths of the masthead, which stands out a little on both sides of the text.
const (
	mastheadOut   = 283
	mastheadRight = 2835 // of the column of the symbol, which is wider where that does not stand on one line
	symbolLetter  = 142  // of a character of the symbol
)

// masthead writes the head of the document: what the organization is and the symbol, a rule, the body and the lines, a thick rule.
func (s *story) masthead(m *paper.Masthead) {
	s.writer.at("masthead")
	width := s.textWidth() + 2*mastheadOut
	right := min(max(mastheadRight, symbolLetter*len(m.Symbol)), width/2)
	left := width - right
	s.separator() // LibreOffice puts one of its own before a table that begins a document with comments
	s.raw(`<w:tbl><w:tblPr>`)
	if rightToLeft(s.p.Language) {
		s.raw("<w:bidiVisual/>")
	}
	s.raw(`<w:tblW w:w="`, strconv.Itoa(width), `" w:type="dxa"/><w:tblInd w:w="-`, strconv.Itoa(mastheadOut), `" w:type="dxa"/>`,
		`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>`,
		`<w:tblGrid><w:gridCol w:w="`, strconv.Itoa(left), `"/><w:gridCol w:w="`, strconv.Itoa(right), `"/></w:tblGrid>`)
	s.raw(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="680" w:hRule="atLeast"/></w:trPr>`)
	s.mastheadCell(left, 4, "bottom", styleHeadOrganization, m.Organization)
	s.mastheadCell(right, 4, "bottom", styleHeadSymbol, m.Symbol)
	s.raw(`</w:tr><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="1360" w:hRule="atLeast"/></w:trPr>`)
	s.mastheadCell(left, 18, "top", styleHeadBody, m.Body)
	s.mastheadCell(right, 18, "top", styleHeadLine, m.Lines...)
	s.raw("</w:tr></w:tbl>")
	s.separator()
}

// mastheadCell writes a cell with a rule below it, in eighths of a point.
func (s *story) mastheadCell(width, rule int, align, style string, lines ...string) {
	s.raw(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(width), `" w:type="dxa"/><w:tcBorders><w:bottom w:val="single" w:sz="`, strconv.Itoa(rule),
		`" w:space="0" w:color="auto"/></w:tcBorders><w:vAlign w:val="`, align, `"/></w:tcPr>`)
	written := false
	for _, line := range lines {
		if line != "" {
			s.set(style, line)
			written = true
		}
	}
	if !written {
		s.separator()
	}
	s.raw("</w:tc>")
}

// set writes a paragraph of furniture.
func (s *story) set(style, text string) {
	right := rightToLeft(s.p.Language)
	s.raw(`<w:p><w:pPr><w:pStyle w:val="`, s.style(style), `"/>`, s.bidi(right), "</w:pPr>")
	for _, piece := range stretches(text, right) {
		l := look{right: piece.right}
		if eastAsian(s.p.Language) && !startsEastAsian(piece.text) {
			l.language = "en-US" // LibreOffice breaks a word of a Chinese paper behind any letter
		}
		s.raw("<w:r>", s.look(l))
		s.words(piece.text, false)
		s.raw("</w:r>")
	}
	s.raw("</w:p>")
}

// runningSymbol is what the pages after the first have at their head.
func (d *writer) runningSymbol() string {
	if m := d.p.Masthead; m != nil && m.Symbol != "" {
		return m.Symbol
	}
	return d.p.Origin.Symbol
}

// furniture makes the header of the pages after the first and the footer of all, and gives the references of the section to them.
func (d *writer) furniture() string {
	refs := ""
	if symbol := d.runningSymbol(); symbol != "" {
		d.at("symbol")
		h := d.newStory(styleHeader)
		h.raw(xmlHeader, "<w:hdr", declarations, `><w:p><w:pPr><w:pStyle w:val="`, styleGenerated, `"/>`,
			`<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>`)
		h.raw(d.bidi(rightToLeft(d.p.Language)), `<w:spacing w:after="240"/><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:b/><w:bCs/></w:rPr>`)
		h.words(symbol, false)
		h.raw("</w:r></w:p></w:hdr>")
		d.addStory("word/header1.xml", "header", h)
		refs += `<w:headerReference w:type="default" r:id="` + d.relations[len(d.relations)-1].id + `"/>`
	}
	f := d.newStory(styleFooter)
	f.raw(xmlHeader, "<w:ftr", declarations, `><w:p><w:pPr><w:pStyle w:val="`, styleGenerated, `"/><w:spacing w:before="120"/><w:jc w:val="right"/></w:pPr>`,
		counter("PAGE"), `<w:r><w:t>/</w:t></w:r>`, counter("NUMPAGES"), `</w:p></w:ftr>`)
	d.addStory("word/footer1.xml", "footer", f)
	id := d.relations[len(d.relations)-1].id
	return refs + `<w:footerReference w:type="default" r:id="` + id + `"/><w:footerReference w:type="first" r:id="` + id + `"/>`
}

// counter is a field that Word fills with a number.
func counter(code string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + code +
		` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
}
