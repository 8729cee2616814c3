//go:build linux || darwin

package bus

import "syscall"

// room is how many bytes are left on the disk of a folder for this user.
func room(dir string) (uint64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return st.Bavail * uint64(st.Bsize), nil
}
