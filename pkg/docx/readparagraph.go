package docx

import (
	"fmt"
	"slices"
	"strings"

	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// paragraphReader is a paragraph on its way into a paper.
type paragraphReader struct {
	*reading
	p         paper.Paragraph
	style     *style
	language  string // of the paragraph, "" for that of the paper
	label     []piece
	fields    []field
	points    []string // comments without words, at this place
	breaks    int      // page breaks since the last word
	afterMark bool     // the mark of the note has just been read
	own       string   // the note whose mark the next words are
	counting  bool     // Word counts that mark
	marked    bool     // some of that mark has been read
	mark      []byte   // what of it
	more      []byte   // words that the last span gets
}

// piece is a part of a label that is typed and has the style of labels.
type piece struct {
	text string
	at   context
	look appearance
}

// field is one that has begun: its instruction and whether its result has.
type field struct {
	instruction []byte
	result      bool
	link        string
}

// maxParagraphs is two hundred for each of a thousand pages.
const maxParagraphs = 200_000

func (s *reading) newParagraph(at context) *paragraphReader {
	p := &paragraphReader{reading: s, style: s.styles.paragraph("")}
	p.p.Cell = at.cell
	return p
}

// paragraph reads a w:p.
func (s *reading) paragraph(n *ooxml.Node, at context) {
	pPr := n.Child("w:pPr")
	p := s.newParagraph(at)
	id := pPr.Child("w:pStyle").Attr("w:val")
	p.style = s.styles.paragraph(id)
	place := s.placing(pPr, id)
	p.properties(pPr, at)
	for c := n.First; c != nil; c = c.Next {
		if c != pPr {
			p.inline(c, at)
		}
	}
	mark := pPr.Child("w:rPr")
	p.p.Inserted, p.p.Deleted = s.endTracked(mark)
	if p.p.Inserted == nil && at.ins != nil && at.cell == nil {
		p.p.Inserted = at.ins
	}
	if p.p.Deleted == nil && at.del != nil && at.cell == nil {
		p.p.Deleted = at.del
	}
	s.moveFrom.last, s.moveTo.last = s.moveFrom.name(), s.moveTo.name()
	s.finish(p, place, p.style.id)
	if sect := pPr.Child("w:sectPr"); sect != nil {
		s.section(sect)
		s.pending.newPage = s.pending.newPage || startsPage(sect)
	}
}

// startsPage says whether what follows the end of a section starts a page.
func startsPage(sect *ooxml.Node) bool {
	t := sect.Child("w:type").Attr("w:val")
	return t != "continuous" && t != "nextColumn"
}

// placing is where the paragraph stands in the lists, now and before the change of its properties.
func (s *reading) placing(pPr *ooxml.Node, styleID string) placing {
	now := s.place(pPr, styleID)
	was := now
	if numPr := pPr.Child("w:numPr"); numPr.Child("w:ins") != nil {
		was = s.numbering.levelOf(s.styles.paragraph(styleID).number)
	}
	if old := pPr.Child("w:pPrChange").Child("w:pPr"); old != nil {
		was = s.place(old, old.Child("w:pStyle").Attr("w:val"))
	}
	return placing{now: now, was: was}
}

func (s *reading) place(pPr *ooxml.Node, styleID string) numberRef {
	ref := s.styles.paragraph(styleID).number
	if numPr := pPr.Child("w:numPr"); numPr != nil {
		ref = ref.with(numPr)
	}
	return s.numbering.levelOf(ref)
}

// properties reads what w:pPr says of the whole paragraph.
func (p *paragraphReader) properties(pPr *ooxml.Node, at context) {
	st, rPr := p.style, pPr.Child("w:rPr")
	p.p.Style, p.p.Level = p.kind(pPr, at)
	p.p.RightToLeft = flag(pPr, "w:bidi", st.rtl)
	p.p.NewPage = flag(pPr, "w:pageBreakBefore", st.newPage)
	p.language = st.language
	if l := languageOf(rPr, p.p.RightToLeft, ""); l != "" {
		p.language = l
	}
	if p.language == p.paper.Language {
		p.language = ""
	}
	p.p.Language = p.language
	p.p.Formatted = p.formatted(pPr)
	if c := p.formatted(rPr); p.p.Formatted == nil {
		p.p.Formatted = c
	}
}

// kind is what the paragraph is: by its style, else by its place in the outline. Whether it is numbered is known later.
func (p *paragraphReader) kind(pPr *ooxml.Node, at context) (paper.Style, int) {
	st := p.style
	switch {
	case p.furniture:
		return paper.Furniture, 0
	case st.paper == paper.Furniture && st.id != styleFurniture:
		return paper.Body, 0 // the style of headers, in the text
	case st.paper != "":
		return st.paper, st.level
	case at.contents:
		return paper.Contents, 0
	}
	outline := st.outline
	if v, ok := pPr.Child("w:outlineLvl").Lookup("w:val"); ok && len(v) == 1 && '0' <= v[0] && v[0] <= '9' {
		outline = int(v[0] - '0')
	}
	if outline < noOutline {
		return paper.Heading, outline + 1
	}
	return paper.Body, 0
}

// finish ends the paragraph and puts it among those that are read.
func (s *reading) finish(p *paragraphReader, place placing, style string) {
	p.settleText()
	s.settleBreaks(p)
	s.settlePoints(p)
	place.label, place.style, place.outline = p.label, style, p.style.paper != paper.Heading
	switch {
	case style == styleSeparator && len(p.p.Spans) == 0 && p.label == nil:
		return
	case style == styleGenerated && s.generatedLine(p):
		s.set += textOf([]paper.Paragraph{p.p})
		return
	}
	q := &p.p
	if s.pending.bookmark != "" {
		q.ID = s.pending.bookmark
	} else if s.pending.copied != "" {
		q.ID = s.pending.copied
	}
	if q.Formatted == nil {
		q.Formatted = s.pending.formatted
	}
	q.NewPage = q.NewPage || s.pending.newPage
	s.pending = pending{newPage: p.breaks > 0}
	s.begun = s.begun || len(q.Spans) > 0 && q.Style != paper.Head
	if s.paragraphs++; s.paragraphs > maxParagraphs {
		s.fail(&ooxml.Error{Kind: ooxml.ErrLimit, What: fmt.Sprintf("it has more than %d paragraphs", maxParagraphs), Advice: "Split it"})
	}
	s.out = append(s.out, *q)
	s.numbers = append(s.numbers, place)
	if q.Inserted == nil && q.Deleted == nil {
		s.flushBoxes()
	}
}

// generatedLine says whether a paragraph in the style of what the writer makes by itself is just that.
func (s *reading) generatedLine(p *paragraphReader) bool {
	if p.p.Inserted != nil || p.p.Deleted != nil || p.label != nil {
		return false
	}
	for _, sp := range p.p.Spans {
		if sp.Inserted != nil || sp.Deleted != nil || !s.furniture && !strings.HasPrefix(sp.Link, "#") {
			return false
		}
	}
	return true
}

// settleBreaks decides about page breaks at the end of the paragraph: they are not in it, but start a page for the next.
func (s *reading) settleBreaks(p *paragraphReader) { s.set += p.breaks }

// settlePoints gives comments without words the words before them, or else those after. A comment that stands at the end of the
// first paragraph of the document is one on the whole.
func (s *reading) settlePoints(p *paragraphReader) {
	if len(p.points) == 0 || s.body && !s.begun && len(p.p.Spans) > 0 {
		return
	}
	p.anchorPoints()
	if len(p.points) > 0 && len(p.p.Spans) == 0 {
		p.p.Spans = append(p.p.Spans, paper.Span{Comments: s.inOrder(p.points)})
	}
}

// anchorPoints gives comments without words those before them.
func (p *paragraphReader) anchorPoints() {
	n := len(p.p.Spans) - 1
	if n < 0 || len(p.points) == 0 {
		return
	}
	p.p.Spans[n].Comments = p.inOrder(append(slices.Clone(p.p.Spans[n].Comments), p.points...))
	p.points = nil
}

// inline reads a run, or what holds runs.
func (p *paragraphReader) inline(n *ooxml.Node, at context) {
	switch n.Name {
	case "w:r":
		p.run(n, at)
	case "m:r":
		p.mathRun(n, at)
	case "w:ins", "w:del", "w:moveFrom", "w:moveTo":
		p.inlines(n, p.tracked(n, at))
	case "w:hyperlink":
		at.link = p.hyperlink(n)
		p.inlines(n, at)
	case "w:fldSimple":
		if l := p.fieldLink(n.Attr("w:instr")); l != "" {
			at.link = l
		}
		p.inlines(n, at)
	case "mc:AlternateContent":
		p.inlines(p.branch(n), at)
	case "m:oMath":
		p.notText["equation (its characters are kept, its layout is not)"]++
		p.inlines(n, at)
	case "w:subDoc":
		p.notText["document that is only linked (not read)"]++
		p.warn("A part of the document is in another file, which is only linked; its words are not here.")
		if !p.unread[p.relations[n.Attr("r:id")].Target] {
			p.addUnread(1, unreadParts["subDocument"])
		}
	case "w:t", "w:delText", "m:t", "w:tab", "w:ptab", "w:br", "w:cr", "w:sym", "w:noBreakHyphen", "w:softHyphen":
		p.content(n, nil, at) // Word puts a tracked change into a run of an equation, and characters straight into it
	case "w:p", "w:tbl":
		p.boxes = append(p.boxes, box{&ooxml.Node{First: alone(n)}, at})
	default:
		if !p.marker(n) && !isProperties(n.Name) {
			p.inlines(n, at)
		}
	}
}

// alone is the node without those after it.
func alone(n *ooxml.Node) *ooxml.Node {
	c := *n
	c.Next = nil
	return &c
}

func (p *paragraphReader) inlines(n *ooxml.Node, at context) {
	if n == nil {
		return
	}
	for c := n.First; c != nil && p.err == nil; c = c.Next {
		p.inline(c, at)
	}
}

// hyperlink is where a w:hyperlink goes: an address, or a place of the document.
func (p *paragraphReader) hyperlink(n *ooxml.Node) string {
	link := ""
	if r, ok := p.relations[n.Attr("r:id")]; ok && n.Attr("r:id") != "" {
		link = r.Target
	}
	if anchor := n.Attr("w:anchor"); anchor != "" {
		link += p.anchor(anchor)
	}
	return link
}

// anchor is a place of the document as a link: the ID of a paragraph, else the bookmark as it is named.
func (p *paragraphReader) anchor(bookmark string) string {
	if id, ok := p.identity(bookmark); ok {
		return "#" + id
	}
	return "#" + bookmark
}

// fieldLink is where a HYPERLINK field goes, "" for another field (ISO/IEC 29500-1, 17.16.5.25).
func (p *paragraphReader) fieldLink(instruction string) string {
	words := fieldWords(instruction)
	if len(words) == 0 || !strings.EqualFold(words[0], "HYPERLINK") {
		return ""
	}
	link := ""
	for i := 1; i < len(words); i++ {
		switch w := words[i]; {
		case strings.EqualFold(w, `\l`) && i+1 < len(words):
			i++
			link += p.anchor(words[i])
		case (strings.EqualFold(w, `\o`) || strings.EqualFold(w, `\t`)) && i+1 < len(words):
			i++
		case strings.HasPrefix(w, `\`):
		case link == "":
			link = w
		}
	}
	return link
}

// fieldWords cuts an instruction at its spaces, quotation marks aside.
func fieldWords(s string) []string {
	var out []string
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		end := strings.IndexAny(s, " \t\u00a0")
		if s[0] == '"' {
			word, rest, _ := strings.Cut(s[1:], `"`)
			out, s = append(out, strings.ReplaceAll(word, `\\`, `\`)), rest
			continue
		}
		if end < 0 {
			end = len(s)
		}
		out, s = append(out, s[:end]), s[end:]
	}
	return out
}
