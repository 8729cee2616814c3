package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"adref/cmd/adref/sample"
	"adref/pkg/api"
	"adref/pkg/delegation"
	"adref/pkg/negotiation"
	"adref/pkg/service"
)

// player plays a script through the public doors of a house, as its users would.
type player struct {
	house  *house
	script sample.Script
	client *api.Client
	loader *service.Loader
	names  map[string]string // what the script calls a thing, to its ID
	last   uint64            // Seq of the newest commit
	ear    *ear
}

// play plays a script and tells what happens; it gives the Seq of the last commit.
func (h *house) play(ctx context.Context, script sample.Script, out io.Writer) (uint64, error) {
	defer h.clock.Run()
	p := &player{
		house: h, script: script, client: api.NewClient(h.conn),
		loader: newLoader(h.conn),
		names:  map[string]string{}, ear: newEar(out),
	}
	listening, stop := context.WithCancel(ctx)
	heard := make(chan error, 1)
	go func() {
		heard <- p.client.Watch(listening, api.Filter{Audience: "public", Process: script.Process}, 0, p.ear.hear)
	}()
	err := p.steps(ctx, out)
	stop()
	return p.last, errors.Join(err, <-heard)
}

func (p *player) steps(ctx context.Context, out io.Writer) error {
	day := ""
	for i, s := range p.script.Steps {
		if d := s.At.Format("2 January 2006"); d != day {
			day = d
			p.ear.say("\n%s\n", day)
		}
		if err := p.step(ctx, s); err != nil {
			return fmt.Errorf("step %d of the sample (%s by %s): %w", i+1, s.Do, s.By, err)
		}
	}
	return nil
}

func (p *player) step(ctx context.Context, s sample.Step) error {
	p.house.clock.Set(s.At)
	for _, name := range s.Needs() {
		if language := sample.Compendium(name); language != "" {
			if err := p.readCompendium(ctx, name, language); err != nil {
				return err
			}
		}
	}
	body, err := s.Body(p.names)
	if err != nil {
		return err
	}
	document := ""
	if s.NamesDocument() {
		document = p.script.Document
	}
	p.ear.say("  %-12s %s\n", speaker(s.By), s.Say)
	reply, err := p.client.Do(ctx, api.Request{Actor: s.By, Process: p.script.Process, Document: document, Verb: s.Do, Body: body})
	if err != nil {
		return err
	}
	if s.As != "" {
		p.names[s.As] = reply.Created
	}
	p.last = reply.Seq
	if s.Do == "table-revision" && reply.Created == "1" {
		if err := p.follow(ctx); err != nil {
			return err
		}
	}
	return p.ear.waitFor(ctx, reply.Seq, s)
}

// follow tells the subscriber which two paragraphs it listens to.
func (p *player) follow(ctx context.Context) error {
	d, err := p.loader.Document(ctx, p.script.Process, p.script.Document, service.Newest)
	if err != nil {
		return err
	}
	r, _ := d.Current()
	for _, cite := range p.script.Watch {
		i, ok := r.Find(cite)
		if !ok {
			return fmt.Errorf("the sample watches paragraph %s, which is not in %s", cite, r.Name)
		}
		p.ear.follow(r.Blocks[i].ID)
	}
	p.ear.say("  %-12s subscribes to the amendments of paragraphs %s; its lines begin with ▸\n", "a monitor", strings.Join(p.script.Watch, " and "))
	return nil
}

// readCompendium reads what the chair's office is about to issue.
func (p *player) readCompendium(ctx context.Context, name, language string) error {
	c, err := p.house.compendium(ctx, p.script.Process, p.script.Document, language, p.last)
	p.names[name] = c.Digest
	return err
}

// speaker is an actor in the margin.
func speaker(code string) string {
	if code == delegation.Chair {
		return "chair"
	}
	return code
}

// ear is a subscriber: it prints the amendment events of the paragraphs that it follows, as they arrive.
type ear struct {
	mu         sync.Mutex
	out        io.Writer
	paragraphs []string
	seen       uint64
	arrived    chan struct{} // closed and renewed when an event arrives
}

func newEar(out io.Writer) *ear { return &ear{out: out, arrived: make(chan struct{})} }

func (e *ear) say(format string, args ...any) {
	e.mu.Lock()
	defer e.mu.Unlock()
	fmt.Fprintf(e.out, format, args...)
}

func (e *ear) follow(paragraph string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.paragraphs = append(e.paragraphs, paragraph)
}

func (e *ear) hear(ev api.PublicEvent) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if strings.HasPrefix(ev.Type, "amendment.") && slices.ContainsFunc(ev.Paragraphs, func(p string) bool { return slices.Contains(e.paragraphs, p) }) {
		fmt.Fprintf(e.out, "  %-12s ▸ %s  %s\n", "", ev.Type, ev.Says)
	}
	e.seen = ev.Seq
	close(e.arrived)
	e.arrived = make(chan struct{})
	return nil
}

// waitFor waits until the subscriber has heard of a commit, so that what it prints stands behind the step that caused it. What
// is not for the public it never hears.
func (e *ear) waitFor(ctx context.Context, seq uint64, s sample.Step) error {
	if s.Restricted() {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		e.mu.Lock()
		seen, arrived := e.seen, e.arrived
		e.mu.Unlock()
		if seen >= seq {
			return nil
		}
		select {
		case <-arrived:
		case <-ctx.Done():
			return fmt.Errorf("the event of commit %d was not announced: %w", seq, ctx.Err())
		}
	}
}

// published is a compendium as the publisher keeps it.
type published struct {
	Digest     string               `json:"digest"`
	Compendium json.RawMessage      `json:"compendium"`
	Editions   []negotiation.Issued `json:"editions"`
}

// compendium is the compendium of a document in a language that reflects at least the commit.
func (h *house) compendium(ctx context.Context, process, document, language string, seq uint64) (published, error) {
	key := process + "." + document + ".compendium"
	if language != "en" {
		key += "." + language
	}
	b, err := h.view(ctx, "publisher", key, seq)
	if err != nil {
		return published{}, err
	}
	var c published
	return c, json.Unmarshal(b, &c)
}
