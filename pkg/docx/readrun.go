package docx

import (
	"fmt"
	"slices"
	"strings"

	"adref/pkg/ooxml"
)

// run reads a w:r.
func (p *paragraphReader) run(n *ooxml.Node, at context) {
	rPr := p.few(n.Child("w:rPr"))
	if rPr.Child("w:rPrChange") != nil {
		p.formatting++
	}
	if p.isOwnMark(n, rPr) {
		p.set += runeCount(n.Child("w:t").Text)
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
	if _, known := p.ownMarks[p.own]; !known && len(p.mark) > 0 {
		p.ownMarks[p.own] = string(p.mark)
	}
	p.own, p.marked, p.mark = "", false, nil
}

// few refuses properties of a run of which there are more than Word has many times over: they are looked at for every word.
func (s *reading) few(properties *ooxml.Node) *ooxml.Node {
	const most = 1000
	if properties == nil {
		return nil
	}
	n := 0
	for c := properties.First; c != nil; c = c.Next {
		if n++; n > most {
			s.fail(&ooxml.Error{Kind: ooxml.ErrLimit, What: fmt.Sprintf("a run has more than %d properties", most), Advice: "Copy the text into a new document and save that"})
			return nil
		}
	}
	return properties
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
	return text != nil && spaced(text) == p.ownMark && text.Next == nil
}

// content reads what stands in a run.
func (p *paragraphReader) content(n, rPr *ooxml.Node, at context) {
	switch n.Name {
	case "w:t", "w:delText", "m:t":
		text := spaced(n)
		if left := runeCount(n.Text) - runeCount(text); left > 0 {
			p.set += left
			p.trimmed += left
		}
		p.emit(text, rPr, at)
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
		if list := n.Child("w:ffData").Child("w:ddList"); list != nil {
			p.addUnread(runeCount(list.Child("w:listEntry").Attr("w:val")), "a list of a form") // as many as of its first entry
		}
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
		if b := p.branch(n); b != nil {
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

// spaced is the text of an element as Word shows it. White space at its ends counts only where xml:space says so (XML 1.0, 2.10;
// ISO/IEC 29500-1, 17.3.3.31): without it Word leaves it out. Ends of lines are white space and no breaks.
func spaced(n *ooxml.Node) string {
	text := n.Text
	if n.Attr(xmlSpace) != "preserve" {
		text = strings.Trim(text, " \t\r\n")
	}
	return lineEnds.Replace(text)
}

const xmlSpace = "xml:space"

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
	case kind == "separate" && !p.fields[k].result:
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
			p.branch(c).Walk(look)
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
		case "a:t":
			p.addUnread(runeCount(c.Text), "a drawing")
		case "v:textpath":
			if !p.furniture { // a mark across the page
				p.addUnread(runeCount(c.Attr("string")), "a drawing")
			}
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
	rPr := p.few(n.Child("w:rPr"))
	for c := n.First; c != nil; c = c.Next {
		if !isProperties(c.Name) {
			p.content(c, rPr, at)
		}
	}
}
