package docx

import (
	"strconv"
	"strings"

	"adref/pkg/paper"
)

// IDs of the styles that both the reader and the writer know. Those of Word's own have the ID that Word gives them.
const (
	styleTitle      = "Title"
	styleSubtitle   = "Subtitle"
	styleHeading    = "Heading" // and the level, from 1 to 9
	styleBody       = "Normal"
	styleNumbered   = "AdrefNumbered" // and, from level 1 on, the level plus one: AdrefNumbered2 is of (a)
	stylePreambular = "AdrefPreambular"
	styleQuote      = "AdrefQuote"
	styleRemark     = "AdrefRemark"
	styleContents   = "AdrefContents"
	styleTOC        = "TOC" // and the level, from 1 to 9: a line of the table of contents
	styleHead       = "AdrefMasthead"
	styleFurniture  = "AdrefFurniture" // furniture that stands in the text: the rule that ends a document

	// The masthead, one paragraph each. Read gives Paper.Masthead where there are such paragraphs and nothing is tracked in
	// them, else paragraphs of paper.Head.
	styleHeadOrganization = "AdrefMastheadOrganization"
	styleHeadBody         = "AdrefMastheadBody"
	styleHeadSymbol       = "AdrefMastheadSymbol"
	styleHeadLine         = "AdrefMastheadLine"

	// styleSeparator is an empty paragraph that the format needs and the paper does not have: between two tables, after a
	// table that ends a cell or the document. It is read as nothing while it is empty.
	styleSeparator = "AdrefSeparator"
	// styleGenerated is a paragraph of a header or footer that the writer makes by itself, a running symbol or a page number.
	// It is counted and not read; so is one of the text in which everything is a link to the text: a line of the contents.
	styleGenerated = "AdrefGenerated"

	styleTable = "AdrefTable" // of a table

	// Character styles. None of them gives a paper.Marks.
	styleLabel             = "AdrefLabel" // a label written as text, with the tab behind it, at the start of a paragraph
	styleHyperlink         = "Hyperlink"
	styleFootnoteReference = "FootnoteReference"
	styleEndnoteReference  = "EndnoteReference"
	styleCommentReference  = "CommentReference"

	styleFootnoteText = "FootnoteText" // of a paragraph in a footnote: read as paper.Body
	styleEndnoteText  = "EndnoteText"
	styleCommentText  = "CommentText"
	styleHeader       = "Header" // of a paragraph in a header: read as paper.Furniture
	styleFooter       = "Footer"
)

// Names of the custom properties that say what the document was made from.
const (
	propertyProcess  = "adrefProcess"
	propertyDocument = "adrefDocument"
	propertyRevision = "adrefRevision"
	propertySymbol   = "adrefSymbol"
	propertyDigest   = "adrefDigest"
	// propertyID and a number n hold the ID of the paragraph whose bookmark is longBookmark(n).
	propertyID = "adrefID"
)

// Namespaces of the Transitional form, which is the one that is written. pkg/ooxml maps those of the Strict form to them.
const (
	namespaceW   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	namespaceR   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	namespaceW14 = "http://schemas.microsoft.com/office/word/2010/wordml"
	namespaceW15 = "http://schemas.microsoft.com/office/word/2012/wordml"
	namespaceMC  = "http://schemas.openxmlformats.org/markup-compatibility/2006"
)

// styleID is the ID of the Word style of a paragraph of the text. For furniture in a header see styleHeader.
func styleID(s paper.Style, level int) string {
	switch s {
	case paper.Title:
		return styleTitle
	case paper.Subtitle:
		return styleSubtitle
	case paper.Heading:
		return styleHeading + strconv.Itoa(min(max(level, 1), 9))
	case paper.Numbered:
		if level <= 0 {
			return styleNumbered
		}
		return styleNumbered + strconv.Itoa(level+1)
	case paper.Preambular:
		return stylePreambular
	case paper.Quote:
		return styleQuote
	case paper.Remark:
		return styleRemark
	case paper.Contents:
		if level <= 0 {
			return styleContents
		}
		return styleTOC + strconv.Itoa(min(level, 9))
	case paper.Head:
		return styleHead
	case paper.Furniture:
		return styleFurniture
	}
	return styleBody
}

// styleOf is the other way round; ok says that the ID is one of those that styleID gives, Normal excepted, which anything may
// be based on.
func styleOf(id string) (s paper.Style, level int, ok bool) {
	switch id {
	case styleTitle:
		return paper.Title, 0, true
	case styleSubtitle:
		return paper.Subtitle, 0, true
	case styleNumbered:
		return paper.Numbered, 0, true
	case stylePreambular:
		return paper.Preambular, 0, true
	case styleQuote:
		return paper.Quote, 0, true
	case styleRemark:
		return paper.Remark, 0, true
	case styleContents:
		return paper.Contents, 0, true
	case styleHead, styleHeadOrganization, styleHeadBody, styleHeadSymbol, styleHeadLine:
		return paper.Head, 0, true
	case styleFurniture:
		return paper.Furniture, 0, true
	}
	if n, ok := numberAfter(id, styleHeading); ok && n <= 9 {
		return paper.Heading, n, true
	}
	if n, ok := numberAfter(id, styleNumbered); ok && n >= 2 {
		return paper.Numbered, n - 1, true
	}
	if n, ok := numberAfter(id, styleTOC); ok && n <= 9 {
		return paper.Contents, n, true
	}
	return "", 0, false
}

// numberAfter is the number from 1 to 99 that follows the prefix and ends the string.
func numberAfter(s, prefix string) (int, bool) {
	digits, ok := strings.CutPrefix(s, prefix)
	if !ok || len(digits) > 2 {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n > 0
}

// bookmarkLimit is the longest name of a bookmark that Word takes.
const bookmarkLimit = 40

// bookmark is the name of the bookmark of the paragraph with the ID: "p_", then lower-case letters and digits as they are and
// every other byte as "_" and two hexadecimal digits, for Word holds "A" and "a" for one name. ok is false where there is no ID
// or the name would be too long: then the writer takes longBookmark.
func bookmark(id string) (name string, ok bool) {
	const hex = "0123456789abcdef"
	b := []byte("p_")
	for i := range len(id) {
		if c := id[i]; plainByte(c) {
			b = append(b, c)
		} else {
			b = append(b, '_', hex[c>>4], hex[c&15])
		}
	}
	return string(b), id != "" && len(b) <= bookmarkLimit
}

// bookmarkID is the ID that a bookmark names, and whether it names one.
func bookmarkID(name string) (id string, ok bool) {
	coded, ok := strings.CutPrefix(name, "p_")
	if !ok || coded == "" {
		return "", false
	}
	b := make([]byte, 0, len(coded))
	for i := 0; i < len(coded); i++ {
		c := coded[i]
		if plainByte(c) {
			b = append(b, c)
			continue
		}
		if c != '_' || i+2 >= len(coded) {
			return "", false
		}
		n, err := strconv.ParseUint(coded[i+1:i+3], 16, 8)
		if err != nil {
			return "", false
		}
		b, i = append(b, byte(n)), i+2
	}
	back, _ := bookmark(string(b))
	return string(b), back == name
}

// longBookmark is the name of the nth bookmark, from 1, whose ID is too long for a name and stands in the custom property
// longProperty(n).
func longBookmark(n int) string { return "p__" + strconv.Itoa(n) }

// longProperty is the name of the custom property with the ID of longBookmark(n).
func longProperty(n int) string { return propertyID + strconv.Itoa(n) }

func plainByte(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }
