// Package view keeps what services derive from the log, for others to read. Views are disposable: they can be dropped and
// rebuilt from the log.
//
// Law: a reader that waits for a Seq sees a view that reflects at least that Seq, or the context ends.
package view

import (
	"context"
	"errors"
)

// Errors of a store.
var (
	ErrNotFound    = errors.New("no such view")
	ErrUnavailable = errors.New("the view store cannot be reached")
)

// Entry is a value and how much of the log it reflects.
type Entry struct {
	Key   string
	Value []byte
	// Seq is the place in the log of the last commit that the value reflects.
	Seq uint64
}

// Store keeps the views of one service: its replicas write, many read. A key is tokens of letters, digits, '-' and '_', joined by dots.
type Store interface {
	// Put keeps a value of any size, unless the store has one that reflects more of the log: a replica that is late changes
	// nothing.
	Put(ctx context.Context, e Entry) error
	// Get returns the newest value. Errors: ErrNotFound, ErrUnavailable.
	Get(ctx context.Context, key string) (Entry, error)
	// Keys is every key, sorted.
	Keys(ctx context.Context) ([]string, error)
	// Mark says that every view reflects the log up to seq. A lower seq than the last one is ignored.
	Mark(ctx context.Context, seq uint64) error
	// Wait returns when Mark has been called with at least seq, or with the context's error.
	Wait(ctx context.Context, seq uint64) error
}
