package rfc9865_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc9865"
)

// TestCursors runs the checks against ENTRASIM_URL, or against the reference server. The call of RunSpecs stands here because
// the ginkgo command looks for it.
func TestCursors(t *testing.T) {
	selftest.Register(t, rfc9865.Checks())
	ginkgo.RunSpecs(t, "rfc9865")
}
