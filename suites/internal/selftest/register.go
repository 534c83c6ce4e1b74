package selftest

import (
	"context"
	"os"
	"testing"

	"github.com/onsi/ginkgo/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Register puts specs into Ginkgo's tree, to be run against Target; call ginkgo.RunSpecs next. Each process of `ginkgo -p`
// has a target and a run id of its own.
func Register(t testing.TB, specs []harness.Spec) {
	t.Helper()
	url, token := Target(t)
	base, err := harness.ParseBaseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	if !harness.Loopback(base) && os.Getenv("ENTRASIM_ALLOW_WRITES") != "true" {
		t.Fatalf("%s is not this machine, and the checks create and delete users and groups: set ENTRASIM_ALLOW_WRITES=true if that is all right there", base.Host)
	}
	session, err := harness.Open(harness.Config{
		URL: url, Token: token, RunID: harness.NewRunID(), Seed: uint64(ginkgo.GinkgoRandomSeed()),
		Cancelled: context.WithoutCancel(t.Context()), // Ginkgo ends specs itself
	})
	if err != nil {
		t.Fatal(err)
	}
	harness.Register(session, specs)
}
