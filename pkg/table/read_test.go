package table_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"

	"pgregory.net/rapid"
)

// sheets reads the first two sheets of a workbook back, as Excel does.
func sheets(t *rapid.T, data []byte) (first, second [][]string) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	read := func(n int) [][]string {
		f, err := z.Open(fmt.Sprintf("xl/worksheets/sheet%d.xml", n))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		var s struct {
			Columns []struct{} `xml:"cols>col"`
			Rows    []struct {
				Cells []struct {
					Ref  string `xml:"r,attr"`
					Text string `xml:"is>t"`
				} `xml:"c"`
			} `xml:"sheetData>row"`
		}
		if err := xml.NewDecoder(f).Decode(&s); err != nil {
			t.Fatal(err)
		}
		var out [][]string
		for _, r := range s.Rows {
			row := make([]string, len(s.Columns))
			for _, c := range r.Cells {
				row[c.Ref[0]-'A'] = unescaped(c.Text)
			}
			out = append(out, row)
		}
		return out
	}
	return read(1), read(2)
}

var escape = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// unescaped is an ST_Xstring as the text that it stands for.
func unescaped(s string) string {
	return escape.ReplaceAllStringFunc(s, func(e string) string {
		n, _ := strconv.ParseUint(e[2:6], 16, 16)
		return string(rune(n))
	})
}
