package selftest_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// TestReferencePasses holds that the yardstick itself is without fault, in both dialects of Entra and twice in a row. The
// whole catalogue, and the other moods, are held against it in package suites.
func TestReferencePasses(t *testing.T) {
	url, token := selftest.Target(t)
	for name, query := range map[string]string{"default": "", "aadOptscim062020": "?aadOptscim062020"} {
		t.Run(name, func(t *testing.T) {
			rep, err := suites.Run(t.Context(), suites.Options{URL: url + query, Token: token, Filter: asEntra, Seed: 7})
			if err != nil {
				t.Fatalf("run: %v", err)
			}
			for _, c := range rep.Checks {
				if c.Verdict == report.NotSupported {
					continue // the operator allows no load
				}
				if c.Verdict != report.Pass || (c.RFCVerdict != report.Pass && c.RFCVerdict != "") {
					t.Errorf("%s: %s and by the RFC %s, want pass: %s", c.ID, c.Verdict, c.RFCVerdict, c.Reason)
				}
			}
			for _, n := range rep.Notes {
				t.Errorf("note about the reference server: %s", n)
			}
		})
	}
}
