package negotiation

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/event"
)

// wanted is a proposal that holds in the current text, and what it gives.
type wanted struct {
	proposal amendment.Proposal
	// before and after are the words that it changes and those that it wants, of several paragraphs with a blank line between.
	before, after string
}

// want resolves a proposal against the current text, or against the words of the amendment that it amends.
func (d *Document) want(r Request, p amendment.Proposal) (wanted, error) {
	if p.Amends != "" {
		return d.wantOf(p)
	}
	var words string
	var err error
	cited := p.Anchor.Paragraph
	if p.Anchor, words, err = d.place(r, p.Anchor); err != nil {
		return wanted{}, err
	}
	if p.Anchor.Paragraph == "" && p.Operation != amendment.InsertParagraph {
		return wanted{}, fmt.Errorf("%q in the current text: %w", cited, ErrNoParagraph)
	}
	if p, err = amendment.Resolve(p, words); err != nil {
		return wanted{}, invalid(fmt.Errorf("paragraph %s: %w", p.Anchor.Paragraph, err))
	}
	var with []string
	if p.With, with, err = d.merged(r, p); err != nil {
		return wanted{}, err
	}
	if p.To, err = d.destination(p); err != nil {
		return wanted{}, err
	}
	for _, id := range p.Paragraphs() {
		if _, agreed := d.Agreed[id]; agreed {
			return wanted{}, fmt.Errorf("paragraph %s: %w", id, ErrAgreed)
		}
	}
	before := append([]string{words}, with...)
	if p.Operation == amendment.InsertParagraph {
		before = nil
	}
	w := wanted{p, strings.Join(before, "\n\n"), strings.Join(amendment.Result(p, words, with...), "\n\n")}
	if w.before == w.after && p.Operation != amendment.MoveParagraph {
		return w, fmt.Errorf("amendment to paragraph %s: %w", cited, ErrNoChange)
	}
	return w, nil
}

// wantOf resolves a proposal to change the words that another amendment wants.
//
// Rule: those words are quoted as those of a paragraph are. An amendment to an amendment is not amended in turn; one that wants
// no words has none to change.
func (d *Document) wantOf(p amendment.Proposal) (wanted, error) {
	target, err := d.openAmendment(p.Amends)
	if err != nil {
		return wanted{}, err
	}
	if target.Proposal.Amends != "" {
		return wanted{}, fmt.Errorf("amendment %s is to %s: %w", target.ID, target.Proposal.Amends, ErrThirdDegree)
	}
	if !p.OnWords() {
		return wanted{}, fmt.Errorf("%q of the words of amendment %s: %w", p.Operation, target.ID, ErrUnknown)
	}
	quote, span := p.Anchor.Quote, p.Anchor.Span
	p.Anchor, p.To, p.With = target.Proposal.Anchor, "", nil
	p.Anchor.Quote, p.Anchor.Span = quote, span
	if p, err = amendment.Resolve(p, target.Proposal.Words); err != nil {
		return wanted{}, invalid(fmt.Errorf("amendment %s: %w", target.ID, err))
	}
	w := wanted{p, target.Proposal.Words, amendment.Apply(p, target.Proposal.Words)}
	if w.before == w.after {
		return w, fmt.Errorf("amendment %s: %w", target.ID, ErrNoChange)
	}
	return w, nil
}

// merged are the other paragraphs of a merger, each once, and their words.
func (d *Document) merged(r Request, p amendment.Proposal) (ids, words []string, err error) {
	if p.Operation != amendment.MergeParagraphs {
		return nil, nil, nil
	}
	if len(p.With) == 0 {
		return nil, nil, fmt.Errorf("paragraphs to merge with: %w", ErrMissing)
	}
	if ids, err = d.paragraphs(p.With); err != nil {
		return nil, nil, err
	}
	if slices.Contains(ids, p.Anchor.Paragraph) {
		return nil, nil, fmt.Errorf("paragraph %s: %w", p.Anchor.Paragraph, ErrTwice)
	}
	for _, id := range ids {
		_, b, err := d.find(id)
		if err != nil {
			return nil, nil, err
		}
		w, err := d.wording(r, b)
		if err != nil {
			return nil, nil, err
		}
		words = append(words, w)
	}
	return ids, words, nil
}

// destination is the paragraph after which another is wanted; it is not there already.
func (d *Document) destination(p amendment.Proposal) (string, error) {
	if p.Operation != amendment.MoveParagraph {
		return "", nil
	}
	to := ""
	if p.To != "" {
		_, b, err := d.find(p.To)
		if err != nil {
			return "", err
		}
		to = b.ID
	}
	current, _ := d.Current()
	i := slices.IndexFunc(current.Blocks, func(b event.Block) bool { return b.ID == p.Anchor.Paragraph })
	if to == p.Anchor.Paragraph || i == 0 && to == "" || i > 0 && current.Blocks[i-1].ID == to {
		return "", fmt.Errorf("paragraph %s: %w", p.Anchor.Paragraph, ErrNoChange)
	}
	return to, nil
}

// readBack: an amendment from the floor is recorded when the words that it gives have been read back as they would stand, so
// that everybody hears the same sentence (domain.md B3: oral changes are certified). White space does not count.
func (w wanted) readBack(oral bool, reads string) error {
	switch {
	case !oral && reads == "":
		return nil
	case !oral:
		return fmt.Errorf("reads: %w", ErrNotOral)
	case strings.Join(strings.Fields(reads), " ") != strings.Join(strings.Fields(w.after), " "):
		return fmt.Errorf("read back as “%s”, the amendment gives “%s”: %w", reads, w.after, ErrReadBack)
	}
	return nil
}

// sameRequest says whether two proposals want the same; why they do may differ.
func sameRequest(a, b amendment.Proposal) bool {
	a.Rationale, a.Anchor.From, b.Rationale, b.Anchor.From = "", 0, "", 0
	if len(a.With)+len(b.With) == 0 {
		a.With, b.With = nil, nil
	}
	return reflect.DeepEqual(a, b)
}
