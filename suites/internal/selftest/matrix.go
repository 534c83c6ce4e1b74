package selftest

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"

	"github.com/goccy/go-yaml"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

//go:embed testdata/matrix.yaml
var matrixText []byte

//go:embed testdata/exceptions.yaml
var exceptionsText []byte

// Matrix says which checks find fault under which of the server's named defects, and where that cannot be said.
//
// A defect's own list (`checks:` in its rules, Checks where it is built in) holds the checks that are about it; what else breaks in
// its wake is a consequence, recorded by `make selftest UPDATE=1`. Both together are exactly what finds fault.
type Matrix struct {
	// Consequences are, by defect, the checks that find fault besides those that the defect names.
	Consequences map[string][]string
	Exceptions
}

// Exceptions are the places where the table is not the whole truth, each with its reason. They are written by hand.
type Exceptions struct {
	// Unproven are checks that no defect makes speak.
	Unproven []Excuse `yaml:"unproven"`
	// Uncaught are defects that no check finds.
	Uncaught []Excuse `yaml:"uncaught"`
	// Inexact are checks that find fault under a defect in some runs and not in others; without checks, all that are not named by
	// the defect itself.
	Inexact []Excuse `yaml:"inexact"`
	// Partial are defects under which only the checks that they name are run: answers take so long that a whole run would take hours.
	Partial []Excuse `yaml:"partial"`
	// Elsewhere are checks that find fault with the server that the matrix is made with before it has any defect
	// (testdata/differences.yaml of package suites), and are proven by tests of their own.
	Elsewhere []Excuse `yaml:"elsewhere"`
}

// Excuse is a reason, and what it is for.
type Excuse struct {
	Why     string   `yaml:"why"`
	Defects []string `yaml:"defects,omitempty"`
	Checks  []string `yaml:"checks,omitempty"`
}

// LoadMatrix reads testdata/matrix.yaml and testdata/exceptions.yaml.
func LoadMatrix() (Matrix, error) {
	var m Matrix
	if err := yaml.UnmarshalWithOptions(matrixText, &m.Consequences, yaml.Strict()); err != nil {
		return m, fmt.Errorf("read the matrix: %s", yaml.FormatError(err, false, true))
	}
	if err := yaml.UnmarshalWithOptions(exceptionsText, &m.Exceptions, yaml.Strict()); err != nil {
		return m, fmt.Errorf("read the exceptions of the matrix: %s", yaml.FormatError(err, false, true))
	}
	return m, nil
}

// Row is what the matrix says about one defect.
type Row struct {
	Faulty
	must, may map[string]bool // checks
	mayAny    bool            // others than those of must as well
	partial   bool            // only those that the defect names are run
	inexact   bool            // because the runs differ
}

// Recorded tells whether the consequences of a defect are known, if only to be none.
func (m Matrix) Recorded(defect string) bool {
	_, ok := m.Consequences[defect]
	return ok
}

// Unrecorded names the defects of which only those checks are known that must find fault.
func (m Matrix) Unrecorded() []string {
	all, err := EveryDefect()
	if err != nil {
		return nil // Score tells
	}
	var out []string
	for _, f := range all {
		if !m.Recorded(f.Name) {
			out = append(out, f.Name)
		}
	}
	return out
}

// Row is the row of a defect.
func (m Matrix) Row(f Faulty) Row {
	r := Row{Faulty: f, must: map[string]bool{}, may: map[string]bool{}, mayAny: !m.Recorded(f.Name)}
	for _, id := range slices.Concat(f.Checks, m.Consequences[f.Name]) {
		r.must[id] = true
	}
	_, r.partial = excused(m.Partial, f.Name, defectsOf)
	for _, e := range m.Inexact {
		if !slices.Contains(e.Defects, f.Name) {
			continue
		}
		for _, id := range e.Checks {
			r.may[id] = true
			delete(r.must, id)
		}
		if len(e.Checks) == 0 {
			r.mayAny, r.inexact = true, true
			maps.DeleteFunc(r.must, func(id string, _ bool) bool { return !slices.Contains(f.Checks, id) })
		}
	}
	for _, e := range m.Elsewhere {
		for _, id := range e.Checks {
			r.may[id] = true
			delete(r.must, id)
		}
	}
	return r
}

// Runs tells whether a check is run under the defect. What is heavy is run only under the defects that are about it: a group of a
// thousand members under each of them would take an hour.
func (r Row) Runs(s harness.Spec) bool {
	if r.partial || s.Effect == harness.EffectHeavy {
		return slices.Contains(r.Checks, s.ID)
	}
	return true
}

// Touches tells whether the defect is expected to make a check find fault.
func (r Row) Touches(s harness.Spec) bool { return r.must[s.ID] }

// excused is the reason for what, where there is one.
func excused(list []Excuse, what string, of func(Excuse) []string) (why string, ok bool) {
	for _, e := range list {
		if slices.Contains(of(e), what) {
			return e.Why, true
		}
	}
	return "", false
}

func checksOf(e Excuse) []string  { return e.Checks }
func defectsOf(e Excuse) []string { return e.Defects }
