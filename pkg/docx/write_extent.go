package docx

import (
	"slices"
	"strconv"
	"time"

	"adref/pkg/paper"
)

// extents are where things begin and end that cover more than a run: the ranges of comments and of moves. The places of a story
// are counted: every paragraph has one for its label, one for each span and one for its end.
type extents struct {
	all    []*extent
	byKey  map[string]*extent
	opens  map[int][]*extent
	closes map[int][]*extent
}

type extent struct {
	key         string
	first, last int
	change      *paper.Change // of a move
	tag         string        // of a move: "moveFrom", "moveTo"
	comment     string        // ID of the comment, "" for a move
	id          string        // number in the document
}

// cover says that the place belongs to the extent.
func (x *extents) cover(e extent, place int) {
	if x.byKey == nil {
		x.byKey = map[string]*extent{}
	}
	known := x.byKey[e.key]
	if known == nil {
		e.first = place
		known = &e
		x.byKey[e.key] = known
		x.all = append(x.all, known)
	}
	known.last = place
}

func (x *extents) coverMoves(ins, del *paper.Change, place int) {
	if ins != nil && ins.Move != "" {
		x.cover(extent{key: "to " + ins.Move, tag: "moveTo", change: ins}, place)
	}
	if del != nil && del.Move != "" {
		x.cover(extent{key: "from " + del.Move, tag: "moveFrom", change: del}, place)
	}
}

// index makes the extents findable by their ends. What begins last ends first.
func (x *extents) index() {
	if len(x.all) == 0 {
		return
	}
	x.opens, x.closes = map[int][]*extent{}, map[int][]*extent{}
	for _, e := range x.all {
		x.opens[e.first] = append(x.opens[e.first], e)
		x.closes[e.last] = append(x.closes[e.last], e)
	}
	for _, es := range x.closes {
		slices.Reverse(es)
	}
}

// survey finds the extents in paragraphs that are written next.
func (s *story) survey(ps []paper.Paragraph) {
	n := s.place
	for i := range ps {
		p := &ps[i]
		if p.Label != "" {
			s.coverMoves(p.Inserted, p.Deleted, n)
		}
		n++
		for _, sp := range p.Spans {
			s.coverMoves(sp.Inserted, sp.Deleted, n)
			for _, id := range sp.Comments {
				s.coverComment(ps, i, id, n)
			}
			n++
		}
		s.coverMoves(p.Inserted, p.Deleted, n)
		n++
	}
	s.index()
}

func (s *story) coverComment(ps []paper.Paragraph, i int, id string, place int) {
	number, ok := s.comments[id]
	key := "comment " + id
	switch {
	case !ok:
		s.locate(ps, i)
		s.fail(ErrPaper, "it names the comment %q, which is not there", id)
	case s.plain == styleCommentText:
		s.locate(ps, i)
		s.fail(ErrPaper, "it names the comment %q and stands in one", id)
	case s.anchored[id] && s.byKey[key] == nil:
		s.locate(ps, i)
		s.fail(ErrPaper, "the comment %q stands in the text and in a note", id)
	default:
		s.anchored[id] = true
		s.cover(extent{key: key, comment: id, id: strconv.Itoa(number)}, place)
	}
}

// item writes what has one place, with the ends of what begins and ends there.
func (s *story) item(tracked wrap, write func()) {
	s.open()
	write()
	s.close(tracked)
	s.place++
}

// open begins what begins at this place.
func (s *story) open() {
	for _, e := range s.opens[s.place] {
		s.enter(wrap{})
		if e.comment != "" {
			s.raw(`<w:commentRangeStart w:id="`, e.id, `"/>`)
			continue
		}
		e.id = strconv.Itoa(s.number())
		s.limit(e.change.Move, MaxMove, "the name of a move")
		s.raw(`<w:`, e.tag, `RangeStart w:id="`, e.id, `" w:name="`, s.escaped(e.change.Move), `" w:author="`, s.escaped(e.change.By), `"`, rangeDate(e.change.At), `/>`)
	}
}

// rangeDate is the attribute for the time of a range, which must have one (CT_MoveBookmark); the change in it says that it has none.
func rangeDate(at time.Time) string {
	if at.IsZero() {
		at = time.Unix(0, 0)
	}
	return date(at)
}

// close ends what ends at this place; tracked is what stands around it. The mark of a comment goes with the words where their
// insertion is refused.
func (s *story) close(tracked wrap) {
	for _, e := range s.closes[s.place] {
		s.enter(wrap{})
		if e.comment == "" {
			s.raw(`<w:`, e.tag, `RangeEnd w:id="`, e.id, `"/>`)
			continue
		}
		s.raw(`<w:commentRangeEnd w:id="`, e.id, `"/>`)
		if tracked.del == nil {
			s.enter(wrap{ins: tracked.ins})
		}
		s.commentMark(e.comment)
		for _, reply := range s.replies[e.comment] {
			s.commentMark(reply)
		}
	}
}

// commentMark writes the mark of a comment.
func (s *story) commentMark(id string) {
	s.raw(`<w:r><w:rPr><w:rStyle w:val="`, s.style(styleCommentReference), `"/></w:rPr><w:commentReference w:id="`, strconv.Itoa(s.comments[id]), `"/></w:r>`)
}
