package table_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"adref/pkg/ooxml/ooxmltest"
	"adref/pkg/table"
)

func Example() {
	t := table.Table{Columns: []string{"Delegation", "Text"}, Rows: [][]string{{"Ruritania", `says "shall"`}, {"Borduria", "=1+1"}}}
	var b bytes.Buffer
	if err := t.WriteCSV(&b); err != nil {
		fmt.Println(err)
	}
	fmt.Println(strings.ReplaceAll(strings.TrimPrefix(b.String(), "\ufeff"), "\r\n", "\n"))
	// Output:
	// Delegation,Text
	// Ruritania,"says ""shall"""
	// Borduria,"'=1+1"
}

func csvOf(t testing.TB, tb table.Table) string {
	t.Helper()
	var b bytes.Buffer
	if err := tb.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCellsThatCouldRunAreGuarded(t *testing.T) {
	for _, c := range []struct{ cell, written string }{
		{"=SUM(A1)", `"'=SUM(A1)"`}, {"+1", `"'+1"`}, {"-1", `"'-1"`}, {"@a", `"'@a"`}, {"\tx", "\"'\tx\""}, {"\rx", "\"'\rx\""},
		{"＝1", `"'＝1"`}, {"'=1", `"''=1"`}, {"''=1", `"'''=1"`}, {"'t", "'t"}, {"a=1", "a=1"}, {"", ""}, {"a,b", `"a,b"`}, {`"`, `""""`}, {"a\nb", "\"a\nb\""}, {" a", `" a"`},
	} {
		got := csvOf(t, table.Table{Columns: []string{"h", "i"}, Rows: [][]string{{"x", c.cell}}})
		if want := "\ufeffh,i\r\nx," + c.written + "\r\n"; got != want {
			t.Errorf("%q: %q, want %q", c.cell, got, want)
		}
		if table.Unguarded(strings.Trim(c.written, `"`)) != c.cell && !strings.ContainsAny(c.cell, ",\"") {
			t.Errorf("%q is not given back", c.cell)
		}
	}
}

func generated() *rapid.Generator[table.Table] {
	cell := rapid.OneOf(rapid.String(), rapid.StringMatching(`['=+@, "\t\n-]{0,4}[a-zא条]{0,3}`), rapid.SampledFrom([]string{"_x000D_", "_x_", "_xAAAA_xBBBB_", "\v", "\uffff"}))
	return rapid.Custom(func(t *rapid.T) table.Table {
		n := rapid.IntRange(1, 4).Draw(t, "columns")
		row := rapid.SliceOfN(cell, n, n)
		return table.Table{
			Name: rapid.String().Draw(t, "name"), RightToLeft: rapid.Bool().Draw(t, "rtl"),
			Columns: row.Draw(t, "header"), Rows: rapid.SliceOfN(row, 0, 4).Draw(t, "rows"),
		}
	})
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tb := generated().Draw(t, "table")
		var b bytes.Buffer
		if err := tb.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff")))
		got, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range append([][]string{tb.Columns}, tb.Rows...) {
			for c := range row {
				// Go's reader takes CRLF in quotes for LF.
				if want := strings.ReplaceAll(row[c], "\r\n", "\n"); table.Unguarded(got[i][c]) != want {
					t.Fatalf("row %d: %q, want %q", i, got[i][c], want)
				}
			}
		}
		b.Reset()
		if err := table.WriteXLSX(&b, tb, tb); err != nil {
			t.Fatal(err)
		}
		first, second := sheets(t, b.Bytes())
		want := append([][]string{tb.Columns}, tb.Rows...)
		if d := cmp.Diff(want, first) + cmp.Diff(want, second); d != "" {
			t.Fatal(d)
		}
	})
}

func TestSameTableSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []io.Writer{&a, &b} {
		if err := table.WriteXLSX(w, fates(50), arabic()); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two runs differ")
	}
}

