package compendium

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
	"sync"

	"adref/pkg/page"
)

// HTML writes the compendium as a page that stands alone. The text of each explanation is in it as received: the text content
// of its element is the text, byte for byte.
func (c Compendium) HTML(w io.Writer) error {
	s := newSheet(c)
	var body strings.Builder
	if err := sheetHTML().Execute(&body, s); err != nil {
		return err
	}
	title := s.Title
	if s.Of != "" {
		title += ": " + s.Of
	}
	return page.Write(w, page.Page{Title: title, Language: s.Language, Style: style, Body: template.HTML(body.String())})
}

//go:embed compendium.css
var style template.CSS

var sheetHTML = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("compendium").Parse(`<header class="masthead">
<div class="head">
<p class="organ"><strong><bdi>{{.Body}}</bdi></strong></p>
<p class="meta">{{with .Symbol}}<strong class="symbol"><bdi dir="ltr">{{.}}</bdi></strong><br>{{end}}{{range $i, $line := .Masthead}}{{if $i}}<br>{{end}}<bdi>{{$line}}</bdi>{{end}}</p>
</div>
<h1>{{.Title}}</h1>
{{with .Issue}}<p><strong>{{.}}</strong></p>
{{end}}{{with .Of}}<p class="of"><bdi>{{.}}</bdi></p>
{{end}}{{with .Draft}}<p><span class="tag removed">{{.}}</span></p>
{{end}}</header>
{{with .Adopted}}<p>{{.}}</p>
{{end}}<p class="meta">{{.Labels.Note}}</p>
{{if .Changes}}<section aria-labelledby="changes">
<h2 id="changes">{{.Labels.Changes}}</h2>
<ul>
{{range .Changes}}<li>{{if .To}}<a href="#{{.To}}">{{.Heading}}</a>{{else}}{{.Heading}}{{end}}: {{.Says}}</li>
{{end}}</ul>
</section>
{{end}}<section aria-labelledby="contents">
<h2 id="contents">{{.Labels.Contents}}</h2>
{{if .Sections}}<table>
{{range .Sections}}<tr><td><a href="#{{.ID}}">{{.Heading}}</a>{{with .OnBehalf}} <span class="meta">({{.}})</span>{{end}}</td><td>{{.Kind}}{{if .New}} <span class="tag added">{{$.Labels.New}}</span>{{end}}{{if .Late}} <span class="tag">{{$.Labels.Late}}</span>{{end}}</td><td class="meta original">{{.Original}}</td></tr>
{{end}}<tr><td><a href="#index">{{.Labels.Index}}</a></td><td></td><td></td></tr>
</table>{{else}}<p>{{.Labels.None}}</p>{{end}}
</section>
{{range .Sections}}<section aria-labelledby="{{.ID}}">
<h2 id="{{.ID}}">{{.Heading}}{{with .OnBehalf}} <span class="behalf">({{.}})</span>{{end}}</h2>
<p class="meta"><strong>{{.Kind}}</strong>{{with .Original}} · <bdi>{{.}}</bdi>{{end}}{{range .Facts}} · {{.}}{{end}}{{if .Late}} <span class="tag removed">{{$.Labels.Late}}</span>{{end}}{{if .New}} <span class="tag added">{{$.Labels.New}}</span>{{end}}</p>
<div class="explanation"{{with .Language}} lang="{{.}}"{{end}} dir="{{.Direction}}">{{.Marked}}</div>
{{if .Notes}}<aside class="meta notes" aria-label="{{$.Labels.References}}">
<strong>{{$.Labels.References}}.</strong> {{$.Labels.ReferencesNote}}
<ul>
{{range .Notes}}<li id="{{.ID}}"{{with .Flag}} data-flag="{{.}}"{{end}}><bdi>{{.As}}</bdi>: {{if .To}}<a href="#par-{{.To}}">{{.Says}}</a>{{else}}{{.Says}}{{end}}{{if .Flag}} <span class="tag {{if .Missing}}removed{{else}}moved{{end}}">{{$.Labels.Check}}</span>{{end}}</li>
{{end}}</ul>
</aside>
{{end}}</section>
{{end}}<section aria-labelledby="index">
<h2 id="index">{{.Labels.Index}}</h2>
{{if .Index}}<p class="meta">{{.Labels.IndexNote}}</p>
<div class="wide"><table>
<thead><tr><th>{{.Labels.Column}}</th><th>{{.Labels.Words}}</th><th>{{.Labels.Refer}}</th><th>{{.Labels.Dissociate}}</th><th>{{.Labels.Reservation}}</th></tr></thead>
<tbody>
{{range .Index}}<tr id="par-{{.Paragraph}}"><td>{{.Where}}</td><td><bdi>{{.Words}}</bdi></td><td>{{.Refer}}</td><td>{{.Dissociate}}</td><td>{{.Reservation}}</td></tr>
{{end}}</tbody>
</table></div>{{else}}<p>{{.Labels.NoIndex}}</p>{{end}}
</section>
`))
})

// Missing says that nothing in any revision is what the reference names.
func (n note) Missing() bool { return n.Flag == NoSuchParagraph || n.Flag == NoSuchWords }

// Marked is the text with its references linked. Only tags are added: paragraphs are elements, and the white space between
// them stays.
func (p part) Marked() template.HTML {
	var b strings.Builder
	pos := 0
	b.WriteString(`<p>`)
	for _, l := range p.links {
		b.WriteString(escape(p.Text[pos:l.span.Start]))
		b.WriteString(`<a href="#` + template.HTMLEscapeString(l.note) + `"`)
		if l.flag != "" {
			b.WriteString(` class="doubtful"`)
		}
		b.WriteString(`>` + escape(p.Text[l.span.Start:l.span.End]) + `</a>`)
		pos = l.span.End
	}
	b.WriteString(escape(p.Text[pos:]) + `</p>`)
	return template.HTML(b.String())
}

// escape keeps carriage returns, which a reader of HTML would otherwise make line feeds.
func escape(s string) string {
	return strings.ReplaceAll(template.HTMLEscapeString(s), "\r", "&#13;")
}
