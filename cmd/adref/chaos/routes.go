//go:build linux

package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
)

// nowhere is an address at which nobody listens. The servers tell it to each other, so that they know no way past the proxies.
const nowhere = "127.0.0.1:1"

// routes are the ways between the NATS servers, a proxy for each direction of each pair.
type routes map[route]*proxy

// route is the way from one server to another one.
type route struct{ from, to int }

// newRoutes makes the ways between servers at these addresses.
func newRoutes(at []string) (routes, error) {
	rs := routes{}
	for from := range at {
		for to := range at {
			if from == to {
				continue
			}
			p, err := newProxy(at[to])
			if err != nil {
				return nil, err
			}
			rs[route{from, to}] = p
		}
	}
	return rs, nil
}

// of are the addresses that one server connects to.
func (rs routes) of(from int) string {
	var out []string
	for r, p := range rs {
		if r.from == from {
			out = append(out, p.url())
		}
	}
	return strings.Join(out, ",")
}

// around are the ways to and from a server; between are those between two.
func (rs routes) around(n int) []*proxy {
	return rs.those(func(r route) bool { return r.from == n || r.to == n })
}

func (rs routes) between(a, b int) []*proxy {
	return rs.those(func(r route) bool { return r == route{a, b} || r == route{b, a} })
}

func (rs routes) those(want func(route) bool) []*proxy {
	var out []*proxy
	for r, p := range rs {
		if want(r) {
			out = append(out, p)
		}
	}
	return out
}

// part cuts ways and takes nobody for a while: connections fail.
func part(ctx context.Context, ways []*proxy, rest time.Duration) {
	var all sync.WaitGroup
	for _, p := range ways {
		all.Go(func() { p.away(ctx, rest) })
	}
	all.Wait()
}

// freeze stops ways for a while: nothing fails, nothing arrives, and then all of it arrives late.
func freeze(ctx context.Context, ways []*proxy, rest time.Duration) {
	for _, p := range ways {
		p.freeze(true)
	}
	wait(ctx, rest)
	for _, p := range ways {
		p.freeze(false)
	}
}

// number is the place of a server among the others.
func (t *town) number(n *process) int {
	for i, m := range t.nats {
		if m == n {
			return i
		}
	}
	panic(fmt.Sprint("no server ", n)) // every server is in the list
}

// numbers are the places of all servers.
func (t *town) numbers() (all []int) {
	for i := range t.nats {
		all = append(all, i)
	}
	return all
}
