package history

import (
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/page"
	"adref/pkg/text"
)

// HTML writes the history as a page that stands alone: the revisions in figures, the fate of the amendments, what changed from
// revision to revision, and the ledger of brackets. The same history gives the same bytes.
func (h History) HTML(w io.Writer) error { return h.writeHTML(w, redline) }

func (h History) writeHTML(w io.Writer, redline func(*diff.Redline) (template.HTML, error)) error {
	var body strings.Builder
	data := newSheet(h)
	data.redline = redline
	if err := pageBody().Execute(&body, data); err != nil {
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

var pageBody = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("history").Funcs(template.FuncMap{
		"changes": changesOf, "number": number, "date": date,
		"wants": wants, "ops": diff.Ops, "verdict": verdictWords, "shown": Outcome.Says, "percent": percent, "chair": chairWords, "standing": notClosed, "closings": closings,
	}).Parse(`<header class="masthead"><h1>{{.Heading}}</h1>
<p class="meta">{{number (len .Steps)}} revisions. Derived from the texts by {{.Algorithm}}: it says where words stand, not why.</p></header>
<h2>Revisions</h2>
<div class="wide"><table class="stack">
<thead><tr><th scope="col">Revision</th>{{if .Dated}}<th scope="col">Date</th>{{end}}<th scope="col" class="num">Paragraphs</th><th scope="col" class="num">Words</th><th scope="col" class="num">[</th><th scope="col" class="num">]</th><th scope="col" class="num">Words in brackets</th><th scope="col" class="num">Unbalanced</th></tr></thead>
<tbody>
{{range .Steps}}<tr><td>{{if .Redline}}<a href="#revision-{{.Revision.Ordinal}}">{{.Revision.Name}}</a>{{else}}{{.Revision.Name}}{{end}}{{with .Revision.Symbol}} <span class="meta">{{.}}</span>{{end}}</td>{{if $.Dated}}<td>{{date .Revision.At}}</td>{{end}}<td class="num" data-label="Paragraphs">{{number .Figures.Paragraphs}}</td><td class="num" data-label="Words">{{number .Figures.Words}}</td><td class="num" data-label="[">{{number .Figures.Opening}}</td><td class="num" data-label="]">{{number .Figures.Closing}}</td><td class="num" data-label="Words in brackets">{{number .Figures.WordsInBracket}}</td><td class="num" data-label="Unbalanced">{{number .Figures.Unbalanced}}</td></tr>
{{end}}</tbody></table></div>
{{with .Fates}}<h2>What the text shows of the amendments</h2>
<p class="meta">{{$.FateSummary}}</p>
<div class="wide"><table class="stack">
<thead><tr><th scope="col">Amendment</th><th scope="col">Wants</th><th scope="col">The text</th><th scope="col">Chair’s office</th></tr></thead>
<tbody>
{{range .}}<tr id="amendment-{{.Amendment.ID}}"><td><strong>{{.Amendment.ID}}</strong> {{$.Sponsors .Amendment}}<br><span class="meta">{{$.On .}}</span></td><td dir="auto" data-label="Wants">{{wants .Amendment.Proposal}}</td><td data-label="The text"><span class="tag {{.Outcome}}">{{shown .Outcome}}</span>{{percent .}} {{.Says}}</td><td data-label="Chair’s office">{{chair .Amendment}}{{if .Disagrees}} <strong>The text shows otherwise.</strong>{{end}}</td></tr>
{{end}}</tbody></table></div>
{{end}}{{with .Rebases}}<h2>Open amendments and the newest text</h2>
<div class="wide"><table class="stack">
<thead><tr><th scope="col">Amendment</th><th scope="col">Verdict</th><th scope="col">Re-drafted</th></tr></thead>
<tbody>
{{range .}}<tr><td><strong>{{.Amendment}}</strong></td><td data-label="Verdict"><span class="tag {{.Verdict}}">{{verdict .Verdict}}</span> {{.Says}}{{range .Others}}<br>{{.Says}}{{end}}</td><td dir="auto" data-label="Re-drafted">{{ops .Redline}}</td></tr>
{{end}}</tbody></table></div>
{{end}}<h2>Changes</h2>
{{range .Steps}}{{if .Redline}}<h3 id="revision-{{.Revision.Ordinal}}">{{.Redline.Base}} → {{.Revision.Name}}</h3>
<details{{if eq .Revision.Ordinal (len $.Steps)}} open{{end}}><summary class="meta">{{changes .Redline}}</summary>
{{$.RedlineHTML .Redline}}</details>
{{end}}{{end}}<h2>How far agreement is</h2>
<p>{{$.Agreement}}</p>
{{with .Convergence.Paragraphs}}<div class="wide"><table class="stack">
<thead><tr><th scope="col">Paragraph</th><th scope="col" class="num">Brackets</th><th scope="col" class="num">Words in them</th><th scope="col" class="num">Side by side</th><th scope="col">Words since</th><th scope="col" class="num">Reopened</th></tr></thead>
<tbody>
{{range .}}<tr><td>{{or .Cite .Paragraph}}</td><td class="num" data-label="Brackets">{{number .Brackets}}</td><td class="num" data-label="Words in them">{{number .Words}}</td><td class="num" data-label="Side by side">{{number .Alternatives}}</td><td data-label="Words since">{{$.Name .Since}}{{$.Ago .Days}}</td><td class="num" data-label="Reopened">{{if .Reopened}}{{number .Reopened}}{{end}}</td></tr>
{{end}}</tbody></table></div>
{{end}}<details><summary class="meta">How these figures are counted</summary>
<dl>{{range .Convergence.Rules}}<dt>{{.Figure}}</dt><dd>{{.Says}}</dd>{{end}}</dl></details>
<h2>Brackets</h2>
{{with standing .Brackets}}<h3>{{number (len .)}} stand in the last text</h3>
<details><summary class="meta">Where, since when, and how they changed</summary>
<div class="wide"><table class="stack">
<thead><tr><th scope="col">Bracket</th><th scope="col">Words</th><th scope="col">Since</th><th scope="col">Changed in</th></tr></thead>
<tbody>
{{range .}}<tr><td>{{.ID}} <span class="meta">{{$.Where .}}</span></td><td dir="auto">[{{.Last}}]{{with $.Beside .}} <span class="meta">{{.}}</span>{{end}}{{if .Unbalanced}} <span class="tag">unbalanced</span>{{end}}</td><td data-label="Since">{{$.Name .Opened}}</td><td data-label="Changed in">{{$.RevisionNames .Changed}}</td></tr>
{{end}}</tbody></table></div></details>
{{else}}<p>No bracket stands in the last text.</p>
{{end}}{{range closings $.History}}<h3>Closed in {{.Name}}</h3>
<details><summary class="meta">{{.Summary}}</summary>
<div class="wide"><table class="stack">
<thead><tr><th scope="col">Bracket</th><th scope="col">Words</th><th scope="col">Since</th><th scope="col">How it ended</th></tr></thead>
<tbody>
{{range .Brackets}}<tr><td>{{.ID}} <span class="meta">{{$.Where .}}</span></td><td dir="auto">[{{.Last}}]{{with $.Beside .}} <span class="meta">{{.}}</span>{{end}}</td><td data-label="Since">{{$.Name .Opened}}</td><td data-label="How it ended">{{.How}}{{with .Replacement}} by “{{.}}”{{end}}</td></tr>
{{end}}</tbody></table></div></details>
{{end}}`))
})

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

