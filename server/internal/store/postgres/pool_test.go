package postgres_test

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/postgres"
)

// named returns a URL by whose application name connections are told from those of others.
func named(t *testing.T) (text, name string) {
	t.Helper()
	u, err := url.Parse(freshSchema(t))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	name = q.Get("search_path")
	q.Set("application_name", name)
	u.RawQuery = q.Encode()
	return u.String(), name
}

// connections asks the database how many connections there are of that name, again while there are more than limit: those that
// migrated may still be on their way out.
func connections(t *testing.T, name string, limit int) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), databaseURL(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := conn.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	for range 200 {
		err = conn.QueryRow(t.Context(), "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1", name).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		if n <= limit {
			break
		}
	}
	return n
}

func TestNoMoreConnectionsThanAllowed(t *testing.T) {
	text, name := named(t)
	const limit = 3
	s := openPatient(t, text, postgres.Options{MaxConns: limit})
	var inside, wg sync.WaitGroup
	inside.Add(limit)
	release := make(chan struct{})
	for i := range 4 * limit { // so that most have to wait
		wg.Go(func() {
			once := sync.OnceFunc(func() {
				if i < limit {
					inside.Done()
					<-release
				}
			})
			err := s.Update(t.Context(), func(tx store.Tx) error {
				_, err := tx.Organisations(t.Context())
				once()
				return err
			})
			if err != nil {
				t.Errorf("Update %d of %d: %v", i, 4*limit, err)
			}
		})
	}
	inside.Wait()
	if n := connections(t, name, limit); n != limit {
		t.Errorf("%d connections while %d transactions are running and others wait, want %d", n, limit, limit)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var asked error
	wg.Go(func() { _, asked = s.Organisations(ctx) })
	cancel()
	close(release)
	wg.Wait()
	if asked != nil && !errors.Is(asked, context.Canceled) {
		t.Errorf("read that had to wait when its context ended: %v", asked)
	}
	if n := connections(t, name, limit); n > limit {
		t.Errorf("%d connections at the end, want %d at most", n, limit)
	}
}
