package eventlog

import (
	"context"
	"errors"
	"fmt"

	"adref/pkg/event"
)

// Report is what Verify found. Counts are up to the first problem.
type Report struct {
	Aggregates int    `json:"aggregates"`
	Commits    int    `json:"commits"`
	Events     int    `json:"events"`
	Unknown    int    `json:"unknown"` // events that this program cannot read: of an unknown kind or a newer schema
	Last       uint64 `json:"last"`    // place of the newest commit
	// Holes is the number of places that should hold a commit and do not, where the log can tell.
	Holes   uint64       `json:"holes"`
	Problem *BrokenError `json:"problem"` // the first one, nil if the chains hold together
	// Copies are those of the servers of a cluster, each read from its beginning to its end.
	Copies []Copy `json:"copies,omitempty"`
}

// OK reports whether nothing is wrong with the log. A copy that could not be looked at is not held to be wrong.
func (r Report) OK() bool { return r.Problem == nil && r.Holes == 0 && r.Damaged() == nil }

// Damaged is the first copy that is damaged, as an error; nil if there is none.
func (r Report) Damaged() *BrokenError {
	for _, c := range r.Copies {
		if c.Problem != nil {
			return c.Problem
		}
	}
	return nil
}

// Inspector is a log that knows which of its places are empty although something was stored there.
type Inspector interface {
	// Holes is the number of such places.
	Holes(ctx context.Context) (uint64, error)
}

// errSeen ends the walk of Verify at the last commit.
var errSeen = errors.New("the last commit has been seen")

// Verify walks the whole log as it stands and checks every chain. A log that does not hold together is a report, not an error;
// an error says that the walk did not come to its end.
func Verify(ctx context.Context, l Follower) (Report, error) {
	var r Report
	var err error
	if r.Last, err = l.Last(ctx); err != nil {
		return r, fmt.Errorf("verify: %w", err)
	}
	if in, ok := l.(Inspector); ok {
		if r.Holes, err = in.Holes(ctx); err != nil {
			return r, fmt.Errorf("verify: %w", err)
		}
	}
	if r.Last == 0 {
		return r, nil
	}
	if cs, ok := l.(Replicated); ok {
		if r.Copies, err = cs.ReadCopies(ctx); err != nil {
			return r, fmt.Errorf("verify: %w", err)
		}
	}
	err = r.walk(ctx, l)
	switch {
	case errors.Is(err, errSeen):
		return r, nil
	case errors.As(err, &r.Problem):
		return r, nil
	case err == nil:
		err = ctx.Err()
	}
	return r, fmt.Errorf("verify: %w", err)
}

// walk counts up to the last commit, and returns errSeen there.
func (r *Report) walk(ctx context.Context, l Follower) error {
	seen := make(map[Aggregate]bool)
	return l.Follow(ctx, 0, func(s Stored) error {
		seen[s.Aggregate] = true
		r.Aggregates = len(seen)
		r.Commits++
		r.Events += len(s.Events)
		for _, e := range s.Events {
			if _, err := event.Decode(e); err != nil {
				r.Unknown++
			}
		}
		if s.Seq >= r.Last {
			return errSeen
		}
		return nil
	})
}
