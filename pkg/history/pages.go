package history

import (
	"bytes"
	"encoding/json"
	"html/template"
	"strings"

	"adref/pkg/diff"
)

// Pages writes the histories of a series that grows, in all formats, in parts: what a step looks like is made once and stays what it is,
// so that only the frame around the steps has to be written again. The zero value is ready.
type Pages struct {
	html     map[*diff.Redline][]byte
	markdown map[*diff.Redline][]byte
	json     map[*diff.Redline][]byte
}

// Framed is a page in parts. Its law: Whole gives the bytes that the History writes itself.
type Framed struct {
	Frame []byte
	Steps []FramedStep // in the order in which they stand
}

// FramedStep is what a step looks like that has a redline.
type FramedStep struct {
	Revision int // ordinal of the revision that the step led to
	At       int // offset in the frame before which it stands
	Body     []byte
}

// Whole is the page.
func (f Framed) Whole() []byte {
	out := make([]byte, 0, len(f.Frame))
	from := 0
	for _, s := range f.Steps {
		out = append(append(out, f.Frame[from:s.At]...), s.Body...)
		from = s.At
	}
	return append(out, f.Frame[from:]...)
}

// HTML is what History.HTML writes.
func (p *Pages) HTML(h History) (Framed, error) {
	var out Framed
	var page strings.Builder
	err := h.writeHTML(&page, func(*diff.Redline) (template.HTML, error) { return gap, nil })
	rest := page.String()
	for _, s := range h.Steps {
		if s.Redline == nil || err != nil {
			continue
		}
		var body []byte
		body, err = once(&p.html, s.Redline, func() ([]byte, error) {
			words, err := redline(s.Redline)
			return []byte(words), err
		})
		before, after, _ := strings.Cut(rest, gap)
		out.Frame, rest = append(out.Frame, before...), after
		out.Steps = append(out.Steps, FramedStep{s.Revision.Ordinal, len(out.Frame), body})
	}
	out.Frame = append(out.Frame, rest...)
	return out, err
}

// gap stands in a page for a redline. Words cannot be taken for it, because "<" is escaped in them.
const gap = "<!-- redline -->"

// Markdown is what History.Markdown writes.
func (p *Pages) Markdown(h History) (Framed, error) {
	var out Framed
	var page strings.Builder
	err := h.writeMarkdown(&page, func(w *strings.Builder, s Step) error {
		body, err := once(&p.markdown, s.Redline, func() ([]byte, error) {
			var b bytes.Buffer
			err := diff.RenderMarkdown(&b, *s.Redline)
			return b.Bytes(), err
		})
		out.Steps = append(out.Steps, FramedStep{s.Revision.Ordinal, w.Len(), body})
		return err
	})
	out.Frame = []byte(page.String())
	return out, err
}

// JSON is what json.Marshal gives of the history. The frame is JSON too: a history without the steps that have a redline.
func (p *Pages) JSON(h History) (Framed, error) {
	var out Framed
	steps := h.Steps
	h.Steps = []Step{}
	frame, err := json.Marshal(h)
	if err != nil {
		return out, err
	}
	const empty = `"steps":[]` // no string in JSON holds it: its quotes would be escaped
	head, tail, _ := bytes.Cut(frame, []byte(empty))
	out.Frame = append(append(out.Frame, head...), empty[:len(empty)-1]...)
	for i, s := range steps {
		step, err := p.step(i, s)
		if err != nil {
			return out, err
		}
		if s.Redline == nil {
			out.Frame = append(out.Frame, step...)
		} else {
			out.Steps = append(out.Steps, FramedStep{s.Revision.Ordinal, len(out.Frame), step})
		}
	}
	out.Frame = append(append(out.Frame, ']'), tail...)
	return out, nil
}

// step is a step as JSON, with the comma before it.
func (p *Pages) step(i int, s Step) ([]byte, error) {
	return once(&p.json, s.Redline, func() ([]byte, error) {
		b, err := json.Marshal(s)
		if i > 0 {
			b = append([]byte{','}, b...)
		}
		return b, err
	})
}

// once makes what a redline looks like, unless it is known. The first step has no redline and is made each time.
func once(known *map[*diff.Redline][]byte, r *diff.Redline, make func() ([]byte, error)) ([]byte, error) {
	if looks, ok := (*known)[r]; ok {
		return looks, nil
	}
	looks, err := make()
	if err != nil || r == nil {
		return looks, err
	}
	if *known == nil {
		*known = map[*diff.Redline][]byte{}
	}
	(*known)[r] = looks
	return looks, nil
}
