package docx

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// reading is one sequence of paragraphs on its way into a paper: the text, a note, a comment, a header.
type reading struct {
	*reader
	relations map[string]ooxml.Relation
	body      bool // it is the text
	note      bool // it is a note: its first paragraph starts with the mark
	furniture bool
	ownMark   string // the mark of the note, where Word does not count it

	out     []paper.Paragraph
	numbers []placing // one for each of out
	before  []string  // labels with every change refused
	boxes   []box     // text boxes that wait for the end of a paragraph
	pending pending

	moveFrom, moveTo moves
	open             []string // comments whose range has begun
	stale            bool     // open has changed since anchors was made
	anchors          []string // open, in the order of the comments

	begun      bool // there are words, the masthead aside
	generated  int  // characters of spans that the file does not have: marks of notes that Word counts
	set        int  // characters of the file that are in no span
	formatting int
}

// placing is where a paragraph stands in the lists, with the changes accepted and refused, and its label if it is typed.
type placing struct {
	now, was numberRef
	label    []piece
	style    string // ID of names.go
	outline  bool   // it is a heading by its place in the outline and not by its style
}

// pending is what the next paragraph is told.
type pending struct {
	bookmark  string
	copied    string // an ID of a bookmark that a program has copied
	newPage   bool
	formatted *paper.Change
}

// context is what stands around a place.
type context struct {
	ins, del *paper.Change
	link     string
	cell     *paper.Cell
	contents bool // in a table of contents
}

// box is a text box and what it stands in.
type box struct {
	node *ooxml.Node
	at   context
}

func newReading(d *reader, relations map[string]ooxml.Relation) *reading {
	return &reading{reader: d, relations: relations}
}

// byID are relations by their IDs.
func byID(relations []ooxml.Relation) map[string]ooxml.Relation {
	out := map[string]ooxml.Relation{}
	for _, r := range relations {
		out[r.ID] = r
	}
	return out
}

// done gives the paragraphs, with their labels.
func (s *reading) done() []paper.Paragraph {
	s.flushBoxes()
	s.labels()
	return s.out
}

// blocks reads the paragraphs and tables below a node. What it does not know it looks into.
func (s *reading) blocks(n *ooxml.Node, at context) {
	if n == nil {
		return
	}
	for c := n.First; c != nil; c = c.Next {
		s.block(c, at)
	}
}

func (s *reading) block(n *ooxml.Node, at context) {
	if s.err != nil {
		return
	}
	switch n.Name {
	case "w:p":
		s.paragraph(n, at)
	case "w:tbl":
		s.flushBoxes()
		s.table(n, at)
	case "w:sdt":
		if n.Child("w:sdtPr").Child("w:docPartObj").Child("w:docPartGallery").Attr("w:val") == "Table of Contents" {
			at.contents = true
		}
		s.blocks(n, at)
	case "mc:AlternateContent":
		s.blocks(s.branch(n), at)
	case "w:ins", "w:moveTo", "w:del", "w:moveFrom":
		s.blocks(n, s.tracked(n, at))
	case "w:sectPr":
		s.section(n)
	case "w:altChunk":
		s.notText["document of another format inside this one (not read)"]++
		s.warn("A document of another format is inside this one; its words are not read. Open the file in Word and save it again.")
		if !s.unread[s.relations[n.Attr("r:id")].Target] {
			s.addUnread(1, unreadParts["aFChunk"])
		}
	case "w:r", "m:r", "w:t", "w:delText", "m:t", "w:tab", "w:ptab", "w:br", "w:cr", "w:sym", "w:noBreakHyphen", "w:softHyphen", "m:oMath", "m:oMathPara", "w:hyperlink", "w:fldSimple", "w:smartTag":
		s.stray(n, at)
	default:
		if !s.marker(n) && !isProperties(n.Name) {
			s.blocks(n, at)
		}
	}
}

// stray reads words that stand outside a paragraph, where none may stand.
func (s *reading) stray(n *ooxml.Node, at context) {
	p := s.newParagraph(at)
	p.inline(n, at)
	s.finish(p, placing{}, "")
}

// isProperties says whether an element is one of settings, which hold no words.
func isProperties(name string) bool {
	return len(name) > 2 && name[len(name)-2:] == "Pr" || name == "w:tblGrid" || name == "w:tblPrEx"
}

// section notes what the end of a section says: a change of its look, and whether the next one starts a page.
func (s *reading) section(n *ooxml.Node) {
	if c := n.Child("w:sectPrChange"); c != nil {
		s.formatting++
		if k := len(s.out) - 1; k >= 0 && s.out[k].Formatted == nil {
			s.out[k].Formatted = s.change(c, "")
		}
	}
}

// flushBoxes reads the text boxes that wait. They come after the paragraph that they hang on: after all of it, where its end is
// tracked, for what follows continues it.
func (s *reading) flushBoxes() {
	for len(s.boxes) > 0 {
		boxes := s.boxes
		s.boxes = nil
		for _, b := range boxes {
			s.blocks(b.node, b.at)
		}
	}
}

