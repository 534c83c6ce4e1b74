package list_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/list"
)

// TestList runs the checks against ENTRASIM_URL, or against the reference server. The call of RunSpecs stands here because
// the ginkgo command looks for it.
func TestList(t *testing.T) {
	selftest.Register(t, list.Checks())
	ginkgo.RunSpecs(t, "list")
}
