package failure_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/failure"
)

// TestFailure runs the checks against ENTRASIM_URL, or against the reference server. The call of RunSpecs stands here
// because the ginkgo command looks for it.
func TestFailure(t *testing.T) {
	selftest.Register(t, failure.Checks())
	ginkgo.RunSpecs(t, "failure")
}

func TestDeclarations(t *testing.T) {
	if err := harness.Validate(failure.Checks()); err != nil {
		t.Error(err)
	}
}
