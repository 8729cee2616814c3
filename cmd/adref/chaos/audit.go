//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"adref/pkg/backup"
	"adref/pkg/blob"
	"adref/pkg/bus"
	"adref/pkg/eventlog"
	"adref/pkg/service"
	"adref/pkg/view"
	"adref/services/differ"
	"adref/services/gateway"
	"adref/services/publisher"
)

// late is how long what is derived may lag behind the log once everything runs again; after a long storm there is more to
// derive. What it took is in the report.
const late = 90 * time.Second

// patience is how long the audit waits for what is derived.
func (t *town) patience() time.Duration { return late + t.lasts/2 }

// audit looks at everything after the storm.
func (t *town) audit(ctx context.Context, work *load, listeners []*heard) (report, error) {
	conn, err := t.connect(ctx, "audit")
	if err != nil {
		return report{}, err
	}
	defer conn.Close()
	log := eventlog.NewJetStream(conn)
	r := report{
		commands: len(work.accepted) + len(work.refused), accepted: len(work.accepted), refused: len(work.refused),
		twice: work.twice, again: work.again, unequal: work.unequal, slowest: work.slowest,
	}
	if r.log, err = eventlog.Verify(ctx, log); err != nil {
		return r, err
	}
	commits, err := t.commits(ctx, log)
	if err != nil {
		return r, err
	}
	r.count(commits, work)
	if r.blobs, r.gone, err = backup.Missing(ctx, log, blob.NewJetStream(conn, bus.BlobBucket)); err != nil {
		return r, err
	}
	if err := r.hear(ctx, commits, listeners); err != nil {
		return r, err
	}
	if len(r.gone) > 0 {
		return r, nil // what is derived from them cannot be derived; the verdict says so
	}
	return r, errors.Join(r.project(ctx, t, conn, commits), r.compareGateways(ctx, t, conn, commits))
}

// commits is the whole log.
func (t *town) commits(ctx context.Context, log eventlog.Log) ([]eventlog.Stored, error) {
	last, err := log.Last(ctx)
	if err != nil {
		return nil, err
	}
	var out []eventlog.Stored
	all := errors.New("all")
	err = log.Follow(ctx, 0, func(s eventlog.Stored) error {
		out = append(out, s)
		if s.Seq == last {
			return all
		}
		return nil
	})
	if !errors.Is(err, all) {
		return nil, fmt.Errorf("reading the log: %w", err)
	}
	return out, nil
}

// count compares the log with what the clients were told.
func (r *report) count(commits []eventlog.Stored, work *load) {
	stored := map[string][]eventlog.Stored{}
	for _, c := range commits {
		stored[c.Command] = append(stored[c.Command], c)
	}
	r.silences = silences(commits)
	known := map[string]bool{}
	for _, s := range work.accepted {
		known[s.id] = true
		switch in := stored[s.id]; {
		case len(in) == 0:
			r.lost = append(r.lost, s.id)
		case len(in) > 1:
			r.doubled = append(r.doubled, s.id)
		case in[0].Seq != s.reply.Seq || in[0].Version != s.reply.Version || in[0].Aggregate != s.key():
			r.misplaced = append(r.misplaced, s.id)
		}
	}
	for id, in := range stored {
		if !known[id] && !byTimekeeper(in[0]) {
			r.unasked = append(r.unasked, id)
		}
	}
}

// hear waits until the subscribers have what was announced, and compares it with the log.
func (r *report) hear(ctx context.Context, commits []eventlog.Stored, listeners []*heard) error {
	var want []string
	for _, c := range commits {
		for i := range c.Events {
			want = append(want, fmt.Sprintf("%s/%d", c.Command, i))
		}
	}
	all := listeners[0]
	for end := time.Now().Add(late); len(all.all()) < len(want) && time.Now().Before(end) && ctx.Err() == nil; {
		wait(ctx, 100*time.Millisecond)
	}
	r.compareHeard(all, want, all.all())
	public := listeners[1].all()
	for end := time.Now().Add(late); time.Now().Before(end) && ctx.Err() == nil; public = listeners[1].all() {
		if slices.Equal(public, listeners[2].all()) {
			break
		}
		wait(ctx, 100*time.Millisecond)
	}
	// What is public is a part of everything, in the same order: each once, and the two subscribers agree on which.
	r.compareHeard(listeners[1], kept(want, public), public)
	r.compareHeard(listeners[2], public, listeners[2].all())
	r.events = len(want)
	return ctx.Err()
}

// kept are those of all that are among some, in the order of all.
func kept(all, some []string) []string {
	in := map[string]bool{}
	for _, s := range some {
		in[s] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return !in[s] })
}

// compareHeard says what a subscriber missed, heard twice, or heard out of order.
func (r *report) compareHeard(by *heard, want, got []string) {
	times := map[string]int{}
	for _, id := range got {
		times[id]++
	}
	missed, doubled := 0, 0
	for _, id := range want {
		switch {
		case times[id] == 0:
			missed++
		case times[id] > 1:
			doubled++
		}
	}
	h := hearing{who: by.who, filled: by.times(), heard: len(got), missed: missed, doubled: doubled, ordered: slices.Equal(want, got)}
	r.hearings = append(r.hearings, h)
}

