package scenario_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

// elsewhere are the quirks of tiers 1 to 3 that no scenario is about, with the reason.
var elsewhere = map[int]string{
	37: "the provisioning service writes camelCase; other letter cases come from Postman's suite",
	46: "the order of members and extra members come from other clients",
	60: "the replacing of members comes from the web validator, see package validator",
	64: "joining of tenant URLs: tests of scimclient",
	65: "how the job authenticates is no part of a scenario; tokens that are fetched have the tests of scimclient",
	68: "pagination comes from the gallery's tests, see package validator",
	70: "reading one's writes is the endpoint's duty: checks of the suites",
}

// wanted are what scenarios must be about: every quirk of tiers 1 to 3 that concerns the client, every row of the decision table but row
// 11, which no customer can configure, every reason of a quarantine that is raised, and every restart scope.
func wanted() []string {
	var list []string
	for n := 1; n <= 70; n++ {
		if elsewhere[n] == "" {
			list = append(list, fmt.Sprintf("Q%02d", n))
		}
	}
	for row := 1; row <= 14; row++ {
		if row != 11 {
			list = append(list, fmt.Sprintf("§3.6 row %d", row))
		}
	}
	return append(list,
		"quarantine=EncounteredQuarantineException", "quarantine=EncounteredEscrowProportionThreshold", "quarantine=EncounteredBaseEscrowThreshold",
		"quarantine=EncounteredTotalEscrowThreshold", "quarantine=QuarantinedOnDemand", "quarantine=TooManyDeletes", "pruned=true", "schedule=Disabled",
		"restart None", "restart ConnectorDataStore", "restart Escrows", "restart Watermark", "restart QuarantineState", "restart ForceDeletes", "restart Full",
	)
}

// TestCoverage holds the list of what each scenario is about, testdata/coverage.txt, to the evidence and the scripts of the scenarios:
// nothing that is wanted is without one, and nothing is said to be elsewhere that has one. With -update the list is written; a line
// that gets shorter in it is proof that got lost.
func TestCoverage(t *testing.T) {
	if n := len(fixtures.Scenarios()); n < 60 {
		t.Errorf("%d scenarios, want at least 60", n)
	}
	about := map[string]string{}
	for _, name := range fixtures.Scenarios() {
		data, err := fixtures.Scenario(name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := scenario.Parse(name, data)
		if err != nil {
			t.Fatal(err)
		}
		about[strings.TrimSuffix(name, ".txtar")] = strings.Join(s.Evidence, "\n") + "\n" + s.Script()
	}
	files := func(what string) []string {
		word := regexp.MustCompile(`(^|[^\pL\pN])` + regexp.QuoteMeta(what) + `\b`)
		var list []string
		for _, name := range slices.Sorted(maps.Keys(about)) {
			if word.MatchString(about[name]) {
				list = append(list, name)
			}
		}
		return list
	}
	var b strings.Builder
	for _, what := range wanted() {
		list := files(what)
		if len(list) == 0 {
			t.Errorf("no scenario about %s", what)
		}
		fmt.Fprintf(&b, "%s: %s\n", what, strings.Join(list, " "))
	}
	for _, n := range slices.Sorted(maps.Keys(elsewhere)) {
		if list := files(fmt.Sprintf("Q%02d", n)); len(list) > 0 {
			t.Errorf("Q%02d is said to be elsewhere, and %v are about it", n, list)
		}
		fmt.Fprintf(&b, "Q%02d: no scenario; %s\n", n, elsewhere[n])
	}
	path := filepath.Join("testdata", "coverage.txt")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("%s is not what the scenarios are about (run with -update after looking at the difference):\n got %s\nwant %s", path, b.String(), want)
	}
}

// TestNoScenarioIsIdle: each scenario does something and expects something of it.
func TestNoScenarioIsIdle(t *testing.T) {
	for _, name := range fixtures.Scenarios() {
		data, err := fixtures.Scenario(name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := scenario.Parse(name, data)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(s.Script(), "\n")
		begins := func(words ...string) bool {
			return slices.ContainsFunc(lines, func(l string) bool {
				return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(l, w) })
			})
		}
		if !begins("cycle", "run ", "on-demand", "connect") || !begins("expect-", "cycle fails", "cycle refused", "connect fails") {
			t.Errorf("%s: nothing is done, or nothing is expected of it", name)
		}
	}
}
