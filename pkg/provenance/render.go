package provenance

import (
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"adref/pkg/diff"
	"adref/pkg/page"
)

// Text writes the sheet for reading in a terminal: the words by revision, then the paragraphs, "{rev1: words}" where words
// entered later than the first revision.
func (s Sheet) Text(w io.Writer) error {
	var b strings.Builder
	shares := s.Shares()
	for _, x := range shares {
		fmt.Fprintf(&b, "%7d words  %5s  entered in %s%s\n", x.Words, percent(x.Words, total(shares)), x.Name, restored(x))
	}
	fmt.Fprintf(&b, "\n%s\n", s.says())
	for _, p := range s.paragraphs() {
		b.WriteString("\n")
		for _, r := range p {
			words := strings.TrimRight(r.Text, " \t\r\n")
			if r.Note == "" {
				b.WriteString(words)
			} else {
				fmt.Fprintf(&b, "{%s: %s}", r.Note, words)
			}
			b.WriteString(r.Text[len(words):])
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func restored(x Share) string {
	if x.Restored == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d were out since and are back)", x.Restored)
}

// Markdown writes the sheet as Markdown: later words are bold, the revision behind them.
func (s Sheet) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n| Entered in | Words | Share |\n|---|---:|---:|\n", diff.EscapeMarkdown(s.Title))
	shares := s.Shares()
	for _, x := range shares {
		fmt.Fprintf(&b, "| %s%s | %d | %s |\n", diff.EscapeMarkdown(x.Name), restored(x), x.Words, percent(x.Words, total(shares)))
	}
	fmt.Fprintf(&b, "\n%s\n", diff.EscapeMarkdown(s.says()))
	for _, p := range s.paragraphs() {
		b.WriteString("\n")
		for _, r := range p {
			words := strings.Join(strings.Fields(r.Text), " ")
			if r.Note == "" {
				b.WriteString(diff.EscapeMarkdown(words))
			} else {
				fmt.Fprintf(&b, "**%s** _(%s)_", diff.EscapeMarkdown(words), diff.EscapeMarkdown(r.Note))
			}
			if trailing(r.Text) > 0 {
				b.WriteString(" ")
			}
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// HTML writes the sheet as a page that stands alone. The later words entered, the darker they are marked; the mark says in words what it
// means to those who point at it and to those who hear the page.
func (s Sheet) HTML(w io.Writer) error {
	var body strings.Builder
	err := sheetBody().Execute(&body, struct {
		Sheet
		Shares     []Share
		Paragraphs [][]run
		Says       string
	}{s, s.Shares(), s.paragraphs(), s.says()})
	if err != nil {
		return err
	}
	return page.Write(w, page.Page{Title: s.Title, Style: sheetStyle, Body: template.HTML(body.String())})
}

// shades is how many steps of colour there are.
const shades = 5

// Shade is the step of colour of a revision, 1 to shades.
func (s Sheet) Shade(revision int) int {
	return 1 + (revision-1)*(shades-1)/max(len(s.Names)-1, 1)
}

// Percent is the share of the words of the text.
func (s Sheet) Percent(x Share) string { return percent(x.Words, total(s.Shares())) }

const sheetStyle = `
mark.o1 { background: none; color: inherit; }
mark.o2 { background: #fff3bf; color: inherit; }
mark.o3 { background: #ffe08a; color: inherit; }
mark.o4 { background: #ffc46b; color: inherit; }
mark.o5 { background: #ffa95c; color: inherit; }
mark.back { border-bottom: 2px dotted currentColor; }
@media (prefers-color-scheme: dark) { mark.o2, mark.o3, mark.o4, mark.o5 { color: #1b1b1b; } }
`

var sheetBody = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("origins").Parse(`<header class="masthead"><h1>{{.Title}}</h1>
<p class="meta">{{.Says}} A dotted line marks words that were out and are back.</p></header>
<div class="wide"><table>
<thead><tr><th scope="col">Entered in</th><th scope="col" class="num">Words</th><th scope="col" class="num">Share</th><th scope="col" class="num">Out and back</th></tr></thead>
<tbody>
{{range .Shares}}<tr><td><mark class="o{{$.Shade .Revision}}">{{.Name}}</mark></td><td class="num">{{.Words}}</td><td class="num">{{$.Percent .}}</td><td class="num">{{with .Restored}}{{.}}{{end}}</td></tr>
{{end}}</tbody></table></div>
{{range .Paragraphs}}<p dir="auto">{{range .}}{{if .Note}}<mark class="o{{$.Shade .Revision}}{{if .Restored}} back{{end}}" title="{{.Note}}">{{.Text}}</mark>{{else}}{{.Text}}{{end}}{{end}}</p>
{{end}}`))
})
