// Package backup takes a whole process out of an instance of adref and puts it into another one, as an archive.
//
// Law: what is put in is what was taken out: the same commits in the same order with the same hashes, and the same blobs.
package backup

import (
	"context"
	"errors"
	"fmt"
	"io"

	"adref/pkg/archive"
	"adref/pkg/blob"
	"adref/pkg/event"
	"adref/pkg/eventlog"
)

// Errors of a backup.
var (
	// ErrNoProcess says that the log has no commit of the process.
	ErrNoProcess = errors.New("no such process")
	// ErrDiffers says that the instance has the process already, and not as a beginning of what the archive holds.
	ErrDiffers = errors.New("the process is there already, and it is another one or has gone on")
)

// Export writes the process as it stands now. Errors: ErrNoProcess; those of the log and of the blobs; those of w.
func Export(ctx context.Context, log eventlog.Follower, blobs blob.Store, process string, w io.Writer) (archive.Manifest, error) {
	commits, err := read(ctx, log, process)
	if err != nil {
		return archive.Manifest{}, err
	}
	if len(commits) == 0 {
		return archive.Manifest{}, fmt.Errorf("%w: %s", ErrNoProcess, process)
	}
	files, err := named(ctx, blobs, commits)
	if err != nil {
		return archive.Manifest{}, err
	}
	return archive.Write(w, archive.Content{
		Process: process, Commits: commits, Blobs: files,
		Blob: func(f archive.File) ([]byte, error) { return blobs.Get(ctx, f.SHA256) },
	})
}

// Import puts an archive in and says how many commits were new. An instance that has a beginning of the process, such as an
// import that was cut off, gets the rest. Blobs are stored before the commits that name them. Errors: ErrDiffers, before
// anything is written; those of the log, of the blobs and of the archive.
func Import(ctx context.Context, log eventlog.Log, blobs blob.Store, a *archive.Archive) (added int, err error) {
	there, err := read(ctx, log, a.Process)
	if err != nil {
		return 0, err
	}
	if err := begins(there, a.Commits); err != nil {
		return 0, fmt.Errorf("%s: %w", a.Process, err)
	}
	for _, f := range a.Blobs {
		b, err := a.Blob(f)
		if err != nil {
			return 0, err
		}
		if _, err := blobs.Put(ctx, b); err != nil {
			return 0, err
		}
	}
	for _, c := range a.Commits[len(there):] {
		if _, err := log.Append(ctx, c); err != nil {
			return added, fmt.Errorf("%s version %d: %w", c.Aggregate, c.Version, err)
		}
		added++
	}
	return added, nil
}

// begins checks that an archive begins with what is there.
func begins(there, all []eventlog.Commit) error {
	for i, c := range there {
		if i == len(all) {
			return fmt.Errorf("%w: it has %d commits, and the archive %d", ErrDiffers, len(there), len(all))
		}
		if c.Hash != all[i].Hash {
			return fmt.Errorf("%w: its commit %d is %s version %d (%.12s), and that of the archive %s version %d (%.12s)",
				ErrDiffers, i+1, c.Aggregate, c.Version, c.Hash, all[i].Aggregate, all[i].Version, all[i].Hash)
		}
	}
	return nil
}

// errAll ends a reading at the end of the log.
var errAll = errors.New("all has been read")

// read is every commit of a process, in the order of the log.
func read(ctx context.Context, log eventlog.Follower, process string) ([]eventlog.Commit, error) {
	last, err := log.Last(ctx)
	if err != nil || last == 0 {
		return nil, err
	}
	var out []eventlog.Commit
	err = log.Follow(ctx, 0, func(s eventlog.Stored) error {
		if s.Process == process {
			out = append(out, s.Commit)
		}
		if s.Seq >= last {
			return errAll
		}
		return nil
	})
	switch {
	case errors.Is(err, errAll):
		return out, nil
	case err == nil:
		err = ctx.Err()
	}
	return nil, err
}

// named are the blobs that commits name, each once.
func named(ctx context.Context, blobs blob.Store, commits []eventlog.Commit) ([]archive.File, error) {
	var files []archive.File
	seen := map[string]bool{}
	for _, c := range commits {
		events, err := event.DecodeAll(c.Events)
		if err != nil {
			return nil, fmt.Errorf("%s version %d: %w", c.Aggregate, c.Version, err)
		}
		for _, e := range events {
			for _, digest := range event.Blobs(e) {
				if seen[digest] {
					continue
				}
				seen[digest] = true
				b, err := blobs.Get(ctx, digest)
				if err != nil {
					return nil, fmt.Errorf("%s of %s version %d: %w", e.Kind(), c.Aggregate, c.Version, err)
				}
				files = append(files, archive.File{SHA256: digest, Bytes: int64(len(b))})
			}
		}
	}
	return files, nil
}
