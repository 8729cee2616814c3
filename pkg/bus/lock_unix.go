//go:build unix

package bus

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// lockFile opens the file and locks it until it is closed or the process ends, however it ends. The file holds the number of
// the process, for people.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		holder, _ := os.ReadFile(path) // who it is only helps; the lock is what counts
		f.Close()
		return nil, fmt.Errorf("%w: process %s", ErrLocked, strings.TrimSpace(string(holder)))
	}
	if err == nil {
		err = writePID(f)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("lock: %w", err)
	}
	return f, nil
}

// writePID replaces what the file holds.
func writePID(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := fmt.Fprintln(f, os.Getpid())
	return err
}
