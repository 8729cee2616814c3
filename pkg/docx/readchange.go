package docx

import (
	"slices"
	"time"

	"adref/pkg/lazy"
	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// change is who tracked what an element says, and when.
func (s *reading) change(n *ooxml.Node, move string) *paper.Change {
	return &paper.Change{By: n.Attr("w:author"), At: when(n), Move: move}
}

// when is the time of a change or a comment. Word since 2023 gives the true time beside the local one that it writes as if it were
// UTC.
func when(n *ooxml.Node) time.Time {
	for _, name := range []string{"w16du:dateUtc", "w:date"} {
		v := n.Attr(name)
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"} {
			if t, err := time.Parse(layout, v); err == nil {
				return t.UTC()
			}
		}
	}
	return time.Time{}
}

// tracked is what stands around the words of w:ins, w:del, w:moveFrom and w:moveTo.
func (s *reading) tracked(n *ooxml.Node, at context) context {
	switch n.Name {
	case "w:ins":
		at.ins = s.change(n, "")
	case "w:moveTo":
		at.ins = s.change(n, s.moveTo.name())
	case "w:del":
		at.del = s.change(n, "")
	case "w:moveFrom":
		at.del = s.change(n, s.moveFrom.name())
	}
	return at
}

// endTracked is how the end of a paragraph, or a row, is tracked: by elements of its properties. A range of a move that has ended
// inside the paragraph still names the move of its end.
func (s *reading) endTracked(properties *ooxml.Node) (ins, del *paper.Change) {
	if properties == nil {
		return nil, nil
	}
	for n := properties.First; n != nil; n = n.Next {
		switch n.Name {
		case "w:ins", "w:cellIns":
			ins = s.change(n, "")
		case "w:del", "w:cellDel":
			del = s.change(n, "")
		case "w:moveTo":
			ins = s.change(n, nameOr(s.moveTo))
		case "w:moveFrom":
			del = s.change(n, nameOr(s.moveFrom))
		}
	}
	return ins, del
}

func nameOr(m moves) string {
	if name := m.name(); name != "" {
		return name
	}
	return m.last
}

// formatted counts the changes of the look that properties hold, and gives the first. The names are those of CT_PPrChange and its
// like.
func (s *reading) formatted(properties *ooxml.Node) *paper.Change {
	if properties == nil {
		return nil
	}
	var first *paper.Change
	for n := properties.First; n != nil; n = n.Next {
		switch n.Name {
		case "w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:tblGridChange", "w:trPrChange", "w:tcPrChange", "w:tblPrExChange", "w:cellMerge":
		case "w:numPr":
			c := n.Child("w:ins")
			if c == nil {
				c = n.Child("w:numberingChange")
			}
			if c == nil {
				continue
			}
			s.formatting++
			if first == nil {
				first = s.change(c, "")
			}
			continue
		default:
			continue
		}
		s.formatting++
		if first == nil {
			first = s.change(n, "")
		}
	}
	return first
}

func sameChange(a, b *paper.Change) bool {
	return a == b || a != nil && b != nil && a.By == b.By && a.Move == b.Move && a.At.Equal(b.At)
}

// inOrder sorts IDs of comments as the comments are.
func (d *reader) inOrder(ids []string) []string {
	out := slices.Clone(ids)
	slices.SortFunc(out, func(a, b string) int { return d.comments[a].place - d.comments[b].place })
	return out
}

// copyEnding is what LibreOffice adds to the name of a bookmark whose paragraph is copied.
var copyEnding = lazy.Regexp(`^(.*?)(?:[_ ]Copy[_ ][0-9]+)+$`)

func copied(name string) (original string, ok bool) {
	m := copyEnding().FindStringSubmatch(name)
	if m == nil {
		return "", false
	}
	return m[1], true
}
