package creation_test

import (
	"testing"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
	"github.com/entrasim/entrasim/suites/rfc7644/creation"
)

// A resource type with a required extension, and a server that does without it.
const (
	deviceSchema = `{"id":"urn:example:params:scim:schemas:2.0:Device","name":"Device","attributes":[
	  {"name":"label","type":"string","required":true,"uniqueness":"server"}]}`
	badgeSchema = `{"id":"urn:example:params:scim:schemas:2.0:Badge","name":"Badge","attributes":[{"name":"holder","type":"string","required":true}]}`
	deviceType  = `{"name":"Device","endpoint":"/Devices","schema":"urn:example:params:scim:schemas:2.0:Device",
	  "schemaExtensions":[{"schema":"urn:example:params:scim:schemas:2.0:Badge","required":true}]}`
	badgeFault = `
defects:
  - {name: badge-optional, title: A device without badge is created, models: required looked at for attributes only, source: RFC 7643 §6 violated,
     checks: [CRE-023], rules: [{when: {method: POST, endpoint: Devices},
       request: [body: [default: {at: "urn:example:params:scim:schemas:2.0:Badge", value: {holder: nobody}}]]}]}
`
)

// TestRequiredExtension proves CRE-023, for which a resource type with a required extension is needed.
func TestRequiredExtension(t *testing.T) {
	for _, tc := range []struct {
		name   string
		turnOn []string
		want   report.Verdict
	}{
		{"right", nil, report.Pass},
		{"optional", []string{"badge-optional"}, report.Fail},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			ref, err := selftest.NewReference(t.Context(), func(c *server.Config) { c.DefectRules["badge.yaml"] = []byte(badgeFault) })
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = ref.Close() }()
			if err := ref.Server.Configure(t.Context(), server.DefaultOrganisation, server.Change{
				Schemas: [][]byte{[]byte(deviceSchema), []byte(badgeSchema)}, Types: [][]byte{[]byte(deviceType)}, TurnOn: tc.turnOn,
			}); err != nil {
				t.Fatal(err)
			}
			specs, err := selftest.Pick(creation.Checks(), "CRE-023")
			if err != nil {
				t.Fatal(err)
			}
			checks, err := ref.Run(t.Context(), harness.Config{}, specs...)
			if err != nil {
				t.Fatal(err)
			}
			if checks[0].Verdict != tc.want {
				t.Errorf("CRE-023 with the required extension %s is %s, want %s\n%s", tc.name, checks[0].Verdict, tc.want, selftest.Explain(checks[0]))
			}
		})
	}
}
