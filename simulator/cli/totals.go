package cli

import (
	"fmt"
	"time"

	"github.com/entrasim/entrasim/simulator"
)

// totals sums up a run; it is what --json prints.
type totals struct {
	URL     string `json:"url"`
	Seed    uint64 `json:"seed"`
	Command string `json:"command"` // repeats the run
	JobID   string `json:"jobId"`

	Began    time.Time        `json:"began"`
	Ended    time.Time        `json:"ended"` // on the simulator's clock
	Cycles   int              `json:"cycles"`
	Counts   simulator.Counts `json:"counts"`
	Requests int              `json:"requests"`
	Writes   int              `json:"writes"`
	Escrowed int              `json:"escrowed"` // failed operations that wait for another attempt at the end
	Linked   int              `json:"linked"`   // objects connected with a target object at the end

	Quarantine *simulator.Quarantine   `json:"quarantine,omitempty"`
	Reports    []simulator.CycleReport `json:"reports"`
}

func (t *totals) add(r simulator.CycleReport) {
	if t.Cycles == 0 {
		t.Began = r.Started // a job that goes on may have waited
	}
	t.Cycles++
	c, d := &t.Counts, r.Counts
	c.Created += d.Created
	c.Updated += d.Updated
	c.Disabled += d.Disabled
	c.Deleted += d.Deleted
	c.Staged += d.Staged
	c.Skipped += d.Skipped
	c.Failed += d.Failed
	c.Other += d.Other
	c.References += d.References
	c.ReferenceFailures += d.ReferenceFailures
	t.Requests += r.Requests
	t.Writes += r.Writes
	t.Escrowed, t.Quarantine = r.Escrowed, r.Quarantine
	t.Reports = append(t.Reports, r)
}

func (t *totals) settle(sim *simulator.Simulator, command, url string) {
	t.URL, t.Command = url, command
	t.Seed, t.JobID = sim.Seed(), sim.JobID()
	t.Ended = sim.Now()
	t.Linked = len(sim.Links())
}

// plural counts things.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
