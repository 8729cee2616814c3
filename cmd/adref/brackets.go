package main

import (
	"fmt"
	"html/template"
	"io"
	"path/filepath"
	"sort"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"adref/pkg/bracket"
	"adref/pkg/diff"
	"adref/pkg/page"
	"adref/pkg/text"
)

func bracketsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "brackets FILE",
		Short: "List the square brackets of a text: what is not agreed, how deep, who wants what",
		Long: `brackets lists what stands in square brackets in a text, paragraph by paragraph, with those whose words they are where the
text says so ("[extreme – US; G77 delete]"), and names each bracket that has no partner. It changes nothing and never
refuses a text because its brackets do not balance. Texts are plain text (.txt) or Markdown (.md).

--format json gives {"open","close","maxDepth","brackets":[{"start","end","depth","attribution","group"}],
"unbalanced":[{"offset","char"}]}; start, end and offset are bytes in the file, end is the byte behind the bracket. Brackets with
the same group above 0 stand side by side: "[shall][should]".`,
		Example: "  adref brackets rev1.txt\n  adref brackets rev1.txt --format json",
		Args:    cobra.ExactArgs(1),
	}
	format := formatFlag(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		f, err := format()
		if err != nil {
			return err
		}
		doc, source, err := readText(args[0])
		if err != nil {
			return err
		}
		tree := bracket.Parse(string(source), nil)
		if f == "json" {
			return writeJSON(cmd.OutOrStdout(), tree)
		}
		r := reportBrackets(filepath.Base(args[0]), doc, tree)
		switch f {
		case "html":
			return r.html(cmd.OutOrStdout())
		case "markdown":
			return r.markdown(cmd.OutOrStdout())
		}
		return r.text(cmd.OutOrStdout())
	}
	return c
}

// bracketReport is the brackets of a text for people.
type bracketReport struct {
	Name       string
	Title      string
	Summary    []string
	Strays     []bracketStray
	Paragraphs []bracketParagraph
}

// bracketParagraph is the brackets that open in one paragraph.
type bracketParagraph struct {
	Where    string // "Article 3, 2 (a), line 211"
	Brackets []bracketLine
}

// bracketLine is a bracket, shortened.
type bracketLine struct {
	Depth       int
	Words       string
	Attribution string
	Adjacent    bool // to the bracket before it
}

// bracketStray is a bracket without a partner.
type bracketStray struct{ Char, Where, Words string }

func reportBrackets(name string, doc text.Document, tree bracket.Tree) bracketReport {
	source := tree.String()
	r := bracketReport{Name: name, Title: doc.Title, Summary: summarize(tree)}
	at := newLocator(doc, source)
	last, group := -1, 0
	for _, b := range tree.Brackets {
		i, _ := doc.At(b.Start)
		if i != last {
			r.Paragraphs = append(r.Paragraphs, bracketParagraph{Where: at.where(b.Start)})
			last, group = i, 0
		}
		p := &r.Paragraphs[len(r.Paragraphs)-1]
		p.Brackets = append(p.Brackets, bracketLine{
			Depth: b.Depth, Words: shorten(source[b.Start:b.End], 72), Attribution: b.Attribution, Adjacent: b.Group != 0 && b.Group == group,
		})
		group = b.Group
	}
	for _, s := range tree.Unbalanced {
		stray := bracketStray{Char: s.Char, Where: at.where(s.Offset)}
		if s.Char == "[" {
			stray.Words = shorten(source[s.Offset:min(len(source), s.Offset+200)], 48)
		} else {
			stray.Words = shortenFront(source[max(0, s.Offset-200):s.Offset+1], 48)
		}
		r.Strays = append(r.Strays, stray)
	}
	return r
}

// summarize says in sentences how much of the text is in brackets.
func summarize(tree bracket.Tree) []string {
	if tree.Open+tree.Close == 0 {
		return []string{"There are no square brackets."}
	}
	all, inside := text.CountWords(tree.String()), tree.Words()
	s := []string{
		fmt.Sprintf("%s and %s, at most %d deep.", count(tree.Open, "opening bracket"), count(tree.Close, "closing bracket"), tree.MaxDepth),
		fmt.Sprintf("%s of %s stand in brackets (%d %%).", thousands(inside), count(all, "word"), percent(inside, all)),
	}
	attributed := 0
	for _, b := range tree.Brackets {
		if b.Attribution != "" {
			attributed++
		}
	}
	if attributed > 0 {
		s = append(s, fmt.Sprintf("%s who wants what.", says(attributed)))
	}
	if n := len(tree.Unbalanced); n > 0 {
		s = append(s, fmt.Sprintf("Not balanced: %s no partner.", has(n)))
	}
	return s
}

func says(n int) string {
	if n == 1 {
		return "1 bracket says"
	}
	return thousands(n) + " brackets say"
}

func has(n int) string {
	if n == 1 {
		return "1 bracket has"
	}
	return thousands(n) + " brackets have"
}

// count is "1 word", "1,273 words".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// percent is the share in whole hundredths, to the nearest; 0 where there is nothing.
func percent(part, all int) int {
	if all == 0 {
		return 0
	}
	return (200*part + all) / (2 * all)
}

