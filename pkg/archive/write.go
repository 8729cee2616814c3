package archive

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"adref/pkg/eventlog"
)

// Names of the entries.
const (
	manifestName = "manifest.json"
	commitsName  = "commits.jsonl"
	blobsDir     = "blobs/"
)

// Content is what goes into an archive.
type Content struct {
	Process string
	Commits []eventlog.Commit // all of the process, in the order of the log
	Blobs   []File            // that they name, in any order
	// Blob is the bytes of one of Blobs.
	Blob func(File) ([]byte, error)
}

// Write writes an archive and says what it holds. Commits that do not make whole chains of the process are refused with
// ErrTampered.
func Write(w io.Writer, c Content) (Manifest, error) {
	lines, err := encodeCommits(c.Commits)
	if err != nil {
		return Manifest{}, err
	}
	chains, err := follow(c.Process, c.Commits)
	if err != nil {
		return Manifest{}, err
	}
	m := Manifest{
		Format: Format, Version: Version, Process: c.Process,
		Commits: File{SHA256: sum(lines), Bytes: int64(len(lines))}, Count: len(c.Commits), Events: countEvents(c.Commits),
		Chains: chains, Blobs: sorted(c.Blobs),
	}
	head, err := encodeManifest(m)
	if err != nil {
		return m, err
	}
	t := tar.NewWriter(w)
	if err := put(t, manifestName, head); err != nil {
		return m, err
	}
	if err := put(t, commitsName, lines); err != nil {
		return m, err
	}
	for _, f := range m.Blobs {
		b, err := c.Blob(f)
		if err != nil {
			return m, err
		}
		if got := (File{SHA256: sum(b), Bytes: int64(len(b))}); got != f {
			return m, fmt.Errorf("%w: blob %s has %d bytes with the digest %s", ErrTampered, f.SHA256, got.Bytes, got.SHA256)
		}
		if err := put(t, blobsDir+f.SHA256, b); err != nil {
			return m, err
		}
	}
	return m, t.Close()
}

// sorted is each file once, by digest.
func sorted(fs []File) []File {
	out := slices.Clone(fs)
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.SHA256, b.SHA256) })
	if out = slices.Compact(out); out == nil {
		out = []File{}
	}
	return out
}

// put writes an entry that says nothing of the time and the place of its making.
func put(t *tar.Writer, name string, b []byte) error {
	if err := t.WriteHeader(&tar.Header{
		Typeflag: tar.TypeReg, Name: name, Size: int64(len(b)), Mode: 0o644, ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR,
	}); err != nil {
		return err
	}
	_, err := t.Write(b)
	return err
}

func encodeManifest(m Manifest) ([]byte, error) {
	b, err := json.MarshalIndent(m, "", "  ")
	return append(b, '\n'), err
}

func encodeCommits(cs []eventlog.Commit) ([]byte, error) {
	var lines bytes.Buffer
	for _, c := range cs {
		b, err := json.Marshal(c)
		if err != nil {
			return nil, fmt.Errorf("commit %s version %d: %w", c.Aggregate, c.Version, err)
		}
		lines.Write(append(b, '\n'))
	}
	return lines.Bytes(), nil
}

func countEvents(cs []eventlog.Commit) int {
	n := 0
	for _, c := range cs {
		n += len(c.Events)
	}
	return n
}

// follow checks that commits are the whole chains of a process, from their first versions on.
func follow(process string, cs []eventlog.Commit) ([]Chain, error) {
	chains := map[string]*Chain{}
	for i, c := range cs {
		last := chains[c.Document]
		if last == nil {
			last = &Chain{Document: c.Document}
			chains[c.Document] = last
		}
		if what := unfit(process, *last, c); what != "" {
			return nil, fmt.Errorf("%w: commit %d, %s version %d: %s", ErrTampered, i+1, c.Aggregate, c.Version, what)
		}
		last.Commits, last.Hash = c.Version, c.Hash
	}
	out := []Chain{}
	for _, c := range chains {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Chain) int { return strings.Compare(a.Document, b.Document) })
	return out, nil
}

// unfit says why a commit does not follow the last one of its chain, "" if it does.
func unfit(process string, last Chain, c eventlog.Commit) string {
	switch {
	case c.Process != process:
		return fmt.Sprintf("it is not of the process %s", process)
	case c.Version != last.Commits+1:
		return fmt.Sprintf("version %d was expected", last.Commits+1)
	case c.Prev != last.Hash:
		return fmt.Sprintf("it follows a commit with the hash %.12s, and the one before it has %.12s", c.Prev, last.Hash)
	case c.Seal().Hash != c.Hash:
		return fmt.Sprintf("its hash is %.12s, and its content has %.12s", c.Hash, c.Seal().Hash)
	}
	return ""
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
