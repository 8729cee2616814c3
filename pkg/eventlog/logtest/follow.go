package logtest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"adref/pkg/eventlog"
)

// patience is how long something may take that should take no time.
const patience = 20 * time.Second

var errEnough = errors.New("enough")

// collect is a function for Follow and Work that keeps n commits and then fails with errEnough.
func collect(n int, to *[]eventlog.Stored) func(eventlog.Stored) error {
	return func(s eventlog.Stored) error {
		*to = append(*to, s)
		if len(*to) == n {
			return errEnough
		}
		return nil
	}
}

func follow(t *testing.T, l eventlog.Log) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	want := Append(t, l, doc("a"), eventlog.Commit{}, 3)
	seen := make(chan eventlog.Stored, 100)
	ended := make(chan error, 1)
	go func() {
		ended <- l.Follow(ctx, 0, func(s eventlog.Stored) error { seen <- s; return nil })
	}()
	want = append(want, Append(t, l, doc("b"), eventlog.Commit{}, 2)...)
	want = append(want, Append(t, l, doc("a"), want[2].Commit, 2)...)
	var got []eventlog.Stored
	for len(got) < len(want) {
		select {
		case s := <-seen:
			got = append(got, s)
		case err := <-ended:
			t.Fatalf("Follow ended after %d commits: %v", len(got), err)
		}
	}
	same(t, "followed", want, got)
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("Follow at the end of its context: %v, want nil", err)
	}
}

func followAfter(t *testing.T, l eventlog.Log) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	ss := Append(t, l, doc("a"), eventlog.Commit{}, 5)
	var got []eventlog.Stored
	if err := l.Follow(ctx, ss[1].Seq, collect(2, &got)); !errors.Is(err, errEnough) {
		t.Errorf("Follow: %v, want the error of its function", err)
	}
	same(t, "followed", ss[2:4], got)
	brief, stop := context.WithTimeout(ctx, 50*time.Millisecond)
	defer stop()
	if err := l.Follow(brief, ss[4].Seq, func(s eventlog.Stored) error { return fmt.Errorf("saw %d", s.Seq) }); err != nil {
		t.Errorf("Follow from the end: %v", err)
	}
}

func followBackwards(t *testing.T, l eventlog.Log) {
	ss := Append(t, l, doc("a"), eventlog.Commit{}, 2)
	err := l.Follow(t.Context(), ss[1].Seq+1, func(eventlog.Stored) error { return nil })
	if !errors.Is(err, eventlog.ErrBroken) {
		t.Errorf("Follow: %v, want ErrBroken", err)
	}
}

// replay appends to some aggregates in an order that is drawn, and compares what a follower sees and what is read.
func replay(t *testing.T, l eventlog.Log) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	live := make(chan []eventlog.Stored, 1)
	const n = 60
	go func() {
		var got []eventlog.Stored
		_ = l.Follow(ctx, 0, collect(n, &got))
		live <- got
	}()
	heads := make(map[string]eventlog.Commit)
	byAggregate := make(map[eventlog.Aggregate][]eventlog.Stored)
	var all []eventlog.Stored
	order := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", eventlog.Record}), n, n).Example(len(t.Name()))
	for _, d := range order {
		s := Append(t, l, doc(d), heads[d], 1)[0]
		heads[d] = s.Commit
		all = append(all, s)
		byAggregate[s.Aggregate] = append(byAggregate[s.Aggregate], s)
	}
	same(t, "live", all, <-live)
	var replayed []eventlog.Stored
	if err := l.Follow(ctx, 0, collect(n, &replayed)); !errors.Is(err, errEnough) {
		t.Errorf("Follow: %v", err)
	}
	same(t, "replayed", all, replayed)
	for a, want := range byAggregate {
		same(t, a.String(), want, read(t, l, a, 0))
	}
}

func work(t *testing.T, l eventlog.Log) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	ss := Append(t, l, doc("a"), eventlog.Commit{}, 5)
	var got []eventlog.Stored
	for _, n := range []int{2, 2, 3} { // each call fails on its last commit, which the next one sees again
		var part []eventlog.Stored
		if err := l.Work(ctx, "tester", collect(n, &part)); !errors.Is(err, errEnough) {
			t.Fatalf("Work: %v, want the error of its function", err)
		}
		got = append(got, part...)
	}
	same(t, "worked on", []eventlog.Stored{ss[0], ss[1], ss[1], ss[2], ss[2], ss[3], ss[4]}, got)
	var other []eventlog.Stored
	if err := l.Work(ctx, "another", collect(5, &other)); !errors.Is(err, errEnough) {
		t.Errorf("Work of another name: %v", err)
	}
	same(t, "worked on by another name", ss, other)
	cancel()
	if err := l.Work(ctx, "tester", func(eventlog.Stored) error { return nil }); err != nil {
		t.Errorf("Work without time: %v", err)
	}
}

func share(t *testing.T, l eventlog.Log) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	const n = 40
	var mu sync.Mutex
	var got []eventlog.Stored
	var busy, by [2]int
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			err := l.Work(ctx, "shared", func(s eventlog.Stored) error {
				mu.Lock()
				busy[w]++
				if busy[0]+busy[1] > 1 {
					t.Errorf("two workers at once on %s version %d", s.Aggregate, s.Version)
				}
				mu.Unlock()
				time.Sleep(time.Millisecond)
				mu.Lock()
				defer mu.Unlock()
				busy[w]--
				by[w]++
				got = append(got, s)
				if len(got) == n {
					cancel()
				}
				return nil
			})
			if err != nil {
				t.Errorf("Work: %v", err)
			}
		})
	}
	want := Append(t, l, doc("a"), eventlog.Commit{}, n)
	wg.Wait()
	same(t, "worked on", want, got)
	if by[0] == 0 || by[1] == 0 {
		t.Errorf("one worker did it all: %v", by)
	}
}

func over(t *testing.T, l eventlog.Log) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Append(ctx, Next(doc("a"), eventlog.Commit{}, "")); !errors.Is(err, eventlog.ErrUnavailable) {
		t.Errorf("Append: %v, want ErrUnavailable", err)
	}
	if _, err := l.Read(ctx, doc("a"), 0); !errors.Is(err, eventlog.ErrUnavailable) {
		t.Errorf("Read: %v, want ErrUnavailable", err)
	}
	if err := l.Follow(ctx, 0, func(eventlog.Stored) error { return nil }); err != nil {
		t.Errorf("Follow: %v, want nil", err)
	}
}

func verify(t *testing.T, l eventlog.Log) {
	Append(t, l, doc("a"), eventlog.Commit{}, 3)
	ss := Append(t, l, doc("b"), eventlog.Commit{}, 2)
	r, err := eventlog.Verify(t.Context(), l)
	want := eventlog.Report{Aggregates: 2, Commits: 5, Events: 5, Last: ss[1].Seq}
	if err != nil || !r.OK() {
		t.Errorf("Verify: %+v, %v", r, err)
	}
	for _, c := range r.Copies {
		if c.Commits != 5 && c.Absent == "" {
			t.Errorf("Verify: %+v has not 5 commits", c)
		}
	}
	r.Copies = nil // a log on one server has none
	if d := cmp.Diff(want, r); d != "" {
		t.Errorf("Verify (-want +got):\n%s", d)
	}
}
