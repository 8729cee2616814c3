package eventlog

import (
	"encoding/json"
	"fmt"
)

// BrokenError says where and how the log does not hold together. It wraps ErrBroken.
type BrokenError struct {
	Aggregate
	Version uint64 `json:"version"` // of the commit at fault, 0 if it cannot be told
	Seq     uint64 `json:"seq"`     // its place in the log
	What    string `json:"what"`
	// Server is the one of a cluster that has the damage, "" where it is not that of one copy or cannot be told.
	Server string `json:"server,omitempty"`
}

func (e *BrokenError) Error() string {
	place := fmt.Sprintf("place %d", e.Seq)
	if e.Aggregate != (Aggregate{}) {
		place = fmt.Sprintf("%s version %d at place %d", e.Aggregate, e.Version, e.Seq)
	}
	if e.Server != "" {
		place = fmt.Sprintf("on the server %s, %s", e.Server, place)
	}
	return fmt.Sprintf("%v: %s: %s", ErrBroken, place, e.What)
}

func (e *BrokenError) Unwrap() error { return ErrBroken }

// broken is an error about a commit.
func broken(s Stored, format string, args ...any) *BrokenError {
	return &BrokenError{Aggregate: s.Aggregate, Version: s.Version, Seq: s.Seq, What: fmt.Sprintf(format, args...)}
}

// encode is the commit as it is stored. It refuses one that would not be read back as it was sealed, which is a fault of the
// program that made it: not sealed, names that are no tokens, or text that is not UTF-8 (JSON would replace it).
func encode(c Commit) ([]byte, error) {
	if err := wellFormed(c); err != nil {
		return nil, fmt.Errorf("commit %s version %d: %w", c.Aggregate, c.Version, err)
	}
	// Bytes with the hash that Seal made are those that it was made over: there is no need to look at them again.
	b, at, ok := written(c)
	if !ok || !hashed(b, at, c.Hash) {
		var err error
		if b, err = readable(c); err != nil {
			return nil, fmt.Errorf("commit %s version %d: %w", c.Aggregate, c.Version, err)
		}
	}
	if len(b) > MaxCommit {
		return nil, fmt.Errorf("%w: %s version %d has %d bytes, %d are allowed", ErrTooLarge, c.Aggregate, c.Version, len(b), MaxCommit)
	}
	return b, nil
}

// readable is the JSON of a commit, read back.
func readable(c Commit) ([]byte, error) {
	b, err := marshal(c)
	if err != nil {
		return nil, err
	}
	if _, err := decode(b, 0); err != nil {
		return nil, fmt.Errorf("it does not read back as it was sealed: %w", err)
	}
	return b, nil
}

// wellFormed checks what needs no other commit.
func wellFormed(c Commit) error {
	switch {
	case !token(c.Process) || !token(c.Document):
		return fmt.Errorf("%q is no name of an aggregate: each part is letters, digits, '-' and '_'", c.Aggregate)
	case c.Command == "":
		return fmt.Errorf("it has no command")
	case c.Version == 0:
		return fmt.Errorf("versions begin with 1")
	case (c.Version == 1) != (c.Prev == ""):
		return fmt.Errorf("exactly the first version has no commit before it")
	}
	return nil
}

// token reports whether s can be one token of a NATS subject everywhere.
func token(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' {
			return false
		}
	}
	return s != ""
}

// decode reads a stored commit and checks its hash. The commit shares the data of its events with b. The error is a
// *BrokenError.
func decode(b []byte, seq uint64) (Stored, error) {
	s := Stored{Seq: seq}
	if c, at, ok := scanned(b); ok && c.Schema <= Schema && hashed(b, at, c.Hash) {
		s.Commit = c
		return s, nil
	}
	if err := json.Unmarshal(b, &s.Commit); err != nil {
		return s, broken(s, "it cannot be read: %v", err)
	}
	if s.Schema > Schema {
		return s, broken(s, "its schema is %d, and this program knows %d: a newer adref wrote it", s.Schema, Schema)
	}
	if sum := s.sum(); sum != s.Hash {
		return s, broken(s, "its hash is %.12s, and its content has %.12s", s.Hash, sum)
	}
	return s, nil
}

// link is the end of a chain.
type link struct {
	version uint64
	hash    string
}

// chains checks the commits of a log as they pass by. Of an aggregate it holds no more than the last link.
type chains struct {
	last map[Aggregate]*link
	// complete is true where the log has been seen from its start: then the first version of an aggregate must be 1.
	complete bool
	// gaps is true where somebody else may have seen the commits between: only neighbours are compared.
	gaps bool
}

func newChains(complete bool) *chains {
	return &chains{last: make(map[Aggregate]*link), complete: complete}
}

// check takes the next commit. The error is a *BrokenError.
func (c *chains) check(s Stored) error {
	last, seen := c.last[s.Aggregate]
	if !seen {
		last = new(link)
	}
	if seen || c.complete {
		if err := c.compare(*last, s); err != nil {
			return err
		}
	}
	*last = link{s.Version, s.Hash}
	if !seen {
		c.last[s.Aggregate] = last
	}
	return nil
}

func (c *chains) compare(last link, s Stored) error {
	switch {
	case c.gaps && s.Version == last.version && s.Hash != last.hash:
		return broken(s, "there are two of this version: one has the hash %.12s", last.hash)
	case c.gaps && s.Version != last.version+1:
		return nil
	case s.Version != last.version+1:
		return broken(s, "version %d was expected", last.version+1)
	case s.Prev != last.hash:
		return broken(s, "it follows a commit with the hash %.12s, and the one before it has %.12s", s.Prev, last.hash)
	}
	return nil
}
