package compendium

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Markdown writes the compendium in CommonMark with tables. Nothing in a text, a name or a title becomes mark-up.
func (c Compendium) Markdown(w io.Writer) error {
	s := newSheet(c)
	m := markdown{bufio.NewWriter(w)}
	if s.Language == "ar" {
		m.line(`<div lang="ar" dir="rtl">` + "\n")
	}
	m.masthead(s)
	m.changes(s)
	m.contents(s)
	for _, p := range s.Sections {
		m.section(s.Labels, p)
	}
	m.index(s)
	if s.Language == "ar" {
		m.line("\n</div>")
	}
	return m.w.Flush()
}

type markdown struct{ w *bufio.Writer }

// line writes a line as it is. Errors stay in the writer until it is flushed.
func (m markdown) line(s string) { fmt.Fprintln(m.w, s) }

func (m markdown) masthead(s sheet) {
	var head []string
	for _, line := range append([]string{s.Body, s.Symbol}, s.Masthead...) {
		if line != "" {
			head = append(head, inline(line))
		}
	}
	m.line(strings.Join(head, "\\\n") + "\n\n# " + inline(s.Title) + "\n")
	for _, line := range []string{s.Issue, s.Of, s.Draft} {
		if line != "" {
			m.line("**" + inline(line) + "**\n")
		}
	}
	if s.Adopted != "" {
		m.line(inline(s.Adopted) + "\n")
	}
	m.line("*" + inline(s.Labels.Note) + "*\n")
}

// changes are what a corrigendum does.
func (m markdown) changes(s sheet) {
	if len(s.Changes) == 0 {
		return
	}
	m.line("## " + inline(s.Labels.Changes) + "\n")
	for _, x := range s.Changes {
		m.line("- " + inline(x.Heading) + ": " + inline(x.Says))
	}
	m.line("")
}

func (m markdown) contents(s sheet) {
	m.line("## " + inline(s.Labels.Contents) + "\n")
	if len(s.Sections) == 0 {
		m.line(inline(s.Labels.None) + "\n")
		return
	}
	for _, p := range s.Sections {
		m.line("- " + inline(p.heading()) + ": " + inline(p.facts(s.Labels, false)))
	}
	m.line("")
}

func (m markdown) section(l labels, p part) {
	m.line("## " + inline(p.heading()) + "\n")
	m.line("*" + inline(p.facts(l, true)) + "*\n")
	if p.Direction == "rtl" {
		m.line(`<div lang="` + attribute(p.Language) + `" dir="rtl">` + "\n")
	}
	m.line(EscapeMarkdown(p.Text) + "\n")
	if p.Direction == "rtl" {
		m.line("</div>\n")
	}
	if len(p.Notes) == 0 {
		return
	}
	m.line("> **" + inline(l.References) + ".** " + inline(l.ReferencesNote) + "\n>")
	for _, n := range p.Notes {
		flag := ""
		if n.Flag != "" {
			flag = " (" + l.Check + ")"
		}
		m.line("> - " + inline(n.As) + ": " + inline(n.Says+flag))
	}
	m.line("")
}

func (p part) heading() string {
	if p.OnBehalf == "" {
		return p.Heading
	}
	return p.Heading + " (" + p.OnBehalf + ")"
}

// facts are the kind, the original language and, in full, when it was given.
func (p part) facts(l labels, full bool) string {
	facts := []string{p.Kind}
	if p.Original != "" {
		facts = append(facts, p.Original)
	}
	if full {
		facts = append(facts, p.Facts...)
	}
	if p.Late {
		facts = append(facts, l.Late)
	}
	if p.New {
		facts = append(facts, l.New)
	}
	return strings.Join(facts, " · ")
}

func (m markdown) index(s sheet) {
	l := s.Labels
	m.line("## " + inline(l.Index) + "\n")
	if len(s.Index) == 0 {
		m.line(inline(l.NoIndex))
		return
	}
	m.line(inline(l.IndexNote) + "\n")
	m.row(l.Column, l.Words, l.Refer, l.Dissociate, l.Reservation)
	m.line("| --- | --- | --- | --- | --- |")
	for _, r := range s.Index {
		m.row(r.Where, r.Words, r.Refer, r.Dissociate, r.Reservation)
	}
}

func (m markdown) row(cells ...string) {
	for i, c := range cells {
		cells[i] = inline(c)
	}
	m.line("| " + strings.Join(cells, " | ") + " |")
}

// inline escapes words that stand in a line.
func inline(s string) string { return EscapeMarkdown(strings.Join(strings.Fields(s), " ")) }

// attribute keeps of a language tag what a tag may hold.
func attribute(tag string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, tag)
}

// EscapeMarkdown writes plain text so that Markdown shows it as it is: line breaks are hard breaks, blank lines part paragraphs,
// white space at the edges of a line is written as references, and no character means mark-up. "\r\n" is one line break.
func EscapeMarkdown(s string) string {
	var b strings.Builder
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for len(s) > 0 {
		line, rest, _ := strings.Cut(s, "\n")
		escapeLine(&b, line)
		breaks := len(s) - len(line) - len(strings.TrimLeft(s[len(line):], "\n"))
		if breaks > 0 {
			rest = s[len(line)+breaks:]
		}
		switch {
		case breaks == 0:
		case b.Len() == 0 || rest == "":
			b.WriteString(strings.Repeat("&#10;", breaks))
		case breaks == 1:
			b.WriteString("\\\n")
		default:
			b.WriteString("\n\n" + strings.Repeat("&#10;", breaks-2))
		}
		s = rest
	}
	return b.String()
}

func escapeLine(b *strings.Builder, line string) {
	body := strings.TrimLeft(line, " \t")
	edge(b, line[:len(line)-len(body)])
	core := strings.TrimRight(body, " \t")
	for i := range len(core) {
		switch c := core[i]; {
		case strings.IndexByte("\\`*_[]<>&#~|$", c) >= 0, opensBlock(core, i), opensLink(core, i):
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\r':
			b.WriteString("&#13;")
		default:
			b.WriteByte(c)
		}
	}
	edge(b, body[len(core):])
}

// opensBlock says that the byte would make the line a list item or underline a heading.
func opensBlock(line string, i int) bool {
	switch line[i] {
	case '-', '+', '=':
		return i == 0
	case '.', ')':
		return i > 0 && strings.Trim(line[:i], "0123456789") == ""
	}
	return false
}

// opensLink says that the byte would make a bare address a link.
func opensLink(line string, i int) bool {
	switch line[i] {
	case ':':
		return strings.HasPrefix(line[i:], "://")
	case '.':
		return i >= 3 && strings.EqualFold(line[i-3:i], "www")
	}
	return false
}

// edge writes white space at the edge of a line, which Markdown would drop.
func edge(b *strings.Builder, white string) {
	for _, r := range white {
		fmt.Fprintf(b, "&#%d;", r)
	}
}
