package suites_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/inmemory"
	"github.com/entrasim/entrasim/suites/internal/odd"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
)

// oddities are the odd servers by name; underRace are those that are judged under the race detector too.
var (
	oddities = map[string]odd.Wrap{
		"demanding more than announced":  odd.Demanding("title", "externalId"),
		"error pages of a proxy":         odd.Proxied,
		"everything as application/json": odd.Labelled,
		"filter, denied and ignored":     odd.NoFilter(true, true),
		"filter, denied and refused":     odd.NoFilter(true, false),
		"filter, announced and ignored":  odd.NoFilter(false, true),
		"filter, announced and refused":  odd.NoFilter(false, false),
		"ids are numbers":                odd.Numbered,
		"no discovery":                   odd.NoDiscovery,
		"PATCH, announced and refused":   odd.NoPatch(false),
		"PATCH, denied and refused":      odd.NoPatch(true),
		"read only":                      odd.ReadOnly,
		"user names in capitals":         odd.Shouting,
		"users only":                     odd.UsersOnly,
		"200 for a create":               odd.PlainCreated,
		"201 without a body":             odd.EmptyCreated,
	}
	underRace = []string{"PATCH, denied and refused", "users only"}
)

// TestOddServers holds what is said of odd servers to a golden file, and every failure to the oddity that explains it: the faults
// of testdata/oddities.yaml, each with the reason. No other failure may be found, and none of these be missed.
func TestOddServers(t *testing.T) {
	explained := oddFaults(t)
	names := slices.Sorted(maps.Keys(oddities))
	if testing.Short() {
		names = underRace
	}
	verdicts := make([]string, len(names))
	t.Run("servers", func(t *testing.T) {
		for i, name := range names {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				var b strings.Builder
				b.WriteString(name + ":\n")
				for _, profile := range []string{harness.Entra, harness.RFCFull} {
					checks := judgeOdd(t, oddities[name], profile)
					wantExplained(t, profile, checks, explained[name])
					writeVerdicts(&b, "  "+profile, checks)
				}
				verdicts[i] = b.String()
			})
		}
	})
	if testing.Short() || slices.Contains(verdicts, "") { // a part of them was run
		return
	}
	golden(t, filepath.Join("testdata", "oddverdicts.yaml"), "# The verdicts on the odd servers of suites/internal/odd that are not a plain pass, by server and profile, of all checks but the\n"+
		"# heavy ones. What fails is explained in oddities.yaml. Written by make update.\n"+strings.Join(verdicts, ""))
}

// oddFault is what an oddity explains.
type oddFault struct {
	Why    string
	Only   string // the profile, where it is in one alone
	Checks []string
}

func oddFaults(t *testing.T) map[string][]oddFault {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "oddities.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var faults map[string][]oddFault
	if err := yaml.UnmarshalWithOptions(text, &faults, yaml.Strict()); err != nil {
		t.Fatalf("read the faults of odd servers: %s", yaml.FormatError(err, false, true))
	}
	for name, list := range faults {
		if oddities[name] == nil {
			t.Errorf("oddities.yaml explains %q, which is no odd server", name)
		}
		for _, f := range list {
			if f.Why == "" || len(f.Checks) == 0 {
				t.Errorf("%s: a fault needs checks and the reason why", name)
			}
		}
	}
	return faults
}

// judgeOdd judges an odd server made of a reference server with other people's data.
func judgeOdd(t *testing.T, wrap odd.Wrap, profile string) []report.Check {
	t.Helper()
	ref, err := selftest.NewReference(context.WithoutCancel(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := ref.Close(); err != nil {
			t.Errorf("close the reference server: %v", err)
		}
	}()
	if err := ref.Populate(); err != nil {
		t.Fatal(err)
	}
	light := slices.DeleteFunc(suites.Catalogue(), func(s harness.Spec) bool { return s.Effect == harness.EffectHeavy })
	specs, err := harness.Select(light, profile, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	target := inmemory.Serve(wrap(ref.Handler))
	defer target.Close()
	session, err := harness.Open(harness.Config{
		URL: "http://127.0.0.1" + ref.BasePath, Token: ref.Token, OtherToken: ref.OtherToken, Transport: target.Transport(),
		Profile: profile, Seed: 7, RunID: "odd", Timeout: 10 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	return session.Judge(t.Context(), specs)
}

// wantExplained holds that exactly the failures that the oddity explains are found, and nothing is undecided.
func wantExplained(t *testing.T, profile string, checks []report.Check, faults []oddFault) {
	t.Helper()
	why := map[string]string{}
	for _, f := range faults {
		for _, id := range f.Checks {
			if f.Only == "" || f.Only == profile {
				why[id] = f.Why
			}
		}
	}
	for _, c := range checks {
		reason, known := why[c.ID]
		switch {
		case c.Verdict == report.Error:
			t.Errorf("%s: it could not be decided: %s", profile, selftest.Explain(c))
		case c.Verdict == report.Fail && !known:
			t.Errorf("%s: the oddity does not explain this: %s", profile, selftest.Explain(c))
		case c.Verdict != report.Fail && known:
			t.Errorf("%s: %s should fail because %s: %s", profile, c.ID, reason, selftest.Explain(c))
		}
	}
}

// writeVerdicts writes the verdicts of checks that are not a plain pass.
func writeVerdicts(b *strings.Builder, what string, checks []report.Check) {
	by := map[string][]string{}
	for _, c := range checks {
		verdict := string(c.Verdict)
		if c.RFCVerdict != "" && c.RFCVerdict != c.Verdict {
			verdict += ", by the RFC " + string(c.RFCVerdict)
		}
		if verdict != "pass" {
			by[verdict] = append(by[verdict], c.ID)
		}
	}
	fmt.Fprintf(b, "%s:\n", what)
	for _, verdict := range slices.Sorted(maps.Keys(by)) {
		fmt.Fprintf(b, "    %s: [%s]\n", verdict, strings.Join(by[verdict], ", "))
	}
}
