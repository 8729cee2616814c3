package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"adref/pkg/archive"
	"adref/pkg/backup"
	"adref/pkg/bus"
	"adref/pkg/eventlog"
)

func exportCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "export FILE",
		Short: "Back up a whole process as one file",
		Long: `Write every commit of a process, as it stands in the log, and every blob that they name into one tar file, with a manifest
of digests and counts. The same process gives the same bytes. “adref import-archive” restores it on another instance.`,
		Args: cobra.ExactArgs(1),
	}
	url := natsFlag(c)
	process := c.Flags().String("process", "", "code of the process")
	c.MarkFlagRequired("process") //nolint:errcheck // the flag is there
	c.RunE = func(cmd *cobra.Command, args []string) error {
		conn, err := connect(cmd.Context(), *url)
		if err != nil {
			return err
		}
		defer conn.Close()
		var m archive.Manifest
		err = replaceFile(args[0], func(w io.Writer) error {
			m, err = backup.Export(cmd.Context(), eventlog.NewJetStream(conn), blobs(conn), *process, w)
			return err
		})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s holds %s.\n", args[0], holdings(m))
		return err
	}
	return c
}

func importArchiveCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "import-archive FILE",
		Short: "Restore a process from the file that export wrote",
		Long: `Check the whole file, and then append its commits unchanged: versions and hashes are those of the instance that it comes
from. A file that has been changed or cut off is refused before anything is written. A process that is there already is
refused too, unless it is a beginning of what the file holds, such as an import that was cut off: then that goes on.`,
		Args: cobra.ExactArgs(1),
	}
	url := natsFlag(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		a, closing, err := openArchive(args[0])
		if err != nil {
			return err
		}
		defer closing.Close()
		conn, err := connect(cmd.Context(), *url)
		if err != nil {
			return err
		}
		defer conn.Close()
		return importArchive(cmd.Context(), conn, a, cmd.OutOrStdout())
	}
	return c
}

// openArchive checks the file as a whole.
func openArchive(name string) (*archive.Archive, io.Closer, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("it is no regular file: %w", errUsage)
	}
	var a *archive.Archive
	if err == nil {
		a, err = archive.Open(f, info.Size())
	}
	if err != nil {
		f.Close()
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return a, f, nil
}

func importArchive(ctx context.Context, conn *bus.Conn, a *archive.Archive, out io.Writer) error {
	if err := bus.Ensure(ctx, conn); err != nil {
		return err
	}
	added, err := backup.Import(ctx, eventlog.NewJetStream(conn), blobs(conn), a)
	if err != nil {
		return fmt.Errorf("after %d commits: %w", added, err)
	}
	_, err = fmt.Fprintf(out, "%s: %s, %d commits of them new.\n", a.Process, holdings(a.Manifest), added)
	return err
}

// holdings is what an archive holds, for people.
func holdings(m archive.Manifest) string {
	return fmt.Sprintf("%d commits with %d events in %d chains and %d blobs", m.Count, m.Events, len(m.Chains), len(m.Blobs))
}

// replaceFile writes a file as a whole or not at all: what was there before stays until the new one is complete and on disk.
func replaceFile(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".adref-*")
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
