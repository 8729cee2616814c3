package amendment

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"adref/pkg/text"
)

// ErrOverlap says that two proposals cannot both be taken.
var ErrOverlap = errors.New("two of the amendments change the same words or their paragraph")

// Amend is the document as the proposals want it, all of them at once; each was resolved against it. New paragraphs have no
// number and an identity from fresh; numbering is for whoever edits the text. Law: without proposals it is the document; each
// paragraph that none of them names is unchanged. The error wraps ErrOverlap, or ErrQuoteAbsent for a paragraph that is not there.
func Amend(d text.Document, proposals []Proposal, fresh func() string) (text.Document, error) {
	for i, p := range proposals {
		for _, q := range proposals[:i] {
			if Overtakes(p, q) || Overtakes(q, p) {
				return d, fmt.Errorf("paragraph %s: %w", p.Anchor.Paragraph, ErrOverlap)
			}
		}
	}
	d.Blocks = slices.Clone(d.Blocks)
	ordered := slices.Clone(proposals)
	slices.SortStableFunc(ordered, func(a, b Proposal) int { return b.Anchor.Span.Start - a.Anchor.Span.Start }) // the last words first
	for _, words := range []bool{true, false} {
		for _, p := range ordered {
			if p.OnWords() != words {
				continue
			}
			var err error
			if d.Blocks, err = amended(d.Blocks, p, fresh); err != nil {
				return d, err
			}
		}
	}
	at := 0
	for i := range d.Blocks {
		d.Blocks[i].Span = text.Span{Start: at, End: at + len(d.Blocks[i].Raw)}
		at = d.Blocks[i].Span.End
	}
	return d, nil
}

func amended(blocks []text.Block, p Proposal, fresh func() string) ([]text.Block, error) {
	i, err := place(blocks, p.Anchor.Paragraph)
	if err != nil {
		return blocks, err
	}
	if i < 0 && p.Operation != InsertParagraph {
		return blocks, fmt.Errorf("paragraph %q: %w", p.Anchor.Paragraph, ErrQuoteAbsent)
	}
	switch p.Operation {
	case InsertParagraph:
		return inserted(blocks, i+1, p.Words, fresh), nil
	case DeleteParagraph:
		return slices.Delete(blocks, i, i+1), nil
	case MoveParagraph:
		moved := blocks[i]
		blocks = slices.Delete(blocks, i, i+1)
		j, err := place(blocks, p.To)
		return slices.Insert(blocks, j+1, moved), err
	case SplitParagraph:
		parts := Result(p, blocks[i].Text)
		blocks[i] = reworded(blocks[i], parts[0])
		return inserted(blocks, i+1, parts[1], fresh), nil
	case MergeParagraphs:
		var with []string
		for _, id := range p.With {
			j, err := place(blocks, id)
			if err != nil {
				return blocks, err
			}
			with = append(with, blocks[j].Text)
		}
		blocks[i] = reworded(blocks[i], Result(p, blocks[i].Text, with...)[0])
		return slices.DeleteFunc(blocks, func(b text.Block) bool { return slices.Contains(p.With, b.ID) }), nil
	}
	blocks[i] = reworded(blocks[i], Apply(p, blocks[i].Text))
	return blocks, nil
}

// place is the index of the block, -1 for no ID: the place before the first.
func place(blocks []text.Block, id string) (int, error) {
	if id == "" {
		return -1, nil
	}
	i := slices.IndexFunc(blocks, func(b text.Block) bool { return b.ID == id })
	if i < 0 {
		return i, fmt.Errorf("paragraph %q: %w", id, ErrQuoteAbsent)
	}
	return i, nil
}

// inserted puts a paragraph of its own, with a blank line before and after it.
func inserted(blocks []text.Block, at int, words string, fresh func() string) []text.Block {
	if at > 0 {
		before := &blocks[at-1]
		before.Raw = strings.TrimRight(before.Raw, "\n") + "\n\n"
	}
	return slices.Insert(blocks, at, text.Block{ID: fresh(), Kind: text.Body, Text: words, Raw: words + "\n\n"})
}

// reworded is the block with other words, in the source too. Where its words stand otherwise there (broken into lines, marked up)
// the source gets them plain.
func reworded(b text.Block, words string) text.Block {
	if before, after, ok := strings.Cut(b.Raw, b.Text); ok && b.Text != "" {
		b.Raw = before + words + after
	} else {
		end := b.Raw[len(strings.TrimRight(b.Raw, " \t\r\n")):]
		head := ""
		if i := strings.Index(b.Raw, b.Label); b.Label != "" && i >= 0 {
			head = b.Raw[:i+len(b.Label)] + ". "
		}
		b.Raw = head + words + end
	}
	b.Text = words
	return b
}
