package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
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
	if err := s.backup(ctx, path); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	return nil
}

func (s *Store) backup(ctx context.Context, path string) (err error) {
	if _, err := os.Lstat(path); err == nil {
		return errors.New("the file exists; choose another name, or remove it first")
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	partial, err := os.CreateTemp(filepath.Dir(path), ".entrasim-backup-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, discard(partial)) }()
	if err := s.vacuumInto(ctx, partial.Name()); err != nil {
		return err
	}
	return install(ctx, partial, path)
}

// vacuumInto uses a connection of its own: it takes as long as the database is large.
func (s *Store) vacuumInto(ctx context.Context, path string) (err error) {
	c, err := s.connector.Connect(ctx)
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
	if _, err := CheckBackup(ctx, partial.Name()); err != nil {
		return err
	}
	if err := os.Rename(partial.Name(), path); err != nil {
		return err
	}
	return syncDirs(filepath.Dir(path))
}
