package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"adref/pkg/blob"
	"adref/pkg/diff"
	"adref/pkg/negotiation"
	"adref/pkg/text"
)

const (
	maxTexts    = 64 // parsed texts that are kept
	maxRedlines = 16
)

// texts reads tabled texts and compares them, and keeps what was read last. It may be used from several goroutines; what it
// returns is shared and nobody changes it.
type texts struct {
	blobs    blob.Store
	mu       sync.Mutex
	parsed   map[string]text.Document   // by digest, identities not set
	redlines map[[2]string]diff.Redline // by identities of both revisions
}

func newTexts(blobs blob.Store) *texts {
	return &texts{blobs: blobs, parsed: map[string]text.Document{}, redlines: map[[2]string]diff.Redline{}}
}

// revision is a tabled text with the identities that the state gives its blocks. Errors: negotiation.ErrNotFound, those of blob.Store.
func (t *texts) revision(ctx context.Context, d documentState, ordinal int) (text.Document, error) {
	r, err := revisionOf(d, ordinal)
	if err != nil {
		return text.Document{}, err
	}
	t.mu.Lock()
	parsed, ok := t.parsed[r.Text]
	t.mu.Unlock()
	if !ok {
		b, err := t.blobs.Get(ctx, r.Text)
		if err != nil {
			return text.Document{}, fmt.Errorf("text of %s: %w", r.Name, err)
		}
		if err := json.Unmarshal(b, &parsed); err != nil {
			return text.Document{}, fmt.Errorf("text of %s: %w: %w", r.Name, blob.ErrCorrupt, err)
		}
		t.mu.Lock()
		keep(t.parsed, r.Text, parsed, maxTexts)
		t.mu.Unlock()
	}
	return d.Overlay(ordinal, parsed)
}

// redline compares two revisions.
func (t *texts) redline(ctx context.Context, d documentState, from, to int) (diff.Redline, error) {
	base, err := t.revision(ctx, d, from)
	if err != nil {
		return diff.Redline{}, err
	}
	target, err := t.revision(ctx, d, to)
	if err != nil {
		return diff.Redline{}, err
	}
	a, b := d.Revisions[from-1], d.Revisions[to-1]
	key := [2]string{identities(a), identities(b)}
	t.mu.Lock()
	r, ok := t.redlines[key]
	t.mu.Unlock()
	if !ok {
		r = diff.Compare(a.Name, b.Name, base, target)
		t.mu.Lock()
		keep(t.redlines, key, r, maxRedlines)
		t.mu.Unlock()
	}
	return r, nil
}

// identities is all that a comparison depends on: name, words, and which block is which.
func identities(r negotiation.Revision) string {
	var b strings.Builder
	b.WriteString(r.Name + " " + r.Text)
	for _, block := range r.Blocks {
		b.WriteString(" " + block.ID)
	}
	return text.Digest(b.String())
}

// keep puts a value into a map that holds at most a number of them.
func keep[K comparable, V any](m map[K]V, k K, v V, most int) {
	if len(m) >= most {
		clear(m)
	}
	m[k] = v
}

// revisionOf is a revision of a document by its ordinal; the error wraps negotiation.ErrNotFound.
func revisionOf(d documentState, ordinal int) (negotiation.Revision, error) {
	if ordinal < 1 || ordinal > len(d.Revisions) {
		return negotiation.Revision{}, fmt.Errorf("revision %d of %d: %w", ordinal, len(d.Revisions), negotiation.ErrNotFound)
	}
	return d.Revisions[ordinal-1], nil
}
