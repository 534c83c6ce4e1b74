package suites

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// targetData is what the operator says about target and customer, read.
type targetData struct {
	user, group *harness.Template
	matching    string
	customer    *harness.Customer
}

// about reads what the options say about the target beside its address.
func (o Options) about(base *url.URL) (d targetData, err error) {
	if o.MaxResources < 0 || o.Rate < 0 {
		return d, usage("leave them out, or 0, for no limit", "the limits on resources and rate must not be negative")
	}
	for name := range o.Headers {
		if slices.Contains(reserved, http.CanonicalHeaderKey(name)) {
			return d, usage("leave it out; the token goes with --token-env, and the checks choose media types", "the header %s is the run's own", name)
		}
	}
	if d.user, err = harness.ParseTemplate(o.UserTemplate); err != nil {
		return d, usage(templateAdvice, "user template: %w", err)
	}
	if d.group, err = harness.ParseTemplate(o.GroupTemplate); err != nil {
		return d, usage(templateAdvice, "group template: %w", err)
	}
	if d.customer, err = harness.ParseCustomer(o.EntraSchema); err != nil {
		return d, usage("export it in the portal (Provisioning, Edit attribute mappings, Review your schema) or with Graph: GET …/synchronization/jobs/{id}/schema",
			"Entra schema: %w", err)
	}
	d.matching = o.MatchingAttribute
	if d.matching == "" {
		d.matching = d.customer.Matching()
	}
	if err := harness.CheckMatching(d.matching); err != nil {
		return d, usage(`name an attribute that Entra can match by: userName, externalId, id, or emails[type eq "work"].value`, "%w", err)
	}
	return d, nil
}

const templateAdvice = `it is a JSON object of attributes with their values, such as {"title": "Planner", "employeeId": "{{number}}"}; ` +
	`the placeholders are {{name}}, {{email}}, {{number}} and {{guid}}, and null takes an attribute out that is usually sent`

// reserved are the headers that the checks are about themselves.
var reserved = []string{"Accept", "Authorization", "Content-Length", "Content-Type", "Host", "If-Match", "If-None-Match"}

// headerSecrets are the values of headers that are to be masked.
func (o Options) headerSecrets() []string {
	var out []string
	for _, name := range o.SecretHeaders {
		out = append(out, o.Headers.Values(name)...)
	}
	return out
}
