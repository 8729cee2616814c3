package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/diff"
	"adref/pkg/event"
	"adref/pkg/negotiation"
	"adref/pkg/paper"
	"adref/pkg/tracked"
)

// Errors of a file that cannot be taken at all.
var (
	ErrLost  = errors.New("characters of the file are not accounted for: the file is refused, so that nobody’s words are lost")
	ErrActor = errors.New("a delegation hands in its own file; only the chair’s office hands in those of others")
)

// Prepare makes the preview of a file. Each amendment is decided on a copy of the document, as it would be once it is sent; the
// ones before it count. Errors: ErrLost, ErrActor, ErrParty.
func Prepare(s Scene, p paper.Paper, f File, w Wish) (Preview, error) {
	if f.Characters != f.Accounted {
		return Preview{}, fmt.Errorf("%s: %d of %d: %w", f.Name, f.Accounted, f.Characters, ErrLost)
	}
	if w.Actor != w.Sender && w.Actor != delegation.Chair {
		return Preview{}, fmt.Errorf("%s for %s: %w", w.Actor, w.Sender, ErrActor)
	}
	who, err := newPeople(s.Process, w)
	if err != nil {
		return Preview{}, err
	}
	trial, err := clone(s.Document)
	if err != nil {
		return Preview{}, err
	}
	b := builder{Scene: s, wish: w, people: who, trial: trial, own: map[string]bool{}, out: Preview{
		File: f, Process: s.ProcessCode, Document: s.DocumentCode, Actor: w.Actor, Sender: w.Sender, SenderName: who.name(w.Sender),
		Base:    Base{Revision: s.Revision, Name: s.Document.Revisions[s.Revision-1].Name, How: s.How.How, Certain: s.How.Certain, Share: int(100*s.How.Share + 0.5)},
		Authors: []Author{}, Amendments: []Item{}, Untracked: []Item{}, Formatting: []string{}, Remarks: []tracked.Remark{},
		Withdraw: []Open{}, Standing: []Open{}, Warnings: []string{},
	}}
	b.read(p)
	return b.out, nil
}

// clone is a copy that a trial may change.
func clone(d *negotiation.Document) (*negotiation.Document, error) {
	b, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	out := new(negotiation.Document)
	return out, json.Unmarshal(b, out)
}

// builder makes a preview.
type builder struct {
	Scene
	people
	wish  Wish
	trial *negotiation.Document // with what was found so far
	// own are the open amendments that are in the file, by ID.
	own map[string]bool
	out Preview
}

func (b *builder) read(p paper.Paper) {
	byName := map[string]Author{}
	apart := tracked.Read(p, b.Base).Found
	reading := tracked.Read(b.join(p, byName), b.Base)
	for i, f := range reading.Found {
		a := byName[f.Author]
		f.Author = b.hands(apart, f, a)
		b.out.Amendments = append(b.out.Amendments, b.item(fmt.Sprint(i+1), f, a))
	}
	sender := Author{Parties: []string{b.wish.Sender}, Names: b.people.name(b.wish.Sender)}
	for i, u := range reading.Untracked {
		b.out.Untracked = append(b.out.Untracked, b.item(fmt.Sprintf("untracked %d", i+1), tracked.Found{Proposal: u, Of: -1}, sender))
	}
	b.known()
	b.standing()
	b.decide()
	b.out.Formatting = append(b.out.Formatting, reading.Formatting...)
	b.out.Remarks = append(b.out.Remarks, reading.Remarks...)
	b.warn()
}

// join gives all authors who write for the same parties one name, so that what two people of one delegation did to a paragraph is
// one amendment of that delegation.
func (b *builder) join(p paper.Paper, byName map[string]Author) paper.Paper {
	names := map[string][]string{} // authors, by their parties
	of := map[string]string{}      // parties, by author
	add := func(author string) {
		if _, ok := of[author]; ok {
			return
		}
		a := b.writesFor(author)
		of[author] = strings.Join(a.Parties, ";")
		names[of[author]] = append(names[of[author]], author)
		b.out.Authors = append(b.out.Authors, a)
	}
	for _, author := range p.Authors() {
		add(author)
	}
	joined := func(author string) string {
		if same := names[of[author]]; len(same) > 0 {
			return strings.Join(same, ", ")
		}
		return author
	}
	for _, a := range b.out.Authors {
		byName[joined(a.Name)] = a
	}
	return p.Attributed(joined)
}