// locator says where in a text a byte stands.
type locator struct {
	doc   text.Document
	lines []int // offsets of the line breaks
}

func newLocator(doc text.Document, source string) locator {
	l := locator{doc: doc}
	for i := range len(source) {
		if source[i] == '\n' {
			l.lines = append(l.lines, i)
		}
	}
	return l
}

// where is "Article 3, 2 (a), line 211", or what the paragraph is called otherwise.
func (l locator) where(offset int) string {
	line := fmt.Sprintf("line %d", 1+sort.SearchInts(l.lines, offset))
	i, ok := l.doc.At(offset)
	if !ok {
		return line
	}
	switch b := l.doc.Blocks[i]; {
	case b.Cite != "":
		return b.Cite + ", " + line
	case b.Kind == text.Heading:
		return "heading, " + line
	case b.Label != "" && b.Label != "•":
		return b.Label + ", " + line
	}
	return line
}

// shorten makes one line of at most so many characters of a bracket; its middle is left out.
func shorten(s string, limit int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= limit {
		return string(r)
	}
	tail := limit / 4
	return strings.TrimSpace(string(r[:limit-tail-3])) + " … " + strings.TrimSpace(string(r[len(r)-tail:]))
}

// shortenFront is the end of s in one line of at most so many characters.
func shortenFront(s string, limit int) string {
	r := []rune(strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " "))
	if len(r) <= limit {
		return string(r)
	}
	return "… " + strings.TrimSpace(string(r[len(r)-limit:]))
}

// note is what is said behind a bracket.
func (b bracketLine) note() string {
	var notes []string
	if b.Adjacent {
		notes = append(notes, "beside the one above")
	}
	if b.Attribution != "" {
		notes = append(notes, "attributed: "+b.Attribution)
	}
	return strings.Join(notes, "; ")
}

func (r bracketReport) text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", r.Name, strings.Join(r.Summary, " "))
	for _, s := range r.Strays {
		fmt.Fprintf(&b, "  %s  %s: %s\n", s.Char, s.Where, s.Words)
	}
	for _, p := range r.Paragraphs {
		fmt.Fprintf(&b, "\n%s\n", p.Where)
		for _, x := range p.Brackets {
			fmt.Fprintf(&b, "%s%s", strings.Repeat("  ", x.Depth), x.Words)
			if n := x.note(); n != "" {
				fmt.Fprintf(&b, "   (%s)", n)
			}
			b.WriteByte('\n')
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r bracketReport) markdown(w io.Writer) error {
	var b strings.Builder
	esc := diff.EscapeMarkdown
	fmt.Fprintf(&b, "# Brackets in %s\n\n%s\n", esc(r.Name), esc(strings.Join(r.Summary, " ")))
	if len(r.Strays) > 0 {
		b.WriteString("\n## Without a partner\n\n")
	}
	for _, s := range r.Strays {
		fmt.Fprintf(&b, "- %s %s: %s\n", esc(s.Char), esc(s.Where), esc(s.Words))
	}
	for _, p := range r.Paragraphs {
		fmt.Fprintf(&b, "\n## %s\n\n", esc(p.Where))
		outer := p.Brackets[0].Depth
		for _, x := range p.Brackets {
			outer = min(outer, x.Depth)
			fmt.Fprintf(&b, "%s- %s", strings.Repeat("  ", x.Depth-outer), esc(x.Words))
			if n := x.note(); n != "" {
				fmt.Fprintf(&b, " *(%s)*", esc(n))
			}
			b.WriteByte('\n')
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var bracketsPage = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("brackets").Funcs(template.FuncMap{
		"note":   bracketLine.note,
		"indent": func(depth int) string { return fmt.Sprintf("%.1f", 1.4*float64(depth-1)) },
	}).Parse(`<header class="masthead"><h1>Brackets in {{.Name}}</h1>
{{with .Title}}<p class="meta">{{.}}</p>
{{end}}</header>
{{range .Summary}}<p>{{.}}</p>
{{end}}{{with .Strays}}<h2>Without a partner</h2>
<table><thead><tr><th>Bracket</th><th>Where</th><th>Words</th></tr></thead><tbody>
{{range .}}<tr><td>{{.Char}}</td><td>{{.Where}}</td><td>{{.Words}}</td></tr>
{{end}}</tbody></table>
{{end}}{{with .Paragraphs}}<h2>Paragraph by paragraph</h2>
{{end}}{{range .Paragraphs}}<h3>{{.Where}}</h3>
{{range .Brackets}}<p style="margin: .2em 0; margin-inline-start: {{indent .Depth}}em">{{.Words}}{{with note .}} <span class="tag">{{.}}</span>{{end}}</p>
{{end}}{{end}}`))
})

func (r bracketReport) html(w io.Writer) error {
	var body strings.Builder
	if err := bracketsPage().Execute(&body, r); err != nil {
		return err
	}
	return page.Write(w, page.Page{Title: "Brackets in " + r.Name, Body: template.HTML(body.String())})
}
