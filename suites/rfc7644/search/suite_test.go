package search_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/search"
)

// TestSearch runs the checks against ENTRASIM_URL, or against the reference server. The call of RunSpecs stands here because
// the ginkgo command looks for it.
func TestSearch(t *testing.T) {
	selftest.Register(t, search.Checks())
	ginkgo.RunSpecs(t, "search")
}
