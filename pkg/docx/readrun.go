package docx

import (
	"slices"
	"strconv"
	"strings"

	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// look2 is how the characters of a run look, and who changed that.
type look2 struct {
	marks     paper.Marks
	language  string // "" for that of the paragraph
	formatted *paper.Change
	label     bool // it has the style of labels
}

// run reads a w:r.
func (p *paragraphReader) run(n *ooxml.Node, at context) {
	rPr := n.Child("w:rPr")
	if rPr.Child("w:rPrChange") != nil {
		p.formatting++
	}
	if p.isOwnMark(n, rPr) {
		p.set += runeCount(p.ownMark)
		p.ownMark, p.afterMark = "", true
		return
	}
	for c := n.First; c != nil; c = c.Next {
		if c != rPr {
			p.content(c, rPr, at)
		}
	}
	if p.own != "" && !p.marked { // the mark of its own that the note should have has no characters
		p.emit("", rPr, at)
	}
	p.own, p.marked = "", false
}

// isOwnMark says whether a run is the mark of the note that it stands in, where Word does not count it.
func (p *paragraphReader) isOwnMark(n, rPr *ooxml.Node) bool {
	if p.ownMark == "" || len(p.out) > 0 || len(p.p.Spans) > 0 {
		return false
	}
	switch p.styles.get(rPr.Child("w:rStyle").Attr("w:val")).id {
	case styleFootnoteReference, styleEndnoteReference:
	default:
		return false
	}
	text := n.Child("w:t")
	return text != nil && text.Text == p.ownMark && text.Next == nil
}

// content reads what stands in a run.
func (p *paragraphReader) content(n, rPr *ooxml.Node, at context) {
	switch n.Name {
	case "w:t", "w:delText", "m:t":
		p.emit(lineEnds.Replace(n.Text), rPr, at)
	case "w:tab", "w:ptab":
		p.emit("\t", rPr, at)
	case "w:br":
		p.lineBreak(n, rPr, at)
	case "w:cr":
		p.emit("\n", rPr, at)
	case "w:noBreakHyphen":
		p.emit("\u2011", rPr, at)
	case "w:softHyphen":
		p.emit("\u00ad", rPr, at)
	case "w:sym":
		p.emit(symbol(n), rPr, at)
	case "w:fldChar":
		p.fieldChar(n.Attr("w:fldCharType"))
	case "w:instrText", "w:delInstrText":
		if k := len(p.fields); k > 0 && !p.fields[k-1].result {
			p.fields[k-1].instruction = append(p.fields[k-1].instruction, n.Text...)
		}
	case "w:footnoteReference", "w:endnoteReference":
		p.reference(n, rPr, at)
	case "w:footnoteRef", "w:endnoteRef":
		p.afterMark = true
	case "w:commentReference":
		p.commentReference(n.Attr("w:id"))
	case "w:drawing", "w:pict", "w:object":
		p.drawing(n, at)
	case "mc:AlternateContent":
		if b := branch(n); b != nil {
			for c := b.First; c != nil; c = c.Next {
				p.content(c, rPr, at)
			}
		}
	case "w:dayLong", "w:dayShort", "w:monthLong", "w:monthShort", "w:yearLong", "w:yearShort":
		p.notText["date that Word puts in (not in the file)"]++
	case "w:ruby":
		p.notText["reading sign over characters (put before them)"]++
		p.inlines(n, at)
	case "w:annotationRef", "w:separator", "w:continuationSeparator", "w:lastRenderedPageBreak", "w:pgNum":
	default:
		p.inline(n, at)
	}
}

// lineEnds are white space to Word, not breaks.
var lineEnds = strings.NewReplacer("\n", " ")

// lineBreak reads a w:br. One that starts a page at the beginning of a paragraph, or at its end, is no character.
func (p *paragraphReader) lineBreak(n, rPr *ooxml.Node, at context) {
	if t := n.Attr("w:type"); t != "page" && t != "column" || at.ins != nil || at.del != nil {
		p.emit("\n", rPr, at)
		return
	}
	p.breaks++
}

// fieldChar begins a field, its result, or ends it. Whatever words stand in a field are read: of a field whose end is missing,
// as tracked changes leave them, they would be lost otherwise.
func (p *paragraphReader) fieldChar(kind string) {
	k := len(p.fields) - 1
	switch {
	case kind == "begin":
		f := field{}
		if k >= 0 {
			f.link = p.fields[k].link
		}
		p.fields = append(p.fields, f)
	case k < 0:
	case kind == "separate":
		p.fields[k].result = true
		if l := p.fieldLink(string(p.fields[k].instruction)); l != "" {
			p.fields[k].link = l
		}
	case kind == "end":
		p.fields = p.fields[:k]
	}
}

// reference reads the mark of a note. Word counts it, unless a mark of its own follows.
func (p *paragraphReader) reference(n, rPr *ooxml.Node, at context) {
	kind := strings.TrimSuffix(strings.TrimPrefix(n.Name, "w:"), "Reference")
	id := noteID(kind, n.Attr("w:id"))
	p.own = id
	if v, ok := n.Lookup("w:customMarkFollows"); ok && on(v) {
		return
	}
	mark := p.nextMark(kind)
	p.generated += runeCount(mark)
	p.counting = true
	p.emit(mark, rPr, at)
	p.own, p.counting = "", false
}

func noteID(kind, id string) string { return kind[:1] + id }

// nextMark counts a note.
func (d *reader) nextMark(kind string) string {
	d.counted[kind]++
	s, ok := formatNumber(d.marks[kind], "", d.counted[kind])
	if !ok {
		d.numbering.unknown[d.marks[kind]] = true
	}
	return s
}

// commentReference is the place of a comment where its range holds no words. An answer without a range stands where what it
// answers does.
func (p *paragraphReader) commentReference(id string) {
	c, known := p.comments[id]
	if !known || p.anchored[id] || c.parent != "" || slices.Contains(p.open, id) {
		return
	}
	p.anchored[id] = true
	p.points = append(p.points, id)
}

// drawing notes a picture and the like, and has the text boxes in it read after the paragraph.
func (p *paragraphReader) drawing(n *ooxml.Node, at context) {
	what := map[string]string{"w:drawing": "drawing", "w:pict": "drawing", "w:object": "embedded object"}[n.Name]
	boxed := false
	var look func(*ooxml.Node) bool
	look = func(c *ooxml.Node) bool {
		switch c.Name {
		case "mc:AlternateContent":
			branch(c).Walk(look)
			return false
		case "w:txbxContent":
			at.link = ""
			p.boxes = append(p.boxes, box{c, at})
			boxed = true
			return false
		case "w:p", "w:tbl", "w:r", "m:oMath", "w:t", "w:delText", "m:t", "w:tab", "w:ptab", "w:br", "w:cr", "w:sym", "w:noBreakHyphen", "w:softHyphen":
			p.boxes = append(p.boxes, box{&ooxml.Node{First: alone(c)}, at}) // words without a box
			return false
		case "pic:pic", "v:imagedata":
			what = "picture"
		case "c:chart":
			what = "chart (its words are not read)"
		case "dgm:relIds":
			what = "diagram (its words are not read)"
		}
		return !isProperties(c.Name)
	}
	n.Walk(look)
	if !boxed || what != "drawing" {
		p.notText[what]++
	}
}

// mathRun reads an m:r.
func (p *paragraphReader) mathRun(n *ooxml.Node, at context) {
	rPr := n.Child("w:rPr")
	for c := n.First; c != nil; c = c.Next {
		if !isProperties(c.Name) {
			p.content(c, rPr, at)
		}
	}
}

// emit puts characters into the paragraph.
func (p *paragraphReader) emit(text string, rPr *ooxml.Node, at context) {
	if text == "" && p.own == "" {
		return
	}
	if p.afterMark {
		p.afterMark = false
		if text != "" && p.own == "" && (text[0] == ' ' || text[0] == '\t') {
			p.set++
			if text = text[1:]; text == "" {
				return
			}
		}
	}
	look := p.look(rPr, text)
	if look.label && len(p.p.Spans) == 0 && p.own == "" && p.breaks == 0 {
		p.label = append(p.label, piece{text, at, look})
		return
	}
	if p.own != "" {
		p.marked = true
		if !p.counting {
			p.ownMarks[p.own] += text
		}
	}
	p.settleInnerBreaks(at)
	p.add(p.span(text, at, look))
}

// settleInnerBreaks decides about page breaks before a word: at the beginning of the paragraph they start its page, inside it they
// are line breaks.
func (p *paragraphReader) settleInnerBreaks(at context) {
	if p.breaks == 0 {
		return
	}
	if len(p.p.Spans) == 0 && p.label == nil {
		p.p.NewPage = true
		p.set += p.breaks
	} else {
		p.add(p.span(strings.Repeat("\n", p.breaks), at, look2{}))
	}
	p.breaks = 0
}

func (p *paragraphReader) span(text string, at context, look look2) paper.Span {
	sp := paper.Span{
		Text: text, Marks: look.marks, Language: look.language, Inserted: at.ins, Deleted: at.del, Formatted: look.formatted,
		Link: at.link, Note: p.own, Comments: p.anchorsNow(),
	}
	if k := len(p.fields) - 1; k >= 0 && sp.Link == "" {
		sp.Link = p.fields[k].link
	}
	return sp
}

// add puts a span behind the others, or its text into the last where they are alike.
func (p *paragraphReader) add(sp paper.Span) {
	if len(p.points) > 0 {
		p.anchorPoints()
		if len(p.points) > 0 {
			sp.Comments = p.inOrder(append(slices.Clone(sp.Comments), p.points...))
			p.points = nil
		}
	}
	if n := len(p.p.Spans) - 1; n >= 0 && alike(&p.p.Spans[n], &sp) {
		p.more = append(p.more, sp.Text...)
		return
	}
	p.settleText()
	p.p.Spans = append(p.p.Spans, sp)
}

// settleText gives the last span the words that were added to it.
func (p *paragraphReader) settleText() {
	if len(p.more) > 0 {
		p.p.Spans[len(p.p.Spans)-1].Text += string(p.more)
		p.more = p.more[:0]
	}
}

// alike says whether two spans differ in nothing but their text.
func alike(a, b *paper.Span) bool {
	return a.Note == "" && b.Note == "" && a.Marks == b.Marks && a.Language == b.Language && a.Link == b.Link &&
		sameChange(a.Inserted, b.Inserted) && sameChange(a.Deleted, b.Deleted) && sameChange(a.Formatted, b.Formatted) &&
		sameIDs(a.Comments, b.Comments)
}

func sameIDs(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	return len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b)
}

