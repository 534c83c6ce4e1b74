package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

// Backup writes a copy of the embedded store to a new file while the Server goes on serving: one state of it, between two
// changes, with everything that was acknowledged before Backup was called. A file that exists is refused, and so are stores
// that are not in a data directory: PostgreSQL has tools of its own.
func (s *Server) Backup(ctx context.Context, path string) error {
	embedded, err := s.embedded()
	if err != nil {
		return err
	}
	return embedded.Backup(ctx, path)
}

// embedded returns the store that is a data directory, or says why there is nothing to back up.
func (s *Server) embedded() (*sqlite.Store, error) {
	if st, ok := s.store.(*sqlite.Store); ok {
		return st, nil
	}
	if s.cfg.Memory {
		return nil, refusal.New(refusal.Conflict, "the server keeps everything in memory").WithHint("start it with a data directory to have something to back up")
	}
	return nil, refusal.New(refusal.Conflict, "the server keeps its data in PostgreSQL").WithHint("back the database up with pg_dump, restore it with pg_restore")
}

// Restore makes a backup the content of a data directory, which no Server may have open. The backup is copied and checked
// before anything is replaced, and what is there already is only replaced with overwrite.
func Restore(ctx context.Context, dir, backup string, overwrite bool) error {
	return sqlite.Restore(ctx, dir, backup, overwrite)
}

// lendBackup makes a backup beside the store, lends it to send and removes it. Meanwhile it takes as much room as the store.
func (s *Server) lendBackup(ctx context.Context, send func(content io.Reader, size int64) error) (err error) {
	embedded, err := s.embedded()
	if err != nil {
		return err
	}
	// By a name that the store's next start removes if this process is killed.
	path := filepath.Join(s.cfg.DataDir, ".entrasim-backup-"+newInstance())
	if err := embedded.Backup(ctx, path); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(path)) }()
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read the backup: %w", err)
	}
	defer file.Close() // before it is removed
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("read the backup: %w", err)
	}
	return send(file, info.Size())
}
