package suites_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// differences reads the one list of what checks rightly find in the reference server: a mood is one reading of the texts, and
// some checks hold it to another.
func differences(t *testing.T) selftest.Differences {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "differences.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Why    string
		Moods  []string
		Checks []string
	}
	if err := yaml.UnmarshalWithOptions(text, &rows, yaml.Strict()); err != nil {
		t.Fatalf("read the differences: %s", yaml.FormatError(err, false, true))
	}
	out := selftest.Differences{}
	for _, row := range rows {
		for _, mood := range row.Moods {
			for _, id := range row.Checks {
				if out[mood] == nil {
					out[mood] = map[string]string{}
				}
				if out[mood][id] != "" {
					t.Fatalf("%s differs twice in mood %s", id, mood)
				}
				out[mood][id] = row.Why
			}
		}
	}
	return out
}

// TestNoMoodIsAccused holds every check against the reference server in each of its moods: none finds fault but those that
// testdata/differences.yaml gives a reason for, and each of these does.
func TestNoMoodIsAccused(t *testing.T) {
	began := time.Now()
	t.Cleanup(func() {
		t.Logf("%d checks in all moods: %s", len(suites.Catalogue()), time.Since(began).Round(time.Millisecond))
	})
	t.Run("as it is", func(t *testing.T) { selftest.Moods(t, suites.Catalogue(), differences(t)) })
	light := slices.DeleteFunc(suites.Catalogue(), func(s harness.Spec) bool { return s.Effect == harness.EffectHeavy })
	t.Run("with schemas of its own", func(t *testing.T) {
		sameWays(t)
		selftest.ExtendedMoods(t, light, differences(t))
	})
}

// TestNoProfileAccuses holds every profile against the reference server as a user would, all gates open.
func TestNoProfileAccuses(t *testing.T) {
	known := differences(t)["entra"]
	opts := reference(t)
	for _, profile := range suites.Profiles() {
		t.Run(profile, func(t *testing.T) {
			if profile != "entra" {
				sameWays(t)
			}
			opts := opts
			opts.Profile = profile
			rep, err := suites.Run(t.Context(), opts)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range rep.Checks {
				faulty := c.Verdict == report.Fail || c.Verdict == report.Warn || c.Verdict == report.Error || c.Verdict == report.Skipped
				if faulty != (known[c.ID] != "") {
					t.Errorf("a difference: %t. %s", known[c.ID] != "", selftest.Explain(c))
				}
			}
			for _, note := range rep.Notes {
				t.Errorf("a note about a right server: %s", note)
			}
		})
	}
}

// BenchmarkAllChecks is the time of all checks against the reference server, every gate open; the goal is 5 s.
func BenchmarkAllChecks(b *testing.B) {
	for b.Loop() {
		ref, err := selftest.NewReference(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if checks, err := ref.Run(b.Context(), harness.Config{}, suites.Catalogue()...); err != nil || len(checks) == 0 {
			b.Fatal(fmt.Errorf("%d checks: %w", len(checks), err))
		}
		if err := ref.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
