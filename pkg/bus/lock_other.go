//go:build !unix

package bus

import (
	"fmt"
	"os"
)

// lockFile takes the file for this process. A system without flock refuses to remove a file that is open, so one that can be
// removed was left by a process that has ended.
func lockFile(path string) (*os.File, error) {
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		return nil, ErrLocked
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLocked, err)
	}
	return f, nil
}
