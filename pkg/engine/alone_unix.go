//go:build unix

package engine

import (
	"os/exec"
	"syscall"
)

// alone runs a program in a group of its own, which ends as a whole: LibreOffice is a script that starts another program.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
