// Package publisher issues documents: the compendium of explanations of position on every adopted text, as it would be issued
// now and in every edition that was.
//
// Views, in the store "publisher": <process>.<document>.compendium is the Published of a document as JSON, .compendium-html and
// .compendium-md the compendium as pages, all in English; .compendium.fr and so on are the same in the other official languages of
// the United Nations. <process>.<document>.edition-<n>, from 0, is the frozen JSON of an edition, byte for byte what
// its digest names, and .edition-<n>-html and -md the same as pages. All are made from the log and from blobs, and can be
// dropped and rebuilt to the same bytes.
//
// The JSON of a compendium is kept as a blob before its digest is shown: it is the digest that the chair's office issues. An
// edition holds every explanation that stands then, so that it can be read alone; the page of an addendum or a corrigendum marks those
// that no earlier edition held so.
package publisher

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/service"
)

// Service is the publisher.
type Service struct{}

// New is a publisher.
func New() *Service { return &Service{} }

// Name is "publisher".
func (*Service) Name() string { return "publisher" }

// Run publishes the compendium of a document when commits have changed it.
//
// It follows the whole log instead of keeping a place in it: a view that is missing, older than the log or made by another
// version of the algorithm is made again, and none else. Commits that arrive together are published together. An event that
// cannot be read ends it with an error that names the commit: what came after it could not be trusted.
func (s *Service) Run(ctx context.Context, env service.Env, ready func()) error {
	p := newPublisher(env, s.Name())
	ready()
	return service.Ended(ctx, env.Log.Follow(ctx, 0, func(c eventlog.Stored) error { return p.project(ctx, c) }))
}

// patience is how many commits are read at the most before the views are made, even while more are coming.
const patience = 256

// publisher is used by one goroutine.
type publisher struct {
	log   eventlog.Follower
	press press
	// documents are the adopted ones and those that are to be; due those whose views are older than the log.
	documents map[eventlog.Aggregate]*document
	due       map[eventlog.Aggregate]bool
	waited    int
	mark      func(ctx context.Context, seq uint64) error
}

// document is what the publisher has seen of a document.
type document struct {
	adopted bool
	newest  uint64   // Seq of the newest commit that its compendium reflects
	issued  []uint64 // Seq of each edition, in order
	pressed int      // editions whose views have been made by this process
}

func newPublisher(env service.Env, name string) *publisher {
	views := env.Views(name)
	return &publisher{
		log:       env.Log,
		press:     press{loader: service.NewLoader(env.Log, env.Blobs), blobs: env.Blobs, views: views},
		documents: map[eventlog.Aggregate]*document{},
		due:       map[eventlog.Aggregate]bool{},
		mark:      views.Mark,
	}
}

// project takes a commit in.
func (p *publisher) project(ctx context.Context, c eventlog.Stored) error {
	for i, stored := range c.Events {
		if err := p.note(c, stored); err != nil {
			return fmt.Errorf("commit %s version %d (seq %d), event %d of kind %q: %w: %w",
				c.Aggregate, c.Version, c.Seq, i+1, stored.Kind, eventlog.ErrBroken, err)
		}
	}
	p.waited++
	last, err := p.log.Last(ctx)
	if err != nil {
		return err
	}
	if c.Seq < last && p.waited < patience {
		return nil
	}
	if err := p.publish(ctx, c.Seq); err != nil {
		return err
	}
	p.waited = 0
	return p.mark(ctx, c.Seq)
}

// note marks the documents whose compendium an event changes.
func (p *publisher) note(c eventlog.Stored, stored event.Stored) error {
	e, err := event.Decode(stored)
	if err != nil {
		return err
	}
	switch e := e.(type) {
	case *event.TextAdopted:
		p.changed(c.Aggregate, c.Seq).adopted = true
	case *event.DocumentOpened, *event.RevisionTabled, *event.MatchCorrected:
		p.changed(c.Aggregate, c.Seq)
	case *event.ExplanationReceived:
		p.changed(eventlog.Aggregate{Process: c.Process, Document: e.Explanation.Document}, c.Seq)
	case *event.ExplanationCorrected:
		p.changed(eventlog.Aggregate{Process: c.Process, Document: e.Explanation.Document}, c.Seq)
	case *event.ExplanationWithdrawn:
		p.changed(eventlog.Aggregate{Process: c.Process, Document: e.Document}, c.Seq)
	case *event.CompendiumIssued:
		d := p.changed(eventlog.Aggregate{Process: c.Process, Document: e.Document}, c.Seq)
		d.issued = append(d.issued, c.Seq)
	case *event.ProcessOpened, *event.DelegationAdmitted, *event.GroupFormed:
		for a := range p.documents {
			if a.Process == c.Process {
				p.changed(a, c.Seq)
			}
		}
	}
	return nil
}

func (p *publisher) changed(a eventlog.Aggregate, seq uint64) *document {
	d := p.documents[a]
	if d == nil {
		d = &document{}
		p.documents[a] = d
	}
	d.newest = seq
	p.due[a] = true
	return d
}

// publish makes the views that are due; it reads no further than upTo. A document that has not been adopted has no compendium.
func (p *publisher) publish(ctx context.Context, upTo uint64) error {
	due := slices.SortedFunc(maps.Keys(p.due), func(a, b eventlog.Aggregate) int { return strings.Compare(a.String(), b.String()) })
	for _, a := range due {
		d := p.documents[a]
		if !d.adopted {
			continue
		}
		if err := p.press.run(ctx, a, d, upTo); err != nil {
			return fmt.Errorf("compendium of %s: %w", a, err)
		}
	}
	clear(p.due)
	return nil
}

// errEdition says that an issued edition is not what the log says it is.
var errEdition = errors.New("the edition does not fit its event")
