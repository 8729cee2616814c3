package table

import (
	"bufio"
	"io"
	"strings"
)

// WriteCSV writes the table as RFC 4180 says: commas, CRLF, quotes doubled; UTF-8 with a byte order mark, without which Excel reads
// another encoding.
//
// A cell that a spreadsheet would take for a formula gets an apostrophe before it: one that begins with = + - @ or one of their
// full-width forms, with a tab, a carriage return or a line feed (OWASP, "CSV Injection"). So does one that begins with an apostrophe
// and goes on like this, so that Unguarded gives every cell back. No other character is added.
//
// Errors: ShapeError and TextError, before anything is written, and those of w.
func (t Table) WriteCSV(w io.Writer) error {
	if err := t.cells(func(int, int, string) error { return nil }); err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	b.WriteString("\ufeff")
	t.cells(func(_, column int, text string) error {
		if column > 0 {
			b.WriteByte(',')
		}
		field(b, text, len(t.Columns) == 1)
		if column == len(t.Columns)-1 {
			b.WriteString("\r\n")
		}
		return nil
	})
	return b.Flush()
}

// Unguarded is a cell as it was before WriteCSV guarded it.
func Unguarded(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && formula(rest) {
		return rest
	}
	return cell
}

// field writes a cell. One that is alone is quoted where it is empty: readers pass over empty lines.
func field(b *bufio.Writer, text string, alone bool) {
	guarded := formula(text)
	if !guarded && !strings.ContainsAny(text, ",\"\r\n") && strings.TrimSpace(text) == text && (text != "" || !alone) {
		b.WriteString(text)
		return
	}
	b.WriteByte('"')
	if guarded {
		b.WriteByte('\'')
	}
	b.WriteString(strings.ReplaceAll(text, `"`, `""`))
	b.WriteByte('"')
}

// formula says whether a spreadsheet could take the text, or what an apostrophe hides of it, for something to run.
func formula(text string) bool {
	for _, r := range strings.TrimLeft(text, "'") {
		return strings.ContainsRune("=+-@\t\r\n＝＋－＠", r)
	}
	return false
}
