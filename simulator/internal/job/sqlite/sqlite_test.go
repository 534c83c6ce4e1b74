package sqlite_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/job/jobtest"
	"github.com/entrasim/entrasim/simulator/internal/job/sqlite"
)

func open(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestContract(t *testing.T) {
	fresh := func(t *testing.T) job.Store { return open(t, filepath.Join(t.TempDir(), "state.db")) }
	jobtest.Run(t, fresh)
	var path string
	jobtest.RunDurable(t, func(t *testing.T) job.Store {
		path = filepath.Join(t.TempDir(), "state.db")
		return open(t, path)
	}, func(t *testing.T, s job.Store) job.Store {
		if err := s.(*sqlite.Store).Close(); err != nil {
			t.Fatal(err)
		}
		return open(t, path)
	})
}

// TestCrash: what was applied is in the files, without the store having been closed.
func TestCrash(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := open(t, path)
	for i := range 50 {
		put(t, s, i)
		if i%10 != 0 {
			continue
		}
		left := filepath.Join(t.TempDir(), "state.db")
		for _, suffix := range []string{"", "-wal"} {
			data, err := os.ReadFile(path + suffix)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(left+suffix, data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got, err := open(t, left).Load(t.Context(), "j")
		if err != nil || len(got.Links) != i+1 {
			t.Errorf("after %d calls: got %d links, %v", i+1, len(got.Links), err)
		}
	}
}

func put(t testing.TB, s job.Store, i int) {
	t.Helper()
	l := job.Link{Source: fmt.Sprint("source ", i), Kind: job.User, Target: fmt.Sprint(i)}
	if err := s.Apply(t.Context(), "j", []job.Mutation{job.PutLink{Link: l}}); err != nil {
		t.Fatal(err)
	}
}

func TestOneSimulatorAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := open(t, path)
	_, err := sqlite.Open(t.Context(), path)
	var inUse *sqlite.InUseError
	if !errors.As(err, &inUse) || inUse.PID != os.Getpid() || inUse.Hint() == "" {
		t.Fatalf("second Open: got %v, want an InUseError that names process %d", err, os.Getpid())
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, path)
}

// TestAttach: commands work beside a simulator, which notices.
func TestAttach(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	if _, err := sqlite.Attach(t.Context(), path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("attach to nothing: got %v, want that there is no such file", err)
	}
	s := open(t, path)
	put(t, s, 1)
	changed := func(s *sqlite.Store, want bool, when string) {
		t.Helper()
		got, err := s.Changed(t.Context())
		if err != nil || got != want {
			t.Errorf("changed, %s: got %t, %v, want %t", when, got, err, want)
		}
	}
	changed(s, false, "by nobody else")
	beside, err := sqlite.Attach(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	changed(s, false, "when somebody attached")
	if err := beside.Apply(t.Context(), "j", []job.Mutation{job.Pause{}}); err != nil {
		t.Fatal(err)
	}
	changed(s, true, "after a command")
	changed(s, false, "after that was noticed")
	if got, err := s.Load(t.Context(), "j"); err != nil || !got.Paused || len(got.Links) != 1 {
		t.Errorf("state: got %+v, %v, want it paused", got, err)
	}
	changed(beside, false, "seen by the one who attached")
	put(t, s, 2)
	changed(beside, true, "seen by the one who attached, after the simulator wrote")
}

func TestRefused(t *testing.T) {
	dir := t.TempDir()
	garbage := filepath.Join(dir, "garbage.db")
	if err := os.WriteFile(garbage, []byte("this is no database, and it is longer than a header of one hundred bytes would be, by far, I think"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"a directory":       dir,
		"no such directory": filepath.Join(dir, "none", "state.db"),
		"not a database":    garbage,
	} {
		if s, err := sqlite.Open(t.Context(), path); err == nil {
			t.Errorf("%s: opened, want an error", name)
			_ = s.Close()
		}
	}
	if _, err := sqlite.Attach(t.Context(), dir); err == nil {
		t.Error("attach to a directory: no error")
	}
}

func TestAnyName(t *testing.T) {
	for _, name := range []string{"with space", "with?question", "with#hash", "with%20percent", "ü", "a&b=c"} {
		path := filepath.Join(t.TempDir(), name)
		open(t, path)
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: the file is not where it should be: %v", name, err)
		}
	}
}

// TestNewer: a file from the future is left alone.
func TestNewer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	s := open(t, path)
	if err := sqlite.Exec(s, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(t.Context(), path); err == nil {
		t.Error("opened, want an error that asks for a newer program")
	}
}

// TestClosed: a closed store says so.
func TestClosed(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "state.db"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(t.Context(), "j"); err == nil {
		t.Error("load: no error")
	}
	if err := s.Apply(t.Context(), "j", nil); err == nil {
		t.Error("apply: no error")
	}
}

// BenchmarkApply stores the link of one created user beside others; it must cost the same with many as with few.
func BenchmarkApply(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := open(b, filepath.Join(b.TempDir(), "state.db"))
			ms := make([]job.Mutation, n)
			for i := range ms {
				ms[i] = job.PutLink{Link: job.Link{Source: fmt.Sprint("source ", i), Kind: job.User, Target: fmt.Sprint(i)}}
			}
			if err := s.Apply(b.Context(), "j", ms); err != nil {
				b.Fatal(err)
			}
			i := 0
			for b.Loop() {
				i++
				put(b, s, i)
			}
		})
	}
}
