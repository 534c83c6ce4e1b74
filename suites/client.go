package suites

import (
	"github.com/entrasim/entrasim/suites/internal/grading"
)

// ClientChecks name the checks on a provisioning client, which judge what it sends to a reference server: not part of List, since
// no endpoint can be run through them. `entrasim grade-client` runs them.
func ClientChecks() []CheckInfo {
	var out []CheckInfo
	for _, c := range grading.Checks() {
		out = append(out, CheckInfo{
			ID: c.ID, Title: c.Title, Level: c.Level, RFCLevel: c.Level, Ref: c.Ref, Effect: "read", Profiles: []string{grading.Profile},
			Requirement: c.Requirement, Advice: c.Advice,
		})
	}
	return out
}
