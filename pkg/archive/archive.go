// Package archive is a whole process in one file: a tar of a manifest, the commits as they stand in the log, and the blobs that
// they name.
//
// Laws: the same content has the same bytes; a file that Open takes is byte for byte what Write writes; the commits are the
// sealed ones, so their versions and hashes are those of the log that they come from.
//
// The file, in this order: manifest.json; commits.jsonl, one commit in a line, in the order of the log, because what a document
// said when something happened to another one is part of the record; blobs/<digest>, in the order of the digests. Any tool
// that reads tar reads it.
package archive

import (
	"errors"
	"fmt"
	"io"

	"adref/pkg/eventlog"
)

// Format is what a manifest says it belongs to, and Version the version of the format.
const (
	Format  = "adref-archive"
	Version = 1
)

// Manifest says what a file holds.
type Manifest struct {
	Format  string  `json:"format"`
	Version int     `json:"version"`
	Process string  `json:"process"`
	Commits File    `json:"commits"`
	Count   int     `json:"count"`  // of commits
	Events  int     `json:"events"` // in them
	Chains  []Chain `json:"chains"` // by name
	Blobs   []File  `json:"blobs"`  // by digest
}

// File is the content of an entry.
type File struct {
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Chain is an aggregate of the process.
type Chain struct {
	Document string `json:"document"` // its code, eventlog.Record for the process itself
	Commits  uint64 `json:"commits"`
	Hash     string `json:"hash"` // of the last commit
}

// Errors of a file that is no whole archive. The message says what is wrong and where.
var (
	ErrForeign   = errors.New("this is no archive of adref")
	ErrTruncated = errors.New("the archive is cut off")
	ErrTampered  = errors.New("the archive has been changed")
)

// Archive is a file that has been checked as a whole.
type Archive struct {
	Manifest
	Commits []eventlog.Commit // in the order of the log
	file    io.ReaderAt
	offsets map[string]int64 // of each blob
}

// Blob is the bytes of a blob of the manifest; they are checked again. The error wraps ErrTampered, or is that of the file.
func (a *Archive) Blob(f File) ([]byte, error) {
	b := make([]byte, f.Bytes)
	if n, err := a.file.ReadAt(b, a.offsets[f.SHA256]); n < len(b) {
		return nil, fmt.Errorf("blob %s: %w", f.SHA256, err)
	}
	if got := sum(b); got != f.SHA256 {
		return nil, fmt.Errorf("%w: blob %s has the digest %s", ErrTampered, f.SHA256, got)
	}
	return b, nil
}
