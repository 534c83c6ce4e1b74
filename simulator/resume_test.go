package simulator_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/faketarget"
)

// yard is a directory with a few hours of changes.
const yard = `
users:
  - {userPrincipalName: ada@yard.example, displayName: Ada}
  - {userPrincipalName: bob@yard.example, displayName: Bob, manager: ada@yard.example}
  - {userPrincipalName: cyd@yard.example, displayName: Cyd}
  - {userPrincipalName: out@yard.example, displayName: Outsider}
groups:
  - {displayName: Crew, members: [ada@yard.example, bob@yard.example, cyd@yard.example]}
assignments:
  - {group: Crew}
changes:
  - {at: +50m, disable: cyd@yard.example}
  - {at: +1h, rename: {user: ada@yard.example, to: ada.vane@yard.example}}
  - {at: +2h, remove-member: {group: Crew, members: [bob@yard.example]}}
  - {at: +2h30m, enable: cyd@yard.example}
  - {at: +3h, assign: {user: out@yard.example}}
`

// process is what one process of several knows: a directory as it stands in a file, and a store that it opens.
type process struct {
	t       testing.TB
	target  *faketarget.Target
	file    string // directory
	state   string // file of the store
	mapping string
	url     string
	dials   map[string]string
	log     strings.Builder
	links   map[string]string // at the end of the last life
}

func newProcess(t testing.TB) *process {
	return &process{
		t: t, target: &faketarget.Target{}, file: yard, state: filepath.Join(t.TempDir(), "state.db"), url: "https://target.example/scim/v2",
		// One object at a time, so that requests arrive in one order.
		dials: map[string]string{"concurrency": "1"},
	}
}

// run lives for a while and ends properly.
func (p *process) run(o simulator.RunOptions) (*simulator.Simulator, []simulator.CycleReport) {
	p.t.Helper()
	store, err := simulator.OpenStore(p.t.Context(), p.state)
	if err != nil {
		p.t.Fatal(err)
	}
	sim := p.simulator(store)
	reports, err := sim.Run(p.t.Context(), o)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := sim.Close(); err != nil {
		p.t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		p.t.Fatal(err)
	}
	return sim, reports
}

