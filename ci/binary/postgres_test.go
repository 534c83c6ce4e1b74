package binary_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/ci/disaster"
)

// cluster is a PostgreSQL of the test's own, so that it can be stopped.
type cluster struct {
	dir string
	url *url.URL
}

// startPostgres starts a cluster, or skips the test where there is no PostgreSQL to be had; in CI that is a failure.
func startPostgres(t *testing.T) *cluster {
	t.Helper()
	dir, err := os.MkdirTemp("", "entrasim-postgres-") // t.TempDir's parent is closed to the user PostgreSQL runs as
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	script := filepath.Join("..", "scripts", "postgres.sh")
	cmd := exec.CommandContext(t.Context(), "bash", script, "start", dir)
	var reason strings.Builder
	cmd.Stderr = &reason
	out, err := cmd.Output()
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("no PostgreSQL: %v\n%s", err, reason.String())
		}
		t.Skipf("no PostgreSQL: %v\n%s", err, reason.String())
	}
	t.Cleanup(func() {
		if out, err := exec.Command("bash", script, "stop", dir).CombinedOutput(); err != nil {
			t.Errorf("stop PostgreSQL: %v\n%s", err, out)
		}
	})
	u, err := url.Parse(strings.TrimSpace(string(out)))
	if err != nil {
		t.Fatalf("postgres.sh printed %q, want a URL", out)
	}
	return &cluster{dir, u}
}

// control runs pg_ctl on the cluster as the user that owns it.
func (c *cluster) control(args ...string) error {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/pg_ctl")
	if err != nil || len(found) == 0 {
		return fmt.Errorf("no pg_ctl below /usr/lib/postgresql (%w)", err)
	}
	line := append([]string{found[len(found)-1], "-D", filepath.Join(c.dir, "data"), "-w", "-l", filepath.Join(c.dir, "log")}, args...)
	if os.Getuid() == 0 {
		line = append([]string{"runuser", "-u", "postgres", "--"}, line...)
	}
	cmd := exec.Command(line[0], line[1:]...)
	cmd.Dir = "/"
	// No pipes: the server that pg_ctl leaves behind would hold them open.
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("pg_ctl %v: %w", args, err)
	}
	return nil
}

// crash ends the cluster at once, without a checkpoint and without a word to its clients.
func (c *cluster) crash() error { return c.control("-m", "immediate", "stop") }

// start brings it back on the same port.
func (c *cluster) start() error {
	return c.control("-o", "-p "+c.url.Port()+" -c listen_addresses=127.0.0.1 -k "+c.dir+" -c fsync=off -c max_connections=200", "start")
}

// TestKilledServerOverPostgresLosesNothing kills the server while PostgreSQL stays.
func TestKilledServerOverPostgresLosesNothing(t *testing.T) {
	t.Parallel()
	disaster.Survive(t, killed(t, kills(t, 5), startPostgres(t).url.String()))
}

// patience is how long a server may take to notice that its database is away or back.
const patience = 30 * time.Second

// TestCrashedPostgresLosesNothing crashes PostgreSQL in the middle of a cycle while the server stays. Meanwhile the server says
// truthfully that it is not ready and answers with an error instead of hanging; when the database is back, so is the server.
func TestCrashedPostgresLosesNothing(t *testing.T) {
	t.Parallel()
	rounds := max(1, min(50, kills(t, 10)/10)) // an outage takes seconds, most of them the server's patience with its database
	db := startPostgres(t)
	s := serve(t, "--listen", "127.0.0.1:0", "--data", db.url.String())
	var outage chan error // the end of the outage that goes on, nil when there is none
	strike := func() {
		outage = make(chan error, 1)
		err := db.crash()
		go func() { outage <- errors.Join(err, endure(t.Context(), s), db.start()) }()
	}
	disaster.Survive(t, disaster.Disaster{
		Rounds: rounds, URL: s.BaseURL, Token: s.Token,
		Strike: strike,
		Heal: func(t testing.TB) {
			if outage == nil {
				strike()
			}
			if err := <-outage; err != nil {
				t.Fatal(err)
			}
			outage = nil
			if err := readiness(t.Context(), s, http.StatusOK); err != nil {
				t.Fatal(err)
			}
		},
	})
}

// endure holds the server to what it owes its clients while the database is away.
func endure(ctx context.Context, s *served) error {
	if err := readiness(ctx, s, http.StatusServiceUnavailable); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.BaseURL+"/Users?count=1", nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+s.Token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("a request while the database is away: %w, want an answer within %s", err, patience)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode < http.StatusInternalServerError || !strings.Contains(string(body), "urn:ietf:params:scim:api:messages:2.0:Error") {
		return fmt.Errorf("a request while the database is away: %s %s (%v), want a SCIM error of 500 or more", res.Status, body, err)
	}
	if strings.Contains(string(body), "postgres") || strings.Contains(string(body), "127.0.0.1") {
		return fmt.Errorf("the answer tells the client about the database: %s", body)
	}
	return nil
}

// readiness asks until the server gives that answer.
func readiness(ctx context.Context, s *served, want int) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	pace := time.NewTicker(20 * time.Millisecond)
	defer pace.Stop()
	for got := 0; ; {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.AdminURL+"/readyz", nil)
		if err != nil {
			return err
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return fmt.Errorf("readiness was %d, want %d within %s: %w", got, want, patience, err)
		}
		res.Body.Close()
		if got = res.StatusCode; got == want {
			return nil
		}
		<-pace.C
	}
}
