package service

import (
	"context"
	"fmt"
	"time"

	"adref/pkg/api"
	"adref/pkg/eventlog"
)

const (
	// lateness is how long the leader of a cluster that has been replaced may answer with what it has.
	lateness = 10 * time.Second
	// lookAgain is how long a witness waits before it asks again.
	lookAgain = 250 * time.Millisecond
)

// Witnessed checks that the log reaches the commit of the newest public event. A log that has lost its end holds together, and
// whoever begins with it would go on as if nothing had happened: what was made from it tells. Errors: eventlog.ErrBroken,
// eventlog.ErrUnavailable.
func Witnessed(ctx context.Context, log eventlog.Follower, client *api.Client) error {
	newest, err := client.LastAnnounced(ctx)
	if err != nil {
		return err
	}
	for end := time.Now().Add(lateness); ; {
		last, err := log.Last(ctx)
		if err != nil || last >= newest.Seq {
			return err
		}
		if time.Now().After(end) {
			return &eventlog.BrokenError{Seq: newest.Seq, What: fmt.Sprintf("it was announced, but the log ends at place %d: it has gone backwards", last)}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", eventlog.ErrUnavailable, ctx.Err())
		case <-time.After(lookAgain):
		}
	}
}
