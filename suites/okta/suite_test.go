package okta_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/okta"
)

// TestOkta runs the checks against ENTRASIM_URL, or against the reference server. The call of RunSpecs stands here
// because the ginkgo command looks for it.
func TestOkta(t *testing.T) {
	selftest.Register(t, okta.Checks())
	ginkgo.RunSpecs(t, "okta")
}

func TestDeclarations(t *testing.T) {
	if err := harness.Validate(okta.Checks()); err != nil {
		t.Error(err)
	}
}
