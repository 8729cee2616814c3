package view

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
)

// Memory is a store that ends with the process. It may be used from several goroutines.
type Memory struct {
	mu      sync.Mutex
	entries map[string]Entry
	mark    uint64
	marked  chan struct{} // closed and replaced when the mark rises
}

var _ Store = (*Memory)(nil)

// NewMemory is an empty store.
func NewMemory() *Memory {
	return &Memory{entries: make(map[string]Entry), marked: make(chan struct{})}
}

// Put keeps a copy of the value; see Store.
func (m *Memory) Put(ctx context.Context, e Entry) error {
	if err := checkKey(e.Key); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if e.Seq < m.entries[e.Key].Seq {
		return nil
	}
	e.Value = append([]byte{}, e.Value...)
	m.entries[e.Key] = e
	return nil
}

// Get returns a copy of the value; see Store.
func (m *Memory) Get(ctx context.Context, key string) (Entry, error) {
	if err := checkKey(key); err != nil {
		return Entry{}, fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	if err := ctx.Err(); err != nil {
		return Entry{}, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.entries[key]
	if !ok {
		return Entry{}, fmt.Errorf("%w: %s", ErrNotFound, key)
	}
	e.Value = bytes.Clone(e.Value)
	return e, nil
}

// Keys is every key, sorted.
func (m *Memory) Keys(ctx context.Context) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.entries)), nil
}

// Mark says how much of the log the views reflect; see Store.
func (m *Memory) Mark(ctx context.Context, seq uint64) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if seq <= m.mark {
		return nil
	}
	m.mark = seq
	close(m.marked)
	m.marked = make(chan struct{})
	return nil
}

// Wait waits for a mark; see Store.
func (m *Memory) Wait(ctx context.Context, seq uint64) error {
	for {
		m.mu.Lock()
		mark, marked := m.mark, m.marked
		m.mu.Unlock()
		if mark >= seq {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-marked:
		}
	}
}
