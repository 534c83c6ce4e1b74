package sqlite_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

// childDir is the environment variable that turns the test binary into the process that is killed.
const childDir = "ENTRASIM_TEST_WRITE_INTO"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := writeForever(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForever adds users and members from several goroutines and prints the id of each after it was acknowledged.
func writeForever(dir string) error {
	ctx := context.Background()
	s, err := sqlite.Open(ctx, sqlite.Options{Dir: dir})
	if err != nil {
		return err
	}
	round, err := s.Count(ctx, "acme", store.TypeUser, nil)
	if err != nil {
		return err
	}
	var out sync.Mutex
	errs := make(chan error)
	for w := range 8 {
		go func() {
			for i := 0; ; i++ {
				id := fmt.Sprintf("u-%d-%d-%d", round, w, i)
				r := store.Record{
					Organisation: "acme", Type: store.TypeUser, ID: id, UniqueKey: id, Active: true,
					Doc: fmt.Appendf(nil, `{"title":"%0*d"}`, 100+i%3000, i),
				}
				if err := s.Update(ctx, func(tx store.Tx) error {
					if err := tx.Insert(ctx, &r); err != nil {
						return err
					}
					_, err := tx.AddMembers(ctx, "acme", "g", []store.Member{{ID: id}})
					return err
				}); err != nil {
					errs <- err
					return
				}
				out.Lock()
				fmt.Println(id)
				out.Unlock()
			}
		}()
	}
	return <-errs
}

// Kills do not wait for time but for acknowledgements, so that each hits the writer at work.
func TestKilledAtAnyMomentKeepsWhatWasAcknowledged(t *testing.T) {
	const kills, seed = 8, 7
	random := rand.New(rand.NewPCG(seed, 0))
	s, dir := openAcme(t)
	if err := s.Update(t.Context(), func(tx store.Tx) error {
		return tx.Insert(t.Context(), &store.Record{Organisation: "acme", Type: store.TypeGroup, ID: "g", Doc: []byte("{}")})
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	acknowledged := map[string]bool{}
	for range kills {
		killAfter(t, dir, 1+random.IntN(400), acknowledged)
		checkAcknowledged(t, dir, acknowledged)
	}
}

// killAfter starts the child and kills it after its n-th acknowledgement. What it had printed by then counts too.
func killAfter(t *testing.T, dir string, n int, acknowledged map[string]bool) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childDir+"="+dir)
	child.Stderr = t.Output()
	stdout, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for lines := bufio.NewScanner(stdout); lines.Scan(); seen++ {
		acknowledged[lines.Text()] = true
		if seen == n {
			if err := child.Process.Kill(); err != nil {
				t.Error(err)
			}
		}
	}
	if err := child.Wait(); err == nil || seen < n {
		t.Fatalf("the writing process ended by itself after %d acknowledgements: %v", seen, err)
	}
}

func checkAcknowledged(t *testing.T, dir string, acknowledged map[string]bool) {
	t.Helper()
	s := openDir(t, dir)
	users := 0
	for r, err := range s.Scan(t.Context(), "acme", store.TypeUser, nil, 0, -1) {
		if err != nil {
			t.Fatal(err)
		}
		users++
		if !acknowledged[r.ID] {
			acknowledged[r.ID] = true // committed, and killed before it could say so
		}
	}
	if users != len(acknowledged) {
		t.Errorf("%d users are there, %d were acknowledged", users, len(acknowledged))
	}
	members, err := s.Members(t.Context(), "acme", "g")
	if err != nil || len(members) != users {
		t.Errorf("%d members of as many users as there are (%d), error %v", len(members), users, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	checkIntegrity(t, filepath.Join(dir, "entrasim.db"))
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
