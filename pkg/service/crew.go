package service

import "sync"

// crew runs functions beside the caller, in goroutines that stay for those to come: a new one begins with a small stack, and
// to grow it costs a command as much as to decide it.
type crew struct {
	jobs    chan func()
	resting chan struct{} // holds a token for everybody who waits for the next one
	ended   chan struct{}
	all     sync.WaitGroup
}

// newCrew is a crew of whom at most so many wait for work.
func newCrew(resting int) *crew {
	return &crew{jobs: make(chan func()), resting: make(chan struct{}, resting), ended: make(chan struct{})}
}

// run has somebody run f, at once.
func (c *crew) run(f func()) {
	select {
	case c.jobs <- f:
	default:
		c.all.Go(func() { c.member(f) })
	}
}

func (c *crew) member(f func()) {
	for f != nil {
		f()
		f = c.next()
	}
}

// next waits for work, nil where there are enough who do or where there is none to come.
func (c *crew) next() func() {
	select {
	case c.resting <- struct{}{}:
	default:
		return nil
	}
	defer func() { <-c.resting }()
	select {
	case f := <-c.jobs:
		return f
	case <-c.ended:
		return nil
	}
}

// end returns when all have finished what they have begun.
func (c *crew) end() {
	close(c.ended)
	c.all.Wait()
}
