package postgrestest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
)

const variable = "ENTRASIM_POSTGRES_URL"

var count atomic.Int64

// URL makes an empty schema that is dropped with the test and returns the URL that leads there; false when there is no database,
// which in CI is a failure.
func URL(t testing.TB) (string, bool) {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not set; run the tests with: bash ci/scripts/postgres.sh with …", variable)
		}
		return "", false
	}
	u, err := url.Parse(text)
	if err != nil {
		t.Fatalf("%s is not a URL", variable)
	}
	name := fmt.Sprintf("other_%d_%d", os.Getpid(), count.Add(1))
	run(t, text, "CREATE SCHEMA "+name)
	t.Cleanup(func() { run(t, text, "DROP SCHEMA "+name+" CASCADE") })
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String(), true
}

func run(t testing.TB, url, sql string) {
	t.Helper()
	ctx := context.Background() // also when the test is over
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
