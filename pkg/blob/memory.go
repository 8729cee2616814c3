package blob

import (
	"bytes"
	"context"
	"fmt"
	"sync"
)

// Memory is a store that ends with the process. It may be used from several goroutines.
type Memory struct {
	mu    sync.Mutex
	blobs map[string][]byte
}

var _ Store = (*Memory)(nil)

// NewMemory is an empty store.
func NewMemory() *Memory { return &Memory{blobs: make(map[string][]byte)} }

// Put keeps a copy of b; see Store.
func (m *Memory) Put(ctx context.Context, b []byte) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	d := Digest(b)
	if _, ok := m.blobs[d]; !ok {
		m.blobs[d] = bytes.Clone(b)
	}
	return d, nil
}

// Get returns a copy; see Store.
func (m *Memory) Get(ctx context.Context, digest string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.blobs[digest]
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrNotFound, digest)
	}
	if Digest(b) != digest {
		return nil, fmt.Errorf("%w: %s", ErrCorrupt, digest)
	}
	return append([]byte{}, b...), nil
}