// hands are the authors of an amendment, by what each did in the same place.
func (b *builder) hands(apart []tracked.Found, f tracked.Found, a Author) string {
	var names []string
	for _, g := range apart {
		place := g.Proposal.Anchor.Paragraph == f.Proposal.Anchor.Paragraph && (g.Of < 0) == (f.Of < 0) &&
			(g.Proposal.Operation == amendment.InsertParagraph) == (f.Proposal.Operation == amendment.InsertParagraph)
		if place && slices.Equal(b.writesFor(g.Author).Parties, a.Parties) && !slices.Contains(names, g.Author) {
			names = append(names, g.Author)
		}
	}
	if len(names) == 0 {
		return f.Author
	}
	return strings.Join(names, ", ")
}

// item is what was found, before anything is decided about it.
func (b *builder) item(key string, f tracked.Found, a Author) Item {
	it := Item{
		Key: key, Author: f.Author, At: f.At, Who: a.Names, Proposal: f.Proposal, Before: f.Before, After: f.After, Fate: Proposed, Why: f.Doubt,
	}
	it.Proposal.Anchor.Revision = b.Revision
	members := func(group string) []string { return b.Process.MembersAt(group, b.At) }
	var not string
	it.Attribution, it.With, not = b.attribution(b.wish, a.Parties, members)
	if not != "" {
		it.Fate, it.Why = Others, not
	}
	if f.Of >= 0 {
		it.Of = b.out.Amendments[f.Of].Key
	}
	it.Where, it.Says = b.where(it.Proposal, it.Of), Says(it.Proposal)
	if strings.HasPrefix(key, "untracked") {
		it.Before, it.After = b.words(it.Proposal)
		if !b.wish.Untracked {
			it.Fate, it.Why = Left, "nobody tracked it; it is proposed only if you say so"
		}
	}
	it.Redline = diff.Words(it.Before, it.After)
	return it
}

// words are the paragraph in the text of the base without and with a proposal.
func (b *builder) words(p amendment.Proposal) (before, after string) {
	if p.Operation == amendment.InsertParagraph {
		return "", p.Words
	}
	for _, block := range b.Base.Blocks {
		if block.ID == p.Anchor.Paragraph {
			return block.Text, strings.Join(amendment.Result(p, block.Text), "\n")
		}
	}
	return "", p.Words
}

// known finds what is on the table already: a file made of the open proposals brings them along.
func (b *builder) known() {
	for i := range b.out.Amendments {
		it := &b.out.Amendments[i]
		var amends string
		if it.Of != "" {
			if amends = b.tabled(it.Of); amends == "" {
				continue
			}
		}
		p, ok := b.resolved(*it, amends)
		if !ok {
			continue
		}
		for _, a := range b.Document.Amendments {
			if a.State == amendment.Open && !b.own[a.ID] && b.same(a, *it, p) {
				it.Fate, it.Tabled, it.Why = Tabled, a.ID, ""
				b.own[a.ID] = true
				break
			}
		}
	}
}

// tabled is the ID of the amendment on the table that an item is, "" for none.
func (b *builder) tabled(key string) string {
	for _, it := range b.out.Amendments {
		if it.Key == key {
			return it.Tabled
		}
	}
	return ""
}

// resolved is the proposal as the current text has it, by the decision that the chair's office would get.
func (b *builder) resolved(it Item, amends string) (amendment.Proposal, bool) {
	p := it.Proposal
	p.Amends = amends
	events, err := b.Document.Decide(b.Process, b.request(delegation.Chair, &negotiation.ProposeAmendment{By: delegation.Chair, Proposal: p}))
	if err != nil {
		return p, false
	}
	return events[0].(*event.AmendmentProposed).Proposal, true
}