// look is how a run looks: by its own properties over those of its character style. What its paragraph style says is the look of
// all of it and no mark, but that it is hidden or struck.
func (p *paragraphReader) look(rPr *ooxml.Node, text string) look2 {
	const meaning = paper.Hidden | paper.Strike
	l := look2{marks: p.style.marks & meaning}
	if rPr == nil {
		return l
	}
	language := ""
	if id := rPr.Child("w:rStyle").Attr("w:val"); id != "" {
		st := p.styles.get(id)
		l.marks = l.marks&^st.clear | st.marks
		l.label = st.id == styleLabel
		language = st.language
	}
	set, clear, rtl := marksOf(rPr)
	l.marks = l.marks&^clear | set
	if p.own != "" {
		l.marks &^= paper.Superscript
	}
	if own := languageOf(rPr, rtl, text); own != "" {
		language = own
	} else if language == "" && rtl && p.styles.bidi != "" && !p.p.RightToLeft {
		language = p.styles.bidi
	}
	inherited := p.language
	if inherited == "" {
		inherited = p.paper.Language
	}
	if language != inherited {
		l.language = language
	}
	if c := rPr.Child("w:rPrChange"); c != nil {
		l.formatted = p.change(c, "")
	}
	return l
}

// symbol is the character of a w:sym, by the table of its font where there is one.
func symbol(n *ooxml.Node) string {
	code, err := strconv.ParseUint(n.Attr("w:char"), 16, 16)
	if err != nil || code < ' ' || 0xD800 <= code && code < 0xE000 {
		return "\ufffd"
	}
	r := rune(code)
	if table := symbolFonts[strings.ToLower(n.Attr("w:font"))]; table != nil {
		if s, ok := table[r&0xFF]; ok {
			return string(s)
		}
	}
	if s, ok := bullets[r]; ok {
		return string(s)
	}
	return string(r)
}
