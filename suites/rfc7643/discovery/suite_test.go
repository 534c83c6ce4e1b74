package discovery_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7643/discovery"
)

// TestDiscovery runs the checks against ENTRASIM_URL, or against the reference server.
func TestDiscovery(t *testing.T) {
	selftest.Register(t, discovery.Checks())
	ginkgo.RunSpecs(t, "rfc7643/discovery")
}
