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

// CheckBackup reads a backup from end to end and returns the version of its schema. It fails if the file is damaged, was made by
// a newer program, or is something else. Nothing may write to it meanwhile.
func CheckBackup(ctx context.Context, file string) (version int64, err error) {
	u := url.URL{Path: filepath.ToSlash(file)}
	db := sql.OpenDB(connector{"file:" + u.EscapedPath() + "?mode=ro&immutable=1"})
	defer func() { err = errors.Join(err, db.Close()) }()
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return 0, fmt.Errorf("%s is damaged, or not a database: %w", file, err)
	}
	if verdict != "ok" {
		return 0, fmt.Errorf("%s is damaged: %s", file, verdict)
	}
	var orphans int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM pragma_foreign_key_check").Scan(&orphans); err != nil {
		return 0, fmt.Errorf("check references in %s: %w", file, err)
	}
	if orphans > 0 {
		return 0, fmt.Errorf("%s is damaged: %d rows belong to something that is not there", file, orphans)
	}
	err = db.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version WHERE is_applied").Scan(&version)
	if err != nil {
		return 0, fmt.Errorf("%s is not a database of this program: %w", file, err)
	}
	newest, err := newestVersion()
	if err != nil {
		return 0, err
	}
	if version > newest {
		return 0, fmt.Errorf("%s has schema version %d, this program knows %d: use a newer program", file, version, newest)
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
