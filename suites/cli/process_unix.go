//go:build unix

package cli

import (
	"os/exec"
	"syscall"
)

// apart takes a child out of the terminal's reach: Ctrl-C is for this process, which tells its children itself.
func apart(child *exec.Cmd) { child.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
