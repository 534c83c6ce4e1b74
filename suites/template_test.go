package suites_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/odd"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// TestUserTemplate holds that a target which demands more than it announces is judged with what the operator says about it, and
// that nothing takes the demanded values away again.
func TestUserTemplate(t *testing.T) {
	ref, err := selftest.NewReference(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := ref.Close(); err != nil {
			t.Errorf("close the reference server: %v", err)
		}
	}()
	opts := suites.Options{
		URL: ref.BasePath, Handler: odd.Demanding("title", "emails")(ref.Handler), Token: ref.Token, Profile: harness.RFCFull, Seed: 7, RunID: "templated",
		UserTemplate: []byte(`{"title":"Clerk {{number}}","emails":[{"type":"work","value":"{{email}}","primary":true}]}`),
	}
	rep, err := suites.Run(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range rep.Checks {
		if c.Verdict == report.Fail || c.Verdict == report.Skipped || c.Verdict == report.Error {
			t.Errorf("a target that got what it wants is accused: %s", selftest.Explain(c))
		}
	}
	opts.UserTemplate, opts.Checks = nil, []string{"CRE-001", "PUT-005"}
	rep, err = suites.Run(t.Context(), opts)
	if err != nil || rep.Summary.Failed != 1 || rep.Summary.Skipped != 1 {
		t.Errorf("without the template: %v, %s; want that the create fails and holds the other back", err, rep.Summary.Line())
	}
}
