package eventlog

import (
	"context"
	"errors"
)

// ahead is how many commits are read, decoded and checked while somebody looks at the one before them, so that a replay uses more
// than one processor.
const ahead = 64

// errStopped ends the reading for somebody who does not look any more.
var errStopped = errors.New("nobody looks")

// readAhead calls fn with what read puts out, in order, and returns the error of fn, or else that of read, nil where the context
// has ended. read has ended by then.
func readAhead(ctx context.Context, read func(ctx context.Context, put func(Stored) error) error, fn func(Stored) error) error {
	reading, stop := context.WithCancel(ctx)
	commits, ended := make(chan Stored, ahead), make(chan error, 1)
	go func() {
		defer close(commits)
		ended <- read(reading, func(s Stored) error {
			select {
			case commits <- s:
				return nil
			case <-reading.Done():
				return errStopped
			}
		})
	}()
	defer func() {
		stop()
		for range commits { // what nobody looks at
		}
	}()
	for s := range commits {
		if ctx.Err() != nil {
			return nil
		}
		if err := fn(s); err != nil {
			return err
		}
	}
	if err := <-ended; !errors.Is(err, errStopped) {
		return err
	}
	return nil
}
