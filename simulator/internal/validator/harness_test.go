package validator_test

import (
	"flag"
	"net/http/httptest"
	"testing"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/validator"
	"github.com/entrasim/entrasim/simulator/internal/validator/acting"
	"github.com/entrasim/entrasim/simulator/internal/validator/standin"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

var update = flag.Bool("update", false, "rewrite the goldens; look at what changed before committing them")

const token = "validator-s3cret-token"

// start serves an endpoint and completes a configuration for it.
func start(t *testing.T, s *standin.Server, cfg validator.Config) validator.Config {
	t.Helper()
	ts := httptest.NewServer(s)
	t.Cleanup(ts.Close)
	cfg.URL, cfg.Token = ts.URL+"/scim/v2", token
	if cfg.Seed == 0 {
		cfg.Seed = 1
	}
	cfg.Now = simulator.NewVirtualClock(simulator.NewDirectory().Start()).Now
	cfg.NewJob = acting.Jobs(simulator.Config{URL: cfg.URL, Token: token, Seed: cfg.Seed})
	return cfg
}

// run carries out a run that gets through.
func run(t *testing.T, cfg validator.Config) validator.Report {
	t.Helper()
	rep, err := validator.Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// results lists all results by id.
func results(rep validator.Report) map[string]validator.Result {
	all := map[string]validator.Result{}
	for _, r := range rep.Runs {
		for _, res := range r.Results {
			all[res.ID] = res
		}
	}
	return all
}

// remarkable lists the verdicts that are not to be expected of an endpoint that is right.
func remarkable(rep validator.Report) map[string]trial.Verdict {
	all := map[string]trial.Verdict{}
	for id, r := range results(rep) {
		expected := r.Verdict == trial.OK || id == "G15" && r.Verdict == trial.FalseAlarm || id == "G21" && r.Verdict == trial.Skipped || id == "G22" && r.Verdict == trial.NeedsTenant
		if !expected {
			all[id] = r.Verdict
		}
	}
	return all
}
