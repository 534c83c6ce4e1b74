package version_test

import (
	"net/http"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
	"github.com/entrasim/entrasim/suites/rfc7644/version"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, version.Checks(), map[string][]string{
		"etag-constant":            {"ETG-003", "ETG-004", "ETG-008"},
		"etag-missing":             {"ETG-002"},
		"etag-unsupported-refused": {"ETG-001"},
		"etag-volatile":            {"ETG-003", "ETG-008", "ETG-009"},
		"if-match-ignored":         {"ETG-006", "ETG-011"},
		"if-match-refused":         {"ETG-007", "ETG-011"},
		"if-match-star-refused":    {"ETG-007"},
		"meta-missing":             {"ETG-003"},
		"not-modified-never":       {"ETG-005"},
		"precondition-failed-409":  {"ETG-006", "ETG-011"},
		"version-differs":          {"ETG-003"},
	}, map[string]string{
		"ETG-010": "no defect demands a precondition with another status than 428: see TestPreconditionsDemandedInAnotherWay",
	})
}

// TestPreconditionsDemandedInAnotherWay is the proof of ETG-010, which the defect precondition-required rightly passes.
func TestPreconditionsDemandedInAnotherWay(t *testing.T) {
	specs, err := selftest.Pick(version.Checks(), "ETG-010")
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		status int
		want   report.Verdict
	}{"428": {http.StatusPreconditionRequired, report.Pass}, "400": {http.StatusBadRequest, report.Note}, "412": {http.StatusPreconditionFailed, report.Note}} {
		t.Run(name, func(t *testing.T) {
			ref, err := selftest.NewReference(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := ref.Close(); err != nil {
					t.Error(err)
				}
			}()
			next := ref.Handler
			ref.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPatch && r.Header.Get("If-Match") == "" {
					w.WriteHeader(tc.status)
					return
				}
				next.ServeHTTP(w, r)
			})
			checks, err := ref.Run(t.Context(), harness.Config{}, specs...)
			if err != nil {
				t.Fatal(err)
			}
			if checks[0].Verdict != tc.want {
				t.Errorf("want %s: %s", tc.want, selftest.Explain(checks[0]))
			}
		})
	}
}

func TestAnyTarget(t *testing.T) { selftest.Survives(t, version.Checks(), nil) }