// project makes every projection again, beginning with nothing, and compares it with the live one.
func (r *report) project(ctx context.Context, t *town, conn *bus.Conn, commits []eventlog.Stored) error {
	last := commits[len(commits)-1].Seq
	log := eventlog.NewMemory()
	for _, c := range commits {
		if _, err := log.Append(ctx, c.Commit); err != nil {
			return fmt.Errorf("copying the log: %w", err)
		}
	}
	for _, s := range []service.Service{differ.New(), publisher.New()} {
		live := view.NewJetStream(conn, s.Name())
		since := time.Now()
		if err := reaches(ctx, live, last, t.patience()); err != nil {
			return fmt.Errorf("%s has not caught up: %w", s.Name(), err)
		}
		r.caughtUp = append(r.caughtUp, fmt.Sprintf("%s after %v", s.Name(), time.Since(since).Round(time.Millisecond)))
		again, err := rebuild(ctx, conn, log, s, uint64(len(commits)), t.patience())
		if err != nil {
			return fmt.Errorf("%s, made again: %w", s.Name(), err)
		}
		if err := r.compareViews(ctx, s.Name(), live, again); err != nil {
			return err
		}
	}
	return nil
}

func reaches(ctx context.Context, s view.Store, seq uint64, within time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	return s.Wait(ctx, seq)
}

// rebuild runs a service on a log until it has seen all of it.
func rebuild(ctx context.Context, conn *bus.Conn, log eventlog.Log, s service.Service, last uint64, within time.Duration) (view.Store, error) {
	ctx, stop := context.WithCancel(ctx)
	views := view.NewMemory()
	env := service.Env{
		Log: log, Blobs: blob.NewJetStream(conn, bus.BlobBucket), Views: func(string) view.Store { return views },
		Bus: conn, Now: time.Now, Logger: slog.New(slog.DiscardHandler),
	}
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, env, func() {}) }()
	err := reaches(ctx, views, last, within)
	stop()
	return views, errors.Join(err, <-done)
}

func (r *report) compareViews(ctx context.Context, name string, live, again view.Store) error {
	want, err := again.Keys(ctx)
	if err != nil {
		return err
	}
	got, err := live.Keys(ctx)
	if err != nil {
		return err
	}
	if !slices.Equal(want, got) {
		r.differing = append(r.differing, fmt.Sprintf("%s has the views %v, and made again %v", name, got, want))
	}
	for _, key := range want {
		a, err := again.Get(ctx, key)
		if err != nil {
			return err
		}
		b, err := live.Get(ctx, key)
		if err != nil && !errors.Is(err, view.ErrNotFound) {
			return err
		}
		r.views++
		if !bytes.Equal(a.Value, b.Value) {
			r.differing = append(r.differing, fmt.Sprintf("%s %s: %d bytes at %d live, %d bytes made again", name, key, len(b.Value), b.Seq, len(a.Value)))
		}
	}
	return nil
}

// compareGateways compares what the gateway that lived through the storm answers with what a new one does.
func (r *report) compareGateways(ctx context.Context, t *town, conn *bus.Conn, commits []eventlog.Stored) error {
	ctx, stop := context.WithCancel(ctx)
	g := gateway.New()
	env := service.Env{
		Log: eventlog.NewJetStream(conn), Blobs: blob.NewJetStream(conn, bus.BlobBucket), Bus: conn, Now: time.Now,
		Views:  func(name string) view.Store { return view.NewJetStream(conn, name) },
		Logger: slog.New(slog.DiscardHandler), HTTP: "127.0.0.1:0",
	}
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() { done <- g.Run(ctx, env, func() { close(ready) }) }()
	defer func() {
		stop()
		<-done
	}()
	select {
	case <-ready:
	case <-time.After(late):
		return errors.New("a new gateway does not get ready")
	}
	at := fmt.Sprintf("?seq=%d", commits[len(commits)-1].Seq)
	for _, path := range pages() {
		live, err := get(ctx, t.web+path+at)
		if err != nil {
			return err
		}
		again, err := get(ctx, "http://"+g.Addr()+path+at)
		if err != nil {
			return err
		}
		r.pages++
		if !bytes.Equal(live, again) {
			r.differing = append(r.differing, fmt.Sprintf("gateway %s: %d bytes live, %d bytes of a new one", path, len(live), len(again)))
		}
	}
	return nil
}

// pages are the parts of the API that show everything.
func pages() []string {
	out := []string{"/api/processes"}
	for p := range processes {
		process := fmt.Sprintf("/api/processes/p%d", p)
		out = append(out, process, process+"/commits")
		for d := range documents {
			out = append(out, fmt.Sprintf("%s/documents/d%d", process, d))
		}
	}
	return out
}

func get(ctx context.Context, url string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %.200s", url, res.Status, b)
	}
	return b, err
}
