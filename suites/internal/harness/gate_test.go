package harness_test

import (
	"net/http"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

const (
	noPatch       = `{"patch":{"supported":false},"filter":{"supported":true}}`
	usersOnly     = `{"Resources":[{"name":"User","endpoint":"https://host/scim/Users","schema":"urn:ietf:params:scim:schemas:core:2.0:User"}]}`
	usersExtended = `{"Resources":[{"name":"User","endpoint":"/Users","schemaExtensions":[{"schema":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"}]}]}`
	coreOnly      = `{"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"userName"},{"name":"displayName"}]}]}`
	bareSchema    = `[{"id":"URN:ietf:params:scim:schemas:extension:enterprise:2.0:User","attributes":[]}]`
)

// announcing is a target that announces something about itself and is empty otherwise.
func announcing(answers map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if body, ok := answers[r.URL.Path]; ok {
			answering(http.StatusOK, body)(w, r)
			return
		}
		answering(http.StatusNotFound, `{}`)(w, r)
	}
}

func TestGates(t *testing.T) {
	hold := func(*harness.T) {}
	fail := func(c *harness.T) { c.Fail("no", "", "") }
	for name, tc := range map[string]struct {
		gate       harness.Gate
		answers    map[string]string
		body       func(*harness.T)
		verdict    report.Verdict
		rfcVerdict report.Verdict
	}{
		"nothing is known, and /Groups is served":    {harness.GateGroups, map[string]string{"/Groups": `{"Resources":[]}`}, hold, report.Pass, report.Pass},
		"nothing is known, and /Groups is not there": {harness.GateGroups, map[string]string{"/Users": `{"Resources":[]}`}, hold, report.NotSupported, report.NotSupported},
		"no groups":               {harness.GateGroups, map[string]string{"/ResourceTypes": usersOnly}, hold, report.NotSupported, report.NotSupported},
		"no enterprise extension": {harness.GateEnterprise, map[string]string{"/Schemas": coreOnly}, hold, report.NotSupported, report.NotSupported},
		"the extension with a type, not published":    {harness.GateEnterprise, map[string]string{"/Schemas": coreOnly, "/ResourceTypes": usersExtended}, hold, report.Pass, report.Pass},
		"the extension in a bare array, other case":   {harness.GateEnterprise, map[string]string{"/Schemas": bareSchema}, hold, report.Pass, report.Pass},
		"no PATCH, which Entra cannot do without":     {harness.GatePatch, map[string]string{"/ServiceProviderConfig": noPatch}, fail, report.Fail, report.NotSupported},
		"PATCH works though not announced":            {harness.GatePatch, map[string]string{"/ServiceProviderConfig": noPatch}, hold, report.Pass, report.Note},
		"filter is announced":                         {harness.GateFilter, map[string]string{"/ServiceProviderConfig": noPatch}, hold, report.Pass, report.Pass},
		"discovery answers something that is no JSON": {harness.GatePatch, map[string]string{"/ServiceProviderConfig": "<html>"}, hold, report.Pass, report.Pass},
	} {
		t.Run(name, func(t *testing.T) {
			d := declare("TST-001", harness.MustEntra)
			d.RFC, d.Gate = harness.Must, tc.gate
			checks, session, _ := play(t, announcing(tc.answers), nil, harness.Check(d, tc.body))
			if checks[0].Verdict != tc.verdict || checks[0].RFCVerdict != tc.rfcVerdict {
				t.Errorf("verdicts are %q and %q, want %q and %q", checks[0].Verdict, checks[0].RFCVerdict, tc.verdict, tc.rfcVerdict)
			}
			if got := len(session.Discovery()); got != 3 {
				t.Errorf("discovery took %d exchanges, want 3, once per run", got)
			}
		})
	}
}

func TestOnlyDeclaredAttributesAreSent(t *testing.T) {
	play(t, announcing(map[string]string{"/Schemas": coreOnly}), nil,
		harness.Check(declare("TST-001", harness.Must), func(c *harness.T) {
			body := c.UserBody(harness.Attrs{"externalId": "x", "title": "Clerk"})
			for _, name := range []string{"emails", "name", "active", "title"} {
				if _, there := body[name]; there {
					t.Errorf("%s is in the body although the schema does not declare it", name)
				}
			}
			for _, name := range []string{"schemas", "userName", "displayName", "externalId"} {
				if _, there := body[name]; !there {
					t.Errorf("%s is missing from the body", name)
				}
			}
		}))
}
