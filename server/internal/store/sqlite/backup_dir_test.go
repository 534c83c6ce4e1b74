package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

// killed returns a data directory as a process that was killed leaves it: n users, all of them in the log only.
func killed(t *testing.T, n int) string {
	t.Helper()
	s, dir := openAcme(t)
	for i := range n {
		if err := s.Update(t.Context(), insert(t, i)); err != nil {
			t.Fatal(err)
		}
	}
	left := t.TempDir()
	for _, name := range []string{"entrasim.db", "entrasim.db-wal"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(left, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return left
}

func TestBackupOfADirectory(t *testing.T) {
	dir := killed(t, 7)
	file := filepath.Join(t.TempDir(), "backup.db")
	if err := sqlite.Backup(t.Context(), dir, file); err != nil {
		t.Fatal(err)
	}
	target := t.TempDir()
	if err := sqlite.Restore(t.Context(), target, file, false); err != nil {
		t.Fatal(err)
	}
	if n := count(t, openDir(t, target)); n != 7 {
		t.Errorf("%d users after backup and restore, want the 7 that were in the log", n)
	}
	openDir(t, dir)
	var inUse *sqlite.InUseError
	if err := sqlite.Backup(t.Context(), dir, file+"2"); !errors.As(err, &inUse) {
		t.Errorf("backup of a directory in use: got %v, want InUseError", err)
	}
	if err := sqlite.Backup(t.Context(), t.TempDir(), file+"3"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("backup of an empty directory: got %v, want ErrNotExist", err)
	}
}

// A newer program must be able to save what an older one left, before it changes it.
func TestBackupLeavesTheSchemaAlone(t *testing.T) {
	dir := killed(t, 1)
	db, err := sql.Open("sqlite", filepath.Join(dir, "entrasim.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("DELETE FROM goose_db_version WHERE version_id > 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "backup.db")
	if err := sqlite.Backup(t.Context(), dir, file); err != nil {
		t.Fatal(err)
	}
	if version, err := sqlite.CheckBackup(t.Context(), file); version != 1 || err != nil {
		t.Errorf("schema of the backup: got version %d, %v, want 1, as in the directory", version, err)
	}
}

// Between the removal of the old log and the new name of the backup the old database has to be whole by itself.
func TestRestoreKeepsTheOldDatabaseWhole(t *testing.T) {
	dir := killed(t, 9)
	if err := sqlite.Settle(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Remove(filepath.Join(dir, "entrasim.db"+suffix)); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	if n := count(t, openDir(t, dir)); n != 9 {
		t.Errorf("%d users without the log, want 9: a restore that is killed there would lose them", n)
	}
}

func TestOpenRemovesWhatAKilledBackupLeft(t *testing.T) {
	dir := t.TempDir()
	for name, stays := range map[string]bool{
		".entrasim-backup-123": false, ".entrasim-restore-456": false, "backup.db": true, ".entrasim-backupper": true,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		openDir(t, t.TempDir()) // another directory's store has no business here
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		s, err := sqlite.Open(t.Context(), sqlite.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != stays {
			t.Errorf("%s after Open: got %v, want it there: %t", name, err, stays)
		}
	}
}

func TestReceiveBackup(t *testing.T) {
	good, err := os.ReadFile(backupOf(t))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	broken := errors.New("connection reset")
	if err := sqlite.ReceiveBackup(t.Context(), iotest.TimeoutReader(iotest.HalfReader(bytes.NewReader(good))), filepath.Join(dir, "a")); !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("a reader that fails half-way: got %v, want its error", err)
	}
	if err := sqlite.ReceiveBackup(t.Context(), iotest.ErrReader(broken), filepath.Join(dir, "b")); !errors.Is(err, broken) {
		t.Errorf("a reader that fails: got %v, want its error", err)
	}
	if err := sqlite.ReceiveBackup(t.Context(), strings.NewReader("<html>Sign in</html>"), filepath.Join(dir, "c")); err == nil || !strings.Contains(err.Error(), "not a database") {
		t.Errorf("something else: got %v, want an error that says so", err)
	}
	if err := sqlite.ReceiveBackup(t.Context(), bytes.NewReader(good[:len(good)-4096]), filepath.Join(dir, "d")); err == nil {
		t.Error("a backup that is cut short was taken")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("the failures left %v, error %v", left, err)
	}
	file := filepath.Join(dir, "whole")
	if err := sqlite.ReceiveBackup(context.WithoutCancel(t.Context()), bytes.NewReader(good), file); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Size() != int64(len(good)) || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, error %v; want %d bytes, for the owner only", info, err, len(good))
	}
}
