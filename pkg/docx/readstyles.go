package docx

import (
	"strconv"
	"strings"

	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// styles are those of a document, with what they are based on worked in.
type styles struct {
	byID     map[string]*ooxml.Node
	resolved map[string]*style
	depth    int
	standard string // the ID of the paragraph style of paragraphs without one
	language string // of the document
	bidi     string // of its right-to-left text
}

// style is what a style says about the text it is put on. Looks that say nothing about words are left out.
type style struct {
	id       string // the ID of names.go where the style is one of those, else its own
	paper    paper.Style
	level    int
	outline  int // from 0; noOutline for none
	number   numberRef
	marks    paper.Marks // of a character style: those it sets
	clear    paper.Marks // and those it takes away
	language string
	rtl      bool
	newPage  bool
}

const noOutline = 9

// maxBases is how many styles may be based on each other; real documents have fewer than ten.
const maxBases = 100

// numberRef is where a paragraph stands in the lists of the document; num is "" for nowhere said and "0" for in none.
type numberRef struct {
	num   string
	level int
	style string // the style that says so; its level is the one that the list links to it
}

func readStyles(root *ooxml.Node) *styles {
	s := &styles{byID: map[string]*ooxml.Node{}, resolved: map[string]*style{}}
	if root == nil {
		return s
	}
	for n := root.First; n != nil; n = n.Next {
		switch n.Name {
		case "w:docDefaults":
			lang := n.Child("w:rPrDefault").Child("w:rPr").Child("w:lang")
			s.language, s.bidi = lang.Attr("w:val"), lang.Attr("w:bidi")
		case "w:style":
			id := n.Attr("w:styleId")
			s.byID[id] = n
			if n.Attr("w:type") == "paragraph" && on(n.Attr("w:default")) {
				s.standard = id
			}
		}
	}
	return s
}

// paragraph is the style of a paragraph that names this one, "" for none.
func (s *styles) paragraph(id string) *style {
	if id == "" || s.byID[id] == nil && id != "" && !known(id) {
		id = s.standard
	}
	return s.get(id)
}

func known(id string) bool {
	_, _, ok := styleOf(id)
	return ok || id == styleSeparator || id == styleGenerated
}

// get resolves a style. A style that is based on itself, over however many others, is based on nothing at that point.
func (s *styles) get(id string) *style {
	if st := s.resolved[id]; st != nil {
		return st
	}
	n := s.byID[id]
	st := &style{id: id, outline: noOutline}
	s.resolved[id] = st
	if base := n.Child("w:basedOn").Attr("w:val"); base != "" && base != id && s.depth < maxBases {
		s.depth++
		*st = *s.get(base)
		s.depth--
		st.id = id
	}
	s.classify(st, id, n.Child("w:name").Attr("w:val"))
	pPr, rPr := n.Child("w:pPr"), n.Child("w:rPr")
	if v, ok := pPr.Child("w:outlineLvl").Lookup("w:val"); ok {
		if l, err := strconv.Atoi(v); err == nil && 0 <= l && l <= noOutline {
			st.outline = l
		}
	}
	if numPr := pPr.Child("w:numPr"); numPr != nil {
		st.number = st.number.with(numPr)
		st.number.style = id
	}
	st.rtl = flag(pPr, "w:bidi", st.rtl)
	st.newPage = flag(pPr, "w:pageBreakBefore", st.newPage)
	set, clear, _ := marksOf(rPr)
	st.marks, st.clear = st.marks&^clear|set, st.clear&^set|clear
	if isSilent(st.id) {
		st.marks, st.clear = 0, 0
	}
	if lang := languageOf(rPr, st.rtl, ""); lang != "" {
		st.language = lang
	}
	return st
}

// classify finds what the style is by its ID or, where a program has given it another one, by its name.
func (s *styles) classify(st *style, id, name string) {
	plain := strings.ReplaceAll(strings.ToLower(name), " ", "")
	for _, own := range namedStyles {
		if strings.ToLower(own) == plain {
			st.id = own
			break
		}
	}
	if p, l, ok := styleOf(id); ok {
		st.id, st.paper, st.level = id, p, l
		return
	}
	for _, prefix := range []string{"Heading", "TOC", "AdrefNumbered"} {
		if digits, ok := strings.CutPrefix(plain, strings.ToLower(prefix)); ok {
			if p, l, ok := styleOf(prefix + digits); ok {
				st.id, st.paper, st.level = prefix+digits, p, l
				return
			}
		}
	}
	if p, l, ok := styleOf(st.id); ok {
		st.paper, st.level = p, l
		return
	}
	switch plain {
	case "tocheading", "contentsheading":
		st.paper, st.level = paper.Contents, 0
	case "quote", "intensequote", "quotations", "blocktext":
		st.paper, st.level = paper.Quote, 0
	case "header", "footer":
		st.paper, st.level = paper.Furniture, 0
	}
}

// namedStyles are those of names.go that may come back under another ID.
var namedStyles = []string{
	styleTitle, styleSubtitle, styleNumbered, stylePreambular, styleQuote, styleRemark, styleContents, styleHead, styleHeadOrganization,
	styleHeadBody, styleHeadSymbol, styleHeadLine, styleSeparator, styleGenerated, styleLabel, styleHyperlink, styleFootnoteReference,
	styleEndnoteReference, styleFootnoteText, styleEndnoteText, styleCommentText,
}

// isSilent says that the look of a character style is that of something a span says otherwise: a link, the mark of a note.
func isSilent(id string) bool {
	switch id {
	case styleLabel, styleHyperlink, "FollowedHyperlink", "InternetLink", styleFootnoteReference, styleEndnoteReference, styleCommentReference,
		"FootnoteAnchor", "EndnoteAnchor", "FootnoteCharacters", "EndnoteCharacters":
		return true
	}
	return false
}

// with is the place in the lists where w:numPr changes what a style said.
func (r numberRef) with(numPr *ooxml.Node) numberRef {
	if v, ok := numPr.Child("w:numId").Lookup("w:val"); ok {
		r = numberRef{num: v}
	}
	r.style = ""
	if v, ok := numPr.Child("w:ilvl").Lookup("w:val"); ok {
		if l, err := strconv.Atoi(v); err == nil && 0 <= l && l < maxLevels {
			r.level = l
		}
	}
	return r
}

// on is the value of an ST_OnOff.
func on(v string) bool { return v == "1" || v == "true" || v == "on" }

// flag is the value of an on-off property, or was where it is not there.
func flag(properties *ooxml.Node, name string, was bool) bool {
	n := properties.Child(name)
	if n == nil {
		return was
	}
	v, ok := n.Lookup("w:val")
	return !ok || on(v)
}

// marksOf are the marks that the properties of a run set and take away, and whether it runs from right to left.
func marksOf(rPr *ooxml.Node) (set, clear paper.Marks, rtl bool) {
	if rPr == nil {
		return 0, 0, false
	}
	put := func(m paper.Marks, is bool) {
		if is {
			set, clear = set|m, clear&^m
		} else {
			set, clear = set&^m, clear|m
		}
	}
	for n := rPr.First; n != nil; n = n.Next {
		v, given := n.Lookup("w:val")
		is := !given || on(v)
		switch n.Name {
		case "w:b":
			put(paper.Bold, is)
		case "w:i":
			put(paper.Italic, is)
		case "w:u":
			put(paper.Underline, v != "none" && v != "")
		case "w:strike", "w:dstrike":
			put(paper.Strike, is)
		case "w:vertAlign":
			put(paper.Superscript, v == "superscript")
			put(paper.Subscript, v == "subscript")
		case "w:highlight":
			put(paper.Highlight, v != "none")
		case "w:smallCaps":
			put(paper.SmallCaps, is)
		case "w:vanish":
			put(paper.Hidden, is)
		case "w:rtl":
			rtl = is
		}
	}
	if rtl {
		// Complex script has its own switches (ISO/IEC 29500-1, 17.3.2.3 and 17.3.2.17).
		put(paper.Bold, flag(rPr, "w:bCs", set&paper.Bold != 0))
		put(paper.Italic, flag(rPr, "w:iCs", set&paper.Italic != 0))
	}
	return set, clear, rtl
}

// languageOf is the language that the properties of a run give to the text: right-to-left text and East Asian text have their own.
func languageOf(rPr *ooxml.Node, rtl bool, text string) string {
	lang := rPr.Child("w:lang")
	if lang == nil {
		return ""
	}
	if rtl {
		if l := lang.Attr("w:bidi"); l != "" {
			return l
		}
	}
	if startsEastAsian(text) {
		if l := lang.Attr("w:eastAsia"); l != "" {
			return l
		}
	}
	return lang.Attr("w:val")
}

// startsEastAsian says whether the first letter of the text that is not ASCII is Chinese, Japanese or Korean.
func startsEastAsian(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < 0x80 {
			continue
		}
		for _, r := range text[i:] {
			if r >= 0x2E80 && r < 0xE000 || r >= 0xF900 && r < 0xFB00 || r >= 0xFF00 && r < 0xFFF0 || r >= 0x20000 {
				return true
			}
			if r >= 0x80 && r < 0x2000 {
				return false
			}
		}
		return false
	}
	return false
}
