package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrOccupied is matched by what Restore says about a directory that it would have to overwrite.
var ErrOccupied = errors.New("there is a database already; choose another directory, or say that it is to be overwritten")

// Restore makes a backup the database of a data directory. The directory must not be in use (*InUseError). A database that is
// there is only replaced if overwrite is set, and only when the backup has been copied beside it and checked: whatever fails, or
// whenever the program is killed, the directory holds all of the old database or all of the new one. A backup of an older
// program is brought up to date when the store is opened.
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
	if err := sweep(dir); err != nil {
		return err
	}
	target := filepath.Join(dir, fileName)
	if _, err := os.Lstat(target); err == nil && !overwrite {
		return ErrOccupied
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if log, err := os.Stat(backup + "-wal"); err == nil && log.Size() > 0 {
		return fmt.Errorf("%w: this is a database in use; back it up first", ErrNoBackup)
	}
	partial, err := os.CreateTemp(dir, unfinishedRestore)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, discard(partial)) }()
	if err := copyFile(ctx, partial, backup); err != nil {
		return err
	}
	if _, err := checkBackup(ctx, partial.Name()); err != nil {
		return err
	}
	if err := settle(ctx, dir); err != nil {
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

// settle moves what the log of the old database holds into the database itself, so that it stays whole without its log until it
// is replaced. One that is damaged has nothing to keep.
func settle(ctx context.Context, dir string) (err error) {
	opts, err := Options{Dir: dir}.complete()
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(opts.Dir, fileName)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	db := sql.OpenDB(connector{dsn(opts)})
	defer func() { err = errors.Join(err, db.Close()) }()
	var busy, pages, moved int
	err = db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	var code *sqlite.Error
	if errors.As(err, &code) && slices.Contains(damaged, code.Code()&0xff) {
		return nil
	}
	if err == nil && busy != 0 {
		err = errors.New("somebody reads it")
	}
	if err != nil {
		return fmt.Errorf("settle the database that is there: %w", err)
	}
	return nil
}

// damaged are SQLite's codes for a file that is no database, or no longer one.
var damaged = []int{sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}

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
