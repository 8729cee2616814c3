package history

import (
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/text"
)

// Wanted is what somebody asks for who hands in the base as he wants it: one proposal for every paragraph that differs, and one
// for every cut of a paragraph that is split. Blocks of both texts have their identities; anchors have no revision yet.
func Wanted(base, amended text.Document) []amendment.Proposal {
	w := wanted{base: base, amended: amended, known: make(map[string]bool, len(base.Blocks))}
	for _, b := range base.Blocks {
		w.known[b.ID] = true
	}
	for _, b := range diff.Compare("", "", base, amended).Blocks {
		w.block(b)
	}
	return w.out
}

type wanted struct {
	base, amended text.Document
	known         map[string]bool // IDs of the base
	out           []amendment.Proposal
}

func (w *wanted) add(id string, p amendment.Proposal) {
	p.Anchor.Paragraph = id
	w.out = append(w.out, p)
}

func (w *wanted) block(b diff.Block) {
	switch b.Kind {
	case diff.Added:
		j := b.New[0].Block
		if t := w.amended.Blocks[j].Text; strings.TrimSpace(t) != "" {
			w.add(w.before(j), amendment.Proposal{Operation: amendment.InsertParagraph, Words: t})
		}
	case diff.Removed:
		w.add(w.base.Blocks[b.Old[0].Block].ID, amendment.Proposal{Operation: amendment.DeleteParagraph})
	case diff.Changed, diff.Moved:
		was, is := w.base.Blocks[b.Old[0].Block], w.amended.Blocks[b.New[0].Block]
		if was.Text != is.Text {
			w.add(was.ID, Propose(was.Text, is.Text))
		}
		if b.Kind == diff.Moved {
			w.add(was.ID, amendment.Proposal{Operation: amendment.MoveParagraph, To: w.before(b.New[0].Block)})
		}
	case diff.Split:
		w.split(w.base.Blocks[b.Old[0].Block], b.New)
	case diff.Merged:
		w.merged(b.Old, w.amended.Blocks[b.New[0].Block])
	}
}

// before is the ID of the nearest block before one of the amended text that the base has, "" for the start.
func (w *wanted) before(j int) string {
	for j--; j >= 0; j-- {
		if id := w.amended.Blocks[j].ID; w.known[id] {
			return id
		}
	}
	return ""
}

// split asks for the cuts where the words are as they were, else for the words of all parts.
func (w *wanted) split(was text.Block, parts []diff.Place) {
	var all []string
	for _, p := range parts {
		all = append(all, w.amended.Blocks[p.Block].Text)
	}
	if joined := strings.Join(all, " "); joined != was.Text {
		w.add(was.ID, Propose(was.Text, joined))
		return
	}
	end := 0
	for _, part := range all[:len(all)-1] {
		p := replacing(was.Text, end, end+len(part), "")
		p.Operation = amendment.SplitParagraph
		w.add(was.ID, p)
		end += len(part) + 1
	}
}

// merged asks for the words of the whole where they are others than those of its parts one after another.
func (w *wanted) merged(parts []diff.Place, is text.Block) {
	p := amendment.Proposal{Operation: amendment.MergeParagraphs}
	var all []string
	for _, part := range parts {
		b := w.base.Blocks[part.Block]
		all = append(all, b.Text)
		p.With = append(p.With, b.ID)
	}
	if strings.Join(all, " ") != is.Text {
		p.Words = is.Text
	}
	first := p.With[0]
	p.With = p.With[1:]
	w.add(first, p)
}
