// Package blob keeps bytes under their SHA-256: sources of revisions, parsed texts, editions.
//
// Law: Get(Put(b)) is b, for every b; a blob never changes.
package blob

import (
	"context"
	"errors"
)

// Errors of a store.
var (
	ErrNotFound    = errors.New("no such blob")
	ErrCorrupt     = errors.New("the blob does not have its digest")
	ErrUnavailable = errors.New("the blob store cannot be reached")
)

// Store keeps blobs.
type Store interface {
	// Put keeps b and returns its digest, the hex SHA-256. Putting the same bytes again is no error and writes nothing.
	Put(ctx context.Context, b []byte) (digest string, err error)
	// Get returns the bytes; the caller owns them. Errors: ErrNotFound, ErrCorrupt, ErrUnavailable.
	Get(ctx context.Context, digest string) ([]byte, error)
}
