//go:build linux

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/api"
	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/position"
)

const (
	clients   = 48
	processes = 3
	documents = 4 // of each process
	// breath is how long a client waits between two commands, at the most: the machine has other work.
	breath = 400 * time.Millisecond
)

// text is what the documents say.
const text = "# Report\n\n1. The Group met three times.\n\n2. The Group recommends a timely dialogue.\n\n3. The Group will meet again.\n"

// sent is a command and what became of it.
type sent struct {
	id, process, document, verb string
	reply                       api.Reply
}

// load is the work of the clients and what they were told.
type load struct {
	mu       sync.Mutex
	accepted []sent
	refused  map[string]api.Code // by ID
	twice    int                 // commands sent on two ways at once
	again    int                 // times that a client asked again because it had no answer
	unequal  []string            // commands that were answered in two ways
	slowest  time.Duration       // that a client waited for an answer
}

func newLoad() *load { return &load{refused: map[string]api.Code{}} }

// client sends commands through a client's connection.
type client struct {
	load  *load
	doors []*api.Client // two ways to the services
	dice  *rand.Rand
	n     int
}

// open opens the processes and documents.
func (c *client) open(ctx context.Context) error {
	for p := range processes {
		process := fmt.Sprint("p", p)
		steps := []struct {
			document string
			command  negotiation.Command
		}{
			{"", negotiation.OpenProcess{Title: process, Rules: consensus.Rules{Silence: consensus.Duration(time.Second)}}},
			{"", negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: "norland", Names: map[string]string{"en": "Norland"}}}},
		}
		for d := range documents {
			document := fmt.Sprint("d", d)
			steps = append(steps, []struct {
				document string
				command  negotiation.Command
			}{
				{document, negotiation.OpenDocument{Title: document}},
				{document, negotiation.TableRevision{Name: "Zero draft", Format: "markdown", Content: text}},
			}...)
		}
		for _, s := range steps {
			if err := c.send(ctx, delegation.Chair, process, s.document, s.command); err != nil {
				return err
			}
			if len(c.load.refused) > 0 {
				return fmt.Errorf("%s was refused: %v", s.command.Verb(), c.load.refused)
			}
		}
	}
	return nil
}

// work sends commands until the storm ends, and finishes the one that it has begun.
func (c *client) work(storm, ctx context.Context) error {
	for storm.Err() == nil {
		process, document := fmt.Sprint("p", c.dice.IntN(processes)), fmt.Sprint("d", c.dice.IntN(documents))
		actor, about, command := c.next(document)
		if err := c.send(ctx, actor, process, about, command); err != nil {
			return err
		}
		wait(storm, time.Duration(c.dice.Int64N(int64(breath))))
	}
	return nil
}

// next is a command: mostly positions, some of everything else.
func (c *client) next(document string) (actor, about string, command negotiation.Command) {
	c.n++
	paragraph := fmt.Sprint(1 + c.dice.IntN(3))
	switch k := c.dice.IntN(20); {
	case k < 2:
		code := fmt.Sprintf("x%d-%d", c.dice.IntN(1<<30), c.n)
		return delegation.Chair, "", negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: code, Names: map[string]string{"en": code}}}
	case k < 4:
		return "norland", document, negotiation.ProposeAmendment{Proposal: amendment.Proposal{
			Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Paragraph: "2", Quote: "timely"}, Words: fmt.Sprintf("prompt and %d times repeated", c.n)}}
	case k < 6:
		return delegation.Chair, document, negotiation.DisposeAmendment{Amendment: fmt.Sprint("a", 1+c.dice.IntN(40)), Disposition: amendment.NotTaken}
	case k < 7:
		return delegation.Chair, document, negotiation.TableRevision{
			Name: fmt.Sprintf("Rev.%d-%d", c.dice.IntN(1<<30), c.n), Format: "markdown", Content: fmt.Sprintf("%s\n4. This is round %d.\n", text, c.dice.IntN(1000))}
	case k < 9:
		return delegation.Chair, document, negotiation.AgreeParagraph{Paragraph: paragraph}
	case k < 11:
		return delegation.Chair, document, negotiation.ReopenParagraph{Paragraph: paragraph}
	}
	audience := []position.Audience{position.Public, position.Delegations, position.ChairOnly}[c.dice.IntN(3)]
	return "norland", document, negotiation.RecordPosition{
		On: position.Target{Paragraph: paragraph}, Stance: position.Stances[c.dice.IntN(len(position.Stances))], Audience: audience, Words: fmt.Sprint("Statement ", c.n)}
}

// send sends a command until it is accepted or refused; one in eight goes two ways at once, as if its answer had been lost.
func (c *client) send(ctx context.Context, actor, process, document string, command negotiation.Command) error {
	body, err := json.Marshal(command)
	if err != nil {
		return err
	}
	s := sent{id: api.NewID(), process: process, document: document, verb: command.Verb()}
	ways := 1
	if c.dice.IntN(8) == 0 {
		ways = len(c.doors)
	}
	started := time.Now()
	replies, errs := make([]api.Reply, ways), make([]error, ways)
	var asking sync.WaitGroup
	for i := range ways {
		asking.Go(func() { replies[i], errs[i] = c.insist(ctx, c.doors[i], actor, s, body) })
	}
	asking.Wait()
	return c.load.note(s, replies, errs, time.Since(started))
}

// insist asks with the same ID until there is an answer.
func (c *client) insist(ctx context.Context, door *api.Client, actor string, s sent, body []byte) (api.Reply, error) {
	for {
		r, err := door.Do(ctx, api.Request{ID: s.id, Actor: actor, Process: s.process, Document: s.document, Verb: s.verb, Body: body})
		if err == nil || api.ErrorOf(err).Code != api.Unavailable || ctx.Err() != nil {
			return r, err
		}
		c.load.mu.Lock()
		c.load.again++
		c.load.mu.Unlock()
		wait(ctx, 100*time.Millisecond)
	}
}

// note keeps what a command was answered. A refusal is an answer; a fault of the program is an error.
func (l *load) note(s sent, replies []api.Reply, errs []error, took time.Duration) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.slowest = max(l.slowest, took)
	if len(replies) > 1 {
		l.twice++
	}
	for i, err := range errs {
		if err == nil {
			continue
		}
		e, ok := errors.AsType[*api.Error](err)
		if !ok || e.Code == api.Internal || e.Code == api.Broken {
			return fmt.Errorf("%s on %s/%s: %w", s.verb, s.process, s.document, err)
		}
		// A command that was accepted is accepted for ever; one that was refused may be accepted later.
		if i == len(errs)-1 && errs[0] != nil {
			l.refused[s.id] = e.Code
			return nil
		}
	}
	for i, r := range replies {
		if errs[i] != nil {
			continue
		}
		s.reply = r
		if i > 0 && errs[0] == nil && (r.Seq != replies[0].Seq || r.Version != replies[0].Version) {
			l.unequal = append(l.unequal, s.id)
		}
	}
	l.accepted = append(l.accepted, s)
	return nil
}

// key is the aggregate of a command.
func (s sent) key() eventlog.Aggregate {
	if s.document == "" {
		return eventlog.Aggregate{Process: s.process, Document: eventlog.Record}
	}
	return eventlog.Aggregate{Process: s.process, Document: s.document}
}
