package me_test

import (
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/rfc7644/me"
)

// TestMe runs the checks against ENTRASIM_URL, or against the reference server. The call of RunSpecs stands here
// because the ginkgo command looks for it.
func TestMe(t *testing.T) {
	selftest.Register(t, me.Checks())
	ginkgo.RunSpecs(t, "me")
}

func TestDeclarations(t *testing.T) {
	if err := harness.Validate(me.Checks()); err != nil {
		t.Error(err)
	}
}
