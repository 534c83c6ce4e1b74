package scenario

import (
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator"
)

// Report tells how a scenario went.
type Report struct {
	Name     string    `json:"name"`
	Title    string    `json:"title"`
	Evidence []string  `json:"evidence"`
	Passed   bool      `json:"passed"`
	Skipped  string    `json:"skipped,omitempty"` // why it was not played
	Steps    int       `json:"steps"`             // that were carried out
	Requests int       `json:"requests"`          // that were sent, probes included
	Failures []Failure `json:"failures"`
	// Updated is the file with its expectations brought in line, when that was asked for and there was something to change.
	Updated []byte `json:"-"`
}

// Failure is an expectation that did not hold, or a step that could not be carried out.
type Failure struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Step   string `json:"step"` // the line as written
	What   string `json:"what"`
	Want   string `json:"want,omitempty"`
	Got    string `json:"got,omitempty"`
	Remedy string `json:"remedy,omitempty"`
	Ended  bool   `json:"ended,omitzero"` // the rest was not played
	// UnusedFault is the line of a fault that never happened, when that is what failed.
	UnusedFault int `json:"unusedFault,omitzero"`
	// Exchanges are those of the step before that sent something, as far as they have to do with it.
	Exchanges []simulator.Exchange `json:"exchanges"`
}

// String tells the failure in a few lines, without the exchanges.
func (f Failure) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d: %s\n    %s", f.File, f.Line, f.What, f.Step)
	if f.Want != "" || f.Got != "" {
		if strings.Contains(f.Want+f.Got, "\n") {
			fmt.Fprintf(&b, "\n%s", indent(difference(f.Want, f.Got)))
		} else {
			fmt.Fprintf(&b, "\n    want: %s\n    got:  %s", f.Want, f.Got)
		}
	}
	if f.Remedy != "" {
		fmt.Fprintf(&b, "\n    hint: %s", f.Remedy)
	}
	return b.String()
}

func indent(text string) string {
	return "    " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n    ")
}
