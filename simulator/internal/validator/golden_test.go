package validator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/validator"
	"github.com/entrasim/entrasim/simulator/internal/validator/standin"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

// TestRequests: what each test sends, byte for byte, in each way the attributes and the form of PATCH can be chosen.
func TestRequests(t *testing.T) {
	wando, err := mapping.Load(mapping.Wando)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		cfg     validator.Config
		defects []standin.Defect
		only    string // ids; all of the tool's without
	}{
		"validator":        {cfg: validator.Config{Tools: []trial.Tool{validator.Validator}}},
		"gallery":          {cfg: validator.Config{Tools: []trial.Tool{validator.Gallery}}},
		"verbose":          {cfg: validator.Config{Tools: []trial.Tool{validator.Validator}, Patch: validator.Verbose}, only: "V7 V8v"},
		"folded":           {cfg: validator.Config{Tools: []trial.Tool{validator.Gallery}, Patch: validator.Folded}, only: "G16 G18 G20"},
		"discovered":       {cfg: validator.Config{Tools: []trial.Tool{validator.Validator}, Discover: true}, only: "V1 V6 V8 V12 V13 V14 V23 P1 P2"},
		"discovered-plain": {cfg: validator.Config{Tools: []trial.Tool{validator.Validator}, Discover: true}, defects: []standin.Defect{standin.Thin}, only: "V1 V6"},
		"uploaded":         {cfg: validator.Config{Tools: []trial.Tool{validator.Validator}, Mapping: wando}, only: "V1 V6 V8 V23"},
		"joined":           {cfg: validator.Config{Tools: []trial.Tool{validator.Validator}, UserJoin: `emails[type eq "work"].value`, GroupJoin: "externalId"}, only: "V3 V5 V10 V22 V24"},
	} {
		t.Run(name, func(t *testing.T) {
			tt.cfg.Only = strings.Fields(tt.only)
			rep := run(t, start(t, &standin.Server{Defects: tt.defects}, tt.cfg))
			for _, r := range rep.Runs {
				for _, res := range r.Results {
					golden(t, filepath.Join("testdata", "requests", name, res.ID+".http"), requests(res))
				}
			}
		})
	}
}

// requests writes the requests of a test down, but for those of the provisioning service, which has goldens of its own.
func requests(r validator.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.Title())
	for _, x := range r.Exchanges {
		if strings.HasPrefix(x.Cause, "the service: ") {
			continue
		}
		fmt.Fprintf(&b, "\n# %s\n%s %s\n", x.Cause, x.Method, x.Target)
		for _, h := range x.RequestHeader {
			fmt.Fprintf(&b, "%s: %s\n", h.Name, h.Value)
		}
		if x.RequestBody != "" {
			fmt.Fprintf(&b, "\n%s\n", x.RequestBody)
		}
	}
	return b.String()
}

// golden compares with a file.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s (run with -update after looking at the difference):\n got %s\nwant %s", path, got, want)
	}
}

// TestSameSeed: the same seed sends the same requests, another one others.
func TestSameSeed(t *testing.T) {
	sent := func(seed uint64) string {
		var b strings.Builder
		rep := run(t, start(t, &standin.Server{}, validator.Config{Seed: seed}))
		for _, r := range rep.Runs {
			for _, res := range r.Results {
				b.WriteString(requests(res))
			}
			b.WriteString(requests(validator.Result{Exchanges: r.CleanUp}))
		}
		return b.String()
	}
	first := sent(7)
	if again := sent(7); again != first {
		t.Error("seed 7 sent other requests the second time")
	}
	if other := sent(8); other == first {
		t.Error("seed 8 sent the requests of seed 7")
	}
}

// TestNothingForeign: every name that is written carries the marker.
func TestNothingForeign(t *testing.T) {
	rep := run(t, start(t, &standin.Server{}, validator.Config{}))
	check := func(x scimclient.Exchange) {
		if x.Method == "POST" && !strings.Contains(strings.ToLower(x.RequestBody), "entrasim") {
			t.Errorf("%s %s: the body carries no marker: %s", x.Method, x.Target, x.RequestBody)
		}
	}
	for _, r := range rep.Runs {
		for _, res := range r.Results {
			for _, x := range res.Exchanges {
				check(x)
			}
		}
	}
}
