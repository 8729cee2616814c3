package critic

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"adref/pkg/markup"
	"adref/pkg/paper"
)

// MaxBytes is the largest file that is read.
const MaxBytes = 4 << 20

// Errors of reading.
var (
	ErrTooLarge = fmt.Errorf("larger than %d MiB", MaxBytes>>20)
	ErrNotUTF8  = errors.New("not valid UTF-8")
)

// Read reads Markdown with CriticMarkup. What is no mark-up is text: there is no other error than ErrTooLarge, ErrNotUTF8 and those
// of the reader.
func Read(r io.Reader) (paper.Paper, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return paper.Paper{}, err
	case len(b) > MaxBytes:
		return paper.Paper{}, ErrTooLarge
	case !utf8.Valid(b):
		return paper.Paper{}, ErrNotUTF8
	}
	d := document{}
	for _, block := range blocks(string(b)) {
		d.block(block)
	}
	return d.p, nil
}

// blocks cuts the source at blank lines that are not inside a change: a change may reach over them.
func blocks(s string) []string {
	s = strings.ReplaceAll(strings.TrimPrefix(s, "\ufeff"), "\r\n", "\n")
	var out []string
	var block []string
	flush := func() {
		if len(block) > 0 {
			out = append(out, strings.Join(block, "\n"))
			block = nil
		}
	}
	for line := range strings.SplitSeq(s, "\n") {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "":
			flush()
			if n := len(out); n > 0 && strings.HasPrefix(strings.TrimSpace(out[n-1]), "|") {
				out = append(out, "") // it ends the table
			}
		case len(block) > 0 && (opens(trimmed) || opens(strings.TrimSpace(block[0])) && !continues(block[len(block)-1], trimmed)):
			flush()
			block = []string{line}
		default:
			block = append(block, line)
		}
	}
	flush()
	return out
}

// opens says whether a line is a block of its own: a heading, a row of a table, an item of a list.
func opens(line string) bool {
	return level(line) > 0 || strings.HasPrefix(line, "|") || strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || strings.HasPrefix(line, "> ")
}

// continues says whether a line belongs to the one before it: after a hard break, in a quotation or an item.
func continues(before, line string) bool {
	return strings.HasSuffix(before, "\\") || !opens(line) && level(strings.TrimSpace(before)) == 0 && !strings.HasPrefix(before, "|")
}

// level is that of a heading, 0 for another line.
func level(line string) int {
	n := len(line) - len(strings.TrimLeft(line, "#"))
	if n > 6 || n == 0 || n < len(line) && line[n] != ' ' {
		return 0
	}
	return n
}

// document is the paper that is being read.
type document struct {
	p      paper.Paper
	tables int
	row    int
	ruled  bool // the line under the first row of the table was read
	inHead bool
}

func (d *document) block(s string) {
	line := strings.TrimSpace(s)
	if strings.HasPrefix(line, "|") {
		d.tableRow(line)
		return
	}
	if d.row = 0; line == "" {
		return
	}
	q := paper.Paragraph{Style: paper.Body}
	switch n := level(line); {
	case n == 1:
		q.Style, line = paper.Title, strings.TrimSpace(line[1:])
		if d.p.Title == "" {
			defer func() { d.p.Title = d.p.Paragraphs[len(d.p.Paragraphs)-1].Text() }()
		}
	case n > 1:
		q.Style, q.Level, line = paper.Heading, n-1, strings.TrimSpace(line[n:])
	case strings.HasPrefix(line, "> "):
		q.Style = paper.Remark
		line = strings.ReplaceAll(line[2:], "\n> ", "\n")
		if (len(d.p.Paragraphs) == 0 || d.inHead) && broken(line) {
			q.Style, d.inHead, line = paper.Head, true, strings.TrimSuffix(line, "\\")
		}
	case strings.HasPrefix(line, "- "), strings.HasPrefix(line, "* "):
		q.Style, q.Level, q.Label, line = paper.Numbered, 1, bullet, strings.TrimSpace(line[2:])
	case definition.MatchString(line):
		d.note(line)
		return
	case line == "---" || line == "***":
		return
	}
	if q.Style != paper.Head {
		d.inHead = false
	}
	d.paragraph(q, line)
}

// definition begins a note.
var definition = regexp.MustCompile(`^\[\^([^\]\s\[]+)\]:(?:\s|$)`)

// broken says whether a line ends with a hard break.
func broken(line string) bool {
	return (len(line)-len(strings.TrimRight(line, "\\")))%2 == 1
}

