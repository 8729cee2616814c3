package docx

import (
	"slices"
	"strings"

	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// appearance is how the characters of a run look, and who changed that.
type appearance struct {
	marks     paper.Marks
	language  string // "" for that of the paragraph
	formatted *paper.Change
	label     bool // it has the style of labels
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
			p.mark = append(p.mark, text...)
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
		p.add(p.span(strings.Repeat("\n", p.breaks), at, appearance{}))
	}
	p.breaks = 0
}

func (p *paragraphReader) span(text string, at context, look appearance) paper.Span {
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
func (p *paragraphReader) look(rPr *ooxml.Node, text string) appearance {
	const meaning = paper.Hidden | paper.Strike
	l := appearance{marks: p.style.marks & meaning}
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
