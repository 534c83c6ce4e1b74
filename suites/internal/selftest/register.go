package selftest

import (
	"context"
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Register puts specs into Ginkgo's tree, to be run against Target; call ginkgo.RunSpecs next. Each process of `ginkgo -p`
// has a target and a run id of its own.
func Register(t testing.TB, specs []harness.Spec) {
	t.Helper()
	url, token := Target(t)
	session, err := harness.Open(harness.Config{
		URL: url, Token: token, RunID: harness.NewRunID(), Seed: uint64(ginkgo.GinkgoRandomSeed()),
		Cancelled: context.WithoutCancel(t.Context()), // Ginkgo ends specs itself
	})
	if err != nil {
		t.Fatal(err)
	}
	harness.Register(session, specs)
}
