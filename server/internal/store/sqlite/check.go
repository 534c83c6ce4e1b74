package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path"
	"path/filepath"

	"github.com/pressly/goose/v3"
)

// ErrNoBackup is matched by what CheckBackup and Restore say about a file that cannot be restored.
var ErrNoBackup = errors.New("no usable backup")

// CheckBackup reads a backup from end to end and returns the version of its schema. It fails if the file is damaged, was made by
// a newer program, or is something else (ErrNoBackup). Nothing may write to it meanwhile.
func CheckBackup(ctx context.Context, file string) (version int64, err error) {
	if version, err = checkBackup(ctx, file); err != nil {
		return 0, fmt.Errorf("check backup %s: %w", file, err)
	}
	return version, nil
}

// checkBackup leaves out the name of the file, which may be one that only this program knows.
func checkBackup(ctx context.Context, file string) (version int64, err error) {
	u := url.URL{Path: filepath.ToSlash(file)}
	db := sql.OpenDB(connector{"file:" + u.EscapedPath() + "?mode=ro&immutable=1"})
	defer func() { err = errors.Join(err, db.Close()) }()
	ask := func(query string, into any, blame string) error {
		err := db.QueryRowContext(ctx, query).Scan(into)
		if err != nil && ctx.Err() == nil {
			err = fmt.Errorf("%w: %s: %w", ErrNoBackup, blame, err)
		}
		return err
	}
	var verdict string
	if err := ask("PRAGMA integrity_check(1)", &verdict, "the file is damaged, or not a database"); err != nil {
		return 0, err
	}
	if verdict != "ok" {
		return 0, fmt.Errorf("%w: the file is damaged: %s", ErrNoBackup, verdict)
	}
	var orphans int
	if err := ask("SELECT count(*) FROM pragma_foreign_key_check", &orphans, "references in it cannot be checked"); err != nil {
		return 0, err
	}
	if orphans > 0 {
		return 0, fmt.Errorf("%w: the file is damaged: %d rows belong to something that is not there", ErrNoBackup, orphans)
	}
	if err := ask("SELECT max(version_id) FROM goose_db_version WHERE is_applied", &version, "the file is not a database of this program"); err != nil {
		return 0, err
	}
	newest, err := newestVersion()
	if err != nil {
		return 0, err
	}
	if version > newest {
		return 0, fmt.Errorf("%w: the file has schema version %d, this program knows %d: use a newer program", ErrNoBackup, version, newest)
	}
	return version, nil
}

// newestVersion is the version of the schema that this program brings databases to.
func newestVersion() (newest int64, err error) {
	entries, err := migrations.ReadDir("migrations")
	if err != nil {
		return 0, fmt.Errorf("read migrations: %w", err)
	}
	for _, e := range entries {
		version, err := goose.NumericComponent(path.Base(e.Name()))
		if err != nil {
			return 0, fmt.Errorf("read migrations: %w", err)
		}
		newest = max(newest, version)
	}
	return newest, nil
}
