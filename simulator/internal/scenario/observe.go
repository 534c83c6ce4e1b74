package scenario

import (
	"slices"

	"github.com/entrasim/entrasim/simulator"
)

// Observation is what there is to see after a step.
type Observation struct {
	Step      int // from 0, in the order of the script
	Line      int // of the file
	Text      string
	Directory *simulator.Directory
	// Reports are those of the cycles that the step ran; a cycle that was killed is Canceled.
	Reports []simulator.CycleReport
	// Killed says that the simulator was killed in the step.
	Killed bool
	// Failed says that the step could not be carried out or did not come out as expected.
	Failed bool
}

// observe shows the observer a step.
func (w *world) observe(n int, before int) error {
	if w.options.Observe == nil {
		return nil
	}
	o := Observation{Step: n, Line: w.line.number, Text: w.line.text, Directory: w.dir, Failed: len(w.failures) > before}
	o.Killed, w.killed = w.killed, false
	switch w.line.verb {
	case "cycle", "run", "kill":
		o.Reports = slices.Clone(w.last.reports)
	}
	return w.options.Observe(o)
}
