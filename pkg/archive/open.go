package archive

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"adref/pkg/eventlog"
)

// limits of what is read into memory on the word of a file.
const (
	maxManifest = 64 << 20
	maxCommits  = 4 << 30
)

// Open checks a file of size bytes as a whole: every digest, every chain, and that nothing else is in it. The error wraps
// ErrForeign, ErrTruncated or ErrTampered, or is that of the file. The file must not be changed or closed while the archive
// is in use.
func Open(file io.ReaderAt, size int64) (*Archive, error) {
	r := &reader{file: io.NewSectionReader(file, 0, size)}
	r.tar = tar.NewReader(r.file)
	a := &Archive{file: file, offsets: map[string]int64{}}
	if err := r.manifest(&a.Manifest); err != nil {
		return nil, err
	}
	if err := r.commits(a); err != nil {
		return nil, err
	}
	for _, f := range a.Blobs {
		if err := r.blob(a, f); err != nil {
			return nil, err
		}
	}
	if h, err := r.tar.Next(); err == nil {
		return nil, fmt.Errorf("%w: it holds %s, which its manifest does not name", ErrTampered, h.Name)
	}
	return a, canonical(a, size)
}

// reader goes through a file.
type reader struct {
	file *io.SectionReader
	tar  *tar.Reader
}

// next is the entry that must come now, and where its content begins.
func (r *reader) next(name string) (size, offset int64, err error) {
	h, err := r.tar.Next()
	if err != nil {
		return 0, 0, fmt.Errorf("%w: it ends or cannot be read before %s", ErrTruncated, name)
	}
	if h.Name != name || h.Typeflag != tar.TypeReg {
		return 0, 0, fmt.Errorf("%w: where %s should be it holds %s", ErrTampered, name, h.Name)
	}
	offset, err = r.file.Seek(0, io.SeekCurrent)
	return h.Size, offset, err
}

// content is the whole content of the entry, which must have the digest.
func (r *reader) content(name string, want File) ([]byte, error) {
	b, err := io.ReadAll(r.tar)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fmt.Errorf("%w: in %s, after %d of %d bytes", ErrTruncated, name, len(b), want.Bytes)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if got := sum(b); got != want.SHA256 {
		return nil, fmt.Errorf("%w: %s has the digest %s, and the manifest says %s", ErrTampered, name, got, want.SHA256)
	}
	return b, nil
}

// manifest reads what says whether this is an archive at all.
func (r *reader) manifest(m *Manifest) error {
	h, err := r.tar.Next()
	if err != nil || h.Name != manifestName {
		return fmt.Errorf("%w: it does not begin with %s", ErrForeign, manifestName)
	}
	if h.Size > maxManifest {
		return fmt.Errorf("%w: its manifest is said to have %d bytes", ErrForeign, h.Size)
	}
	b, err := io.ReadAll(r.tar)
	if err != nil {
		return fmt.Errorf("%w: in %s, after %d of %d bytes", ErrTruncated, manifestName, len(b), h.Size)
	}
	if err := json.Unmarshal(b, m); err != nil || m.Format != Format {
		return fmt.Errorf("%w: its manifest does not say %q", ErrForeign, Format)
	}
	if m.Version != Version {
		return fmt.Errorf("%w that this program can read: it has version %d, and this program knows %d", ErrForeign, m.Version, Version)
	}
	return nil
}

// commits reads the commits and compares them with the manifest.
func (r *reader) commits(a *Archive) error {
	size, _, err := r.next(commitsName)
	if err != nil {
		return err
	}
	if size != a.Manifest.Commits.Bytes || size > maxCommits {
		return fmt.Errorf("%w: %s has %d bytes, and the manifest says %d", ErrTampered, commitsName, size, a.Manifest.Commits.Bytes)
	}
	lines, err := r.content(commitsName, a.Manifest.Commits)
	if err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(lines))
	for dec.More() {
		var c eventlog.Commit
		if err := dec.Decode(&c); err != nil {
			return fmt.Errorf("%w: commit %d cannot be read: %v", ErrTampered, len(a.Commits)+1, err)
		}
		a.Commits = append(a.Commits, c)
	}
	chains, err := follow(a.Process, a.Commits)
	if err != nil {
		return err
	}
	if !slices.Equal(chains, a.Chains) || len(a.Commits) != a.Count || countEvents(a.Commits) != a.Events {
		return fmt.Errorf("%w: the manifest tells %d commits, %d events and %d chains otherwise than %s has them", ErrTampered, a.Count, a.Events, len(a.Chains), commitsName)
	}
	return nil
}

// blob checks a blob and remembers where it stands.
func (r *reader) blob(a *Archive, f File) error {
	name := blobsDir + f.SHA256
	size, offset, err := r.next(name)
	if err != nil {
		return err
	}
	if size != f.Bytes {
		return fmt.Errorf("%w: %s has %d bytes, and the manifest says %d", ErrTampered, name, size, f.Bytes)
	}
	a.offsets[f.SHA256] = offset
	_, err = r.content(name, f)
	return err
}

// canonical checks that the file is what Write makes of its content, to the last byte.
func canonical(a *Archive, size int64) error {
	same := &comparison{file: io.NewSectionReader(a.file, 0, size)}
	_, err := Write(same, Content{Process: a.Process, Commits: a.Commits, Blobs: a.Blobs, Blob: a.Blob})
	if err != nil {
		return err
	}
	if same.at != size {
		return fmt.Errorf("%w: %d bytes follow its end", ErrTampered, size-same.at)
	}
	return nil
}

// comparison takes the bytes that should be in a file.
type comparison struct {
	file *io.SectionReader
	at   int64
}

// Write compares; the error names the first byte that differs.
func (c *comparison) Write(want []byte) (int, error) {
	got := make([]byte, len(want))
	n, err := io.ReadFull(c.file, got)
	if err != nil {
		return 0, fmt.Errorf("%w: %d bytes are missing at its end", ErrTruncated, len(want)-n)
	}
	for i := range want {
		if want[i] != got[i] {
			return 0, fmt.Errorf("%w: byte %d is not as adref writes it", ErrTampered, c.at+int64(i))
		}
	}
	c.at += int64(len(want))
	return len(want), nil
}
