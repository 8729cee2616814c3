package backup

import (
	"context"
	"errors"
	"fmt"
	"time"

	"adref/pkg/blob"
	"adref/pkg/event"
	"adref/pkg/eventlog"
)

// Lost is a blob that the log names and that cannot be read.
type Lost struct {
	Digest string `json:"digest"`
	eventlog.Aggregate
	Seq  uint64 `json:"seq"` // place of the first commit that names it
	What string `json:"what"`
}

func (l Lost) String() string {
	return fmt.Sprintf("%.12s, which %s names at place %d: %s", l.Digest, l.Aggregate, l.Seq, l.What)
}

// oneBlob is how long the store may take for one blob; a server that has lost a part of it never gives the rest.
const oneBlob = 5 * time.Second

// Missing reads every blob that the log names, each once, and says how many there are and which cannot be read. An archive of the
// process puts them back (Import). Errors: those of the log.
func Missing(ctx context.Context, log eventlog.Follower, blobs blob.Store) (named int, lost []Lost, err error) {
	last, err := log.Last(ctx)
	if err != nil || last == 0 {
		return 0, nil, err
	}
	seen := map[string]bool{}
	err = log.Follow(ctx, 0, func(s eventlog.Stored) error {
		events, err := event.DecodeAll(s.Events)
		if err != nil {
			return fmt.Errorf("%s version %d: %w", s.Aggregate, s.Version, err)
		}
		for _, e := range events {
			for _, digest := range event.Blobs(e) {
				if seen[digest] {
					continue
				}
				seen[digest] = true
				if err := readable(ctx, blobs, digest); err != nil {
					lost = append(lost, Lost{digest, s.Aggregate, s.Seq, err.Error()})
				}
			}
		}
		if s.Seq >= last {
			return errAll
		}
		return nil
	})
	switch {
	case errors.Is(err, errAll):
		return len(seen), lost, nil
	case err == nil:
		err = ctx.Err()
	}
	return len(seen), lost, err
}

func readable(ctx context.Context, blobs blob.Store, digest string) error {
	ctx, cancel := context.WithTimeout(ctx, oneBlob)
	defer cancel()
	_, err := blobs.Get(ctx, digest)
	return err
}
