package eventlog_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
	"adref/pkg/event"
	"adref/pkg/eventlog"
)

// block is a file of the log's stream, the n-th, or the last one for -1.
func block(t *testing.T, dir string, n int) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "jetstream", "*", "streams", bus.LogStream, "msgs", "*.blk"))
	if err != nil || len(files) <= n {
		t.Fatalf("%d blocks, %v", len(files), err)
	}
	if n < 0 {
		n = len(files) - 1
	}
	return files[n]
}

func flip(t *testing.T, name string, at int) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	b[at] ^= 1
	if err := os.WriteFile(name, b, 0o640); err != nil {
		t.Fatal(err)
	}
}

// TestDamagedFilesAreNoticed damages the files of a server that is stopped. NATS starts over each of them, leaves out what it
// cannot read and says that it is well.
func TestDamagedFilesAreNoticed(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it stores 24 MB for each kind of damage")
	}
	const commits = 120
	for name, c := range map[string]struct {
		damage func(t *testing.T, dir string)
		// after is what somebody has seen of the log, who must notice; what the log itself shows is noticed by everybody.
		after uint64
		says  string
	}{
		"a byte in an early block":        {func(t *testing.T, dir string) { flip(t, block(t, dir, 0), 3<<20) }, 0, "places"},
		"a byte in the last block":        {func(t *testing.T, dir string) { flip(t, block(t, dir, -1), 100<<10) }, 0, ""},
		"an early block that is cut off":  {func(t *testing.T, dir string) { cut(t, block(t, dir, 0), 300<<10) }, 0, "places"},
		"the last block that is cut off":  {func(t *testing.T, dir string) { cut(t, block(t, dir, -1), 300<<10) }, commits, ""},
		"a block that is gone":            {func(t *testing.T, dir string) { remove(t, block(t, dir, 1)) }, 0, "places"},
		"a folder put back from long ago": {func(t *testing.T, dir string) { remove(t, filepath.Dir(filepath.Dir(block(t, dir, 0)))) }, commits, "gone backwards"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := bustest.Start(t, dir)
			large(t, eventlog.NewJetStream(bustest.Connect(t, s.URL())), nil, commits)
			s.Shutdown()
			c.damage(t, dir)

			l := eventlog.NewJetStream(bustest.Connect(t, bustest.Start(t, dir).URL()))
			passed := 0
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			err := l.Follow(ctx, c.after, func(eventlog.Stored) error { passed++; return nil })
			if !errors.Is(err, eventlog.ErrBroken) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("Follow: %v after %d commits, want ErrBroken with %q", err, passed, c.says)
			}
			if c.after > 0 {
				return
			}
			if r, err := eventlog.Verify(ctx, l); err != nil || r.OK() {
				t.Errorf("Verify: %+v, %v", r, err)
			}
		})
	}
}

// large appends commits of about 200 KB to several aggregates, so that the stream has several blocks, after the last ones there.
// It gives the last ones then.
func large(t *testing.T, l eventlog.Appender, after map[string]eventlog.Commit, n int) map[string]eventlog.Commit {
	t.Helper()
	words := strings.Repeat("considered ", 18<<10)
	last := maps.Clone(after)
	if last == nil {
		last = map[string]eventlog.Commit{}
	}
	for i := range n {
		document := []string{"d0", "d1", "d2"}[i%3]
		before := last[document]
		c := eventlog.Commit{
			Aggregate: eventlog.Aggregate{Process: "oewg", Document: document}, Version: before.Version + 1, Prev: before.Hash,
			Command: fmt.Sprint(document, "-", before.Version+1), Schema: eventlog.Schema, Events: []event.Stored{event.Encode(&event.DocumentOpened{Title: words})},
		}.Seal()
		if _, err := l.Append(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		last[document] = c
	}
	return last
}

func cut(t *testing.T, name string, n int64) {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, info.Size()-n); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
}
