package table

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// maxName is the most characters that the name of a sheet may have.
const maxName = 31

// SheetNames are the names of the sheets of a workbook of these tables: without the characters that Excel refuses, not longer than it
// takes, none of them twice. A name is for finding a sheet; it is no text of anybody's.
func SheetNames(tables ...Table) []string {
	taken := map[string]bool{"history": true} // Excel keeps it for itself
	var out []string
	for i, t := range tables {
		base := sheetName(t.Name)
		if base == "" {
			base = fmt.Sprintf("Sheet%d", i+1)
		}
		name := base
		for n := 2; taken[strings.ToLower(name)]; n++ {
			suffix := fmt.Sprintf(" (%d)", n)
			name = cut(base, maxName-len(suffix)) + suffix
		}
		taken[strings.ToLower(name)] = true
		out = append(out, name)
	}
	return out
}

func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`[]:*?/\`, r):
			return '-'
		case r < ' ' || r == 0xFFFD || r == 0xFFFE || r == 0xFFFF:
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(strings.Trim(strings.TrimSpace(cut(s, maxName)), "'"))
}

// cut is as much of s as has at most max characters as Excel counts them.
func cut(s string, max int) string {
	for i, r := range s {
		if max -= utf16.RuneLen(r); max < 0 {
			return s[:i]
		}
	}
	return s
}
