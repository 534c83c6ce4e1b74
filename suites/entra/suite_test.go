package entra_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/entra"
	"github.com/entrasim/entrasim/suites/internal/selftest"
)

// TestEntra runs the checks against ENTRASIM_URL, or against the reference server. The call of RunSpecs stands here because
// the ginkgo command looks for it.
func TestEntra(t *testing.T) {
	selftest.Register(t, entra.Checks())
	ginkgo.RunSpecs(t, "entra")
}
