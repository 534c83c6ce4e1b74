package version_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/version"
)

// TestVersion runs the checks against ENTRASIM_URL, or against the reference server. The call of RunSpecs stands here
// because the ginkgo command looks for it.
func TestVersion(t *testing.T) {
	selftest.Register(t, version.Checks())
	ginkgo.RunSpecs(t, "version")
}

func TestDeclarations(t *testing.T) {
	if err := harness.Validate(version.Checks()); err != nil {
		t.Error(err)
	}
}
