package ledger

import (
	"os"

	"golang.org/x/sys/windows"
)

// lock takes the file for this process, or says that another has it. The system gives it back when the process ends, however
// it ends. The byte that is locked lies behind any content, so that others can read.
func lock(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	return windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{OffsetHigh: 1 << 30})
}
