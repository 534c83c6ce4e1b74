package sqlite_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
	"github.com/entrasim/entrasim/server/internal/store/storetest"
)

// childDir is the environment variable that turns the test binary into the process that is killed.
const childDir = "ENTRASIM_TEST_WRITE_INTO"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		fmt.Fprintln(os.Stderr, write(context.Background(), dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func write(ctx context.Context, dir string) error {
	s, err := sqlite.Open(ctx, sqlite.Options{Dir: dir})
	if err != nil {
		return err
	}
	return storetest.WriteForever(ctx, s, os.Stdout)
}

func TestKilledAtAnyMomentKeepsWhatWasAcknowledged(t *testing.T) {
	dir := t.TempDir()
	child := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childDir+"="+dir)
		return cmd
	}
	storetest.RunKill(t, func(t *testing.T) store.Store { return openDir(t, dir) }, child, func(t *testing.T) {
		checkIntegrity(t, filepath.Join(dir, "entrasim.db"))
	})
}

func checkIntegrity(t *testing.T, file string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity_check: %q, error %v", verdict, err)
	}
	broken, err := db.Query("PRAGMA foreign_key_check")
	if err != nil {
		t.Fatal(err)
	}
	defer broken.Close()
	if broken.Next() {
		t.Error("foreign_key_check finds a row whose parent is missing")
	}
	if err := broken.Err(); err != nil {
		t.Error(err)
	}
}
