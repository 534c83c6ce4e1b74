package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// lockName is the file whose lock says that a process has the data directory open. The lock belongs to the open file,
// so the operating system lets go of it when the process ends, in whatever way.
const lockName = "entrasim.lock"

// errHeld: another open store, here or in another process, holds the lock.
var errHeld = errors.New("lock is held")

func lock(dir string) (*os.File, error) {
	path := filepath.Join(dir, lockName)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock file: %w", err)
	}
	if err := lockFile(f); err != nil {
		return nil, errors.Join(heldError(path, err), f.Close())
	}
	if err := f.Truncate(0); err != nil {
		return nil, errors.Join(fmt.Errorf("write lock file: %w", err), f.Close())
	}
	if _, err := fmt.Fprintf(f, "%d\n", os.Getpid()); err != nil {
		return nil, errors.Join(fmt.Errorf("write lock file: %w", err), f.Close())
	}
	return f, nil
}

func heldError(path string, err error) error {
	if !errors.Is(err, errHeld) {
		return fmt.Errorf("lock %s: %w", path, err)
	}
	return &InUseError{Dir: filepath.Dir(path), PID: holder(path)}
}

// holder returns the process id the lock's holder has written, 0 when it has not yet.
func holder(path string) (pid int) {
	text, err := os.ReadFile(path)
	if err == nil {
		_, err = fmt.Sscan(string(text), &pid)
	}
	if err != nil {
		return 0
	}
	return pid
}

// InUseError says that another store has the data directory open.
type InUseError struct {
	Dir string
	PID int // the process that has it; 0 when unknown
}

func (e *InUseError) Error() string {
	who := "another process"
	if e.PID != 0 {
		who = fmt.Sprintf("process %d", e.PID)
	}
	return fmt.Sprintf("data directory %s is in use by %s; stop it, use its admin API, or choose another directory",
		e.Dir, who)
}