// same says whether an open amendment wants the same for the same sponsors.
func (b *builder) same(a amendment.Amendment, it Item, p amendment.Proposal) bool {
	sponsors := it.With
	if len(it.Attribution.OnBehalfOf) > 0 {
		sponsors = append(slices.Clone(it.Attribution.OnBehalfOf), sponsors...)
	} else {
		sponsors = append([]string{it.Attribution.By}, sponsors...)
	}
	if it.Attribution.By != a.Attribution.By && !slices.Contains(a.Sponsors, sponsors[0]) {
		return false
	}
	q := a.Proposal
	if q.Amends != p.Amends || q.Anchor.Paragraph != p.Anchor.Paragraph || q.To != p.To || !slices.Equal(q.With, p.With) || q.OnWords() != p.OnWords() {
		return false
	}
	if !p.OnWords() {
		return q.Operation == p.Operation && q.Words == p.Words && q.Anchor.Span == p.Anchor.Span
	}
	whole := b.amended(p)
	return amendment.Apply(p, whole) == amendment.Apply(q, whole)
}

// amended are the words that a resolved proposal changes.
func (b *builder) amended(p amendment.Proposal) string {
	for _, a := range b.Document.Amendments {
		if p.Amends != "" && a.ID == p.Amends {
			return a.Proposal.Words
		}
	}
	for _, block := range b.Current.Blocks {
		if block.ID == p.Anchor.Paragraph {
			return block.Text
		}
	}
	return ""
}

// standing finds what the sender has open on the paragraphs that the file amends: a later file may be meant to take its place.
func (b *builder) standing() {
	for _, a := range b.Document.Amendments {
		if a.State != amendment.Open || b.own[a.ID] || a.Attribution.By != b.wish.Sender || a.Source.Digest == b.out.File.Digest || !b.touched(a.Proposal) {
			continue
		}
		open := Open{Amendment: a.ID, Says: Says(a.Proposal) + " in " + b.where(a.Proposal, a.Proposal.Amends)}
		if !b.wish.Replace {
			b.out.Standing = append(b.out.Standing, open)
			continue
		}
		b.out.Withdraw = append(b.out.Withdraw, open)
	}
}

// touched says whether the file amends a paragraph of the proposal too.
func (b *builder) touched(p amendment.Proposal) bool {
	place := func(p amendment.Proposal) []string { return append(p.Paragraphs(), p.Anchor.Paragraph) }
	return slices.ContainsFunc(b.out.Amendments, func(it Item) bool {
		return it.Fate == Proposed && slices.ContainsFunc(place(it.Proposal), func(id string) bool { return slices.Contains(place(p), id) })
	})
}

// decide tries the commands, one after the other.
func (b *builder) decide() {
	created := map[string]string{}
	for _, c := range b.out.commands() {
		it := b.find(c.key)
		if it != nil && it.Fate == Refused {
			continue
		}
		command, ok := c.make(created)
		if !ok {
			if it != nil {
				it.Fate, it.Why = Refused, "the amendment whose words it changes is not on the table"
			}
			continue
		}
		id, err := b.try(b.request(c.actor, command))
		switch {
		case err != nil && it != nil:
			it.Fate, it.Why = Refused, err.Error()
		case err != nil:
			b.out.Warnings = append(b.out.Warnings, err.Error())
		case id != "":
			created[c.key] = id
		}
	}
}

func (b *builder) find(key string) *Item {
	for _, items := range [][]Item{b.out.Amendments, b.out.Untracked} {
		for i := range items {
			if items[i].Key == key {
				return &items[i]
			}
		}
	}
	return nil
}

func (b *builder) try(r negotiation.Request) (created string, err error) {
	events, err := b.trial.Decide(b.Process, r)
	if err != nil {
		return "", err
	}
	for _, e := range events {
		b.trial.Evolve(e, b.At)
		if id := negotiation.Created(e); id != "" {
			created = id
		}
	}
	return created, nil
}

func (b *builder) request(actor string, c negotiation.Command) negotiation.Request {
	return negotiation.Request{
		Process: b.ProcessCode, Document: b.DocumentCode, Actor: actor, At: b.At, Command: c,
		Facts: negotiation.Facts{Text: &b.Current, Earlier: &b.Base},
	}
}
