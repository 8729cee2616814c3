package history

import (
	"fmt"
	"html/template"
	"io"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/page"
	"adref/pkg/text"
)

// HTML writes the history as a page that stands alone: the revisions in figures, the fate of the amendments, what changed from
// revision to revision, and the ledger of brackets. The same history gives the same bytes.
func (h History) HTML(w io.Writer) error { return h.writeHTML(w, &Pages{}) }

func (h History) writeHTML(w io.Writer, pages *Pages) error {
	var body strings.Builder
	data := newSheet(h)
	data.pages = pages
	if err := pageBody.Execute(&body, data); err != nil {
		return err
	}
	return page.Write(w, page.Page{Title: h.heading(), Body: template.HTML(body.String())})
}

func (h History) heading() string {
	if h.Title == "" {
		return "Revision history"
	}
	return "Revision history: " + h.Title
}

var pageBody = template.Must(template.New("history").Funcs(template.FuncMap{
	"changes": changesOf, "number": number, "date": date,
	"wants": wants, "sponsors": sponsors, "shown": outcomeWords, "percent": percent, "chair": dispositionWords, "standing": notClosed, "closings": closings,
}).Parse(`<header class="masthead"><h1>{{.Heading}}</h1>
<p class="meta">{{number (len .Steps)}} revisions. Derived from the texts by {{.Algorithm}}: it says where words stand, not why.</p></header>
<h2>Revisions</h2>
<div class="wide"><table>
<thead><tr><th scope="col">Revision</th>{{if .Dated}}<th scope="col">Date</th>{{end}}<th scope="col" class="num">Paragraphs</th><th scope="col" class="num">Words</th><th scope="col" class="num">[</th><th scope="col" class="num">]</th><th scope="col" class="num">Words in brackets</th><th scope="col" class="num">Unbalanced</th></tr></thead>
<tbody>
{{range .Steps}}<tr><td>{{if .Redline}}<a href="#revision-{{.Revision.Ordinal}}">{{.Revision.Name}}</a>{{else}}{{.Revision.Name}}{{end}}{{with .Revision.Symbol}} <span class="meta">{{.}}</span>{{end}}</td>{{if $.Dated}}<td>{{date .Revision.At}}</td>{{end}}<td class="num">{{number .Figures.Paragraphs}}</td><td class="num">{{number .Figures.Words}}</td><td class="num">{{number .Figures.Opening}}</td><td class="num">{{number .Figures.Closing}}</td><td class="num">{{number .Figures.WordsInBracket}}</td><td class="num">{{number .Figures.Unbalanced}}</td></tr>
{{end}}</tbody></table></div>
{{with .Fates}}<h2>What the text shows of the amendments</h2>
<div class="wide"><table>
<thead><tr><th scope="col">Amendment</th><th scope="col">On</th><th scope="col">Wants</th><th scope="col">The text</th><th scope="col">Chair’s office</th></tr></thead>
<tbody>
{{range .}}<tr id="amendment-{{.Amendment.ID}}"><td>{{.Amendment.ID}}<br><span class="meta">{{sponsors .Amendment}}</span></td><td>{{with .Cite}}{{.}}<br>{{end}}<span class="meta">{{$.Name .Amendment.Proposal.Anchor.Revision}}</span></td><td dir="auto">{{wants .Amendment.Proposal}}</td><td><span class="tag">{{shown .Outcome}}</span>{{percent .}} {{.Says}}</td><td>{{chair .Amendment.Disposition}}{{if .Disagrees}} <strong>The text shows otherwise.</strong>{{end}}</td></tr>
{{end}}</tbody></table></div>
{{end}}<h2>Changes</h2>
{{range .Steps}}{{if .Redline}}<h3 id="revision-{{.Revision.Ordinal}}">{{.Redline.Base}} → {{.Revision.Name}}</h3>
<details{{if eq .Revision.Ordinal (len $.Steps)}} open{{end}}><summary class="meta">{{changes .Redline}}</summary>
{{$.RedlineHTML .Redline}}</details>
{{end}}{{end}}<h2>Brackets</h2>
{{with standing .Brackets}}<h3>{{number (len .)}} stand in the last text</h3>
<details><summary class="meta">Where, since when, and how they changed</summary>
<div class="wide"><table>
<thead><tr><th scope="col">Bracket</th><th scope="col">Words</th><th scope="col">Since</th><th scope="col">Changed in</th></tr></thead>
<tbody>
{{range .}}<tr><td>{{.ID}} <span class="meta">{{$.Where .}}</span></td><td dir="auto">[{{.Last}}]{{with .Attribution}} <span class="meta">{{.}}</span>{{end}}{{if .Unbalanced}} <span class="tag">unbalanced</span>{{end}}</td><td>{{$.Name .Opened}}</td><td>{{$.Names .Changed}}</td></tr>
{{end}}</tbody></table></div></details>
{{else}}<p>No bracket stands in the last text.</p>
{{end}}{{range closings $.History}}<h3>Closed in {{.Name}}</h3>
<details><summary class="meta">{{.Summary}}</summary>
<div class="wide"><table>
<thead><tr><th scope="col">Bracket</th><th scope="col">Words</th><th scope="col">Since</th><th scope="col">How it ended</th></tr></thead>
<tbody>
{{range .Brackets}}<tr><td>{{.ID}} <span class="meta">{{$.Where .}}</span></td><td dir="auto">[{{.Last}}]{{with .Attribution}} <span class="meta">{{.}}</span>{{end}}</td><td>{{$.Name .Opened}}</td><td>{{.How}}{{with .Replacement}} by “{{.}}”{{end}}</td></tr>
{{end}}</tbody></table></div></details>
{{end}}`))

