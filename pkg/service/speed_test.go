package service_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"adref/pkg/bus/bustest"
)

var (
	speed = flag.Bool("speed", false, "measure and print the tables of BENCHMARK.md")
	runs  = flag.Int("runs", 5, "with -speed: how often each is measured")
)

// measured skips a measurement that nobody asked for.
func measured(t *testing.T) {
	t.Helper()
	if !*speed {
		t.Skipf("go test ./pkg/service -run '^%s$' -speed -v -timeout 30m", t.Name())
	}
}

// installations are where commands are measured.
var installations = []struct {
	name string
	url  func(*testing.T) string
}{
	{"one server", func(t *testing.T) string { return bustest.Start(t, t.TempDir()).URL() }},
	{"cluster of three (R3)", func(t *testing.T) string { return bustest.Cluster(t)[0].ClientURL() }},
}

// TestSpeedOfCommands is one client that submits amendments and waits for each reply, between raw publications and raw
// publications through somebody else (floor), in turns.
func TestSpeedOfCommands(t *testing.T) {
	measured(t)
	const documents, commands = 8, 1500
	for _, in := range installations {
		row := table{title: in.name, columns: []string{
			"raw p50 µs", "floor p50 µs", "command p50 µs", "floor / raw", "command / raw", "command / floor", "p99 raw µs", "p99 floor / raw", "p99 command / raw",
		}}
		for range *runs {
			t.Run(in.name, func(t *testing.T) {
				h := newHouse(t, in.url(t))
				h.open(t, documents, newest())
				r, f := newRaw(h.mine), newFloor(t, h)
				var raws, floors, all []time.Duration
				for n := range commands {
					d := document(n % documents)
					raws = append(raws, timed(func() { r.publish(t, d) }))
					floors = append(floors, timed(func() { f.publish(t, d) }))
					all = append(all, timed(func() { h.propose(t, d) }))
				}
				p50, p99 := quantile(raws, 50), quantile(raws, 99)
				row.add(micros(p50), micros(quantile(floors, 50)), micros(quantile(all, 50)),
					ratio(quantile(floors, 50), p50), ratio(quantile(all, 50), p50), ratio(quantile(all, 50), quantile(floors, 50)),
					micros(p99), ratio(quantile(floors, 99), p99), ratio(quantile(all, 99), p99))
			})
		}
		row.print()
	}
}

// TestSpeedOfManyClients is 64 clients over 64 documents, next to 64 publishers who do the same raw, and through the floor.
func TestSpeedOfManyClients(t *testing.T) {
	measured(t)
	const clients, each = 64, 40
	for _, in := range installations {
		row := table{title: in.name, columns: []string{"raw / s", "floor / s", "commands / s", "floor / raw", "command / raw", "command / floor"}}
		for range *runs {
			t.Run(in.name, func(t *testing.T) {
				h := newHouse(t, in.url(t))
				h.open(t, clients, newest())
				r, f := newRaw(h.mine), newFloor(t, h)
				raws := perSecond(clients, each, func(client int) { r.publish(t, document(client)) })
				floors := perSecond(clients, each, func(client int) { f.publish(t, document(client)) })
				commands := perSecond(clients, each, func(client int) { h.propose(t, document(client)) })
				row.add(raws, floors, commands, floors/raws, commands/raws, commands/floors)
			})
		}
		row.print()
	}
}

// table is a row for each column, of the medians and all that was measured.
type table struct {
	title   string
	columns []string
	runs    [][]float64
}

func (t *table) add(values ...float64) { t.runs = append(t.runs, values) }

func (t *table) print() {
	fmt.Printf("\n| %s | median | all runs |\n|---|---|---|\n", t.title)
	for i, name := range t.columns {
		var values []float64
		var all []string
		for _, r := range t.runs {
			values = append(values, r[i])
			all = append(all, number(r[i]))
		}
		slices.Sort(values)
		fmt.Printf("| %s | %s | %s |\n", name, number(values[len(values)/2]), strings.Join(all, ", "))
	}
}

// number is one with three digits or so.
func number(f float64) string {
	switch {
	case f >= 100:
		return fmt.Sprintf("%.0f", f)
	case f >= 10:
		return fmt.Sprintf("%.1f", f)
	}
	return fmt.Sprintf("%.2f", f)
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 }

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

func timed(f func()) time.Duration {
	started := time.Now()
	f()
	return time.Since(started)
}

// perSecond is how often clients do something together, each so many times.
func perSecond(clients, each int, one func(client int)) float64 {
	took := timed(func() {
		var all sync.WaitGroup
		for i := range clients {
			all.Go(func() {
				for range each {
					one(i)
				}
			})
		}
		all.Wait()
	})
	return float64(clients*each) / took.Seconds()
}

func quantile(ds []time.Duration, percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(ds))
	return sorted[len(sorted)*percent/100]
}
