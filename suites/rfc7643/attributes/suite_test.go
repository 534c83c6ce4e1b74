package attributes_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7643/attributes"
)

// TestAttributes runs the checks against ENTRASIM_URL, or against the reference server.
func TestAttributes(t *testing.T) {
	selftest.Register(t, attributes.Checks())
	ginkgo.RunSpecs(t, "rfc7643/attributes")
}
