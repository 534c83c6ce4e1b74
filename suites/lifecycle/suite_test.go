package lifecycle_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/lifecycle"
)

// TestLifecycle runs the checks against ENTRASIM_URL, or against the reference server. The call of RunSpecs stands here because
// the ginkgo command looks for it.
func TestLifecycle(t *testing.T) {
	selftest.Register(t, lifecycle.Checks())
	ginkgo.RunSpecs(t, "lifecycle")
}
