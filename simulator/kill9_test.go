package simulator_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/faketarget"
)

// childEnv turns the test binary into a simulator that somebody kills. Its value is the folder with its files.
const childEnv = "ENTRASIM_TEST_SIMULATE_IN"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		if err := simulate(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// simulate runs the job in a folder until five hours have passed.
func simulate(dir string) error {
	url, err := os.ReadFile(filepath.Join(dir, "url"))
	if err != nil {
		return err
	}
	ctx := context.Background()
	store, err := simulator.OpenStore(ctx, filepath.Join(dir, "state.db"))
	if err != nil {
		return err
	}
	defer store.Close()
	source, err := simulator.LoadDirectory(filepath.Join(dir, "yard.yaml"))
	if err != nil {
		return err
	}
	sim, err := simulator.New(simulator.Config{URL: string(url), Token: "t", Directory: source, Store: store, Seed: 3})
	if err != nil {
		return err
	}
	defer sim.Close()
	_, err = sim.Run(ctx, simulator.RunOptions{For: source.Start().Add(5 * time.Hour).Sub(sim.Now())})
	return err
}

// victim is a child process and the endpoint it provisions into.
type victim struct {
	t      *testing.T
	dir    string
	target *faketarget.Target
	served atomic.Int32

	killAt int32 // request; 0 means never
	after  bool  // it has been served, and the answer not been sent

	mu    sync.Mutex // held while the child is being started
	child *exec.Cmd
}

func newVictim(t *testing.T) *victim {
	v := &victim{t: t, dir: t.TempDir(), target: &faketarget.Target{}}
	srv := httptest.NewServer(http.HandlerFunc(v.serve))
	t.Cleanup(srv.Close)
	for name, text := range map[string]string{"url": srv.URL, "yard.yaml": yard} {
		if err := os.WriteFile(filepath.Join(v.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

func (v *victim) serve(w http.ResponseWriter, r *http.Request) {
	n := v.served.Add(1)
	if v.killAt == 0 || n < v.killAt {
		v.target.ServeHTTP(w, r)
		return
	}
	if v.after && n == v.killAt {
		v.target.ServeHTTP(httptest.NewRecorder(), r)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.child.Process.Kill(); err != nil && n == v.killAt {
		v.t.Errorf("kill: %v", err)
	}
	panic(http.ErrAbortHandler)
}

// live starts a child and waits for its end. It reports whether it came to it by itself.
func (v *victim) live() bool {
	v.t.Helper()
	v.served.Store(0)
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childEnv+"="+v.dir)
	child.Stderr = v.t.Output()
	v.mu.Lock()
	err := child.Start()
	v.child = child
	v.mu.Unlock()
	if err != nil {
		v.t.Fatal(err)
	}
	err = child.Wait()
	if err != nil && v.killAt == 0 {
		v.t.Fatalf("the child failed by itself: %v", err)
	}
	return err == nil
}

// TestKilledForGood kills real processes, at requests before and after they have been served.
func TestKilledForGood(t *testing.T) {
	whole := newVictim(t)
	whole.live()
	total := whole.served.Load()
	stride := total / 12
	if testing.Short() {
		stride = total / 3
	}
	for n := int32(1); n <= total; n += stride {
		for _, after := range []bool{false, true} {
			v := newVictim(t)
			v.killAt, v.after = n, after
			if v.live() {
				t.Fatalf("request %d of %d: the process was not killed", n, total)
			}
			v.killAt = 0
			v.live()
			if got, want := v.target.String(), whole.target.String(); got != want {
				t.Fatalf("killed at request %d (after it was served: %t): target\n%s\nwant\n%s", n, after, got, want)
			}
		}
	}
}
