package sqlite_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

func TestADirectoryIsOpenedOnce(t *testing.T) {
	dir := t.TempDir()
	s := openDir(t, dir)
	_, err := sqlite.Open(t.Context(), sqlite.Options{Dir: dir})
	var inUse *sqlite.InUseError
	if !errors.As(err, &inUse) || inUse.PID != os.Getpid() || !strings.Contains(err.Error(), dir) {
		t.Fatalf("second Open: got %v, want InUseError naming process %d and the directory", err, os.Getpid())
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	openDir(t, dir)
}

func TestOpenRefusesWhatCannotWork(t *testing.T) {
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	garbage := t.TempDir()
	if err := os.WriteFile(garbage+"/entrasim.db", []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, opts := range map[string]sqlite.Options{
		"no directory":        {},
		"a file":              {Dir: file},
		"not a database":      {Dir: garbage},
		"unknown synchronous": {Dir: t.TempDir(), Synchronous: "OFF"},
		"negative readers":    {Dir: t.TempDir(), Readers: -1},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := sqlite.Open(t.Context(), opts)
			if err == nil {
				t.Errorf("Open(%+v) succeeded, want an error", opts)
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestADirectoryMayHaveAnyName(t *testing.T) {
	for _, name := range []string{"with space", "with?question", "with#hash", "with%20percent", "ü", "a&b=c"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir() + "/" + name
			openDir(t, dir)
			if _, err := os.Stat(dir + "/entrasim.db"); err != nil {
				t.Errorf("the database is not where it should be: %v", err)
			}
		})
	}
}
