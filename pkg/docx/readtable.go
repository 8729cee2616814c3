package docx

import (
	"strconv"

	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// table reads a table. One inside a cell is flattened: its paragraphs are of the cell that it stands in.
func (s *reading) table(n *ooxml.Node, at context) {
	nested := at.cell != nil
	if !nested {
		s.tables++
	}
	s.pendFormatted(s.formatted(n.Child("w:tblPr")))
	s.pendFormatted(s.formatted(n.Child("w:tblGrid")))
	row := 0
	s.rows(n, at, func(tr *ooxml.Node, at context) {
		s.row(tr, at, row, nested)
		row++
	})
}

// rows visits the rows, also those in content controls and the like.
func (s *reading) rows(n *ooxml.Node, at context, visit func(*ooxml.Node, context)) {
	for c := n.First; c != nil; c = c.Next {
		switch c.Name {
		case "w:tr":
			visit(c, at)
		case "w:sdt", "w:sdtContent", "w:customXml":
			s.rows(c, at, visit)
		case "mc:AlternateContent":
			if b := s.branch(c); b != nil {
				s.rows(b, at, visit)
			}
		case "w:ins", "w:del", "w:moveFrom", "w:moveTo":
			s.rows(c, s.tracked(c, at), visit)
		default:
			s.block(c, at)
		}
	}
}

func (s *reading) row(tr *ooxml.Node, at context, row int, nested bool) {
	trPr := tr.Child("w:trPr")
	ins, del := s.endTracked(trPr)
	s.pendFormatted(s.formatted(trPr))
	s.pendFormatted(s.formatted(tr.Child("w:tblPrEx")))
	column := number(trPr.Child("w:gridBefore"))
	if nested && ins != nil {
		at.ins = ins
	}
	if nested && del != nil {
		at.del = del
	}
	header := trPr.Child("w:tblHeader") != nil && flag(trPr, "w:tblHeader", false)
	s.cells(tr, at, func(tc *ooxml.Node, at context) {
		tcPr := tc.Child("w:tcPr")
		span := number(tcPr.Child("w:gridSpan"))
		s.pendFormatted(s.formatted(tcPr))
		if !nested {
			cell := &paper.Cell{Table: s.tables, Row: row, Column: column, Header: header, Inserted: ins, Deleted: del}
			if span > 1 {
				cell.Span = span
			}
			cellIns, cellDel := s.endTracked(tcPr)
			if cellIns != nil {
				cell.Inserted = cellIns
			}
			if cellDel != nil {
				cell.Deleted = cellDel
			}
			at.cell = cell
		}
		s.blocks(tc, at)
		s.flushBoxes()
		column += max(span, 1)
	})
}

// cells visits the cells of a row, also those in content controls.
func (s *reading) cells(n *ooxml.Node, at context, visit func(*ooxml.Node, context)) {
	for c := n.First; c != nil; c = c.Next {
		switch c.Name {
		case "w:tc":
			visit(c, at)
		case "w:sdt", "w:sdtContent", "w:customXml":
			s.cells(c, at, visit)
		case "mc:AlternateContent":
			if b := s.branch(c); b != nil {
				s.cells(b, at, visit)
			}
		case "w:ins", "w:del", "w:moveFrom", "w:moveTo":
			s.cells(c, s.tracked(c, at), visit)
		default:
			s.block(c, at)
		}
	}
}

// pendFormatted has the next paragraph say that the look of its table, row or cell was changed.
func (s *reading) pendFormatted(c *paper.Change) {
	if s.pending.formatted == nil {
		s.pending.formatted = c
	}
}

// number is w:val as a number up to that of Word's columns, 0 where there is none.
func number(n *ooxml.Node) int {
	v, err := strconv.Atoi(n.Attr("w:val"))
	if err != nil || v < 0 {
		return 0
	}
	return min(v, 63)
}
