package harness_test

import (
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// mapping is a customer's schema that maps users by these target attributes.
func mapping(targets ...string) []byte {
	var b strings.Builder
	b.WriteString(`{"synchronizationRules":[{"objectMappings":[{"targetObjectName":"User","attributeMappings":[{"targetAttributeName":"userName","matchingPriority":1}`)
	for _, target := range targets {
		b.WriteString(`,{"targetAttributeName":"` + target + `"}`)
	}
	b.WriteString(`]}]}]}`)
	return []byte(b.String())
}

// TestCustomerDecides holds that a fault about what a customer does not map is a note for that customer, and a failure for all others.
func TestCustomerDecides(t *testing.T) {
	for name, tc := range map[string]struct {
		schema   []byte
		concerns []string
		want     report.Verdict
	}{
		"no schema":                 {nil, []string{"manager"}, report.Fail},
		"mapped":                    {mapping("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"), []string{"manager"}, report.Fail},
		"mapped by a filtered path": {mapping(`emails[type eq \"work\"].value`), []string{"emails"}, report.Fail},
		"not mapped":                {mapping("displayName"), []string{"manager"}, report.Note},
		"one of two is mapped":      {mapping("displayName"), []string{"manager", "displayName"}, report.Fail},
		"about no attribute":        {mapping("displayName"), nil, report.Fail},
	} {
		t.Run(name, func(t *testing.T) {
			customer, err := harness.ParseCustomer(tc.schema)
			if err != nil {
				t.Fatal(err)
			}
			d := declare("TST-001", harness.MustEntra)
			d.Concerns = tc.concerns
			checks, _, _ := play(t, answering(200, `{}`), func(c *harness.Config) { c.Customer = customer }, harness.Check(d, func(c *harness.T) { c.Fail("no", "", "") }))
			if c := checks[0]; c.Verdict != tc.want {
				t.Errorf("the verdict is %q, want %q", c.Verdict, tc.want)
			} else if c.Verdict == report.Note && !strings.Contains(strings.Join(c.Remarks, " "), "not mapped by this customer: manager") {
				t.Errorf("the remarks are %q, want that the customer does not map it", c.Remarks)
			}
		})
	}
}

// FuzzCustomer holds that any text is a schema or an error.
func FuzzCustomer(f *testing.F) {
	f.Add(mapping("displayName"))
	f.Add([]byte(`{"synchronizationRules":[{"objectMappings":[{"enabled":false}]}]}`))
	f.Add([]byte(`{"synchronizationRules":`))
	f.Fuzz(func(t *testing.T, text []byte) {
		customer, err := harness.ParseCustomer(text)
		if (customer == nil) != (err != nil) && len(text) > 0 {
			t.Errorf("%q is %v and %v", text, customer, err)
		}
		if err == nil {
			_ = harness.CheckMatching(customer.Matching())
		}
	})
}

// FuzzTemplate holds that any text is a template or an error that says something.
func FuzzTemplate(f *testing.F) {
	f.Add([]byte(`{"title":"Clerk {{number}}","userName":"{{name}}","nickName":null}`))
	f.Add([]byte(`{"userName":"fixed"}`))
	f.Add([]byte(`{"emails":[{"value":"{{email}}","type":"{{"}]}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		template, err := harness.ParseTemplate(text)
		if (template == nil) != (err != nil) && len(text) > 0 {
			t.Errorf("%q is %v and %v", text, template, err)
		}
		if err != nil && err.Error() == "" {
			t.Errorf("%q is refused without a word", text)
		}
	})
}