// wants is the amendment as a redline.
func wants(p amendment.Proposal) template.HTML {
	quote := p.Anchor.Quote
	switch {
	case p.OnWords():
		p.Anchor.Span = text.Span{Start: 0, End: len(quote)}
		return diff.Ops(diff.Words(quote, amendment.Apply(p, quote)))
	case p.Operation == amendment.InsertParagraph:
		return "a new paragraph after it: " + diff.Ops([]diff.Op{{Op: diff.Insert, Text: p.Words}})
	case p.Operation == amendment.SplitParagraph:
		return template.HTML("the paragraph cut after “" + template.HTMLEscapeString(quote) + "”")
	}
	return template.HTML(wholeWords(p.Operation))
}

// wholeWords says what is wanted of whole paragraphs.
func wholeWords(o amendment.Operation) string {
	switch o {
	case amendment.MoveParagraph:
		return "the paragraph in another place"
	case amendment.MergeParagraphs:
		return "paragraphs made one"
	}
	return "the paragraph deleted"
}

func verdictWords(v Verdict) string { return VerdictWords[v] }

// chairWords is what became of an amendment in the procedure.
func chairWords(a amendment.Amendment) string {
	if a.State == amendment.Disposed {
		return dispositionWords(a.Disposition)
	}
	return string(a.State)
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
