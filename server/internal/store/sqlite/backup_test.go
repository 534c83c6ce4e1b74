package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

// A backup under way sees whole transactions only, and what is restored is what was there.
func TestBackupWhileServing(t *testing.T) {
	s, _ := openAcme(t)
	if err := s.Update(t.Context(), func(tx store.Tx) error {
		return tx.Insert(t.Context(), &store.Record{Organisation: "acme", Type: store.TypeGroup, ID: "g", Doc: []byte("{}")})
	}); err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var writers sync.WaitGroup
	started := make(chan struct{}, 4)
	for w := range 4 {
		writers.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				err := s.Update(t.Context(), func(tx store.Tx) error {
					pair := []store.Member{{ID: fmt.Sprintf("a-%d-%d", w, i)}, {ID: fmt.Sprintf("b-%d-%d", w, i)}}
					for _, m := range pair {
						r := user(0)
						r.ID, r.UniqueKey, r.Doc = m.ID, m.ID, bytes.Repeat([]byte("x"), 2000)
						if err := tx.Insert(t.Context(), &r); err != nil {
							return err
						}
					}
					_, err := tx.AddMembers(t.Context(), "acme", "g", pair)
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
				if i == 20 {
					started <- struct{}{}
				}
			}
		})
	}
	for range 4 {
		<-started
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "backup.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Error(err)
	}
	close(stop)
	writers.Wait()

	target := t.TempDir() + "/new"
	if err := sqlite.Restore(t.Context(), target, file, false); err != nil {
		t.Fatal(err)
	}
	restored := openDir(t, target)
	users := count(t, restored)
	members, err := restored.Members(t.Context(), "acme", "g")
	if err != nil || users < 4*2*20 || users%2 != 0 || len(members) != users {
		t.Errorf("restored %d users and %d members, error %v; want as many of either, in pairs, and at least 160",
			users, len(members), err)
	}
	if n := count(t, s); n < users {
		t.Errorf("%d users are left, fewer than in the backup (%d)", n, users)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("beside the backup lies %v, error %v", left, err)
	}
}

func TestBackupRefuses(t *testing.T) {
	s, _ := openAcme(t)
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken")
	if err := os.WriteFile(taken, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, err := range map[string]error{
		"a file that exists":    s.Backup(t.Context(), taken),
		"a missing directory":   s.Backup(t.Context(), filepath.Join(dir, "none", "x")),
		"with an ended context": s.Backup(ended, filepath.Join(dir, "x")),
	} {
		if err == nil {
			t.Errorf("backup to %s succeeded, want an error", name)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "y")); !errors.Is(err, store.ErrClosed) {
		t.Errorf("backup of a closed store: got %v, want ErrClosed", err)
	}
	left, err := os.ReadDir(dir)
	text, _ := os.ReadFile(taken)
	if err != nil || len(left) != 1 || string(text) != "precious" {
		t.Errorf("the directory holds %v and the file %q, error %v; want them untouched", left, text, err)
	}
}

// backupOf returns a backup of a store with one user.
func backupOf(t *testing.T) string {
	t.Helper()
	s, _ := openAcme(t)
	if err := s.Update(t.Context(), insert(t, 1)); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestRestoreOverADatabase(t *testing.T) {
	file := backupOf(t)
	s, dir := openAcme(t)
	var inUse *sqlite.InUseError
	if err := sqlite.Restore(t.Context(), dir, file, true); !errors.As(err, &inUse) {
		t.Errorf("restore into a directory in use: got %v, want InUseError", err)
	}
	for n := range 3 {
		if err := s.Update(t.Context(), insert(t, 10+n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := sqlite.Restore(t.Context(), dir, file, false); err == nil || !strings.Contains(err.Error(), "overwritten") {
		t.Errorf("restore over a database without overwrite: got %v, want an error that names the way", err)
	}
	if n := count(t, openDir(t, dir)); n != 3 {
		t.Errorf("%d users after a refused restore, want 3", n)
	}
}

func TestRestoreOverwritesWithTheLog(t *testing.T) {
	file := backupOf(t)
	dir := t.TempDir()
	// A process that was killed leaves a database and its log.
	for _, name := range []string{"entrasim.db", "entrasim.db-wal", "entrasim.db-shm"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("left behind"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := sqlite.Restore(t.Context(), dir, file, true); err != nil {
		t.Fatal(err)
	}
	if n := count(t, openDir(t, dir)); n != 1 {
		t.Errorf("%d users after the restore, want 1", n)
	}
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	good, err := os.ReadFile(backupOf(t))
	if err != nil {
		t.Fatal(err)
	}
	torn := bytes.Clone(good)
	for i := 5000; i < len(torn); i += 97 {
		torn[i] ^= 0x55
	}
	for name, tt := range map[string]struct {
		content []byte
		change  string // run on the content
		want    string
	}{
		"empty":             {nil, "", "not a database"},
		"something else":    {[]byte(strings.Repeat("not a database ", 1000)), "", "not a database"},
		"cut short":         {good[:len(good)/2], "", "damaged"},
		"damaged":           {torn, "", "damaged"},
		"another program's": {good, "DROP TABLE goose_db_version", "not a database of this program"},
		"a newer program's": {good, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)", "newer program"},
		"orphans":           {good, "PRAGMA foreign_keys = 0; DELETE FROM organisation", "belong to something that is not there"},
		"a live database":   {good, "PRAGMA journal_mode = WAL; CREATE TABLE x (y)", "in use"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "backup")
			if err := os.WriteFile(file, tt.content, 0o600); err != nil {
				t.Fatal(err)
			}
			if tt.change != "" {
				db, err := sql.Open("sqlite", file)
				if err != nil {
					t.Fatal(err)
				}
				defer db.Close() // not before: closing ends the log
				db.SetMaxOpenConns(1)
				if _, err := db.Exec(tt.change); err != nil {
					t.Fatal(err)
				}
			}
			dir := t.TempDir()
			err := sqlite.Restore(t.Context(), dir, file, false)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Restore: got %v, want an error that says %q", err, tt.want)
			}
			left, err := filepath.Glob(dir + "/*.db*")
			if hidden, _ := filepath.Glob(dir + "/.*"); err != nil || len(left)+len(hidden) != 0 {
				t.Errorf("the failed restore left %v %v, error %v", left, hidden, err)
			}
		})
	}
}