// marker takes note of what begins or ends between paragraphs or words, and says whether the node is such a thing.
func (s *reading) marker(n *ooxml.Node) bool {
	switch n.Name {
	case "w:bookmarkStart":
		s.bookmark(n.Attr("w:name"))
	case "w:moveFromRangeStart":
		s.moveFrom.begin(n)
	case "w:moveFromRangeEnd":
		s.moveFrom.end(n)
	case "w:moveToRangeStart":
		s.moveTo.begin(n)
	case "w:moveToRangeEnd":
		s.moveTo.end(n)
	case "w:commentRangeStart":
		s.comment(n.Attr("w:id"), true)
	case "w:commentRangeEnd":
		s.comment(n.Attr("w:id"), false)
	case "w:customXmlInsRangeStart", "w:customXmlDelRangeStart", "w:customXmlMoveFromRangeStart", "w:customXmlMoveToRangeStart":
		s.formatting++
		s.warn("A field to fill in (a content control) was put around words, taken away or moved as a tracked change; the words are read, the field is not.")
	case "w:customXmlInsRangeEnd", "w:customXmlDelRangeEnd", "w:customXmlMoveFromRangeEnd", "w:customXmlMoveToRangeEnd":
	case "w:bookmarkEnd", "w:proofErr", "w:permStart", "w:permEnd":
	default:
		return false
	}
	return true
}

// bookmark keeps the ID that a bookmark of ours names for the paragraph that it stands in. A program that copies a paragraph copies
// its bookmark under another name; that one counts only where the first is gone.
func (s *reading) bookmark(name string) {
	if id, ok := s.identity(name); ok {
		if s.pending.bookmark == "" {
			s.pending.bookmark = id
		}
		return
	}
	if original, ok := copied(name); ok && len(name) < 200 {
		if id, ok := s.identity(original); ok && s.pending.copied == "" {
			s.pending.copied = id
		}
	}
}

// identity is the ID that a bookmark names.
func (d *reader) identity(name string) (string, bool) {
	if id, ok := d.long[name]; ok {
		return id, true
	}
	return bookmarkID(name)
}

// comment begins or ends the range of a comment.
func (s *reading) comment(id string, begins bool) {
	c := s.comments[id]
	if c == nil || begins && c.begun || !begins && (c.ended || !c.begun) {
		return
	}
	c.ended = !begins
	s.open = slices.DeleteFunc(s.open, func(o string) bool { return o == id })
	if begins {
		c.begun = true
		if s.open = append(s.open, id); len(s.open) > maxAtOnce {
			s.fail(&ooxml.Error{Kind: ooxml.ErrLimit, What: fmt.Sprintf("more than %d comments stand at one place", maxAtOnce), Advice: "Delete comments that are done with"})
			s.open = s.open[1:]
		}
	}
	s.stale = true
}

// maxAtOnce is how many comments or moves may be open at one place.
const maxAtOnce = 500

// maxPlaces is how many comments all places of a document may have together, where what is open changes.
const maxPlaces = 1 << 18

// anchorsNow are the comments that words at this place have; they have a place in the text from now on.
func (s *reading) anchorsNow() []string {
	if s.stale {
		s.stale = false
		s.anchors = nil
		if len(s.open) > 0 {
			s.anchors = s.inOrder(s.open)
		}
		if s.places += len(s.open); s.places > maxPlaces {
			s.fail(&ooxml.Error{Kind: ooxml.ErrLimit, What: fmt.Sprintf("comments begin and end inside each other more than %d times", maxPlaces), Advice: "Delete comments that are done with"})
			s.open, s.anchors = nil, nil
		}
		for _, id := range s.open {
			s.anchored[id] = true
		}
	}
	return s.anchors
}

// moves are the named ranges of moves that have begun (ISO/IEC 29500-1, 17.13.5.24): id to name.
type moves struct {
	open [][2]string
	last string // the name of the latest in the paragraph
}

func (m *moves) begin(n *ooxml.Node) {
	if len(m.open) == maxAtOnce {
		m.open = slices.Delete(m.open, 0, 1)
	}
	m.open = append(m.open, [2]string{n.Attr("w:id"), n.Attr("w:name")})
	m.last = n.Attr("w:name")
}

func (m *moves) end(n *ooxml.Node) {
	id := n.Attr("w:id")
	for i := range m.open {
		if m.open[i][0] == id {
			m.open = slices.Delete(m.open, i, i+1)
			return
		}
	}
}

// name is that of the range that a place is in, "" for none.
func (m *moves) name() string {
	if n := len(m.open); n > 0 {
		return m.open[n-1][1]
	}
	return ""
}

// branch is the branch of an mc:AlternateContent that is read: the first with words in it, else the first.
func (d *reader) branch(n *ooxml.Node) *ooxml.Node {
	for c := n.First; c != nil; c = c.Next {
		if d.worded[c] {
			return c
		}
	}
	return n.First
}

// prepare goes through a part before it is read: it finds the branches that have words, and tells the elements with text what those
// around them say of white space. It says whether there are words below the node.
func (d *reader) prepare(n *ooxml.Node, preserve bool) bool {
	words := false
	for c := n.First; c != nil; c = c.Next {
		v, said := c.Lookup(xmlSpace)
		switch c.Name {
		case "w:t", "w:delText", "m:t":
			if preserve && !said {
				c.Attrs = append(c.Attrs, ooxml.Attr{Name: xmlSpace, Value: "preserve"})
			}
			words = words || c.Text != ""
		case "w:tab", "w:br", "w:cr", "w:sym", "w:ptab", "w:noBreakHyphen", "w:softHyphen":
			words = true
		case "w:tabs": // places, not characters
		default:
			if d.prepare(c, said && v == "preserve" || !said && preserve) {
				words = true
				if n.Name == "mc:AlternateContent" {
					d.worded[c] = true
				}
			}
		}
	}
	return words
}

func runeCount(s string) int { return utf8.RuneCountInString(s) }
