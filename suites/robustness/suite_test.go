package robustness_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/robustness"
)

// TestRobustness runs the checks against ENTRASIM_URL, or against the reference server. The call of RunSpecs stands here
// because the ginkgo command looks for it.
func TestRobustness(t *testing.T) {
	selftest.Register(t, robustness.Checks())
	ginkgo.RunSpecs(t, "robustness")
}

func TestDeclarations(t *testing.T) {
	if err := harness.Validate(robustness.Checks()); err != nil {
		t.Error(err)
	}
}
