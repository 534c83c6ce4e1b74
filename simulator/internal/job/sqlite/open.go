package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	_ "modernc.org/sqlite" // the driver

	"github.com/entrasim/entrasim/simulator/internal/job"
)

// Store keeps the states of jobs in a file. It is safe for concurrent use.
type Store struct {
	path string
	lock *os.File // nil when attached

	mu      sync.Mutex // one user of the connection at a time
	db      *sql.DB
	conn    *sql.Conn // the only one: SQLite counts the versions of the data by connection
	stmts   map[string]*sql.Stmt
	version int64 // of the data, as this connection saw it last
}

var (
	_ job.Store  = (*Store)(nil)
	_ job.Lister = (*Store)(nil)
	_ job.Shared = (*Store)(nil)
)

// Open opens the file at path for a simulator, and makes it when there is none. A file that another simulator has open
// gives an [*InUseError].
func Open(ctx context.Context, path string) (_ *Store, err error) {
	s := &Store{path: path}
	defer func() {
		if err != nil {
			err = fmt.Errorf("open job state %s: %w", path, errors.Join(err, s.Close()))
		}
	}()
	if s.lock, err = lock(path); err != nil {
		return nil, err
	}
	return s, s.connect(ctx)
}

// Attach opens the file at path beside whoever has it open. There must be one.
func Attach(ctx context.Context, path string) (_ *Store, err error) {
	s := &Store{path: path}
	defer func() {
		if err != nil {
			err = fmt.Errorf("open job state %s: %w", path, errors.Join(err, s.Close()))
		}
	}()
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fs.ErrNotExist
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("it is a directory")
	}
	return s, s.connect(ctx)
}

func (s *Store) connect(ctx context.Context) (err error) {
	if s.db, err = sql.Open("sqlite", dsn(s.path)); err != nil {
		return err
	}
	s.db.SetMaxOpenConns(1)
	if err := migrate(ctx, s.db); err != nil {
		return err
	}
	if s.conn, err = s.db.Conn(ctx); err != nil {
		return err
	}
	s.stmts = map[string]*sql.Stmt{}
	_, err = s.Changed(ctx)
	return err
}

// dsn names the database and what is set on its connection.
func dsn(path string) string {
	q := url.Values{"_pragma": {
		"busy_timeout(5000)",
		"journal_mode(WAL)",
		"synchronous(NORMAL)",
		"temp_store(MEMORY)",
		"wal_autocheckpoint(1000)",
	}}
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + q.Encode()
}

// Close closes the file and lets go of its lock.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, stmt := range s.stmts {
		errs = append(errs, stmt.Close())
	}
	s.stmts = nil
	if s.conn != nil {
		errs = append(errs, s.conn.Close())
		s.conn = nil
	}
	if s.db != nil {
		errs = append(errs, s.db.Close())
		s.db = nil
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Close())
		s.lock = nil
	}
	return errors.Join(errs...)
}

// Changed implements [job.Shared].
func (s *Store) Changed(ctx context.Context) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.version
	if err := s.row(ctx, "PRAGMA data_version").Scan(&s.version); err != nil {
		return false, fmt.Errorf("look for changes of the job state: %w", err)
	}
	return s.version != before, nil
}

// Jobs implements [job.Lister].
func (s *Store) Jobs(ctx context.Context) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []string
	err := s.each(ctx, "SELECT id FROM job ORDER BY id", nil, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list jobs: %w", err)
	}
	return ids, nil
}
