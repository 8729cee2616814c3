//go:build linux

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"syscall"
	"time"

	"adref/pkg/bus"
)

// faults are the kinds of faults and how often each was made.
type faults struct {
	mu     sync.Mutex
	counts map[string]int
	order  []string
}

func newFaults() *faults { return &faults{counts: map[string]int{}} }

func (f *faults) count(kind string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.counts[kind] == 0 {
		f.order = append(f.order, kind)
	}
	f.counts[kind]++
}

// total is the number of faults of all kinds.
func (f *faults) total() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for _, c := range f.counts {
		n += c
	}
	return n
}

// fault is something bad that ends by itself.
type fault struct {
	kind string
	do   func(ctx context.Context)
}

// storm makes faults until the time is over, among the servers one at a time, so that two of three are left, and among the
// services and connections at the same time.
func (t *town) storm(ctx context.Context, conn *bus.Conn, made *faults) error {
	var both sync.WaitGroup
	var lasting error
	both.Go(func() { lasting = t.stormServers(ctx, conn, made) })
	both.Go(func() { t.stormServices(ctx, made) })
	both.Wait()
	return lasting
}

// stormServers waits after each fault until the cluster is whole again.
func (t *town) stormServers(ctx context.Context, conn *bus.Conn, made *faults) error {
	dice := rand.New(rand.NewPCG(t.seed, 1))
	for round := 0; ctx.Err() == nil; round++ {
		f := t.serverFault(ctx, conn, dice, round)
		made.count(f.kind)
		f.do(ctx)
		if err := t.healed(context.WithoutCancel(ctx), conn, time.Minute); err != nil {
			return fmt.Errorf("a minute after “%s” the cluster is not whole: %w", f.kind, err)
		}
		wait(ctx, time.Duration(1000+dice.IntN(2000))*time.Millisecond)
	}
	return nil
}

// serverFault chooses a fault: the first ones are one of each kind, so that a short storm has them all.
func (t *town) serverFault(ctx context.Context, conn *bus.Conn, dice *rand.Rand, round int) fault {
	n := t.nats[dice.IntN(len(t.nats))]
	lead := t.leader(ctx, conn)
	if lead == nil {
		lead = n
	}
	rest := time.Duration(500+dice.IntN(2500)) * time.Millisecond
	all := []fault{
		{"kill -9 of the NATS server that leads the log", func(ctx context.Context) { lead.down(ctx, syscall.SIGKILL, rest) }},
		{"full disk under a NATS server", func(ctx context.Context) { t.fullDisk(ctx, rest) }},
		{"pause of the NATS server that leads the log", func(ctx context.Context) { lead.pause(ctx, 2*rest) }},
		{"kill -9 of a NATS server", func(ctx context.Context) { n.down(ctx, syscall.SIGKILL, rest) }},
		{"stop of a NATS server", func(ctx context.Context) { n.down(ctx, syscall.SIGTERM, rest) }},
		{"pause of a NATS server", func(ctx context.Context) { n.pause(ctx, 2*rest) }},
	}
	if t.disk == nil {
		all = append(all[:1], all[2:]...)
	}
	if round < len(all) {
		return all[round]
	}
	return all[dice.IntN(len(all))]
}

// fullDisk fills the disk of the last server for a while. A server that could not write does so again only after a restart.
func (t *town) fullDisk(ctx context.Context, rest time.Duration) {
	n := t.nats[len(t.nats)-1]
	if err := t.disk.fill(); err != nil {
		fmt.Fprintln(t.say, "the disk could not be filled:", err)
	}
	wait(ctx, rest)
	if err := t.disk.free(); err != nil {
		fmt.Fprintln(t.say, "the disk could not be freed:", err)
	}
	n.down(ctx, syscall.SIGKILL, 200*time.Millisecond)
}

func (t *town) stormServices(ctx context.Context, made *faults) {
	dice := rand.New(rand.NewPCG(t.seed, 2))
	for round := 0; ctx.Err() == nil; round++ {
		s := t.services[dice.IntN(len(t.services))]
		p := t.proxies[dice.IntN(len(t.proxies))]
		rest := time.Duration(dice.IntN(2000)) * time.Millisecond
		all := []fault{
			{"kill -9 of a service", func(ctx context.Context) { s.down(ctx, syscall.SIGKILL, rest) }},
			{"cut of all connections to a NATS server", func(ctx context.Context) { p.cut() }},
			{"pause of a service", func(ctx context.Context) { s.pause(ctx, 3*rest) }},
			{"no new connections to a NATS server", func(ctx context.Context) { p.away(ctx, rest) }},
			{"stop of a service", func(ctx context.Context) { s.down(ctx, syscall.SIGTERM, rest) }},
		}
		f := all[round%len(all)]
		made.count(f.kind)
		f.do(ctx)
		wait(ctx, time.Duration(200+dice.IntN(800))*time.Millisecond)
	}
}
