package docx

import (
	"fmt"
	"strconv"
	"strings"

	"adref/pkg/paper"
)

// Entries are the headings that the contents of the paper name, as indices of its paragraphs: those of the first three levels that
// have words when every change is accepted. It is none where the paper has no place for contents.
func Entries(p paper.Paper) []int {
	place := false
	for i := range p.Paragraphs {
		place = place || lonelyPlace(p.Paragraphs, i)
	}
	if !place {
		return nil
	}
	var out []int
	for i, q := range p.Paragraphs {
		if q.Style == paper.Heading && q.Level <= contentsDepth && entryText(q) != "" {
			out = append(out, i)
		}
	}
	return out
}

// lonelyPlace says whether the paragraph is a place for contents, with no lines behind it.
func lonelyPlace(ps []paper.Paragraph, i int) bool {
	p := &ps[i]
	if p.Style != paper.Contents || p.Level != 0 || p.Cell != nil {
		return false
	}
	return i == len(ps)-1 || ps[i+1].Style != paper.Contents
}

func entryText(p paper.Paragraph) string {
	var b strings.Builder
	for _, sp := range p.Spans {
		if sp.Deleted == nil && sp.Note == "" {
			b.WriteString(sp.Text)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// entryBookmark is the bookmark of the nth entry.
func entryBookmark(n int) string { return fmt.Sprintf("_Toc%09d", n+1) }

// contents writes the table of contents: a field that Word can bring up to date when the reader asks for it, with its lines as
// they are. Their style is not that of lines that were read: the next reader makes them anew.
func (s *story) contents() {
	begin := `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-` + strconv.Itoa(contentsDepth) +
		`" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
	for n, i := range s.entries {
		p := &s.p.Paragraphs[i]
		s.locate(s.p.Paragraphs, i)
		s.raw(`<w:p><w:pPr><w:pStyle w:val="`, s.style(styleGenerated), `"/>`, s.entryTabs(p), s.bidi(s.direction(p)), entryIndent(p), "</w:pPr>", begin)
		begin = ""
		s.entry(n, p)
		if n == len(s.entries)-1 {
			s.raw(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
		}
		s.raw("</w:p>")
	}
}

// entryTabs are the place of the words behind the number of a heading, and that of the page at the end of the line.
func (s *story) entryTabs(p *paper.Paragraph) string {
	x := "<w:tabs>"
	if p.Label != "" {
		x += fmt.Sprintf(`<w:tab w:val="left" w:pos="%d"/>`, hanging*max(p.Level, 1))
	}
	return x + fmt.Sprintf(`<w:tab w:val="right" w:leader="dot" w:pos="%d"/></w:tabs>`, s.textWidth())
}

func entryIndent(p *paper.Paragraph) string {
	level := max(p.Level, 1)
	if p.Label == "" {
		return fmt.Sprintf(`<w:ind w:left="%d"/>`, hanging*(level-1))
	}
	return fmt.Sprintf(`<w:ind w:left="%d" w:hanging="%d"/>`, hanging*level, hanging)
}

func (s *story) entry(n int, p *paper.Paragraph) {
	bookmark := entryBookmark(n)
	text := entryText(*p)
	if p.Label != "" {
		text = p.Label + "\t" + text
	}
	s.raw(`<w:hyperlink w:anchor="`, bookmark, `" w:history="1">`)
	for _, piece := range stretches(text, s.direction(p)) {
		s.raw("<w:r>", s.look(look{language: p.Language, right: piece.right}))
		s.words(piece.text, false)
		s.raw("</w:r>")
	}
	if n < len(s.o.Pages) {
		s.raw(`<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGEREF `, bookmark,
			` \h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>`, strconv.Itoa(s.o.Pages[n]),
			`</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`)
	}
	s.raw("</w:hyperlink>")
}
