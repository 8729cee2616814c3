package negotiation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/event"
)

// agree: the chair's office closes a paragraph ad referendum, that is, while the rest is negotiated, when nobody wants to
// change it any more: no amendment to it is open and none of its words is in brackets, whether they stand in the text or were
// put by a command. Brackets that open before the paragraph and close after it do not count: they are about more than this
// paragraph (domain.md A, B2). The agreement is about exactly this wording.
//
// Where the process has a ladder ("agreed in informals", "agreed in plenary"; domain.md B2), a paragraph is agreed on a step of it
// and rises from there; it may be agreed while the agreement of some is pending, until they have given it.
func (d *Document) agree(p *Process, r Request, c *AgreeParagraph) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	current, b, err := d.find(c.Paragraph)
	if err != nil {
		return nil, err
	}
	step, err := d.step(p, b.ID, c)
	if err != nil {
		return nil, fmt.Errorf("paragraph %s: %w", c.Paragraph, err)
	}
	if ids := d.openOn(b.ID); len(ids) > 0 {
		return nil, fmt.Errorf("paragraph %s, amendment %s: %w", c.Paragraph, strings.Join(ids, ", "), ErrAmended)
	}
	on := func(a amendment.Anchor) bool { return a.Paragraph == b.ID }
	if ids := d.standing(on); len(ids) > 0 {
		return nil, fmt.Errorf("paragraph %s, bracket %s: %w", c.Paragraph, strings.Join(ids, ", "), ErrBracketed)
	}
	words, err := d.wording(r, b)
	if err != nil {
		return nil, err
	}
	if bracketed(words) {
		return nil, fmt.Errorf("paragraph %s of %s: %w", c.Paragraph, current.Name, ErrBracketed)
	}
	return events{&event.ParagraphAgreed{Revision: current.Revision, Paragraph: b.ID, Digest: b.Wording, Status: step, Pending: slices.Clone(c.Pending)}}, nil
}

// step is the step on which a paragraph is agreed: higher than the one on which it is, or the same with others pending.
func (d *Document) step(p *Process, id string, c *AgreeParagraph) (string, error) {
	rank := p.Rules.Rank(c.Status)
	if rank == 0 {
		return c.Status, fmt.Errorf("status %q: %w", c.Status, ErrUnknown)
	}
	for i, code := range c.Pending {
		switch party, ok := p.delegation(code); {
		case !ok:
			return c.Status, fmt.Errorf("pending %s: %w", code, ErrUnknownDelegation)
		case party.Observer:
			return c.Status, fmt.Errorf("pending %s: %w", code, ErrObserver)
		case slices.Contains(c.Pending[:i], code):
			return c.Status, fmt.Errorf("pending %s: %w", code, ErrTwice)
		}
	}
	was, agreed := d.Agreed[id]
	if agreed && (rank < p.Rules.Rank(was.Status) || rank == p.Rules.Rank(was.Status) && slices.Equal(was.Pending, c.Pending)) {
		return c.Status, ErrAgreed
	}
	return c.Status, nil
}

// reopen: an agreed paragraph may be opened again by the chair's office or by any delegation, since nothing is agreed until
// all is agreed (domain.md B2: a group reopened paragraph 23).
func (d *Document) reopen(c *ReopenParagraph) (events, error) {
	_, b, err := d.find(c.Paragraph)
	if err != nil {
		return nil, err
	}
	if _, agreed := d.Agreed[b.ID]; !agreed {
		return nil, fmt.Errorf("paragraph %s: %w", c.Paragraph, ErrNotAgreed)
	}
	return events{&event.ParagraphReopened{Paragraph: b.ID, Reason: c.Reason}}, nil
}

func (d *Document) agreed(e *event.ParagraphAgreed, at time.Time) {
	if d.Agreed == nil {
		d.Agreed = map[string]Agreement{}
	}
	d.Agreed[e.Paragraph] = Agreement{Revision: e.Revision, Digest: e.Digest, Status: e.Status, Pending: slices.Clone(e.Pending), At: at}
}

func (d *Document) reopened(e *event.ParagraphReopened) {
	delete(d.Agreed, e.Paragraph)
	if d.Reopened == nil {
		d.Reopened = map[string]int{}
	}
	d.Reopened[e.Paragraph]++
}

// bracketed says whether words of the paragraph are in brackets of the negotiation; citations and the like are not.
func bracketed(words string) bool {
	t := bracket.Parse(words, nil)
	return t.Open+t.Close > 0
}
