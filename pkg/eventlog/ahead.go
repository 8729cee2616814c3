package eventlog

import (
	"context"
	"errors"
	"sync"
)

// ahead is how many commits are read, decoded and checked while somebody looks at those before them, so that a replay uses more
// than one processor.
const ahead = 256

// errStopped ends the reading for somebody who does not look any more.
var errStopped = errors.New("nobody looks")

// readAhead calls fn with what read puts out, in order, and returns the error of fn, or else that of read, nil where the context
// has ended. read has ended by then.
func readAhead(ctx context.Context, read func(ctx context.Context, put func(Stored) error) error, fn func(Stored) error) error {
	reading, stop := context.WithCancel(ctx)
	s := newShelf()
	var ended error
	var reader sync.WaitGroup
	reader.Go(func() {
		ended = read(reading, s.put)
		s.end()
	})
	err := s.each(ctx, fn)
	s.leave()
	stop()
	reader.Wait()
	if err == nil && !errors.Is(ended, errStopped) {
		err = ended
	}
	return err
}

// shelf is where one puts commits for another one who takes all that there are: to hand over each by itself would cost as much
// as to decode it.
type shelf struct {
	mu      sync.Mutex
	changed *sync.Cond // for the one who waits: the shelf is not both full and empty
	commits []Stored
	ended   bool // there are no more to come
	left    bool // nobody takes any more
}

func newShelf() *shelf {
	s := new(shelf)
	s.changed = sync.NewCond(&s.mu)
	return s
}

// put waits for room.
func (s *shelf) put(c Stored) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.commits) >= ahead && !s.left {
		s.changed.Wait()
	}
	if s.left {
		return errStopped
	}
	s.commits = append(s.commits, c)
	if len(s.commits) == 1 {
		s.changed.Signal()
	}
	return nil
}

// take waits for commits and takes all of them, none when there are no more to come. It leaves the room of others.
func (s *shelf) take(room []Stored) []Stored {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.commits) == 0 && !s.ended {
		s.changed.Wait()
	}
	taken := s.commits
	s.commits = room[:0]
	s.changed.Signal()
	return taken
}

// each calls fn with every commit until the context ends or fn fails.
func (s *shelf) each(ctx context.Context, fn func(Stored) error) error {
	for taken := s.take(nil); len(taken) > 0; taken = s.take(taken) {
		for _, c := range taken {
			if ctx.Err() != nil {
				return nil
			}
			if err := fn(c); err != nil {
				return err
			}
		}
		clear(taken) // what nobody looks at again
	}
	return nil
}

func (s *shelf) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	s.changed.Signal()
}

func (s *shelf) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left = true
	s.changed.Signal()
}
