package simulator_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/faketarget"
)

// The figures of the design. `make bench` runs each once; benchmarks.md has what came out.
//
// Times are those of the machine. What is held against a goal is a ratio within one run wherever the goal is one.

// figure prints one line: what was measured, what came, and what was to be reached.
func figure(what, came, goal string) {
	fmt.Fprintf(os.Stdout, "figure | %-68s | %-34s | %s\n", what, came, goal)
}

// rounds is how often two things are measured that are compared, in turn.
const rounds = 5

func median[T float64 | time.Duration](list []T) T {
	slices.Sort(list)
	return list[len(list)/2]
}

// heapNow is the memory in use after a collection, in MiB.
func heapNow() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// endpoint is a reference server on a socket, new and empty.
func endpoint(b *testing.B) (url, token string) {
	b.Helper()
	seed := uint64(1)
	s, err := server.New(b.Context(), server.Config{Memory: true, Now: time.Now, Seed: &seed})
	if err != nil {
		b.Fatal(err)
	}
	token, _, err = s.EnsureDefault(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	srv := httptest.NewServer(s.Handler())
	b.Cleanup(func() {
		srv.Close()
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	return srv.URL + s.BasePath(), token
}

// sentRequest is a request to be sent once more.
type sentRequest struct {
	method, target, body string
	header               http.Header
}

// recorder notes what a simulator sends.
type recorder struct {
	http.RoundTripper
	sent []sentRequest
}

// RoundTrip implements http.RoundTripper.
func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	s := sentRequest{method: req.Method, target: req.URL.RequestURI(), header: req.Header.Clone()}
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(body)
		if err != nil {
			return nil, err
		}
		s.body = string(text)
	}
	r.sent = append(r.sent, s)
	return r.RoundTripper.RoundTrip(req)
}

// spent is what something took, by the clock and in processor time of this process, the server's included. On a machine that others work
// on as well, processor time is what can be compared.
type spent struct{ wall, processor time.Duration }

func measure(f func()) spent {
	runtime.GC() // what was done before is not to be paid for here
	began, used := time.Now(), processorTime()
	f()
	return spent{time.Since(began), processorTime() - used}
}

// BenchmarkFigureBesidePlainClient provisions users into the reference server, and has a client that knows nothing send it the
// same requests, one after the other as the simulator does.
func BenchmarkFigureBesidePlainClient(b *testing.B) {
	const users = 500
	provision := func(record *recorder) spent {
		url, token := endpoint(b)
		dir, _ := people(b, users)
		cfg := simulator.Config{
			URL: url, Token: token, Directory: dir, DropRecords: true, Dials: map[string]string{"concurrency": "1"},
			Transport: http.DefaultTransport,
		}
		if record != nil {
			record.RoundTripper, cfg.Transport = cfg.Transport, record
		}
		sim, err := simulator.New(cfg)
		if err != nil {
			b.Fatal(err)
		}
		return measure(func() {
			if r, err := sim.RunCycle(b.Context()); err != nil || r.Counts.Created != users {
				b.Fatalf("cycle: got %+v, %v", r.Counts, err)
			}
		})
	}
	var record recorder
	provision(&record)
	plain := func() spent {
		url, token := endpoint(b)
		host := url[:strings.LastIndex(url, "/scim")]
		client := &http.Client{Transport: http.DefaultTransport}
		return measure(func() {
			for _, s := range record.sent {
				req, err := http.NewRequestWithContext(b.Context(), s.method, host+s.target, strings.NewReader(s.body))
				if err != nil {
					b.Fatal(err)
				}
				req.Header = s.header.Clone()
				req.Header.Set("Authorization", "Bearer "+token)
				res, err := client.Do(req)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode >= 300 {
					b.Fatalf("%s %s: got %d, %v", s.method, s.target, res.StatusCode, err)
				}
				if err := res.Body.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for b.Loop() {
		var ratios, processor []float64
		var sims, plains []time.Duration
		for range rounds {
			s, p := provision(nil), plain()
			sims, plains = append(sims, s.wall), append(plains, p.wall)
			ratios = append(ratios, float64(p.wall)/float64(s.wall))
			processor = append(processor, float64(p.processor)/float64(max(s.processor, 1)))
		}
		n := float64(len(record.sent))
		ratio := median(ratios)
		b.ReportMetric(ratio, "ratio")
		b.ReportMetric(median(processor), "processor-ratio")
		figure(fmt.Sprintf("first cycle of %d users, requests/s beside a plain client's", users),
			fmt.Sprintf("%.2f (%.0f and %.0f)", ratio, n/median(sims).Seconds(), n/median(plains).Seconds()), "0.8 at least")
		figure("the same in processor time, the server's included", fmt.Sprintf("%.2f", median(processor)), "")
	}
}

// BenchmarkFigureTenChanges runs cycles with ten changes in a small directory and in a large one.
func BenchmarkFigureTenChanges(b *testing.B) {
	const small, large, cycles = 1_000, 1_000_000, 40
	worlds := map[int]func() time.Duration{}
	for _, n := range []int{small, large} {
		sim, _, ids := settled(b, n, 100)
		turn := 0
		worlds[n] = func() time.Duration {
			turn++
			for j := range 10 {
				if err := sim.Directory().SetAttr(ids[j*7], "jobTitle", fmt.Sprint(turn)); err != nil {
					b.Fatal(err)
				}
			}
			began := time.Now()
			r, err := sim.RunCycle(b.Context())
			took := time.Since(began)
			if err != nil || r.Counts.Updated != 10 {
				b.Fatalf("%d users: got %+v, %v", n, r.Counts, err)
			}
			return took
		}
	}
	runtime.GC()
	for b.Loop() {
		took := map[int][]time.Duration{}
		for range cycles {
			for _, n := range []int{small, large} {
				took[n] = append(took[n], worlds[n]())
			}
		}
		growth := float64(median(took[large])) / float64(median(took[small]))
		b.ReportMetric(growth, "growth")
		figure("cycle with 10 changes, 1,000,000 users beside 1,000",
			fmt.Sprintf("%.2f (%v and %v)", growth, median(took[large]).Round(time.Microsecond), median(took[small]).Round(time.Microsecond)), "1.2 at most")
	}
}

// BenchmarkFigureIdleCycles lets a month pass in which nothing happens.
func BenchmarkFigureIdleCycles(b *testing.B) {
	const users, cycles, parts = 100_000, 1080, 4
	for b.Loop() {
		sim, _, _ := settled(b, users, 0)
		curve := []float64{heapNow()}
		var took time.Duration
		for range parts {
			began := time.Now()
			if _, err := sim.Run(b.Context(), simulator.RunOptions{Cycles: cycles / parts, DropReports: true}); err != nil {
				b.Fatal(err)
			}
			took += time.Since(began)
			curve = append(curve, heapNow())
		}
		var text []string
		for _, mib := range curve {
			text = append(text, fmt.Sprintf("%.1f", mib))
		}
		b.ReportMetric(took.Seconds(), "s")
		figure(fmt.Sprintf("%d idle cycles with %d users", cycles, users), fmt.Sprintf("%.2f s", took.Seconds()), "1 s at most")
		figure("  heap in MiB before, and after each quarter of them", strings.Join(text, " "), "flat")
		figure("  bytes a user costs, directory and link together", fmt.Sprintf("%.0f", curve[0]*(1<<20)/users), "-")
	}
}

// weighing is a target that looks at the memory from time to time.
type weighing struct {
	*faketarget.Target
	requests int
	peak     uint64
}

// ServeHTTP implements http.Handler.
func (w *weighing) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if w.requests++; w.requests%2000 == 0 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		w.peak = max(w.peak, m.HeapAlloc)
	}
	w.Target.ServeHTTP(rw, r)
}

// BenchmarkFigureInitialCycle provisions a large organisation from nothing into a target in memory.
func BenchmarkFigureInitialCycle(b *testing.B) {
	const users, groups, members = 100_000, 1_000, 100
	for b.Loop() {
		empty := heapNow()
		dir, ids := people(b, users)
		for g := range groups {
			id, err := dir.AddGroup(simulator.Group{DisplayName: fmt.Sprint("Group ", g), Members: ids[g*members : (g+1)*members]})
			if err != nil {
				b.Fatal(err)
			}
			if err := dir.Assign(id); err != nil {
				b.Fatal(err)
			}
		}
		source := heapNow()
		target := &weighing{Target: &faketarget.Target{Silent: true}}
		sim, err := simulator.New(simulator.Config{
			URL: "https://target.example/scim/v2", Token: "t", Directory: dir, Transport: wire{target}, DropRecords: true,
			Dials: map[string]string{"concurrency": "1"},
		})
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		r, err := sim.RunCycle(b.Context())
		took := time.Since(began)
		if err != nil || r.Counts.Created != users+groups {
			b.Fatalf("cycle: got %+v, %v", r.Counts, err)
		}
		after := heapNow()
		b.ReportMetric(took.Seconds(), "s")
		figure(fmt.Sprintf("initial cycle of %d users and %d groups of %d, in memory", users, groups, members),
			fmt.Sprintf("%.1f s, %.0f requests/s", took.Seconds(), float64(r.Requests)/took.Seconds()), "-")
		figure("  heap in MiB: directory, most at any time, afterwards with target",
			fmt.Sprintf("%.0f %.0f %.0f", source-empty, float64(target.peak)/(1<<20)-empty, after-empty), "-")
		runtime.KeepAlive(sim)
	}
}
