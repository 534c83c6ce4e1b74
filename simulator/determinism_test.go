package simulator_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
)

// TestConcurrencyChangesNothing: the same directory and seed give the same log and the same requests, byte for byte, however
// many objects are in flight.
func TestConcurrencyChangesNothing(t *testing.T) {
	for _, flag := range []string{"", "?aadOptscim062020"} {
		var log, requests, target string
		for _, n := range []int{1, 5, 16} {
			w := newWorld(t, generated(t, "users=150,groups=8,seed=3"), func(c *simulator.Config) {
				c.Dials = map[string]string{"concurrency": fmt.Sprint(n)}
				c.URL += flag
			})
			var sent []string
			w.aDay(rand.New(rand.NewPCG(1, 2)), &sent)
			gotLog, gotSent, gotTarget := anonymous(w.log.String()), anonymous(strings.Join(sent, "\n")), w.target.String()
			if n == 1 {
				log, requests, target = gotLog, gotSent, gotTarget
				if len(sent) < 300 {
					t.Fatalf("requests: only %d, the test shows nothing", len(sent))
				}
				continue
			}
			same(t, fmt.Sprintf("log with %d in flight", n), gotLog, log)
			same(t, fmt.Sprintf("requests with %d in flight", n), gotSent, requests)
			same(t, fmt.Sprintf("target with %d in flight", n), gotTarget, target)
		}
	}
}

// aDay runs an initial cycle and five more with changes before each, and collects the requests in canonical order.
func (w *world) aDay(random *rand.Rand, sent *[]string) {
	w.t.Helper()
	var ids []string
	for o := range w.dir.All(simulator.KindUser) {
		ids = append(ids, o.ID())
	}
	for range 6 {
		for _, x := range w.cycle().Exchanges {
			*sent = append(*sent, x.Method+" "+x.Target+" "+fmt.Sprint(x.RequestHeader)+" "+x.RequestBody)
		}
		w.sim.Advance(40 * time.Minute)
		for i := range 12 {
			id, other := ids[random.IntN(len(ids))], ids[random.IntN(len(ids))]
			// What is impossible (an unassigned user, a cycle of managers) simply does not happen.
			switch i % 6 {
			case 0:
				_ = w.dir.SetAttr(id, "jobTitle", fmt.Sprint("Grade ", random.IntN(9)))
			case 1:
				_ = w.dir.Rename(id, fmt.Sprintf("renamed%d@generated.example", random.IntN(4)))
			case 2:
				_ = w.dir.SoftDelete(id)
			case 3:
				_ = w.dir.SetManager(id, other)
			case 4:
				_ = w.dir.Disable(id)
			case 5:
				_ = w.dir.Assign(id)
			}
		}
	}
}

var portPattern = regexp.MustCompile(`127\.0\.0\.1:\d+`)

// anonymous takes out the one thing that differs between two worlds of a test: the port.
func anonymous(s string) string {
	return portPattern.ReplaceAllString(s, "127.0.0.1:PORT")
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, v := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(v)) {
		if g[i] != v[i] {
			t.Errorf("%s differs in line %d:\n got  %s\n want %s", what, i+1, g[i], v[i])
			return
		}
	}
	t.Errorf("%s: %d lines, want %d", what, len(g), len(v))
}

// TestSecondCycleIsQuiet: without changes there is the probe and nothing else.
func TestSecondCycleIsQuiet(t *testing.T) {
	w := newWorld(t, generated(t, "users=60,groups=5,seed=1"), nil)
	w.cycle()
	w.target.Forget()
	r := w.cycle()
	if len(w.target.Writes()) != 0 || r.Writes != 0 || r.Requests != 2 || len(r.Records) != 0 {
		t.Errorf("second cycle: got %d requests, writes %v, %d records; want the two probes",
			r.Requests, w.target.Writes(), len(r.Records))
	}
}

// TestSecondInitialCycleIsQuiet: a restart reads everything and finds nothing to write but memberships, which are never read.
func TestSecondInitialCycleIsQuiet(t *testing.T) {
	w := newWorld(t, generated(t, "users=60,groups=5,seed=1"), nil)
	w.cycle()
	w.must(w.sim.Restart(t.Context()))
	w.target.Forget()
	if r := w.cycle(); r.Kind != simulator.Initial {
		t.Errorf("kind after a restart: got %s, want initial", r.Kind)
	}
	writes := slices.DeleteFunc(w.target.Writes(), func(s string) bool { return strings.Contains(s, `"path":"members"`) })
	if len(writes) != 0 {
		t.Errorf("writes after a restart: got %v, want memberships only", writes)
	}
}
