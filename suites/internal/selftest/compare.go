package selftest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// Compare holds the verdicts of a run under the defect against the row and returns what is different, in words. whole says that
// every check of the row was run: then checks that look back over the run have seen all there is. In a part of a run a check may
// be held back by what another would have found: one cause, one failure.
func (r Row) Compare(specs []harness.Spec, checks []report.Check, whole bool) []string {
	var out []string
	for i, c := range checks {
		found := findsFault(c)
		switch {
		case r.may[c.ID] || (r.mayAny && !r.must[c.ID]):
		case found && !r.must[c.ID]:
			out = append(out, fmt.Sprintf("under %s this finds fault and is not listed: %s", r.Name, Explain(c)))
		case !found && !whole && heldBack(c):
		case !found && r.must[c.ID] && (whole || !specs[i].LooksBack()):
			out = append(out, fmt.Sprintf("under %s this must find fault and does not: %s", r.Name, Explain(c)))
		}
	}
	return out
}

func heldBack(c report.Check) bool {
	return c.Verdict == report.Skipped || c.Verdict == report.NotSupported
}

// Consequences are what a run under the defect found besides what the defect itself names.
func (r Row) Consequences(checks []report.Check) []string {
	var out []string
	for _, c := range checks {
		if findsFault(c) && !slices.Contains(r.Checks, c.ID) && !r.may[c.ID] && !r.inexact {
			out = append(out, c.ID)
		}
	}
	slices.Sort(out)
	return out
}

// Quiet says which checks that the defect itself names found no fault: they are not to be in its list.
func (r Row) Quiet(checks []report.Check) []string {
	var out []string
	for _, c := range checks {
		if slices.Contains(r.Checks, c.ID) && !findsFault(c) && !r.may[c.ID] && !r.inexact {
			out = append(out, fmt.Sprintf("%s names a check that finds nothing: %s", r.Name, Explain(c)))
		}
	}
	return out
}

// Format writes the consequences as testdata/matrix.yaml has them.
func (m Matrix) Format() []byte {
	var b strings.Builder
	b.WriteString(`# Which checks find fault under which defect besides those that the defect itself names: recorded from runs of every check under
# every defect by "make selftest UPDATE=1", and asserted by "make selftest" and, for a part, by every go test. Read the diff: a
# check that turns up here is right to find fault, or is wrong.
`)
	for _, name := range slices.Sorted(maps.Keys(m.Consequences)) {
		fmt.Fprintf(&b, "%s: [%s]\n", name, strings.Join(m.Consequences[name], ", "))
	}
	return []byte(b.String())
}
