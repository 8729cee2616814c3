package service

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"

	"adref/pkg/api"
	"adref/pkg/blob"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/text"
)

// Newest asks a Loader for an aggregate with every commit there is.
const Newest = math.MaxUint64

// Loader folds aggregates from the log and keeps them in memory, so that a load reads only what has come since. It is for one
// goroutine; a state that it returns is valid until the next call and nobody changes it.
type Loader struct {
	log       eventlog.Reader
	blobs     blob.Store
	processes map[string]*folded[negotiation.Process]
	documents map[eventlog.Aggregate]*folded[negotiation.Document]
	texts     map[string]parsed // by digest
	keep      int               // texts, at the most
	answers   bool              // whether it keeps the replies of commands
	// Every commit after the place `from` and up to `seen` has passed by; see Follow.
	from, seen uint64
}

// parsed is a text of a revision.
type parsed struct {
	plain  text.Document // identities not set
	blocks []event.Block // of the state, whose identities are set in known
	known  text.Document
}

// maxTexts bounds the parsed texts that a Loader keeps.
const maxTexts = 64

// NewLoader is a loader over a log and the blobs that its events name.
func NewLoader(log eventlog.Reader, blobs blob.Store) *Loader {
	return newLoader(log, blobs, maxTexts, false)
}

func newLoader(log eventlog.Reader, blobs blob.Store, keep int, answers bool) *Loader {
	return &Loader{
		log: log, blobs: blobs, keep: keep, answers: answers,
		processes: map[string]*folded[negotiation.Process]{},
		documents: map[eventlog.Aggregate]*folded[negotiation.Document]{},
		texts:     map[string]parsed{},
	}
}

// Process is the process as of the commits with a Seq of at most upTo. Errors: eventlog.ErrBroken, eventlog.ErrUnavailable.
func (l *Loader) Process(ctx context.Context, process string, upTo uint64) (*negotiation.Process, error) {
	f, err := l.process(ctx, process, upTo)
	if err != nil {
		return nil, err
	}
	return &f.state, nil
}

// Document is the document as of the commits with a Seq of at most upTo. Errors: eventlog.ErrBroken, eventlog.ErrUnavailable.
func (l *Loader) Document(ctx context.Context, process, document string, upTo uint64) (*negotiation.Document, error) {
	f, err := l.document(ctx, process, document, upTo)
	if err != nil {
		return nil, err
	}
	return &f.state, nil
}

// Revision is a tabled text with the identities that the state gives its blocks; nobody changes it. Errors: those of blob.Store.
func (l *Loader) Revision(ctx context.Context, d *negotiation.Document, ordinal int) (text.Document, error) {
	if ordinal < 1 || ordinal > len(d.Revisions) {
		return text.Document{}, fmt.Errorf("revision %d of %d: %w", ordinal, len(d.Revisions), negotiation.ErrNotFound)
	}
	revision := d.Revisions[ordinal-1]
	t, ok := l.texts[revision.Text]
	if ok && slices.Equal(t.blocks, revision.Blocks) {
		return t.known, nil
	}
	var err error
	if !ok {
		if t.plain, err = l.read(ctx, revision); err != nil {
			return text.Document{}, fmt.Errorf("text of %s: %w", revision.Name, err)
		}
	}
	if t.known, err = d.Overlay(ordinal, t.plain); err != nil {
		return text.Document{}, err
	}
	t.blocks = slices.Clone(revision.Blocks) // a correction changes them where they stand
	if !ok && len(l.texts) >= l.keep {
		clear(l.texts)
	}
	l.texts[revision.Text] = t
	return t.known, nil
}

// read is the text of a revision as it was parsed.
func (l *Loader) read(ctx context.Context, r negotiation.Revision) (t text.Document, err error) {
	b, err := l.blobs.Get(ctx, r.Text)
	if err != nil {
		return t, err
	}
	return t, json.Unmarshal(b, &t)
}

// Follow calls fn with every commit after a place, as eventlog.Follower does. While it runs a load up to the commit at hand reads
// nothing that has passed by: an aggregate of which the loader has seen the first commit is never read at all.
func (l *Loader) Follow(ctx context.Context, log eventlog.Follower, after uint64, fn func(eventlog.Stored) error) error {
	l.from, l.seen = after, after
	return log.Follow(ctx, after, func(c eventlog.Stored) error {
		if c.Document == eventlog.Record {
			see(l, l.processes, c.Process, c, (*negotiation.Process).Evolve)
		} else {
			see(l, l.documents, c.Aggregate, c, (*negotiation.Document).Evolve)
		}
		l.seen = c.Seq
		return fn(c)
	})
}

