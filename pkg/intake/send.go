package intake

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"adref/pkg/amendment"
	"adref/pkg/api"
	"adref/pkg/delegation"
	"adref/pkg/negotiation"
)

// command is one that a preview leads to.
type command struct {
	key   string // of the item, or "withdraw a3"
	id    string
	actor string
	// make is the command, given the IDs of what was created before, by key; false where what it is about was not.
	make func(created map[string]string) (negotiation.Command, bool)
}

// space is the name space of the IDs of commands that files lead to.
var space = uuid.MustParse("6f1b0c3e-6a37-5a63-9c0b-0d6f3f0f7a51")

// commands are those that the preview leads to, in the order in which they are sent.
func (p Preview) commands() []command {
	var out []command
	add := func(key string, make func(map[string]string) (negotiation.Command, bool)) {
		name := fmt.Sprintf("%s/%s/%s/%s/%s/%d/%s", p.File.Digest, p.Process, p.Document, p.Actor, p.Sender, p.Base.Revision, key)
		out = append(out, command{key: key, id: uuid.NewSHA1(space, []byte(name)).String(), actor: p.Actor, make: make})
	}
	for _, w := range p.Withdraw {
		add("withdraw "+w.Amendment, func(map[string]string) (negotiation.Command, bool) {
			return &negotiation.WithdrawAmendment{Amendment: w.Amendment, Reason: "replaced by " + p.File.Name}, true
		})
	}
	tabled := map[string]string{}
	for _, items := range [][]Item{p.Amendments, p.Untracked} {
		for _, it := range items {
			if it.Tabled != "" {
				tabled[it.Key] = it.Tabled
			}
			if it.Fate != Proposed {
				continue
			}
			add(it.Key, func(created map[string]string) (negotiation.Command, bool) { return p.propose(it, tabled, created) })
			if len(it.With) > 0 {
				add(it.Key+", joined", func(created map[string]string) (negotiation.Command, bool) {
					id := created[it.Key]
					return &negotiation.JoinSponsors{By: p.by(it), OnBehalfOf: it.With, Amendment: id}, id != ""
				})
			}
		}
	}
	return out
}

// propose is the command for an item.
func (p Preview) propose(it Item, tabled, created map[string]string) (negotiation.Command, bool) {
	c := &negotiation.ProposeAmendment{
		By: p.by(it), OnBehalfOf: it.Attribution.OnBehalfOf, Proposal: it.Proposal,
		Source: amendment.Source{Digest: p.File.Digest, Name: p.File.Name, Author: it.Author, At: it.At},
	}
	if it.Of == "" {
		return c, true
	}
	c.Proposal.Amends = tabled[it.Of]
	if c.Proposal.Amends == "" {
		c.Proposal.Amends = created[it.Of]
	}
	return c, c.Proposal.Amends != ""
}

// by names the proposer where somebody else sends.
func (p Preview) by(it Item) string {
	if p.Actor == delegation.Chair && it.Attribution.By != delegation.Chair {
		return it.Attribution.By
	}
	return ""
}

// Sent is what became of a command.
type Sent struct {
	Key       string `json:"key"`                 // of the item; "withdraw a3"; "1, joined"
	Amendment string `json:"amendment,omitempty"` // its ID, where one was proposed
	Seq       uint64 `json:"seq,omitempty"`
	Refused   string `json:"refused,omitempty"`
}

// Send sends the commands of the preview, in their order. One that is refused does not hold up the others, but for those that rest on
// it; the first error that is no refusal does. What was sent is named either way, and it can be sent again: each has an ID of its
// own that the file and the place in it give.
func (p Preview) Send(ctx context.Context, do func(ctx context.Context, id, actor string, c negotiation.Command) (api.Reply, error)) ([]Sent, error) {
	sent := []Sent{}
	created := map[string]string{}
	for _, c := range p.commands() {
		command, ok := c.make(created)
		if !ok {
			sent = append(sent, Sent{Key: c.key, Refused: "what it is about was not proposed"})
			continue
		}
		reply, err := do(ctx, c.id, c.actor, command)
		if err != nil {
			if code := api.ErrorOf(err).Code; code == api.Unavailable || code == api.Internal || code == api.Broken {
				return sent, fmt.Errorf("amendment %s: %w", c.key, err)
			}
			sent = append(sent, Sent{Key: c.key, Refused: err.Error()})
			continue
		}
		created[c.key] = reply.Created
		sent = append(sent, Sent{Key: c.key, Amendment: reply.Created, Seq: reply.Seq})
	}
	return sent, nil
}