// longPages is the number of bytes of text, all revisions together, from which on the words of unchanged paragraphs are left out.
const longPages = 1 << 20

func redline(r *diff.Redline) (template.HTML, error) {
	var s strings.Builder
	size := 0
	for _, b := range r.Blocks {
		for _, op := range b.Ops {
			size += len(op.Text)
		}
	}
	render := diff.RenderHTML
	if size > longPages/8 {
		render = diff.RenderChanges
	}
	err := render(&s, *r)
	// The summary stands above the fold already.
	_, rest, _ := strings.Cut(s.String(), "</p>\n")
	return template.HTML(rest), err
}

func changesOf(r *diff.Redline) string { return r.Summary() }

func sponsors(a amendment.Amendment) string {
	if len(a.Sponsors) > 0 {
		return strings.Join(a.Sponsors, ", ")
	}
	return a.Attribution.By
}

// wants is the amendment as a redline.
func wants(p amendment.Proposal) template.HTML {
	switch p.Operation {
	case amendment.ReplaceWords, amendment.InsertWords, amendment.DeleteWords:
		quote := p.Anchor.Quote
		p.Anchor.Span = text.Span{Start: 0, End: len(quote)}
		return diff.Ops(diff.Words(quote, amendment.Apply(p, quote)))
	case amendment.InsertParagraph:
		return "a new paragraph after it: " + diff.Ops([]diff.Op{{Op: diff.Insert, Text: p.Words}})
	default:
		return "the paragraph deleted"
	}
}

func outcomeWords(o Outcome) string {
	switch o {
	case Whole:
		return "whole"
	case Part:
		return "in part"
	case NotTaken:
		return "not in the text"
	case BackLater:
		return "came later"
	}
	return string(o)
}

// dispositionWords is what the chair's office did, in words.
func dispositionWords(d amendment.Disposition) string { return strings.ReplaceAll(string(d), "-", " ") }

func percent(f Fate) string {
	if f.Outcome != Part || f.Share == 1 {
		return ""
	}
	return fmt.Sprintf(" (%.0f per cent)", 100*f.Share)
}

// notClosed are the brackets that have not been closed.
func notClosed(all []BracketLife) []BracketLife {
	var out []BracketLife
	for _, b := range all {
		if b.Closed == 0 {
			out = append(out, b)
		}
	}
	return out
}

// closing is the brackets that were closed in one revision.
type closing struct {
	Name, Summary string
	Brackets      []BracketLife
}

// closings are the brackets that were closed, by revision.
func closings(h History) []closing {
	var out []closing
	for _, s := range h.Steps {
		c := closing{Name: s.Revision.Name}
		count := map[string]int{}
		for _, b := range h.Brackets {
			if b.Closed == s.Revision.Ordinal {
				c.Brackets = append(c.Brackets, b)
				count[b.How]++
			}
		}
		if len(c.Brackets) > 0 {
			c.Summary = fmt.Sprintf("%s: %s deleted with their words, of %s the words were kept, %s replaced",
				number(len(c.Brackets)), number(count["deleted"]), number(count["kept"]), number(count["replaced"]))
			out = append(out, c)
		}
	}
	return out
}
