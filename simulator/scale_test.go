package simulator_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/faketarget"
	"github.com/entrasim/entrasim/simulator/internal/job"
)

// wire is a transport without a network.
type wire struct{ http.Handler }

// RoundTrip implements http.RoundTripper.
func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r.Body = http.NoBody
	}
	r.RequestURI = r.URL.RequestURI()
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, r)
	res := rec.Result()
	res.Request = r
	body := rec.Body.Bytes()
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res, nil
}

// steady makes a job in which n users have been provisioned already, without provisioning them.
func steady(t testing.TB, n int) (*simulator.Simulator, *faketarget.Target, []string) {
	t.Helper()
	return settled(t, n, n)
}

// settled does so with accounts for the first users only: a target with a million would be what is measured.
func settled(t testing.TB, n, accounts int) (*simulator.Simulator, *faketarget.Target, []string) {
	t.Helper()
	dir, ids := people(t, n)
	target := &faketarget.Target{Silent: true}
	cfg := simulator.Config{
		URL: "https://target.example/scim/v2", Token: "t", Directory: dir, Transport: wire{target},
		Store: simulator.NewMemoryStore(), DropRecords: true,
	}
	first, err := simulator.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	mutations := make([]job.Mutation, 0, n+1)
	for i, id := range ids {
		at := fmt.Sprint("absent-", i)
		if i < accounts {
			at = target.Add("Users", map[string]string{
				"userName": fmt.Sprintf("u%d@x.example", i), "displayName": fmt.Sprint("User ", i),
				"active": "true", "externalId": fmt.Sprint("u", i),
			})
		}
		mutations = append(mutations, job.PutLink{Link: job.Link{Source: id, Kind: job.User, Target: at}})
	}
	mark := dir.Mark()
	mutations = append(mutations, job.EndCycle{Watermark: mark.Position, Fingerprint: mark.Fingerprint, Reached: mark.At})
	if err := cfg.Store.Apply(t.Context(), first.JobID(), mutations); err != nil {
		t.Fatal(err)
	}
	sim, err := simulator.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return sim, target, ids
}

// TestIdleMonth: thirty days of cycles in which nothing happens cost next to nothing, and no memory, however many users there
// are. Anything that walks through the directory, or through the links, takes minutes here.
func TestIdleMonth(t *testing.T) {
	sim, target, _ := steady(t, 100_000)
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := heap()
	ctx, cancel := deadline(t, 20*time.Second)
	defer cancel()
	if _, err := sim.Run(ctx, simulator.RunOptions{Cycles: 1080, DropReports: true}); err != nil {
		t.Fatalf("1,080 idle cycles: %v", err)
	}
	if grown := heap() - before; grown > 4<<20 {
		t.Errorf("memory: grown by %d KiB over 1,080 idle cycles, want it flat", grown>>10)
	}
	if got := target.Count(http.MethodGet); got != 2*1080 {
		t.Errorf("requests: got %d, want the two probes of each cycle", got)
	}
}

// TestTenChangesSendWhatTheyNeed: requests follow the changes, not the directory.
func TestTenChangesSendWhatTheyNeed(t *testing.T) {
	for _, n := range []int{100, 20_000} {
		sim, _, ids := steady(t, n)
		for i := range 10 {
			if err := sim.Directory().SetAttr(ids[i*7], "jobTitle", "Captain"); err != nil {
				t.Fatal(err)
			}
		}
		r, err := sim.RunCycle(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if r.Imported != 10 || r.Requests != 2+20 || r.Writes != 10 || r.Counts.Updated != 10 {
			t.Errorf("%d users: got %d looked at, %d requests, %d writes, %+v; want 10, 22, 10", n, r.Imported, r.Requests, r.Writes, r.Counts)
		}
	}
}
