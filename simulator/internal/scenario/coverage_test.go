package scenario_test

import (
	"fmt"
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
	65: "kinds of credentials: only long-lived tokens are modelled, and the token endpoint is never called",
	68: "pagination comes from the gallery's tests, see package validator",
	70: "reading one's writes is the endpoint's duty: checks of the suites",
}

// TestCoverage: the scenarios are about every quirk of tiers 1 to 3 that concerns the client, every row of the decision table but
// row 11, which no customer can configure, every reason of a quarantine that is raised, and every restart scope.
func TestCoverage(t *testing.T) {
	var all []string
	for _, name := range fixtures.Scenarios() {
		data, err := fixtures.Scenario(name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := scenario.Parse(name, data)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s.Evidence...)
		all = append(all, s.Script())
	}
	text := strings.Join(all, "\n")
	if n := len(fixtures.Scenarios()); n < 60 {
		t.Errorf("%d scenarios, want at least 60", n)
	}
	var wanted []string
	for n := 1; n <= 70; n++ {
		if elsewhere[n] == "" {
			wanted = append(wanted, fmt.Sprintf("Q%02d", n))
		}
	}
	for row := 1; row <= 14; row++ {
		if row != 11 {
			wanted = append(wanted, fmt.Sprintf("§3.6 row %d", row))
		}
	}
	wanted = append(wanted,
		"quarantine=EncounteredQuarantineException", "quarantine=EncounteredEscrowProportionThreshold", "quarantine=EncounteredBaseEscrowThreshold",
		"quarantine=EncounteredTotalEscrowThreshold", "quarantine=QuarantinedOnDemand", "quarantine=TooManyDeletes", "pruned=true", "schedule=Disabled",
		"restart None", "restart ConnectorDataStore", "restart Escrows", "restart Watermark", "restart QuarantineState", "restart ForceDeletes", "restart Full",
	)
	for _, want := range wanted {
		if !regexp.MustCompile(regexp.QuoteMeta(want) + `\b`).MatchString(text) {
			t.Errorf("no scenario about %s", want)
		}
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