func TestRefused(t *testing.T) {
	long := strings.Repeat("條", table.MaxCharacters)
	for _, c := range []struct {
		name string
		t    table.Table
		want error
	}{
		{"as long as Excel takes", table.Table{Columns: []string{long}}, nil},
		{"longer", table.Table{Name: "T", Columns: []string{"a", long + "x"}}, &table.LimitError{Table: "T", What: "characters in cell B1", Is: table.MaxCharacters + 1, Max: table.MaxCharacters}},
		{"two units each", table.Table{Columns: []string{strings.Repeat("𝔘", table.MaxCharacters/2+1)}}, &table.LimitError{What: "characters in cell A1", Is: table.MaxCharacters + 1, Max: table.MaxCharacters}},
		{"too many rows", table.Table{Rows: make([][]string, table.MaxRows)}, &table.LimitError{What: "rows with the header", Is: table.MaxRows + 1, Max: table.MaxRows}},
		{"too many columns", table.Table{Columns: make([]string, table.MaxColumns+1)}, &table.LimitError{What: "columns", Is: table.MaxColumns + 1, Max: table.MaxColumns}},
		{"a row that is too long", table.Table{Columns: []string{"a"}, Rows: [][]string{{"b", "c"}}}, &table.ShapeError{Row: 2, Cells: 2, Columns: 1}},
		{"not UTF-8", table.Table{Columns: []string{"a\xff"}}, &table.TextError{Cell: "A1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			err := table.WriteXLSX(&b, c.t)
			if d := cmp.Diff(c.want, err); d != "" {
				t.Error(d)
			}
			if err != nil && b.Len() > 0 {
				t.Error("something is written")
			}
			var shape *table.ShapeError
			if errors.As(err, &shape) && c.t.WriteCSV(&b) == nil {
				t.Error("CSV takes it")
			}
		})
	}
}

func TestSheetNames(t *testing.T) {
	got := table.SheetNames(table.Table{Name: "a/b"}, table.Table{Name: "A/B"}, table.Table{}, table.Table{Name: "history"}, table.Table{Name: strings.Repeat("x", 40)}, table.Table{Name: strings.Repeat("X", 40)}, table.Table{Name: "'q'"})
	want := []string{"a-b", "A-B (2)", "Sheet3", "history (2)", strings.Repeat("x", 31), strings.Repeat("X", 27) + " (2)", "q"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func fates(n int) table.Table {
	t := table.Table{Name: "Fates of amendments", Columns: []string{"Amendment", "Delegation", "Words", "Fate"}, Language: "en"}
	for i := range n {
		t.Rows = append(t.Rows, []string{fmt.Sprintf("a%d", i), "Ruritania", "States shall refrain from any activity that damages critical infrastructure.", "taken"})
	}
	return t
}

func arabic() table.Table {
	return table.Table{Name: "التعديلات", Columns: []string{"الوفد", "النص"}, Rows: [][]string{{"روريتانيا", "ينبغي للدول"}, {"=1+1", "_x000D_\r\n\v<&>\""}, {"only one"}}, RightToLeft: true, Language: "ar"}
}

func BenchmarkXLSX(b *testing.B) {
	t := fates(10_000)
	b.ReportAllocs()
	for b.Loop() {
		if err := table.WriteXLSX(io.Discard, t); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCSV(b *testing.B) {
	t := fates(10_000)
	b.ReportAllocs()
	for b.Loop() {
		if err := t.WriteCSV(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func TestValid(t *testing.T) {
	for name, tables := range map[string][]table.Table{
		"several": {fates(50), arabic(), {}}, "none": nil, "hostile": {{Name: "'<&>\"'", Columns: []string{"_x0041_", "\x00\uffff"}, Rows: [][]string{{"\r\n", "]]>"}}}},
	} {
		var b bytes.Buffer
		if err := table.WriteXLSX(&b, tables...); err != nil {
			t.Fatal(err)
		}
		ooxmltest.Valid(t, name+".xlsx", b.Bytes())
	}
}
