//go:build unix

package ledger

import (
	"os"
	"syscall"
)

// lock takes the file for this process, or says that another has it. The system gives it back when the process ends, however
// it ends.
func lock(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }
