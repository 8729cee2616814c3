package eventlog

import "fmt"

// again is the answer to a command that is stored already, in s.
func again(c Commit, s Stored) (Receipt, error) {
	if s.Aggregate != c.Aggregate {
		return Receipt{}, fmt.Errorf("%w: command %s for %s was stored for %s", ErrReused, c.Command, c.Aggregate, s.Aggregate)
	}
	return Receipt{Seq: s.Seq, Version: s.Version, Duplicate: true}, nil
}

// conflict says what the aggregate has and what the commit takes it to have.
func conflict(c Commit, head Stored) error {
	if head.Version+1 == c.Version {
		return fmt.Errorf("%w: %s version %d has the hash %.12s, not %.12s", ErrConflict, c.Aggregate, head.Version, head.Hash, c.Prev)
	}
	return fmt.Errorf("%w: %s is at version %d, version %d was offered", ErrConflict, c.Aggregate, head.Version, c.Version)
}

// shrunk says that an aggregate ends before a version that the caller has seen.
func shrunk(a Aggregate, after, last uint64) *BrokenError {
	return &BrokenError{Aggregate: a, Version: after, What: fmt.Sprintf("it was seen, but the aggregate ends at version %d", last)}
}

// backwards says that the log ends before a place that the caller has seen.
func backwards(after, last uint64) *BrokenError {
	return &BrokenError{Seq: after, What: fmt.Sprintf("it was seen, but the log ends at place %d: it has gone backwards", last)}
}
