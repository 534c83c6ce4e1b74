package transport_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/transport"
)

// TestTransport runs the checks against ENTRASIM_URL, or against the reference server. The call of RunSpecs stands here because
// the ginkgo command looks for it.
func TestTransport(t *testing.T) {
	selftest.Register(t, transport.Checks())
	ginkgo.RunSpecs(t, "transport")
}

func TestDeclarations(t *testing.T) {
	if err := harness.Validate(transport.Checks()); err != nil {
		t.Error(err)
	}
}
