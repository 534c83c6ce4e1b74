package sqlite_test

import (
	"database/sql"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/pressly/goose/v3"

	"github.com/entrasim/entrasim/server/internal/store"
)

// A database of the first version finds people by e-mail once it is opened.
func TestEmailsAreIndexedByTheUpgrade(t *testing.T) {
	dir := t.TempDir()
	first, err := os.ReadFile("migrations/00001_initial.sql")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "entrasim.db"))
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, fstest.MapFS{"00001_initial.sql": {Data: first}},
		goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`
		INSERT INTO organisation (id, name, mood) VALUES ('acme', '', '');
		INSERT INTO resource (org, type, id, version, unique_key, external_id, display_key, active, doc) VALUES
			('acme', 'User', 'a', 1, '', '', '', 1, x'` + hex.EncodeToString([]byte(`{"emails":[{"value":"Ä@X.com"},{"value":"b@x.com"}]}`)) + `'),
			('acme', 'User', 'b', 1, '', '', '', 1, x'7b7d')`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s := openDir(t, dir)
	for key, want := range map[string]int{"Ä@x.com": 1, "b@x.com": 1, "c@x.com": 0, "": 1} {
		page, err := s.Query(t.Context(), "acme", store.TypeUser, store.Query{
			Where: store.Eq{Index: store.ByEmail, Value: key}, Total: true,
		})
		if err != nil || page.Total != want {
			t.Errorf("e-mail %q finds %d, error %v; want %d", key, page.Total, err, want)
		}
	}
	page, err := s.Query(t.Context(), "acme", store.TypeUser, store.Query{Offset: 1, Limit: 0, Total: true})
	if err != nil || page.Total != 2 {
		t.Errorf("a list has the total %d, error %v; want 2, which are there since before totals were kept", page.Total, err)
	}
}
