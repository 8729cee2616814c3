package main

import (
	"sync/atomic"
	"time"
)

// clock is the time of the services: that of the machine, or, while a sample is played, that of its script.
type clock struct{ at atomic.Pointer[time.Time] }

// Now is the time.
func (c *clock) Now() time.Time {
	if at := c.at.Load(); at != nil {
		return *at
	}
	return time.Now()
}

// Set stops the clock at a time; Run lets it go again with the machine's.
func (c *clock) Set(at time.Time) { c.at.Store(&at) }

// Run ends what Set began.
func (c *clock) Run() { c.at.Store(nil) }