// paragraph adds a paragraph, or several where its changes hold ends of paragraphs. A line of nothing but comments is none.
func (d *document) paragraph(q paper.Paragraph, line string) {
	comments := len(d.p.Comments)
	in := inline{s: line, d: d}
	in.label(&q)
	ps := parted(q, in.spans())
	if n := len(ps) - 1; n == 0 && len(d.p.Comments) > comments && len(ps[0].Spans) == 0 && q.Label == "" && q.Was == nil && ps[0].Inserted == nil && ps[0].Deleted == nil {
		return
	}
	d.p.Paragraphs = append(d.p.Paragraphs, ps...)
}

// parted is a paragraph, cut at the tracked ends in its runs.
func parted(q paper.Paragraph, spans []paper.Span) []paper.Paragraph {
	var out []paper.Paragraph
	for {
		k := slices.IndexFunc(spans, isEnd)
		if k < 0 {
			break
		}
		first := q
		first.Spans, first.Inserted, first.Deleted = trim(spans[:k]), spans[k].Inserted, spans[k].Deleted
		out = append(out, first)
		spans = spans[k+1:]
		q = paper.Paragraph{Style: q.Style, Level: q.Level, Cell: q.Cell}
		if len(trim(spans)) == 0 {
			return out
		}
	}
	q.Spans = trim(spans)
	return append(out, q)
}

// trim leaves out runs without words.
func trim(spans []paper.Span) []paper.Span {
	var out []paper.Span
	for _, s := range spans {
		if s.Text != "" || s.Note != "" {
			out = append(out, s)
		}
	}
	return out
}

func (d *document) tableRow(line string) {
	switch {
	case d.row == 0:
		d.tables++
		d.ruled = false
	case d.row == 1 && !d.ruled && strings.Trim(line, "|-: ") == "" && strings.Contains(line, "-"):
		d.ruled = true
		return
	}
	line = strings.TrimPrefix(line, "|")
	if before, ok := strings.CutSuffix(line, "|"); ok && !broken(before) {
		line = before
	}
	for k, words := range cut(line, "|") {
		for _, part := range cut(words, "<br>") {
			in := inline{s: strings.TrimSpace(part), d: d}
			q := paper.Paragraph{Style: paper.Body, Cell: &paper.Cell{Table: d.tables, Row: d.row, Column: k, Header: d.row == 0}}
			d.p.Paragraphs = append(d.p.Paragraphs, parted(q, in.spans())...)
		}
	}
	d.row++
}

// cut parts a line at a sign that is not escaped.
func cut(line, sign string) []string {
	var out []string
	start := 0
	for i := 0; i < len(line); {
		switch {
		case line[i] == '\\':
			i += 2
		case strings.HasPrefix(line[i:], sign):
			out = append(out, line[start:i])
			i += len(sign)
			start = i
		default:
			i++
		}
	}
	return append(out, line[start:])
}

func (d *document) note(line string) {
	id := definition.FindStringSubmatch(line)[1]
	n := paper.Note{ID: id, End: strings.HasPrefix(id, "e")}
	words := strings.TrimSpace(line[len("[^]:")+len(id):])
	for part := range strings.SplitSeq(words, "\n") {
		in := inline{s: strings.TrimSpace(part), d: d}
		n.Paragraphs = append(n.Paragraphs, parted(paper.Paragraph{Style: paper.Body}, in.spans())...)
	}
	d.p.Notes = append(d.p.Notes, n)
}

// label takes the label off the front of a paragraph.
func (in *inline) label(q *paper.Paragraph) {
	if q.Style == paper.Head || q.Style == paper.Remark || q.Label != "" {
		return
	}
	if in.trackedLabel(q) {
		return
	}
	label, words := markup.Unlabel(firstWords(in.s))
	if label == "" || !strings.HasPrefix(in.s, label) || words == "" {
		return
	}
	q.Label = label
	in.s = strings.TrimLeft(in.s[len(label):], " ")
	d, err := markup.Parse([]byte(label+" "+words), markup.Plain)
	if q.Style == paper.Body && err == nil && len(d.Blocks) == 1 {
		numbered(q, d.Blocks[0])
	}
}

// firstWords is what stands in a paragraph before any mark-up; it is what tells the label.
func firstWords(s string) string {
	if i := strings.IndexAny(s, "{*<&\\\n"); i >= 0 {
		if s = strings.TrimRight(s[:i], " "); i == 0 {
			return ""
		}
		return s + " words"
	}
	return s
}

// commentID is a new ID of a comment.
func (d *document) commentID() string { return "c" + strconv.Itoa(len(d.p.Comments)+1) }