// see keeps a commit that passes by for the aggregate that it belongs to, if all before it is known.
func see[K comparable, S any](l *Loader, known map[K]*folded[S], name K, c eventlog.Stored, evolve func(*S, event.Event, time.Time)) {
	f := known[name]
	switch {
	case f == nil && c.Version == 1:
		f = newFolded(c.Aggregate, evolve, l.answers)
		known[name] = f
	case f == nil || f.through < l.from || c.Version <= f.last():
		return
	case c.Version > f.last()+1:
		f.through = 0 // who reads it finds out what is missing
		return
	}
	f.ahead, f.through = append(f.ahead, c), c.Seq
}

func (l *Loader) process(ctx context.Context, process string, upTo uint64) (*folded[negotiation.Process], error) {
	f := l.processes[process]
	if f == nil || f.seq > upTo {
		f = newFolded(eventlog.Aggregate{Process: process, Document: eventlog.Record}, (*negotiation.Process).Evolve, l.answers)
		l.processes[process] = f
	}
	return f, load(ctx, l, f, upTo)
}

func (l *Loader) document(ctx context.Context, process, document string, upTo uint64) (*folded[negotiation.Document], error) {
	a := eventlog.Aggregate{Process: process, Document: document}
	f := l.documents[a]
	if f == nil || f.seq > upTo {
		f = newFolded(a, (*negotiation.Document).Evolve, l.answers)
		l.documents[a] = f
	}
	return f, load(ctx, l, f, upTo)
}

// load brings an aggregate up to a place.
func load[S any](ctx context.Context, l *Loader, f *folded[S], upTo uint64) error {
	seen := f.through > 0 && f.through >= l.from && upTo <= l.seen
	if upTo > f.through && !seen {
		more, err := l.log.Read(ctx, f.name, f.last())
		if err != nil {
			return err
		}
		f.ahead = append(f.ahead, more...)
		f.through = l.seen
		if n := len(f.ahead); n > 0 {
			f.through = max(f.through, f.ahead[n-1].Seq)
		}
	}
	return f.advance(upTo)
}

// folded is an aggregate as far as it has been read.
type folded[S any] struct {
	name    eventlog.Aggregate
	state   S
	evolve  func(*S, event.Event, time.Time)
	version uint64 // of the last commit folded into state
	seq     uint64 // of the same
	hash    string
	// ahead are commits that have been read and are not yet part of state, because they came after what was asked for.
	ahead []eventlog.Stored
	// through is a place up to which no commit of the aggregate is unknown, 0 before any has been read.
	through uint64
	// replies are what each command caused, so that the same command gets the same reply; nil for one who answers nobody.
	replies map[string]api.Reply
}

func newFolded[S any](name eventlog.Aggregate, evolve func(*S, event.Event, time.Time), answers bool) *folded[S] {
	f := &folded[S]{name: name, evolve: evolve}
	if answers {
		f.replies = map[string]api.Reply{}
	}
	return f
}

// last is the version up to which it is known.
func (f *folded[S]) last() uint64 {
	if n := len(f.ahead); n > 0 {
		return f.ahead[n-1].Version
	}
	return f.version
}

// advance folds what has been read, as far as it was asked for.
func (f *folded[S]) advance(upTo uint64) error {
	n := 0
	defer func() { f.ahead = slices.Delete(f.ahead, 0, n) }()
	for ; n < len(f.ahead) && f.ahead[n].Seq <= upTo; n++ {
		if err := f.fold(&f.ahead[n]); err != nil {
			return err
		}
	}
	return nil
}

func (f *folded[S]) fold(c *eventlog.Stored) error {
	events, err := event.DecodeAll(c.Events)
	if err != nil {
		return fmt.Errorf("%s version %d: %w: %w", c.Aggregate, c.Version, eventlog.ErrBroken, err)
	}
	for _, e := range events {
		f.evolve(&f.state, e, c.At)
	}
	f.version, f.seq, f.hash = c.Version, c.Seq, c.Hash
	if f.replies != nil {
		f.replies[c.Command] = reply(c, events)
	}
	return nil
}

// reply is what the command of a commit is answered.
func reply(c *eventlog.Stored, events []event.Event) api.Reply {
	r := api.Reply{Seq: c.Seq, Version: c.Version}
	for _, e := range events {
		r.Events = append(r.Events, e.Kind())
		if id := negotiation.Created(e); id != "" {
			r.Created = id
		}
	}
	return r
}
