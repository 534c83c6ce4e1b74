//go:build unix

package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const vfs = "unix-excl"

// syncDirs makes the entries of a new data directory and its files durable; SQLite syncs only the files.
func syncDirs(dir string) error {
	for _, d := range []string{dir, filepath.Dir(dir)} {
		f, err := os.Open(d)
		if err != nil {
			return fmt.Errorf("sync directory: %w", err)
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return fmt.Errorf("sync directory %s: %w", d, err)
		}
	}
	return nil
}
