package printing

import (
	"strings"

	"adref/pkg/diff"
	"adref/pkg/paper"
	"adref/pkg/text"
)

// weaver makes the paragraphs of blocks that became others, from the words of all of them.
type weaver struct {
	r           *redliner
	old, target []int // blocks
	i, j        int   // those at hand
	at, to      int   // where in the text of either
	out         []paper.Paragraph
	p           paper.Paragraph
}

// open begins a paragraph with the label of the new block, tracked where the old one had another. Of paragraphs that were merged
// each keeps its identity; the ones that a paragraph was split into have theirs.
func (w *weaver) open() {
	o, n := w.r.old.Blocks[w.old[w.i]], w.r.target.Blocks[w.target[w.j]]
	w.p = frame(n)
	if len(w.old) > len(w.target) {
		w.p.ID = o.ID
	}
	w.p.Was = w.was(Label(o))
}

// was is the label that the one of the paragraph at hand replaces, nil where it is the same.
func (w *weaver) was(label string) *paper.Was {
	if label == w.p.Label {
		return nil
	}
	return &paper.Was{Label: label, Change: *w.r.hand(Touch{Old: w.old[w.i], New: w.target[w.j]}).change()}
}

// close ends a paragraph. One that continues another in the old text had no label of its own there, one that continues another in
// the new text has none there, if that other one has words of the text to bear it.
func (w *weaver) close(inserted, deleted *paper.Change) {
	if n := len(w.out); n > 0 {
		switch before := w.out[n-1]; {
		case before.Inserted != nil && w.bears(func(s paper.Span) bool { return s.Inserted == nil }):
			w.p.Was = w.was("")
		case before.Deleted != nil && w.bears(func(s paper.Span) bool { return s.Deleted == nil }):
			was := w.p.Label
			if w.p.Was != nil {
				was = w.p.Was.Label
			}
			w.p.Label = ""
			w.p.Was = w.was(was)
		}
	}
	w.p.Inserted, w.p.Deleted = inserted, deleted
	w.out = append(w.out, w.p)
}

// bears says whether the paragraphs that the one at hand continues have words of the kind.
func (w *weaver) bears(of func(paper.Span) bool) bool {
	last := w.out[len(w.out)-1]
	for k := len(w.out) - 1; k >= 0; k-- {
		q := w.out[k]
		if (q.Inserted == nil) != (last.Inserted == nil) || (q.Deleted == nil) != (last.Deleted == nil) {
			return false
		}
		for _, s := range q.Spans {
			if of(s) {
				return true
			}
		}
	}
	return false
}

// op takes a run of words in, which may hold ends of paragraphs.
func (w *weaver) op(op diff.Op) {
	for k, part := range strings.Split(op.Text, separator) {
		if k > 0 {
			w.end(op.Op)
		}
		if part != "" {
			w.span(op.Op, part)
		}
	}
}

func (w *weaver) end(op diff.OpKind) {
	t := w.touch(op, 0)
	switch op {
	case diff.Equal:
		w.close(nil, nil)
		w.i, w.j, w.at, w.to = w.i+1, w.j+1, 0, 0
	case diff.Insert:
		w.close(w.r.hand(t).change(), nil)
		w.j, w.to = w.j+1, 0
	case diff.Delete:
		w.close(nil, w.r.hand(t).change())
		w.i, w.at = w.i+1, 0
	}
	w.open()
}

func (w *weaver) span(op diff.OpKind, words string) {
	s := paper.Span{Text: words}
	t := w.touch(op, len(words))
	switch op {
	case diff.Insert:
		h := w.r.hand(t)
		s.Inserted, s.Comments = h.change(), w.r.reason(h)
	case diff.Delete:
		h := w.r.hand(t)
		s.Deleted, s.Comments = h.change(), w.r.reason(h)
	}
	if op != diff.Insert {
		w.at += len(words)
	}
	if op != diff.Delete {
		w.to += len(words)
	}
	w.p.Spans = append(w.p.Spans, s)
}

func (w *weaver) touch(op diff.OpKind, n int) Touch {
	t := Touch{Old: w.old[w.i], New: w.target[w.j], Inserted: op == diff.Insert, Span: text.Span{Start: w.at, End: w.at + n}}
	if t.Inserted {
		t.Span = text.Span{Start: w.to, End: w.to + n}
	}
	return t
}
