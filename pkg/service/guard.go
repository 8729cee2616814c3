package service

import (
	"context"
	"time"

	"adref/pkg/eventlog"
)

// guardEvery is how often a service asks the servers of a cluster for their copies of the log.
const guardEvery = time.Minute

// guard tells what is wrong with a copy of the log, "" for nothing, whenever that changes, until the context ends. A service
// that reads a damaged copy stops by itself; this is for the others, and for the day on which the damaged server leads. A
// cluster that gives no answer is not damaged: whoever needs it finds out.
func guard(ctx context.Context, log eventlog.Follower, every time.Duration, tell func(damage string)) {
	copies, ok := log.(eventlog.Replicated)
	if !ok {
		return
	}
	said := ""
	beat := time.NewTicker(every)
	defer beat.Stop()
	for {
		if found, err := copies.Copies(ctx); err == nil {
			if now := damaged(found); now != said {
				tell(now)
				said = now
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
	}
}

// damaged is the first problem of a copy in words, "" for none.
func damaged(copies []eventlog.Copy) string {
	if d := (eventlog.Report{Copies: copies}).Damaged(); d != nil {
		return d.Error()
	}
	return ""
}
