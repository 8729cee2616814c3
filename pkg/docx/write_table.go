package docx

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"adref/pkg/paper"
)

// textWidth is how wide the text is, in twentieths of a point, on either paper.
const textWidth = 8504

// table writes the paragraphs from i to j as a table.
func (s *story) table(ps []paper.Paragraph, i, j int, labels []labelling) {
	columns := s.tableColumns(ps, i, j)
	if s.err != nil {
		return
	}
	s.raw(`<w:tbl><w:tblPr><w:tblStyle w:val="`, s.style(styleTable), `"/>`)
	if s.direction(&paper.Paragraph{Language: ps[i].Language, RightToLeft: ps[i].RightToLeft}) {
		s.raw("<w:bidiVisual/>")
	}
	widths := columnWidths(ps[i:j], columns, s.textWidth())
	s.raw(`<w:tblW w:w="`, strconv.Itoa(s.textWidth()), `" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		s.raw(`<w:gridCol w:w="`, strconv.Itoa(w), `"/>`)
	}
	s.raw("</w:tblGrid>")
	for i < j {
		end := i + 1
		for end < j && ps[end].Cell.Row == ps[i].Cell.Row {
			end++
		}
		s.row(ps, i, end, widths, labels)
		i = end
	}
	s.raw("</w:tbl>")
}

// tableColumns is how many columns the table has. Cells out of order are refused.
func (s *story) tableColumns(ps []paper.Paragraph, i, j int) int {
	columns := 1
	for k := i; k < j; k++ {
		c := ps[k].Cell
		s.locate(ps, k)
		if c.Column < 0 || c.Row < 0 || c.Span < 0 {
			s.fail(ErrPaper, "its cell has no place")
			return columns
		}
		if k > i {
			b := ps[k-1].Cell
			if c.Row < b.Row || c.Row == b.Row && c.Column != b.Column && c.Column < b.Column+max(b.Span, 1) {
				s.fail(ErrPaper, "its cell (row %d, column %d) comes after one that stands behind it", c.Row+1, c.Column+1)
			}
		}
		columns = max(columns, c.Column+max(c.Span, 1))
		if columns > MaxColumns {
			s.fail(ErrLimit, "its table has more than %d columns", MaxColumns)
			return columns
		}
	}
	return columns
}

// Widths of what stands in a table, in twentieths of a point: of a character of the text, of one that fills a square, and of the
// white at both sides of a cell.
const (
	letterWidth = 108
	squareWidth = 210
	cellMargins = 240
	boldWidth   = 115 // of bold letters, per cent of others
)

// columnWidths gives each column the width of its longest word, and shares out what is left by the square roots of the lengths of
// what stands in the columns. Where the words alone are too wide, those are narrower that may break at a slash or a hyphen.
func columnWidths(ps []paper.Paragraph, columns, width int) []int {
	const least, most = 6, 2500 // characters
	word, piece, length := make([]int, columns), make([]int, columns), make([]float64, columns)
	for c := range columns {
		word[c], length[c] = cellMargins+2*letterWidth, math.Sqrt(least)
		piece[c] = word[c]
	}
	for _, p := range ps {
		if p.Cell.Span > 1 {
			continue
		}
		text, c := p.Label+" "+p.Text(), p.Cell.Column
		length[c] = max(length[c], math.Sqrt(float64(min(utf8.RuneCountInString(text), most))))
		wide := 100
		if p.Cell.Header {
			wide = boldWidth
		}
		word[c] = max(word[c], cellMargins+longestWord(text)*wide/100)
		piece[c] = max(piece[c], cellMargins+longestWord(pieces.Replace(text))*wide/100)
	}
	words, all, lengths := 0, 0, 0.0
	for c := range columns {
		words += word[c]
		all += piece[c]
		lengths += length[c]
	}
	out := make([]int, columns)
	left := width
	for c := range out {
		switch {
		case words <= width:
			out[c] = word[c] + int(float64(width-words)*length[c]/lengths)
		case all < width:
			out[c] = piece[c] + (width-all)*(word[c]-piece[c])/(words-all)
		default:
			out[c] = width * piece[c] / all
		}
		left -= out[c]
	}
	out[columns-1] += left
	return out
}

// pieces parts words where a line may end inside them.
var pieces = strings.NewReplacer("/", "/ ", "-", "- ")

// longestWord is how wide the widest run of characters is that should stand on one line. Chinese breaks anywhere.
func longestWord(text string) int {
	longest, here := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			here = 0
		case r >= 0x2E80:
			here = 0
			longest = max(longest, squareWidth)
		default:
			here += letterWidth
		}
		longest = max(longest, here)
	}
	return longest
}

func (s *story) row(ps []paper.Paragraph, i, j int, widths []int, labels []labelling) {
	s.raw("<w:tr>", s.rowProperties(ps[i:j]))
	column := 0
	for i < j {
		c := ps[i].Cell
		for ; column < c.Column; column++ {
			s.emptyCell(widths[column])
		}
		end := i + 1
		for end < j && ps[end].Cell.Column == c.Column {
			end++
		}
		width := 0
		for k := range max(c.Span, 1) {
			width += widths[column+k]
		}
		s.raw(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(width), `" w:type="dxa"/>`)
		if c.Span > 1 {
			s.raw(`<w:gridSpan w:val="`, strconv.Itoa(c.Span), `"/>`)
		}
		if c.Header {
			s.raw(`<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>`)
		}
		s.raw("</w:tcPr>")
		for ; i < end; i++ {
			s.paragraph(ps, i, labels[i])
		}
		s.raw("</w:tc>")
		column += max(c.Span, 1)
	}
	for ; column < len(widths); column++ {
		s.emptyCell(widths[column])
	}
	s.raw("</w:tr>")
}

func (s *story) emptyCell(width int) {
	s.raw(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(width), `" w:type="dxa"/></w:tcPr><w:p/></w:tc>`)
}

// rowProperties is in the order of the schema (CT_TrPr).
func (s *story) rowProperties(ps []paper.Paragraph) string {
	inner := "<w:cantSplit/>"
	var ins, del *paper.Change
	header := false
	for i := range ps {
		c := ps[i].Cell
		header = header || c.Header
		ins, del = either(ins, c.Inserted), either(del, c.Deleted)
	}
	if header {
		inner += "<w:tblHeader/>"
	}
	if ins != nil {
		inner += "<w:ins" + s.attribution(ins) + "/>"
	}
	if del != nil {
		inner += "<w:del" + s.attribution(del) + "/>"
	}
	return "<w:trPr>" + inner + "</w:trPr>"
}
