package docx_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"adref/pkg/docx"
	"adref/pkg/paper"
)

// TestColumnsHoldTheirLongestWord has one column of long texts, beside which the others keep the width of a word and of a symbol.
func TestColumnsHoldTheirLongestWord(t *testing.T) {
	p := paper.Paper{Language: "en"}
	for row, cells := range [][]string{
		{"Symbol", "Words", "Dissociate"},
		{"A/AC.311/2026/CRP.1", strings.Repeat("words and words ", 100), ""},
	} {
		for c, words := range cells {
			p.Paragraphs = append(p.Paragraphs, paper.Paragraph{Style: paper.Body, Cell: &paper.Cell{Table: 1, Row: row, Column: c}, Spans: []paper.Span{{Text: words}}})
		}
	}
	xml := parts(t, write(t, p, docx.Options{}))["word/document.xml"]
	var widths []int
	for _, m := range regexp.MustCompile(`<w:gridCol w:w="(\d+)"/>`).FindAllStringSubmatch(xml, -1) {
		n, _ := strconv.Atoi(m[1])
		widths = append(widths, n)
	}
	if len(widths) != 3 || widths[0] < 19*100 || widths[2] < 10*100 || widths[1] < widths[0] {
		t.Errorf("widths %d", widths)
	}
}
