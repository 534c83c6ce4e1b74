package sqlite

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/store/gate"
)

// fileName is the database in the data directory; SQLite puts its log beside it.
const fileName = "entrasim.db"

// Open opens the database in opts.Dir, creates it when there is none, and brings its schema up to date. A directory
// that another store has open gives *InUseError.
func Open(ctx context.Context, opts Options) (_ *Store, err error) {
	opts, err = opts.complete()
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	s := &Store{gate: gate.New()}
	defer func() {
		if err != nil {
			err = fmt.Errorf("open store in %s: %w", opts.Dir, errors.Join(err, s.release()))
		}
	}()
	if err := makeDir(opts.Dir); err != nil {
		return nil, err
	}
	if s.lock, err = lock(opts.Dir); err != nil {
		return nil, err
	}
	if err := sweep(opts.Dir); err != nil {
		return nil, err
	}
	s.connector = connector{dsn(opts)}
	if err := migrate(ctx, s.connector, opts.Logger); err != nil {
		return nil, err
	}
	if s.pool, err = openPool(ctx, s.connector, opts.Readers); err != nil {
		return nil, err
	}
	if err := s.openWriter(ctx, opts); err != nil {
		return nil, err
	}
	return s, syncDirs(opts.Dir)
}

func (s *Store) openWriter(ctx context.Context, opts Options) error {
	c, err := connect(ctx, s.connector)
	if err != nil {
		return err
	}
	s.log.path = filepath.Join(opts.Dir, fileName+"-wal")
	w := &writer{conn: c, onKey: s.wrote, room: newReserve(s.log.path, c)}
	if opts.Synchronous == Full {
		w.sync = s.log.sync
	}
	s.writer = w.start()
	return nil
}

// dsn names the database and what is set on every connection. The VFS is the one that keeps the index of the log in
// memory instead of a file shared with other processes: there are none, and every read saves its file locks.
func dsn(opts Options) string {
	q := url.Values{"vfs": {vfs}, "_pragma": {
		"busy_timeout(5000)",
		"journal_mode(WAL)",
		"synchronous(NORMAL)", // with Full, the writer waits for the disk: see flight
		"foreign_keys(1)",
		"temp_store(MEMORY)",
		"cache_size(-8192)",
		"wal_autocheckpoint(" + strconv.Itoa(logPages) + ")",
		"journal_size_limit(" + strconv.Itoa(logLimit) + ")",
	}}
	path := filepath.ToSlash(filepath.Join(opts.Dir, fileName))
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

func makeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make data directory: %w", err)
	}
	return nil
}
