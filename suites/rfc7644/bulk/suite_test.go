package bulk_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/bulk"
)

// TestBulk runs the checks against ENTRASIM_URL, or against the reference server. The call of RunSpecs stands here because
// the ginkgo command looks for it.
func TestBulk(t *testing.T) {
	selftest.Register(t, bulk.Checks())
	ginkgo.RunSpecs(t, "bulk")
}
