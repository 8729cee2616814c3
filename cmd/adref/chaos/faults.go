//go:build linux

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
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

// of is how often a kind of fault was made.
func (f *faults) of(kind string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.counts[kind]
}

// purged is the fault after which subscribers hear events again, under the same IDs.
const purged = "purge of the public stream"

// fault is something bad that ends by itself.
type fault struct {
	kind string
	do   func(ctx context.Context)
}

// storm makes faults until the time is over, among the servers one at a time, so that it heals each time, and among the
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
	// A leader that is cut off takes itself for the leader for up to ten seconds more: these last long enough to ask it.
	long := 2*time.Second + 3*rest
	alone, pair := t.routes.around(t.number(lead)), t.routes.between(t.number(n), (t.number(n)+1)%t.servers)
	all := []fault{
		{"kill -9 of the NATS server that leads the log", func(ctx context.Context) { lead.down(ctx, syscall.SIGKILL, rest) }},
		{"partition: the leader of the log alone, its routes cut", func(ctx context.Context) { part(ctx, alone, long) }},
		{purged, func(ctx context.Context) { t.purge(ctx, conn) }},
		{"full disk under a NATS server", func(ctx context.Context) { t.fullDisks(ctx, rest, t.number(n)) }},
		{"pause of the NATS server that leads the log", func(ctx context.Context) { lead.pause(ctx, 2*rest) }},
		{"full disk under all NATS servers at once", func(ctx context.Context) { t.fullDisks(ctx, rest, t.numbers()...) }},
		{"partition: the leader of the log alone, its routes silent", func(ctx context.Context) { freeze(ctx, alone, long) }},
		{"cut of the routes between two NATS servers", func(ctx context.Context) { part(ctx, pair, 2*rest) }},
		{"kill -9 of a NATS server", func(ctx context.Context) { n.down(ctx, syscall.SIGKILL, rest) }},
		{"stop of a NATS server", func(ctx context.Context) { n.down(ctx, syscall.SIGTERM, rest) }},
		{"pause of a NATS server", func(ctx context.Context) { n.pause(ctx, 2*rest) }},
	}
	all = slices.DeleteFunc(all, func(f fault) bool {
		return !strings.Contains(f.kind, t.only) || len(t.disks) < t.servers && strings.HasPrefix(f.kind, "full disk")
	})
	if t.servers == 1 {
		all = slices.DeleteFunc(all, fault.ofCluster)
	}
	if len(all) == 0 {
		return fault{"none among the NATS servers", func(ctx context.Context) { wait(ctx, rest) }}
	}
	if round < len(all) {
		return all[round]
	}
	return all[dice.IntN(len(all))]
}

// ofCluster reports whether it only happens to one of several servers, or is another one where there is only one.
func (f fault) ofCluster() bool {
	return slices.ContainsFunc([]string{"partition", "routes", "that leads the log", "at once"}, func(what string) bool {
		return strings.Contains(f.kind, what)
	})
}

// fullDisks fills the disks of servers for a while. The servers end by themselves; they are started again all the time, and
// serve as soon as there is room.
func (t *town) fullDisks(ctx context.Context, rest time.Duration, numbers ...int) {
	for _, i := range numbers {
		if err := t.disks[i].fill(); err != nil {
			fmt.Fprintln(t.say, "the disk could not be filled:", err)
		}
	}
	wait(ctx, rest)
	for _, i := range numbers {
		if err := t.disks[i].free(); err != nil {
			fmt.Fprintln(t.say, "the disk could not be freed:", err)
		}
	}
}

// purge takes every event out of the public stream; the heralds must notice and fill it again.
func (t *town) purge(ctx context.Context, conn *bus.Conn) {
	stream, err := conn.JS.Stream(ctx, bus.PublicStream)
	if err == nil {
		err = stream.Purge(ctx)
	}
	if err != nil && ctx.Err() == nil {
		fmt.Fprintln(t.say, "the public stream could not be purged:", err)
	}
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
