package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Backup writes a copy of the database to a new file, while the store goes on serving: one state of it, between two commits, in
// the least space. The file appears under its name when it is complete, checked and on disk. One that exists is not overwritten.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.gate.Enter(); err != nil {
		return err
	}
	defer s.gate.Leave()
	if err := backup(ctx, s.connector, path); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	return nil
}

// Backup is Store.Backup for a data directory that no store has open; otherwise it gives *InUseError. The schema stays as it is,
// so that a newer program can back up what an older one left.
func Backup(ctx context.Context, dir, path string) error {
	if err := backupDir(ctx, dir, path); err != nil {
		return fmt.Errorf("back up %s to %s: %w", dir, path, err)
	}
	return nil
}

func backupDir(ctx context.Context, dir, path string) (err error) {
	opts, err := Options{Dir: dir}.complete()
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(opts.Dir, fileName)); err != nil {
		return err
	}
	held, err := lock(opts.Dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	return backup(ctx, connector{dsn(opts)}, path)
}

func backup(ctx context.Context, from driver.Connector, path string) error {
	return appear(ctx, path, func(partial *os.File) error { return vacuumInto(ctx, from, partial.Name()) })
}

// ReceiveBackup writes a backup that comes from elsewhere to a new file, which appears as that of Store.Backup does.
func ReceiveBackup(ctx context.Context, content io.Reader, path string) error {
	err := appear(ctx, path, func(partial *os.File) error {
		_, err := io.Copy(partial, content)
		return err
	})
	if err != nil {
		return fmt.Errorf("write backup to %s: %w", path, err)
	}
	return nil
}

// appear lets fill write a database under another name and gives it its own when it is complete.
func appear(ctx context.Context, path string, fill func(partial *os.File) error) (err error) {
	if _, err := os.Lstat(path); err == nil {
		return errors.New("the file exists; choose another name, or remove it first")
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	partial, err := os.CreateTemp(filepath.Dir(path), unfinishedBackup)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, discard(partial)) }()
	if err := fill(partial); err != nil {
		return err
	}
	return install(ctx, partial, path)
}

// Names of files that are not complete yet.
const (
	unfinishedBackup  = ".entrasim-backup-*"
	unfinishedRestore = ".entrasim-restore-*"
)

// sweep removes what a process that was killed left unfinished in a data directory. The lock must be held.
func sweep(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		backup, _ := filepath.Match(unfinishedBackup, e.Name())
		restore, _ := filepath.Match(unfinishedRestore, e.Name())
		if !backup && !restore {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("remove what is left of a backup: %w", err)
		}
	}
	return nil
}

// vacuumInto uses a connection of its own: it takes as long as the database is large.
func vacuumInto(ctx context.Context, from driver.Connector, path string) (err error) {
	c, err := from.Connect(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	_, err = c.(driver.ExecerContext).ExecContext(ctx, "VACUUM INTO ?1", []driver.NamedValue{{Ordinal: 1, Value: path}})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// discard closes and removes a file, unless it got its final name.
func discard(partial *os.File) error {
	closed := partial.Close()
	if err := os.Remove(partial.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(closed, err)
	}
	return closed
}

// install makes sure that a database is whole and on disk, and gives it its name.
func install(ctx context.Context, partial *os.File, path string) error {
	if err := partial.Sync(); err != nil {
		return err
	}
	if _, err := checkBackup(ctx, partial.Name()); err != nil {
		return err
	}
	if err := os.Rename(partial.Name(), path); err != nil {
		return err
	}
	return syncDirs(filepath.Dir(path))
}
