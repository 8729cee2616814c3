package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/cmd/adref/sample"
	"adref/pkg/eventlog"
	"adref/pkg/service"
)

// TestTheSampleMovesToAnotherHouse exports the sample and imports it elsewhere: the log, the views and the file are the same.
func TestTheSampleMovesToAnotherHouse(t *testing.T) {
	from, to := open(t, t.TempDir()), open(t, t.TempDir())
	script, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	last, err := from.play(t.Context(), script, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	first, second := filepath.Join(t.TempDir(), "first.tar"), filepath.Join(t.TempDir(), "second.tar")
	adref(t, from, "export", "--process", script.Process, first)
	adref(t, to, "import-archive", first)
	adref(t, to, "verify")
	adref(t, to, "export", "--process", script.Process, second)
	if !bytes.Equal(file(t, first), file(t, second)) {
		t.Error("exported from the other house, the file is another one")
	}
	reports := [2]eventlog.Report{}
	for i, h := range []*house{from, to} {
		if reports[i], err = eventlog.Verify(t.Context(), eventlog.NewJetStream(h.conn)); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(reports[0], reports[1]); d != "" {
		t.Errorf("the logs differ (-from +to):\n%s", d)
	}
	names := []string{"differ", "publisher"}
	for _, n := range names {
		if err := environment(to.conn, nil, "", nil).Views(n).Wait(t.Context(), last); err != nil {
			t.Fatal(err)
		}
	}
	want, got := views(t, from.conn, names), views(t, to.conn, names)
	if len(want) < 6 || len(want) != len(got) {
		t.Fatalf("%d views, and %d in the other house", len(want), len(got))
	}
	for key := range want {
		if !bytes.Equal(want[key], got[key]) {
			t.Errorf("%s: %d bytes, and %d in the other house", key, len(want[key]), len(got[key]))
		}
	}
	if p, err := newLoader(to.conn).Process(t.Context(), script.Process, service.Newest); err != nil || !p.Opened {
		t.Errorf("the process is not open there: %v", err)
	}
}

// adref runs a command of the command line against a house.
func adref(t *testing.T, h *house, args ...string) {
	t.Helper()
	root := rootCommand()
	root.SetOut(io.Discard)
	root.SetArgs(append(args, "--nats", h.server.URL()))
	if err := root.ExecuteContext(t.Context()); err != nil {
		t.Fatalf("adref %v: %v", args, err)
	}
}

func file(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
