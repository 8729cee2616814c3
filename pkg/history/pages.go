package history

import (
	"bytes"
	"encoding/json"
	"html/template"
	"io"
	"strings"

	"adref/pkg/diff"
)

// Pages writes the histories of a series that grows, in all formats. What a step looks like is made once, so that to write the
// history again costs in the order of what is new; the bytes are those that the History writes itself. The zero value is ready.
type Pages struct {
	html     map[*diff.Redline]template.HTML
	markdown map[*diff.Redline]string
	json     map[*diff.Redline][]byte
}

// HTML writes what History.HTML does.
func (p *Pages) HTML(w io.Writer, h History) error { return h.writeHTML(w, p) }

// Markdown writes what History.Markdown does.
func (p *Pages) Markdown(w io.Writer, h History) error { return h.writeMarkdown(w, p) }

// JSON is what json.Marshal gives of the history.
func (p *Pages) JSON(h History) ([]byte, error) {
	steps := h.Steps
	h.Steps = []Step{}
	frame, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	const empty = `"steps":[]` // no string in JSON holds it: its quotes would be escaped
	head, tail, _ := bytes.Cut(frame, []byte(empty))
	out := append(head[:len(head):len(head)], empty[:len(empty)-1]...)
	for i, s := range steps {
		step, err := p.step(s)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, step...)
	}
	return append(append(out, ']'), tail...), nil
}

func (p *Pages) step(s Step) ([]byte, error) {
	return once(&p.json, s.Redline, func() ([]byte, error) { return json.Marshal(s) })
}

func (p *Pages) redlineHTML(r *diff.Redline) (template.HTML, error) {
	return once(&p.html, r, func() (template.HTML, error) { return redline(r) })
}

func (p *Pages) redlineMarkdown(r *diff.Redline) (string, error) {
	return once(&p.markdown, r, func() (string, error) {
		var s strings.Builder
		err := diff.RenderMarkdown(&s, *r)
		return s.String(), err
	})
}

// once makes what a redline looks like, unless it is known. The first step has no redline and is made each time.
func once[T any](known *map[*diff.Redline]T, r *diff.Redline, make func() (T, error)) (T, error) {
	if looks, ok := (*known)[r]; ok {
		return looks, nil
	}
	looks, err := make()
	if err != nil || r == nil {
		return looks, err
	}
	if *known == nil {
		*known = map[*diff.Redline]T{}
	}
	(*known)[r] = looks
	return looks, nil
}
