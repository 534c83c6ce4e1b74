package suites_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/report"
)

// TestEveryCheckRunsAlone holds that checks do not depend on each other: alone, each has the verdict that it has among all of
// its profile.
func TestEveryCheckRunsAlone(t *testing.T) {
	sameWays(t)
	opts := reference(t)
	byProfile := map[string][]string{}
	for _, c := range suites.List() {
		byProfile[c.Profiles[0]] = append(byProfile[c.Profiles[0]], c.ID)
	}
	for profile, alone := range byProfile {
		opts.Profile, opts.Checks = profile, nil
		all, err := suites.Run(t.Context(), opts)
		if err != nil {
			t.Fatal(err)
		}
		verdicts := map[string]report.Verdict{}
		for _, c := range all.Checks {
			verdicts[c.ID] = c.Verdict
		}
		for _, id := range alone {
			opts.Checks = []string{id}
			rep, err := suites.Run(t.Context(), opts)
			if err != nil {
				t.Fatalf("%s: %v", id, err)
			}
			if len(rep.Checks) != 1 || rep.Checks[0].ID != id || rep.Checks[0].Verdict != verdicts[id] {
				t.Errorf("%s of profile %s alone gives %+v, want one check with the verdict %s", id, profile, rep.Checks, verdicts[id])
			}
		}
	}
}
