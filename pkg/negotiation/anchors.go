package negotiation

import (
	"fmt"
	"slices"

	"golang.org/x/text/unicode/norm"

	"adref/pkg/amendment"
	"adref/pkg/event"
	"adref/pkg/text"
)

// place makes an anchor one of the current text and gives the words of its paragraph; no words where it names no paragraph.
//
// Rule: what is said of the text is said of the current one; revision 0 stands for it. Of an earlier text it may be said where
// it can be carried forward without a guess: the paragraph, as that text cites it, lives on, and the quoted words can be told
// there from all others (amendment.Carry). Where they cannot, it has to be said of the current text.
func (d *Document) place(r Request, a amendment.Anchor) (amendment.Anchor, string, error) {
	current, ok := d.Current()
	if !ok {
		return a, "", fmt.Errorf("the first text: %w", ErrNoRevision)
	}
	if a.Revision < 0 || a.Revision > current.Revision {
		return a, "", fmt.Errorf("revision %d: %w", a.Revision, ErrNoRevision)
	}
	a.Quote, a.From = norm.NFC.String(a.Quote), 0
	var err error
	if a.Revision != 0 && a.Revision != current.Revision {
		if a, err = d.carry(r, current, a); err != nil {
			return a, "", err
		}
	}
	a.Revision = current.Revision
	if a.Paragraph == "" {
		return a, "", nil
	}
	_, b, err := d.find(a.Paragraph)
	if err != nil {
		return a, "", err
	}
	a.Paragraph = b.ID
	words, err := d.wording(r, b)
	return a, words, err
}

// carry takes an anchor of an earlier revision to the current one.
func (d *Document) carry(r Request, current Revision, a amendment.Anchor) (amendment.Anchor, error) {
	then := d.Revisions[a.Revision-1]
	old := func(err error) error {
		return fmt.Errorf("revision %d, the current text is %s, revision %d: %w: %w", a.Revision, current.Name, current.Revision, err, ErrOldRevision)
	}
	a.From = a.Revision
	if a.Paragraph == "" {
		return a, nil
	}
	i, ok := then.Find(a.Paragraph)
	if !ok {
		return a, fmt.Errorf("%q in %s: %w", a.Paragraph, then.Name, ErrNoParagraph)
	}
	cited := a.Paragraph
	a.Paragraph = then.Blocks[i].ID
	j := slices.IndexFunc(current.Blocks, func(b event.Block) bool { return b.ID == a.Paragraph })
	if j < 0 {
		return a, old(fmt.Errorf("paragraph %s is not in it", cited))
	}
	if a.Quote == "" {
		return a, nil
	}
	was, err := wordingIn(r.Facts.Earlier, then.Blocks[i])
	if err != nil {
		return a, err
	}
	if a.Span, err = amendment.Locate(was, a.Quote, a.Span); err != nil {
		return a, invalid(fmt.Errorf("paragraph %s of %s: %w", cited, then.Name, err))
	}
	now, err := wordingIn(r.Facts.Text, current.Blocks[j])
	if err != nil {
		return a, err
	}
	if a.Span, err = amendment.Carry(was, now, a.Span); err != nil {
		return a, old(fmt.Errorf("“%s” in paragraph %s", a.Quote, cited))
	}
	return a, nil
}

// quoted resolves the anchor of words that stand in the current text.
func (d *Document) quoted(r Request, a amendment.Anchor) (amendment.Anchor, error) {
	a, words, err := d.place(r, a)
	if err != nil {
		return a, err
	}
	if a.Paragraph == "" {
		return a, fmt.Errorf("%q in the current text: %w", a.Paragraph, ErrNoParagraph)
	}
	a.Span, err = amendment.Locate(words, a.Quote, a.Span)
	if err != nil {
		return a, invalid(fmt.Errorf("paragraph %s: %w", a.Paragraph, err))
	}
	return a, nil
}

// Earlier is the ordinal of the earlier revision whose words a command quotes, 0 for none: what a service looks up besides the
// current text.
func (d *Document) Earlier(c Command) int {
	ordinal := 0
	switch c := pointer(c).(type) {
	case *ProposeAmendment:
		ordinal = c.Proposal.Anchor.Revision
	case *AmendAmendment:
		ordinal = c.Proposal.Anchor.Revision
	case *BracketText:
		ordinal = c.Anchor.Revision
	case *RecordPosition:
		ordinal = c.Revision
	case *AttributeBracket:
		ordinal = c.Anchor.Revision
	case *ReintroduceAmendment:
		if a := d.amendment(c.Amendment); a != nil {
			ordinal = a.Proposal.Anchor.Revision
		}
	}
	if ordinal < 1 || ordinal >= len(d.Revisions) {
		return 0
	}
	return ordinal
}

// wordingIn is the words of a block from a text that was looked up.
func wordingIn(t *text.Document, b event.Block) (string, error) {
	if t == nil {
		return "", fmt.Errorf("text of paragraph %s: %w", b.ID, ErrFacts)
	}
	i := slices.IndexFunc(t.Blocks, func(t text.Block) bool { return t.ID == b.ID })
	if i < 0 || t.Blocks[i].Digest() != b.Digest {
		return "", fmt.Errorf("text of paragraph %s: %w", b.ID, ErrFacts)
	}
	return t.Blocks[i].Text, nil
}
