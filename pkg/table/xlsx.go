package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// WriteXLSX writes a workbook of one sheet per table: the header in bold, repeated in print, frozen and with filters; columns as wide
// as their words; right to left where the table says so. Cells are inline strings, never formulas, and read back character by
// character: what XML cannot hold, and what Excel would take for an escape, is written as Excel escapes it (ECMA-376, ST_Xstring).
//
// Errors: LimitError, ShapeError and TextError, before anything is written, and those of w.
func WriteXLSX(w io.Writer, tables ...Table) error {
	if len(tables) == 0 {
		tables = []Table{{}} // a workbook has a sheet
	}
	for _, t := range tables {
		if err := t.checkLimits(); err != nil {
			return err
		}
	}
	return writeBook(w, tables)
}

func (t Table) checkLimits() error {
	if n := len(t.Columns); n > MaxColumns {
		return &LimitError{t.Name, "columns", n, MaxColumns}
	}
	if n := len(t.Rows) + 1; n > MaxRows {
		return &LimitError{t.Name, "rows with the header", n, MaxRows}
	}
	return t.cells(func(r, c int, text string) error {
		if len(text) > MaxCharacters {
			if n := units(text); n > MaxCharacters {
				return &LimitError{t.Name, "characters in cell " + reference(r, c), n, MaxCharacters}
			}
		}
		return nil
	})
}

const (
	header   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	main     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// sheet is the part of one table.
func (t Table) sheet(first bool) []byte {
	var b bytes.Buffer
	b.WriteString(header + `<worksheet xmlns="` + main + `"><dimension ref="` + t.area(false) + `"/><sheetViews><sheetView`)
	if t.RightToLeft {
		b.WriteString(` rightToLeft="1"`)
	}
	if first {
		b.WriteString(` tabSelected="1"`)
	}
	b.WriteString(` workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>` +
		`<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>`)
	t.columns(&b)
	b.WriteString("<sheetData>")
	t.cells(func(r, c int, text string) error {
		if c == 0 {
			fmt.Fprintf(&b, `<row r="%d">`, r+1)
		}
		style := 1
		if r == 0 {
			style = 2
		}
		if text != "" {
			fmt.Fprintf(&b, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">`, reference(r, c), style)
			escape(&b, text)
			b.WriteString(`</t></is></c>`)
		}
		if c == len(t.Columns)-1 {
			b.WriteString("</row>")
		}
		return nil
	})
	b.WriteString("</sheetData>")
	if len(t.Columns) > 0 {
		b.WriteString(`<autoFilter ref="` + t.area(false) + `"/>`)
	}
	b.WriteString(`<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`)
	return b.Bytes()
}

// area is the cells of the table, "A1:C9"; fixed as a name of the workbook has it, "$A$1:$C$9".
func (t Table) area(fixed bool) string {
	columns := max(len(t.Columns), 1)
	if fixed {
		return fmt.Sprintf("$A$1:$%s$%d", letters(columns-1), len(t.Rows)+1)
	}
	return "A1:" + reference(len(t.Rows), columns-1)
}

// Widths of columns, in characters. Longer text is wrapped.
const (
	narrow = 8
	wide   = 60
)

func (t Table) columns(b *bytes.Buffer) {
	if len(t.Columns) == 0 {
		return
	}
	widths := make([]int, len(t.Columns))
	t.cells(func(r, c int, text string) error {
		for line := range strings.SplitSeq(text, "\n") {
			n := width(line)
			if r == 0 {
				n += 3 // the button of the filter
			}
			widths[c] = min(wide, max(narrow, widths[c], n+2))
		}
		return nil
	})
	b.WriteString("<cols>")
	for c, n := range widths {
		fmt.Fprintf(b, `<col min="%d" max="%d" width="%d" style="1" customWidth="1"/>`, c+1, c+1, n)
	}
	b.WriteString("</cols>")
}

// width is the columns that a line takes on a screen; an ideograph takes two. What is over the widest column is not counted.
func width(line string) int {
	n := 0
	for _, r := range line {
		if n++; r >= 0x1100 && (r <= 0x115F || r >= 0x2E80 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF || r >= 0xFF00 && r <= 0xFF60 || r >= 0x20000) {
			n++
		}
		if n > wide {
			break
		}
	}
	return n
}

// escape writes text as an ST_Xstring.
func escape(b *bytes.Buffer, text string) {
	for i, r := range text {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			fmt.Fprintf(b, "_x%04X_", r)
		case r == '_' && looksEscaped(text[i:]):
			b.WriteString("_x005F_")
		default:
			b.WriteString(text[i : i+utf8.RuneLen(r)])
		}
	}
}

// looksEscaped says whether s begins as an escape of Excel does: "_x000D_".
func looksEscaped(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	for _, c := range []byte(s[2:6]) {
		if !strings.ContainsRune("0123456789abcdefABCDEF", rune(c)) {
			return false
		}
	}
	return true
}
