package suites_test

import (
	"slices"
	"testing"

	"github.com/entrasim/entrasim/suites"
)

// TestDatedProfiles holds what a pipeline can rely on: a profile with a date is what the edition of that date had, and today's is
// the newest.
func TestDatedProfiles(t *testing.T) {
	editions := suites.Editions()
	newest := editions[len(editions)-1]
	for _, profile := range suites.Profiles() {
		today := selectedIDs(t, profile)
		if !slices.Equal(today, selectedIDs(t, profile+"@"+newest)) {
			t.Errorf("%s is not %s@%s", profile, profile, newest)
		}
		var before []string
		for _, edition := range editions {
			now := selectedIDs(t, profile+"@"+edition)
			for _, id := range before {
				if !slices.Contains(now, id) {
					t.Errorf("%s@%s has lost %s", profile, edition, id)
				}
			}
			before = now
		}
	}
	first := selectedIDs(t, "entra@"+editions[0])
	for _, c := range suites.List() {
		if c.Since > editions[0] && slices.Contains(first, c.ID) {
			t.Errorf("%s came with %s and is in entra@%s", c.ID, c.Since, editions[0])
		}
	}
	if _, err := suites.Select(suites.Options{Profile: "entra@2025.01"}); err == nil {
		t.Error("an edition that there never was is accepted")
	}
}

func selectedIDs(t *testing.T, profile string) []string {
	t.Helper()
	checks, err := suites.Select(suites.Options{Profile: profile})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(checks))
	for i, c := range checks {
		out[i] = c.ID
	}
	return out
}
