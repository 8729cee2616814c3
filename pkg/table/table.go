// Package table writes tables for a spreadsheet: comma-separated values and workbooks of Excel.
//
// Its unit is the Table: named columns and rows of text. A cell is text and stays text: nothing that a delegation wrote is ever run
// as a formula, and no character of it is lost. Equal tables give equal bytes.
package table

import (
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// Table is one table, or one sheet of a workbook.
type Table struct {
	Name        string     // of the sheet; see SheetName for what Excel makes of it
	Columns     []string   // the header
	Rows        [][]string // each at most as long as Columns; what is missing is empty
	RightToLeft bool       // the first column stands at the right
	Language    string     // BCP 47, "" where it is mixed; neither format has a place for it
}

// Limits of Excel ("Excel specifications and limits"). The header is a row; a character is a UTF-16 code unit.
const (
	MaxRows       = 1_048_576
	MaxColumns    = 16_384
	MaxCharacters = 32_767 // in a cell
)

// LimitError says which limit of Excel a table does not keep.
type LimitError struct {
	Table   string
	What    string // "rows", "columns", "characters in cell B7"
	Is, Max int
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("table %q: %d %s, Excel takes %d", e.Table, e.Is, e.What, e.Max)
}

// ShapeError says that a row has more cells than there are columns.
type ShapeError struct {
	Table          string
	Row            int // from 1, the header is 1
	Cells, Columns int
}

func (e *ShapeError) Error() string {
	return fmt.Sprintf("table %q, row %d: %d cells for %d columns", e.Table, e.Row, e.Cells, e.Columns)
}

// TextError says that a cell is not UTF-8.
type TextError struct {
	Table, Cell string
}

func (e *TextError) Error() string {
	return fmt.Sprintf("table %q, cell %s: not UTF-8", e.Table, e.Cell)
}

// cells visits the cells of the table row by row, the header first, with what is missing as "".
func (t Table) cells(visit func(row, column int, text string) error) error {
	for r := range len(t.Rows) + 1 {
		row := t.Columns
		if r > 0 {
			row = t.Rows[r-1]
		}
		if len(row) > len(t.Columns) {
			return &ShapeError{t.Name, r + 1, len(row), len(t.Columns)}
		}
		for c := range t.Columns {
			text := ""
			if c < len(row) {
				text = row[c]
			}
			if !utf8.ValidString(text) {
				return &TextError{t.Name, reference(r, c)}
			}
			if err := visit(r, c, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// reference is the name of a cell: "A1".
func reference(row, column int) string { return fmt.Sprintf("%s%d", letters(column), row+1) }

// letters is the name of a column: A, B, …, Z, AA.
func letters(column int) string {
	var s string
	for column++; column > 0; column = (column - 1) / 26 {
		s = string(rune('A'+(column-1)%26)) + s
	}
	return s
}

// units is the length of a text as Excel counts it.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
