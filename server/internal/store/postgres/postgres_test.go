package postgres_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/store/postgres"
	"github.com/entrasim/entrasim/server/internal/store/storetest"
)

// urlVariable names a database in which the tests may make and drop schemas.
const urlVariable = "ENTRASIM_POSTGRES_URL"

// databaseURL skips the test when there is no database, except in CI, where that is a failure.
func databaseURL(t testing.TB) string {
	t.Helper()
	text := os.Getenv(urlVariable)
	switch {
	case text != "":
	case os.Getenv("CI") != "":
		t.Fatalf("%s is not set; run the tests with ci/scripts/postgres.sh with …", urlVariable)
	default:
		t.Skipf("needs PostgreSQL: set %s, or run ci/scripts/postgres.sh with go test …", urlVariable)
	}
	return text
}

var schemas atomic.Int64

// freshSchema makes a schema for one store and returns the URL that leads there.
func freshSchema(t testing.TB) string {
	t.Helper()
	u, err := url.Parse(databaseURL(t))
	if err != nil {
		t.Fatalf("%s: %v", urlVariable, err)
	}
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), schemas.Add(1))
	run(t, u.String(), "CREATE SCHEMA "+name)
	t.Cleanup(func() { run(t, u.String(), "DROP SCHEMA "+name+" CASCADE") })
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

// run executes a statement on a connection of its own.
func run(t testing.TB, url, sql string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := conn.Close(ctx); err != nil {
			t.Error(err)
		}
	}()
	if _, err := conn.Exec(ctx, sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func open(t *testing.T) store.Store { return openURL(t, freshSchema(t)) }

func openURL(t testing.TB, url string) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

func TestContract(t *testing.T)     { storetest.RunContract(t, open) }
func TestTransactions(t *testing.T) { storetest.RunTransactions(t, open) }
func TestConcurrency(t *testing.T)  { storetest.RunConcurrency(t, open) }
func TestIsolation(t *testing.T)    { storetest.RunIsolation(t, open) }

func TestDurability(t *testing.T) {
	storetest.RunDurability(t, func(t *testing.T) (store.Store, storetest.Open) {
		url := freshSchema(t)
		return openURL(t, url), func(t *testing.T) store.Store { return openURL(t, url) }
	})
}

func TestSameAsMemory(t *testing.T) {
	s := open(t)
	storetest.RunDifferential(t, func() (a, b store.Store, done func()) {
		return s, memory.New(), func() { clear(t, s) }
	})
}

func TestRandomQueries(t *testing.T) {
	s := open(t)
	storetest.RunRandomQueries(t, func() (store.Store, func()) { return s, func() { clear(t, s) } })
}

// clear makes a store that a property test has used ready for the next round.
func clear(t *testing.T, s store.Store) {
	err := s.Update(t.Context(), func(tx store.Tx) error {
		orgs, err := tx.Organisations(t.Context())
		for _, o := range orgs {
			if err := tx.DeleteOrganisation(t.Context(), o.ID); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
