package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Restore makes a backup the database of a data directory. The directory must not be in use (*InUseError). A database that is
// there is only replaced if overwrite is set; then it is gone. What fails before the backup has been copied and checked changes
// nothing. A backup of an older program is brought up to date when the store is opened.
func Restore(ctx context.Context, dir, backup string, overwrite bool) error {
	if err := restore(ctx, dir, backup, overwrite); err != nil {
		return fmt.Errorf("restore %s to %s: %w", backup, dir, err)
	}
	return nil
}

func restore(ctx context.Context, dir, backup string, overwrite bool) (err error) {
	if err := makeDir(dir); err != nil {
		return err
	}
	held, err := lock(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	target := filepath.Join(dir, fileName)
	if _, err := os.Lstat(target); err == nil && !overwrite {
		return errors.New("there is a database already; choose another directory, or say that it is to be overwritten")
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if log, err := os.Stat(backup + "-wal"); err == nil && log.Size() > 0 {
		return errors.New("this is a database in use, not a backup; back it up first")
	}
	partial, err := os.CreateTemp(dir, ".entrasim-restore-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, discard(partial)) }()
	if err := copyFile(ctx, partial, backup); err != nil {
		return err
	}
	if _, err := CheckBackup(ctx, partial.Name()); err != nil {
		return err
	}
	// The log of the old database must not be taken for the new one's.
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Remove(target + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return install(ctx, partial, target)
}

func copyFile(ctx context.Context, to *os.File, path string) (err error) {
	from, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	const step = 1 << 20
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := io.CopyN(to, from, step); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
