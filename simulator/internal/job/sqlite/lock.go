package sqlite

import (
	"errors"
	"fmt"
	"os"
)

// lockSuffix names the file whose lock says that a simulator works with a state. The lock belongs to the open file: the
// operating system lets go of it when the process ends, in whatever way. The file stays.
const lockSuffix = ".lock"

// errHeld: another simulator, here or in another process, holds the lock.
var errHeld = errors.New("the lock is held")

// InUseError says that another simulator works with the state.
type InUseError struct {
	Path string
	PID  int // 0 when unknown
}

func (e *InUseError) Error() string {
	who := "another simulator"
	if e.PID != 0 {
		who = fmt.Sprintf("the simulator with process id %d", e.PID)
	}
	return "it is in use by " + who
}

// Hint says what to do.
func (e *InUseError) Hint() string {
	return "stop the other simulator, or give this one a state file of its own; `entrasim job` works beside it"
}

func lock(path string) (_ *os.File, err error) {
	path += lockSuffix
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open its lock: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close())
		}
	}()
	if err := lockFile(f); errors.Is(err, errHeld) {
		return nil, &InUseError{Path: path, PID: holder(f)}
	} else if err != nil {
		return nil, fmt.Errorf("lock it: %w", err)
	}
	if err := f.Truncate(0); err != nil {
		return nil, fmt.Errorf("note who locked it: %w", err)
	}
	if _, err := fmt.Fprintf(f, "%d\n", os.Getpid()); err != nil {
		return nil, fmt.Errorf("note who locked it: %w", err)
	}
	return f, nil
}

// holder is the process id that the holder of the lock has written into it, 0 when it has not yet.
func holder(f *os.File) int {
	var pid int
	if _, err := fmt.Fscan(f, &pid); err != nil {
		return 0
	}
	return pid
}
