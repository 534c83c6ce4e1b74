package scenario

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"golang.org/x/tools/txtar"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/fault"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/portal"
)

// world is everything that a play works on.
type world struct {
	scenario *Scenario
	options  Options
	line     *line // being played
	failures []Failure
	updated  bool
	sections *txtar.Archive // of the file, with expectations brought in line

	clock  *simulator.VirtualClock
	dir    *simulator.Directory
	schema *portal.Schema
	config simulator.Config
	flag   bool // of the tenant URL
	faults fault.Plan
	stage  *stage
	store  simulator.Store

	mortal   *mortal              // stands around a simulator that is to be killed; nil otherwise
	killed   bool                 // in the step that is being played
	sim      *simulator.Simulator // nil until it is needed, and after a change of its configuration
	begun    bool                 // something was sent
	last     act
	names    names
	people   map[string]string // object ids to the names of directory objects when they were first seen
	requests int
	mails    []string // reasons, since the last step that sent something
}

// act is what the last step that sends something did.
type act struct {
	reports   []simulator.CycleReport
	records   []simulator.Record
	exchanges []simulator.Exchange
}

func open(ctx context.Context, s *Scenario, o Options) (*world, error) {
	dir := simulator.NewDirectory()
	w := &world{
		scenario: s, options: o, dir: dir, clock: simulator.NewVirtualClock(dir.Start()), store: simulator.NewMemoryStore(),
		names: names{}, people: map[string]string{}, sections: &txtar.Archive{Comment: s.archive.Comment, Files: slices.Clone(s.archive.Files)},
	}
	var err error
	if w.schema, err = portal.Open(mapping.Default); err != nil {
		return nil, err
	}
	if w.stage, err = setStage(ctx, o, func() *simulator.VirtualClock { return w.clock }); err != nil {
		return nil, err
	}
	w.config = simulator.Config{
		Mapping: s.Name, Dials: map[string]string{"concurrency": "1"}, Seed: o.Seed, Store: w.store,
		Insecure: o.Insecure, RootCAs: o.RootCAs, Token: w.stage.token,
		Transport:      w.stage.transport(),
		OnNotification: func(n simulator.Notification) { w.mails = append(w.mails, n.Reason) },
	}
	return w, nil
}

// close ends simulator and server.
func (w *world) close(ctx context.Context) error {
	return errors.Join(w.put(), w.stage.close(ctx))
}

// put lets go of the simulator. What the job is lives on in the store.
func (w *world) put() error {
	if w.sim == nil {
		return nil
	}
	err := w.sim.Close()
	w.sim = nil
	return err
}

// job is the simulator, made of what the scenario has said so far.
func (w *world) job() (*simulator.Simulator, error) {
	if w.sim != nil {
		return w.sim, nil
	}
	cfg := w.config
	cfg.URL, cfg.Directory, cfg.Clock, cfg.WrapTransport = w.stage.url, w.dir, w.clock, w.faults.Wrap
	cfg.Dials = maps.Clone(cfg.Dials)
	if w.mortal != nil {
		cfg.WrapTransport = func(base http.RoundTripper) http.RoundTripper { return w.mortal.around(w.faults.Wrap(base)) }
	}
	if w.flag {
		cfg.URL += "?aadOptscim062020"
	}
	var err error
	if cfg.Schema, err = w.schema.Text(); err != nil {
		return nil, err
	}
	if w.sim, err = simulator.New(cfg); err != nil {
		return nil, fmt.Errorf("set up the job: %w", err)
	}
	return w.sim, nil
}

// configure changes the configuration of the job; the next step that needs the job makes it anew, over what it remembers.
func (w *world) configure(change func(*simulator.Config)) error {
	change(&w.config)
	return w.put()
}

// acting begins a step that sends something.
func (w *world) acting() (*simulator.Simulator, error) {
	sim, err := w.job()
	if err != nil {
		return nil, err
	}
	w.begun, w.last, w.mails = true, act{}, nil
	return sim, nil
}

// cycled takes the report of a cycle.
func (w *world) cycled(r simulator.CycleReport) {
	if r.Number == 0 {
		return
	}
	w.last.reports = append(w.last.reports, r)
	w.took(r.Records, r.Exchanges)
	for _, p := range r.Played {
		if p.Err != nil {
			w.failed(Failure{What: "a scheduled change was refused: " + p.Err.Error(), Remedy: hint(p.Err, "")})
		}
	}
}

// took takes what a step brought.
func (w *world) took(records []simulator.Record, exchanges []simulator.Exchange) {
	w.last.records = append(w.last.records, records...)
	w.last.exchanges = append(w.last.exchanges, exchanges...)
	w.requests += len(exchanges)
	for _, r := range records {
		if _, known := w.people[r.SourceIdentity.ID]; !known {
			w.people[r.SourceIdentity.ID] = recordName(r)
		}
		w.names.learn(r.TargetIdentity.ID, w.label(r))
	}
	for object, target := range w.sim.Links() {
		if o, ok := w.dir.Object(object); ok {
			w.names.learn(target, objectName(o)) // Entra has no record for what it found unchanged
		}
	}
}

// failed notes a failure of the line being played.
func (w *world) failed(f Failure) {
	f.File, f.Line, f.Step = w.scenario.Name, w.line.number, w.line.text
	if f.Exchanges == nil {
		f.Exchanges = []simulator.Exchange{}
	}
	w.failures = append(w.failures, f)
}

func (w *world) ended() bool { return len(w.failures) > 0 && w.failures[len(w.failures)-1].Ended }

// checkFaults takes the faults out of force; one that never happened is a mistake of the scenario, or of the engine.
func (w *world) checkFaults() {
	for _, unused := range w.faults.Clear() {
		line := 0
		_, _ = fmt.Sscanf(unused, faultName, &line) // 0 for a name that readFault has not given
		w.failed(Failure{
			What:        "the fault of " + unused + " never happened",
			Remedy:      "see with expect-requests what was sent, and count the requests that the fault is about",
			UnusedFault: line,
		})
	}
}

// change plays an action on the directory, at the present time.
func (w *world) change(a directory.Action) error {
	if _, err := w.dir.AdvanceTo(w.clock.Now()); err != nil {
		return err
	}
	return w.dir.Do(a)
}

// format is the file with its expectations brought in line.
func (w *world) format() []byte { return txtar.Format(w.sections) }
