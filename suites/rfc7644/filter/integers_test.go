package filter_test

import (
	"testing"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
	"github.com/entrasim/entrasim/suites/rfc7644/filter"
)

// An extension with an integer, and servers that take its order wrong.
const (
	berthSchema = `{"id":"urn:example:params:scim:schemas:2.0:Berth","name":"Berth","attributes":[{"name":"number","type":"integer"}]}`
	berthUser   = `{"name":"User","schemaExtensions":[{"schema":"urn:example:params:scim:schemas:2.0:Berth"}]}`
	berthFaults = `
defects:
  - {name: integers-reversed, title: gt on an integer is lt, models: operands in the wrong order, source: RFC 7644 §3.4.2.2, checks: [FLT-009],
     rules: [{when: {filter: {operator: gt, attribute: number}}, request: [filter: {operator: {gt: lt}}]}]}
  - {name: integers-unordered, title: lt on an integer answers 400, models: an order for text only, source: RFC 7644 §3.4.2.2, checks: [FLT-009],
     rules: [{when: {filter: {operator: lt, attribute: number}}, instead: {status: 400, scimType: invalidFilter}}]}
`
)

// TestIntegers proves FLT-009, for which a schema with an integer is needed.
func TestIntegers(t *testing.T) {
	for _, tc := range []struct {
		name, defect string
		want         report.Verdict
	}{
		{"right", "", report.Pass},
		{"reversed", "integers-reversed", report.Fail},
		{"refused", "integers-unordered", report.Fail},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			ref, err := selftest.NewReference(t.Context(), func(c *server.Config) { c.DefectRules["berth.yaml"] = []byte(berthFaults) })
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = ref.Close() }()
			change := server.Change{Schemas: [][]byte{[]byte(berthSchema)}, Types: [][]byte{[]byte(berthUser)}}
			if tc.defect != "" {
				change.TurnOn = []string{tc.defect}
			}
			if err := ref.Server.Configure(t.Context(), server.DefaultOrganisation, change); err != nil {
				t.Fatal(err)
			}
			specs, err := selftest.Pick(filter.Checks(), "FLT-009")
			if err != nil {
				t.Fatal(err)
			}
			checks, err := ref.Run(t.Context(), harness.Config{}, specs...)
			if err != nil {
				t.Fatal(err)
			}
			if checks[0].Verdict != tc.want {
				t.Errorf("FLT-009 with integers %s is %s, want %s\n%s", tc.name, checks[0].Verdict, tc.want, selftest.Explain(checks[0]))
			}
		})
	}
}
