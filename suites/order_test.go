package suites_test

import (
	"slices"
	"testing"

	"github.com/entrasim/entrasim/suites"
)

// lookingBack are the checks of the whole run: they come last, and ROB-011, which deletes everything, last of all.
var lookingBack = []string{
	"TRN-006", "TRN-007", "TRN-019", "ERR-001", "ERR-002", "ERR-004", "ERR-005", "ERR-006", "ERR-007", "ERR-008", "ROB-001", "ROB-011",
}

// selected names the checks of a run in catalogue order, and in the order in which they are to be run.
func selected(t *testing.T, opts suites.Options) (listed, run []string) {
	t.Helper()
	checks, err := suites.Select(opts)
	if err != nil {
		t.Fatal(err)
	}
	var last []string
	for _, c := range checks {
		listed = append(listed, c.ID)
		if slices.Contains(lookingBack, c.ID) {
			last = append(last, c.ID)
		} else {
			run = append(run, c.ID)
		}
	}
	return listed, append(run, last...)
}

func TestRunsInCatalogueOrder(t *testing.T) {
	for _, profile := range []string{"smoke", "rfc-full", "entra", "chaos"} {
		t.Run(profile, func(t *testing.T) {
			if profile != "smoke" {
				sameWays(t)
			}
			var begun []string
			_, opts := plain(t)
			opts.Profile = profile
			opts.OnStart = func(c suites.CheckInfo) { begun = append(begun, c.ID) }
			listed, want := selected(t, opts)
			rep, err := suites.Run(t.Context(), opts)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(begun, want) {
				t.Errorf("the checks ran in the order %v, want %v", begun, want)
			}
			if !slices.Equal(ids(rep), listed) {
				t.Errorf("the report is in the order %v, want catalogue order %v", ids(rep), listed)
			}
		})
	}
}

func TestShuffledRunReportsInCatalogueOrder(t *testing.T) {
	var begun []string
	_, opts := plain(t)
	opts.Shuffle, opts.Filter = true, "AAD || LIF || ERR-001 || ERR-005"
	opts.OnStart = func(c suites.CheckInfo) { begun = append(begun, c.ID) }
	listed, ordered := selected(t, opts)
	rep, err := suites.Run(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	if !rep.Summary.Conformant() {
		t.Errorf("shuffled, the run finds fault: %s", rep.Summary.Line())
	}
	if slices.Equal(begun, ordered) {
		t.Errorf("the checks ran in order %v although they were to be shuffled", begun)
	}
	if last := begun[len(begun)-2:]; !slices.Equal(slices.Sorted(slices.Values(last)), []string{"ERR-001", "ERR-005"}) {
		t.Errorf("the last checks were %v, want those that look back over the run", last)
	}
	if !slices.Equal(ids(rep), listed) {
		t.Errorf("the report is in the order %v, want catalogue order", ids(rep))
	}
}
