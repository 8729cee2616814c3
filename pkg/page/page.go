// Package page is the frame of every HTML page that adref writes: the head, one style sheet for screen, phone and paper, the
// direction of the language. A page needs no JavaScript and loads nothing.
package page

import (
	"bytes"
	_ "embed"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"
)

//go:embed page.css
var style string

// Page is a page without its frame.
type Page struct {
	Title    string
	Language string // BCP 47; "" is English
	// Nav is the way back, from the outside in; empty in a page that stands alone in a file.
	Nav []Link
	// Style is what this page needs besides the common style sheet.
	Style template.CSS
	Body  template.HTML // has been escaped by who made it
}

// Link is a place to go. Language is that of the text and of the place, where it is not that of the page.
type Link struct{ Text, Href, Language string }

var frame = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Parse(`<!doctype html>
<html lang="{{.Lang}}" dir="{{.Dir}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
{{.Common}}{{.Style}}</style>
</head>
<body>
{{template "nav" .Nav}}<main>
{{.Body}}</main>
</body>
</html>
{{define "nav"}}{{with .}}<nav aria-label="Path">{{range $i, $l := .}}{{if $i}} <span aria-hidden="true">›</span> {{end}}<a href="{{$l.Href}}">{{$l.Text}}</a>{{end}}</nav>
{{end}}{{end}}{{define "languages"}}{{with .}}<nav aria-label="Languages">{{range $i, $l := .}}{{if $i}} · {{end}}<a href="{{$l.Href}}" lang="{{$l.Language}}" hreflang="{{$l.Language}}"><bdi>{{$l.Text}}</bdi></a>{{end}}</nav>
{{end}}{{end}}`))
})

// Write writes the page with its frame.
func Write(w io.Writer, p Page) error {
	lang := p.Language
	if lang == "" {
		lang = "en"
	}
	return frame().Execute(w, struct {
		Page
		Lang, Dir string
		Common    template.CSS
	}{p, lang, Direction(lang), template.CSS(style)})
}

// WithNav is a page that was written without a way back, with one, and with links to the same page in other languages.
func WithNav(written []byte, nav []Link, languages ...Link) ([]byte, error) {
	const body = "<body>\n"
	var b bytes.Buffer
	b.WriteString(body)
	if err := frame().ExecuteTemplate(&b, "nav", nav); err != nil {
		return nil, err
	}
	if err := frame().ExecuteTemplate(&b, "languages", languages); err != nil {
		return nil, err
	}
	return bytes.Replace(written, []byte(body), b.Bytes(), 1), nil
}

// rightToLeft are the languages written from right to left that negotiations meet.
var rightToLeft = []string{"ar", "fa", "he", "ur"}

// Direction is "rtl" or "ltr", as in the dir attribute.
func Direction(language string) string {
	base, _, _ := strings.Cut(language, "-")
	if slices.Contains(rightToLeft, base) {
		return "rtl"
	}
	return "ltr"
}