func (p *process) simulator(store simulator.Store) *simulator.Simulator {
	p.t.Helper()
	dir, err := simulator.ParseDirectory("yard.yaml", []byte(p.file))
	if err != nil {
		p.t.Fatal(err)
	}
	sim, err := simulator.New(simulator.Config{
		URL: p.url, Token: "t", Directory: dir, Store: store, Transport: wire{p.target}, Log: &p.log, Seed: 3,
		Mapping: p.mapping, Dials: p.dials,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return sim
}

// TestPartsMakeTheWhole: a job that is run in parts, by processes that follow each other, does the same as one that is run in
// one go: the same requests, the same log.
func TestPartsMakeTheWhole(t *testing.T) {
	whole := newProcess(t)
	_, reports := whole.run(simulator.RunOptions{For: 5 * time.Hour})
	if len(reports) != 8 {
		t.Fatalf("cycles: got %d, want 8 in 5 hours", len(reports))
	}
	for name, parts := range map[string][]simulator.RunOptions{
		"cycle by cycle":  {{}, {}, {}, {}, {}, {}, {}, {}},
		"an hour at most": {{For: time.Hour}, {For: time.Hour}, {For: time.Hour}, {For: time.Hour}, {For: time.Hour}},
		"two and six":     {{Cycles: 2}, {Cycles: 6}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newProcess(t)
			var number int
			for i, o := range parts {
				sim, reports := p.run(o)
				if len(sim.Notes()) > 0 || sim.Resumed() != (i > 0) {
					t.Errorf("part %d: notes %q, resumed %t", i+1, sim.Notes(), sim.Resumed())
				}
				for _, r := range reports {
					number++
					if r.Number != number {
						t.Errorf("part %d: cycle %d, want %d", i+1, r.Number, number)
					}
				}
			}
			same(t, "log", p.log.String(), whole.log.String())
			same(t, "requests", requests(p.target), requests(whole.target))
		})
	}
}

func requests(target *faketarget.Target) string {
	var b strings.Builder
	for _, r := range target.Requests() {
		fmt.Fprintln(&b, r.Method, r.URI, r.Header, r.Body)
	}
	return b.String()
}

// TestEditedDirectory: a job goes on where it stopped only if what it saw of the directory is still true.
func TestEditedDirectory(t *testing.T) {
	for name, tt := range map[string]struct {
		old, new   string
		reevaluate bool
		want       simulator.Counts
	}{
		"nothing":               {},
		"a change to come":      {old: "+3h", new: "+9h"},
		"a name":                {old: "Ada}", new: "Ada Vane}", reevaluate: true},
		"a user who is gone":    {old: "  - {userPrincipalName: out@yard.example, displayName: Outsider}\n", new: "", reevaluate: true},
		"a change that is past": {old: "+50m", new: "+50h", reevaluate: true},
	} {
		t.Run(name, func(t *testing.T) {
			p := newProcess(t)
			p.run(simulator.RunOptions{Cycles: 4})
			p.file = strings.Replace(p.file, tt.old, tt.new, 1)
			if name == "a user who is gone" {
				p.file = strings.Replace(p.file, "  - {at: +3h, assign: {user: out@yard.example}}\n", "", 1)
			}
			sim, reports := p.run(simulator.RunOptions{})
			kind := simulator.Incremental
			if tt.reevaluate {
				kind = simulator.Initial
			}
			if reports[0].Kind != kind || (len(sim.Notes()) > 0) != tt.reevaluate {
				t.Errorf("cycle 5: got %s with notes %q, want %s", reports[0].Kind, sim.Notes(), kind)
			}
			if _, next := p.run(simulator.RunOptions{}); next[0].Kind != simulator.Incremental {
				t.Errorf("cycle 6: got %s, want incremental again", next[0].Kind)
			}
			if tt.old == "Ada}" {
				if u, ok := p.target.Find("Users", "ada.vane@yard.example"); !ok || u.Attrs["displayName"] != "Ada Vane" {
					t.Errorf("target: got %+v, want the name from the edited file", u)
				}
			}
		})
	}
}

// TestEditedSetup: other mappings begin a new initial cycle; another URL is remarked upon.
func TestEditedSetup(t *testing.T) {
	p := newProcess(t)
	p.run(simulator.RunOptions{Cycles: 2})
	p.mapping = "wando"
	sim, reports := p.run(simulator.RunOptions{})
	if reports[0].Kind != simulator.Initial || len(sim.Notes()) != 1 || !strings.Contains(sim.Notes()[0], "mappings") {
		t.Errorf("with other mappings: got a cycle that is %s, notes %q", reports[0].Kind, sim.Notes())
	}
	p.url = "https://target.example/other"
	sim, reports = p.run(simulator.RunOptions{})
	if reports[0].Kind != simulator.Incremental || len(sim.Notes()) != 1 || !strings.Contains(sim.Notes()[0], "/scim/v2") {
		t.Errorf("with another URL: got a cycle that is %s, notes %q", reports[0].Kind, sim.Notes())
	}
	if sim, _ = p.run(simulator.RunOptions{}); len(sim.Notes()) > 0 {
		t.Errorf("nothing edited any more: notes %q", sim.Notes())
	}
}

// TestOtherJob: another seed is another job, and says so.
func TestOtherJob(t *testing.T) {
	p := newProcess(t)
	p.run(simulator.RunOptions{})
	store, err := simulator.OpenStore(t.Context(), p.state)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	sim, err := simulator.New(simulator.Config{
		URL: p.url, Token: "t", Directory: simulator.NewDirectory(), Store: store, Transport: wire{p.target}, Seed: 4,
	})
	if err != nil || sim.Resumed() || len(sim.Notes()) != 1 || !strings.Contains(sim.Notes()[0], "another job") {
		t.Errorf("another seed: got notes %q, %v", sim.Notes(), err)
	}
}

// TestRealTimeWaitsForTheNextCycle: a job that is taken up on a clock that is not ours starts its cycle when that is due.
func TestRealTimeWaitsForTheNextCycle(t *testing.T) {
	p := newProcess(t)
	store := simulator.NewMemoryStore()
	first := p.simulator(store)
	if _, err := first.Run(t.Context(), simulator.RunOptions{}); err != nil {
		t.Fatal(err)
	}
	dir, err := simulator.ParseDirectory("yard.yaml", []byte(p.file))
	if err != nil {
		t.Fatal(err)
	}
	watch := &stopwatch{VirtualClock: simulator.NewVirtualClock(first.Now().Add(10 * time.Minute))}
	sim, err := simulator.New(simulator.Config{
		URL: p.url, Token: "t", Directory: dir, Store: store, Transport: wire{p.target}, Seed: 3, Clock: watch,
	})
	if err != nil {
		t.Fatal(err)
	}
	reports, err := sim.Run(t.Context(), simulator.RunOptions{})
	if err != nil || !reports[0].Started.Equal(first.Now().Add(40*time.Minute)) {
		t.Errorf("cycle: got %v, %v, want it 40 minutes after the first", reports, err)
	}
	if watch.longest > 10*time.Second {
		t.Errorf("waits: got one of %v, want a look after commands every ten seconds", watch.longest)
	}
}

// stopwatch is a clock of another type than ours; it notes how long it was asked to wait at a time.
type stopwatch struct {
	*simulator.VirtualClock
	longest time.Duration
	alarm   time.Time
	ring    func() // called once, when the clock is past the alarm
}

func (w *stopwatch) at(alarm time.Time, ring func()) { w.alarm, w.ring = alarm, ring }

func (w *stopwatch) Sleep(ctx context.Context, until time.Time) error {
	w.longest = max(w.longest, until.Sub(w.Now()))
	if w.ring != nil && until.After(w.alarm) {
		w.ring()
		w.ring = nil
	}
	return w.VirtualClock.Sleep(ctx, until)
}

// TestRunEndsBeforeTheNextCycle: time passes without a cycle when none is due.
func TestRunEndsBeforeTheNextCycle(t *testing.T) {
	p := newProcess(t)
	first, _ := p.run(simulator.RunOptions{})
	second, reports := p.run(simulator.RunOptions{For: 30 * time.Minute})
	if len(reports) != 0 || second.Now().Sub(first.Now()) != 30*time.Minute {
		t.Errorf("half an hour: got %d cycles, and the clock moved by %v", len(reports), second.Now().Sub(first.Now()))
	}
	if _, reports = p.run(simulator.RunOptions{For: 30 * time.Minute}); len(reports) != 1 || reports[0].Started.Sub(first.Now()) != 40*time.Minute {
		t.Errorf("the next half hour: got %v, want the cycle that is due after ten minutes", reports)
	}
}

// TestViewStore: who only looks changes nothing, and may look while a simulator is at work.
func TestViewStore(t *testing.T) {
	p := newProcess(t)
	p.run(simulator.RunOptions{Cycles: 2})
	live, err := simulator.OpenStore(t.Context(), p.state)
	if err != nil {
		t.Fatal(err)
	}
	defer live.Close()
	view, err := simulator.ViewStore(t.Context(), p.state)
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	sim := p.simulator(view)
	if r, err := sim.RunCycle(t.Context()); err != nil || r.Number != 3 {
		t.Errorf("a cycle on a view: got %+v, %v", r, err)
	}
	if number, _ := p.simulator(live).Upcoming(); number != 3 {
		t.Errorf("next cycle in the file: got %d, want 3 as before", number)
	}
	if _, err := simulator.ViewStore(t.Context(), p.state+".none"); err == nil {
		t.Error("view of no file: no error")
	}
}
