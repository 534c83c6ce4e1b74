package selftest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Score is what the matrix amounts to.
type Score struct {
	Defects, Caught int
	Checks, Proven  int
	// FoundBy are, by check, the defects under which it finds fault.
	FoundBy map[string][]string
}

func (s Score) String() string {
	return fmt.Sprintf("defects caught %d / %d, checks proven %d / %d", s.Caught, s.Defects, s.Proven, s.Checks)
}

// Score counts. A check counts as proven when a defect makes it find fault, a defect as caught when it makes a check.
func (m Matrix) Score(specs []harness.Spec) (Score, error) {
	all, err := EveryDefect()
	if err != nil {
		return Score{}, err
	}
	s := Score{Defects: len(all), Checks: len(specs), FoundBy: map[string][]string{}}
	for _, f := range all {
		row := m.Row(f)
		if len(row.must) > 0 {
			s.Caught++
		}
		for id := range row.must {
			s.FoundBy[id] = append(s.FoundBy[id], f.Name)
		}
	}
	for _, spec := range specs {
		_, elsewhere := excused(m.Elsewhere, spec.ID, checksOf)
		if len(s.FoundBy[spec.ID]) > 0 || elsewhere {
			s.Proven++
		}
	}
	return s, nil
}

// Problems are what is wrong with the matrix itself: a check that nothing proves and nobody excuses, a defect that nothing catches,
// an excuse for what needs none, a name that there is not.
func (m Matrix) Problems(specs []harness.Spec) ([]string, error) {
	all, err := EveryDefect()
	if err != nil {
		return nil, err
	}
	score, err := m.Score(specs)
	if err != nil {
		return nil, err
	}
	var out []string
	known := map[string]bool{}
	for _, spec := range specs {
		known[spec.ID] = true
		_, isExcused := excused(append(slices.Clone(m.Unproven), m.Elsewhere...), spec.ID, checksOf)
		switch proven := len(score.FoundBy[spec.ID]) > 0; {
		case !proven && !isExcused:
			out = append(out, spec.ID+" finds fault under no defect: make one that it finds (fixtures/defects), or say in exceptions.yaml why there can be none")
		case proven && isExcused:
			out = append(out, spec.ID+" is excused in exceptions.yaml and proven by "+strings.Join(score.FoundBy[spec.ID], ", "))
		}
	}
	defects := map[string]bool{}
	for _, f := range all {
		defects[f.Name] = true
		_, isExcused := excused(m.Uncaught, f.Name, defectsOf)
		switch caught := len(m.Row(f).must) > 0; {
		case !caught && !isExcused:
			out = append(out, "no check finds the defect "+f.Name+": write one, or say in exceptions.yaml why there can be none")
		case caught && isExcused:
			out = append(out, "the defect "+f.Name+" is excused in exceptions.yaml and found")
		}
		for _, id := range f.Checks {
			if !known[id] && !strings.HasPrefix(id, "CLI-") {
				out = append(out, fmt.Sprintf("the defect %s names %s, and there is no such check", f.Name, id))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.Consequences)) {
		if !defects[name] {
			out = append(out, "matrix.yaml names the defect "+name+", and there is none")
		}
		for _, id := range m.Consequences[name] {
			if !known[id] {
				out = append(out, fmt.Sprintf("matrix.yaml names %s under %s, and there is no such check", id, name))
			}
		}
	}
	for _, e := range slices.Concat(m.Unproven, m.Uncaught, m.Inexact, m.Partial, m.Elsewhere) {
		if e.Why == "" {
			out = append(out, fmt.Sprintf("an exception without a reason: %v %v", e.Defects, e.Checks))
		}
		for _, name := range e.Defects {
			if !defects[name] {
				out = append(out, "exceptions.yaml names the defect "+name+", and there is none")
			}
		}
		for _, id := range e.Checks {
			if !known[id] {
				out = append(out, "exceptions.yaml names "+id+", and there is no such check")
			}
		}
	}
	return out, nil
}
