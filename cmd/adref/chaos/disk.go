//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// The size of a small disk: enough for the data of a storm.
const (
	diskBytes          = 512 << 20
	diskBytesPerMinute = 64 << 20
)

// disk is a small disk in memory.
type disk struct{ dir string }

// mountDisk mounts a small disk; only root may.
func mountDisk(dir string, size int64) (*disk, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		return nil, fmt.Errorf("mounting a small disk on %s: %w", dir, err)
	}
	return &disk{dir: dir}, nil
}

func (d *disk) ballast() string { return filepath.Join(d.dir, "ballast") }

// fill takes all the room that is left.
func (d *disk) fill() error {
	f, err := os.Create(d.ballast())
	if err != nil {
		return err
	}
	defer f.Close()
	block := make([]byte, 1<<20)
	for {
		if _, err := f.Write(block); errors.Is(err, syscall.ENOSPC) {
			if len(block) == 1 {
				return nil
			}
			block = block[:max(1, len(block)/16)]
		} else if err != nil {
			return err
		}
	}
}

// free gives the room back.
func (d *disk) free() error { return os.Remove(d.ballast()) }

// unmount removes the disk with all that is on it.
func (d *disk) unmount() error { return syscall.Unmount(d.dir, syscall.MNT_DETACH) }
