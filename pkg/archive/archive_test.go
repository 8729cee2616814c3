package archive_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/archive"
	"adref/pkg/blob"
	"adref/pkg/event"
	"adref/pkg/eventlog"
)

// sources are the blobs by digest.
var sources = map[string][]byte{}

// put makes blobs of words.
func put(words ...string) (files []archive.File) {
	for _, w := range words {
		sources[blob.Digest([]byte(w))] = []byte(w)
		files = append(files, archive.File{SHA256: blob.Digest([]byte(w)), Bytes: int64(len(w))})
	}
	return files
}

func get(f archive.File) ([]byte, error) { return sources[f.SHA256], nil }

// commits are two chains, one after the other in turns.
func commits(n int) []eventlog.Commit {
	last := map[string]eventlog.Commit{}
	var out []eventlog.Commit
	for i := range n {
		document := []string{eventlog.Record, "report"}[i%2]
		before := last[document]
		c := eventlog.Commit{
			Aggregate: eventlog.Aggregate{Process: "ict", Document: document},
			Version:   before.Version + 1, Prev: before.Hash, Command: fmt.Sprint("c", i), Verb: "open-process", Actor: "chair",
			At: time.Date(2026, 3, 2, 10, 0, i, 0, time.UTC), Schema: eventlog.Schema,
			Events: []event.Stored{event.Encode(&event.ProcessOpened{Title: "<ICT> & “co.”"})},
		}.Seal()
		last[document] = c
		out = append(out, c)
	}
	return out
}

func content() archive.Content {
	return archive.Content{Process: "ict", Commits: commits(5), Blobs: put("second", "first", "", "second"), Blob: get}
}

func written(t testing.TB, c archive.Content) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := archive.Write(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(b []byte) (*archive.Archive, error) { return archive.Open(bytes.NewReader(b), int64(len(b))) }

func TestWhatIsReadIsWhatWasWritten(t *testing.T) {
	c := content()
	a, err := open(written(t, c))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(c.Commits, a.Commits); d != "" {
		t.Errorf("commits (-want +got):\n%s", d)
	}
	if len(a.Blobs) != 3 {
		t.Errorf("%d blobs, want each once", len(a.Blobs))
	}
	for _, f := range a.Blobs {
		if b, err := a.Blob(f); err != nil || !bytes.Equal(b, sources[f.SHA256]) {
			t.Errorf("blob %s: %q, %v", f.SHA256, b, err)
		}
	}
}

func TestTheSameContentHasTheSameBytes(t *testing.T) {
	c := content()
	first := written(t, c)
	c.Blobs = put("", "first", "second")
	if !bytes.Equal(first, written(t, c)) {
		t.Error("the order in which blobs are named shows in the file")
	}
}

func TestAnyToolReadsIt(t *testing.T) {
	r := tar.NewReader(bytes.NewReader(written(t, content())))
	var names []string
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, strings.TrimRight(h.Name, "0123456789abcdef"))
	}
	if d := cmp.Diff([]string{"manifest.json", "commits.jsonl", "blobs/", "blobs/", "blobs/"}, names); d != "" {
		t.Errorf("entries (-want +got):\n%s", d)
	}
}

// TestEveryFlippedByteIsNoticed flips each byte of the file, one at a time.
func TestEveryFlippedByteIsNoticed(t *testing.T) {
	b := written(t, content())
	for i := range b {
		b[i] ^= 1
		if _, err := open(b); !known(err) {
			t.Fatalf("byte %d flipped: %v", i, err)
		}
		b[i] ^= 1
	}
	if _, err := open(b); err != nil {
		t.Errorf("as it was: %v", err)
	}
}

func TestEveryTruncationIsNoticed(t *testing.T) {
	b := written(t, content())
	for n := range b {
		if _, err := open(b[:n]); !known(err) {
			t.Fatalf("cut off after %d bytes: %v", n, err)
		}
	}
	if _, err := open(append(b, 0)); !errors.Is(err, archive.ErrTampered) {
		t.Errorf("a byte more: %v", err)
	}
}

func known(err error) bool {
	return errors.Is(err, archive.ErrForeign) || errors.Is(err, archive.ErrTruncated) || errors.Is(err, archive.ErrTampered)
}

func TestWhatIsWrongIsNamed(t *testing.T) {
	whole := written(t, content())
	for name, c := range map[string]struct {
		file []byte
		err  error
		says string
	}{
		"an empty file":           {nil, archive.ErrForeign, "manifest.json"},
		"a text":                  {[]byte("Report\n1. The Group met."), archive.ErrForeign, "manifest.json"},
		"a word of a commit":      {bytes.Replace(whole, []byte("“co.”"), []byte("“Co.”"), 1), archive.ErrTampered, "commits.jsonl"},
		"a word of a blob":        {bytes.Replace(whole, []byte("first"), []byte("worst"), 1), archive.ErrTampered, blob.Digest([]byte("first"))},
		"another process":         {bytes.Replace(whole, []byte(`"process": "ict"`), []byte(`"process": "oew"`), 1), archive.ErrTampered, "not of the process oew"},
		"a version that comes":    {bytes.Replace(whole, []byte(`"version": 1`), []byte(`"version": 2`), 1), archive.ErrForeign, "version 2"},
		"cut off among the blobs": {whole[:len(whole)-2048], archive.ErrTruncated, "blobs/"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := open(c.file); !errors.Is(err, c.err) || !strings.Contains(fmt.Sprint(err), c.says) {
				t.Errorf("%v, want %v with %q", err, c.err, c.says)
			}
		})
	}
}

func TestNothingButWholeChainsIsWritten(t *testing.T) {
	for name, cs := range map[string][]eventlog.Commit{
		"a hole":             append(commits(2), commits(5)[4]),
		"a beginning amiss":  commits(5)[2:],
		"a changed commit":   func() []eventlog.Commit { cs := commits(3); cs[2].Actor = "norland"; return cs }(),
		"a broken hash link": func() []eventlog.Commit { cs := commits(3); cs[2].Prev = "x"; cs[2] = cs[2].Seal(); return cs }(),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := archive.Write(io.Discard, archive.Content{Process: "ict", Commits: cs}); !errors.Is(err, archive.ErrTampered) {
				t.Errorf("%v, want ErrTampered", err)
			}
		})
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(written(f, content()))
	f.Add(written(f, archive.Content{Process: "ict", Commits: commits(1)}))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := open(b)
		if err != nil {
			return
		}
		var again bytes.Buffer
		if _, err := archive.Write(&again, archive.Content{Process: a.Process, Commits: a.Commits, Blobs: a.Blobs, Blob: a.Blob}); err != nil || !bytes.Equal(again.Bytes(), b) {
			t.Errorf("it is taken, and written otherwise: %v", err)
		}
	})
}

func ExampleWrite() {
	m, err := archive.Write(io.Discard, archive.Content{Process: "ict", Commits: commits(3)})
	fmt.Println(m.Count, "commits in", len(m.Chains), "chains,", err)
	// Output: 3 commits in 2 chains, <nil>
}
