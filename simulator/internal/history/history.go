package history

import (
	"strings"
)

// History is what happens to a job, line by line.
type History struct {
	Setup Setup
	Steps []Step
}

// Step is a line of the script, with what the projection has to know about it.
type Step struct {
	Line string
	// note tells the projection about settings and restarts; nil for lines that the directory or the endpoint tell themselves.
	note func(*checker)
}

// Steps that end every history: faults stop, whatever stands in the way is lifted, and cycles go on, as far apart as retries can
// be (engine §6.1).
func (h History) settling() []Step {
	steps := []Step{{Line: "fault off"}}
	if h.Setup.Threshold > 0 {
		steps = append(steps, Step{Line: "setting delete-threshold 0"})
	}
	steps = append(steps, Step{Line: "start"})
	for range 3 {
		steps = append(steps, Step{Line: "advance 1d"}, Step{Line: "run 40m"})
	}
	if h.Setup.forgetful() {
		steps = append(steps, Step{Line: "restart", note: (*checker).restarted}, Step{Line: "run 40m"}, Step{Line: "run 40m"})
	}
	return append(steps, Step{Line: "run 40m"})
}

// all is every line that is played.
func (h History) all() []Step {
	return append(append(h.Setup.steps(), h.Steps...), h.settling()...)
}

// script writes lines.
func script(steps []Step) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteString(s.Line + "\n")
	}
	return b.String()
}

// String is the script of the whole history.
func (h History) String() string { return script(h.all()) }
