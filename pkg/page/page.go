// Package page is the frame of every HTML page that adref writes: the head, one style sheet for screen, phone and paper, the
// direction of the language. A page needs no JavaScript and loads nothing.
package page

import (
	_ "embed"
	"html/template"
	"io"
	"slices"
	"strings"
)

//go:embed page.css
var style string

// Page is a page without its frame.
type Page struct {
	Title    string
	Language string // BCP 47; "" is English
	// Nav is the way back, from the outside in; empty in a page that stands alone in a file.
	Nav  []Link
	Body template.HTML // has been escaped by who made it
}

// Link is a place to go.
type Link struct{ Text, Href string }

var frame = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="{{.Lang}}" dir="{{.Dir}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
{{.Style}}</style>
</head>
<body>
{{with .Nav}}<nav aria-label="Path">{{range $i, $l := .}}{{if $i}} <span aria-hidden="true">›</span> {{end}}<a href="{{$l.Href}}">{{$l.Text}}</a>{{end}}</nav>
{{end}}<main>
{{.Body}}</main>
</body>
</html>
`))

// Write writes the page with its frame.
func Write(w io.Writer, p Page) error {
	lang := p.Language
	if lang == "" {
		lang = "en"
	}
	return frame.Execute(w, struct {
		Page
		Lang, Dir string
		Style     template.CSS
	}{p, lang, Direction(lang), template.CSS(style)})
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
