package binary_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
)

// moodDifferences reads which checks rightly find something in a mood. The list is that of the suites, which see to it
// that each row is needed.
func moodDifferences(t *testing.T, mood string) []string {
	t.Helper()
	text, err := os.ReadFile("../../suites/testdata/differences.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct{ Moods, Checks []string }
	if err := yaml.Unmarshal(text, &rows); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, row := range rows {
		if slices.Contains(row.Moods, mood) {
			ids = append(ids, row.Checks...)
		}
	}
	return ids
}

// TestMoodsUnderTheSuites judges the built server in each mood with the suites inside the same binary.
func TestMoodsUnderTheSuites(t *testing.T) {
	for _, mood := range []string{"entra", "strict", "awkward"} {
		t.Run(mood, func(t *testing.T) {
			differences := moodDifferences(t, mood)
			s := serve(t, "--listen", "127.0.0.1:0", "--memory", "--mood", mood)
			got := run(t, []string{"T=" + s.Token}, "conform", "--url", s.BaseURL, "--token-env", "T", "--json")
			var report struct {
				Checks []struct{ ID, Title, Verdict, RFCVerdict, Reason string }
			}
			if err := json.Unmarshal([]byte(got.stdout), &report); err != nil || len(report.Checks) == 0 {
				t.Fatalf("read the report: %v\n%s", err, got)
			}
			right := []string{"pass", "not supported", ""}
			want := 0
			for _, c := range report.Checks {
				if c.Verdict == "fail" || c.Verdict == "skipped" {
					want = 1
				}
				if slices.Contains(differences, c.ID) {
					continue
				}
				if !slices.Contains(right, c.Verdict) || !slices.Contains(right, c.RFCVerdict) {
					t.Errorf("%s (%s) is %s, by the RFC %s, want pass: %s", c.ID, c.Title, c.Verdict, c.RFCVerdict, c.Reason)
				}
			}
			if got.code != want {
				t.Errorf("exit code %d, want %d", got.code, want)
			}
		})
	}
}
