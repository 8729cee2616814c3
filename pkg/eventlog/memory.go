package eventlog

import (
	"context"
	"fmt"
	"sync"
)

// Memory is a log that ends with the process. The zero value is not ready; use NewMemory.
type Memory struct {
	mu         sync.Mutex
	commits    [][]byte // encoded; the place of a commit is its index + 1
	aggregates map[Aggregate][]uint64
	commands   map[string]uint64
	workers    map[string]*position
	grown      chan struct{} // closed and replaced when a commit is added
}

// position is how far the workers of one name have come.
type position struct {
	turn chan struct{} // holds one token: whoever has it works
	done uint64        // read and written only with the token
}

var _ Log = (*Memory)(nil)

// NewMemory is an empty log.
func NewMemory() *Memory {
	return &Memory{
		aggregates: make(map[Aggregate][]uint64),
		commands:   make(map[string]uint64),
		workers:    make(map[string]*position),
		grown:      make(chan struct{}),
	}
}

// Append stores a commit; see Appender.
func (m *Memory) Append(ctx context.Context, c Commit) (Receipt, error) {
	b, err := encode(c)
	if err != nil {
		return Receipt{}, err
	}
	if err := ctx.Err(); err != nil {
		return Receipt{}, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if seq, ok := m.commands[c.Command]; ok {
		return m.duplicate(c, seq)
	}
	head, err := m.head(c.Aggregate)
	if err != nil {
		return Receipt{}, err
	}
	if head.Version+1 != c.Version || head.Hash != c.Prev {
		return Receipt{}, conflict(c, head)
	}
	m.commits = append(m.commits, b)
	seq := uint64(len(m.commits))
	m.aggregates[c.Aggregate] = append(m.aggregates[c.Aggregate], seq)
	m.commands[c.Command] = seq
	close(m.grown)
	m.grown = make(chan struct{})
	return Receipt{Seq: seq, Version: c.Version}, nil
}

// duplicate is the answer for a command that stands at seq.
func (m *Memory) duplicate(c Commit, seq uint64) (Receipt, error) {
	s, err := decode(m.commits[seq-1], seq)
	if err != nil {
		return Receipt{}, err
	}
	return again(c, s)
}

// head is the last commit of an aggregate, the zero value if it has none.
func (m *Memory) head(a Aggregate) (Stored, error) {
	seqs := m.aggregates[a]
	if len(seqs) == 0 {
		return Stored{}, nil
	}
	seq := seqs[len(seqs)-1]
	return decode(m.commits[seq-1], seq)
}

// Read reads an aggregate; see Reader.
func (m *Memory) Read(ctx context.Context, a Aggregate, after uint64) ([]Stored, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	seqs := m.aggregates[a]
	if after > uint64(len(seqs)) {
		return nil, shrunk(a, after, uint64(len(seqs)))
	}
	check := newChains(after == 0)
	var ss []Stored
	for _, seq := range seqs[after:] {
		s, err := decode(m.commits[seq-1], seq)
		if err == nil {
			err = check.check(s)
		}
		if err != nil {
			return nil, err
		}
		ss = append(ss, s)
	}
	return ss, nil
}

// Last is the place of the newest commit.
func (m *Memory) Last(context.Context) (uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return uint64(len(m.commits)), nil
}

// Follow sees every commit; see Follower.
func (m *Memory) Follow(ctx context.Context, after uint64, fn func(Stored) error) error {
	check := newChains(after == 0)
	if last, _ := m.Last(ctx); last < after {
		return backwards(after, last)
	}
	for seq := after + 1; ; seq++ {
		b, ok := m.await(ctx, seq)
		if !ok {
			return nil
		}
		s, err := decode(b, seq)
		if err == nil {
			err = check.check(s)
		}
		if err == nil {
			err = fn(s)
		}
		if err != nil {
			return err
		}
	}
}

// await is the commit at a place, as soon as there is one; false when the context ends.
func (m *Memory) await(ctx context.Context, seq uint64) ([]byte, bool) {
	for {
		m.mu.Lock()
		n, grown := uint64(len(m.commits)), m.grown
		var b []byte
		if seq <= n {
			b = m.commits[seq-1]
		}
		m.mu.Unlock()
		if ctx.Err() != nil {
			return nil, false
		}
		if b != nil {
			return b, true
		}
		select {
		case <-ctx.Done():
			return nil, false
		case <-grown:
		}
	}
}

// Work shares the commits between the callers of a name; see Worker.
func (m *Memory) Work(ctx context.Context, name string, fn func(Stored) error) error {
	if !token(name) {
		return fmt.Errorf("%q is no name of a worker: letters, digits, '-' and '_'", name)
	}
	check := newChains(false)
	check.gaps = true
	p := m.worker(name)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-p.turn:
		}
		more, err := m.step(ctx, p, check, fn)
		p.turn <- struct{}{}
		if !more || err != nil {
			return err
		}
	}
}

// step works on the next commit; the caller has the token.
func (m *Memory) step(ctx context.Context, p *position, check *chains, fn func(Stored) error) (more bool, err error) {
	b, ok := m.await(ctx, p.done+1)
	if !ok {
		return false, nil
	}
	s, err := decode(b, p.done+1)
	if err == nil {
		err = check.check(s)
	}
	if err == nil {
		err = fn(s)
	}
	if err != nil {
		return false, err
	}
	p.done++
	return true, nil
}

// worker is the position of a name.
func (m *Memory) worker(name string) *position {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.workers[name]
	if p == nil {
		p = &position{turn: make(chan struct{}, 1)}
		p.turn <- struct{}{}
		m.workers[name] = p
	}
	return p
}
