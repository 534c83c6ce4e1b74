package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/report"
)

// failing is a check that does not hold.
func failing(id, level, where, reason, got string) report.Check {
	return report.Check{ID: id, Area: id[:3], Title: "about " + id, Level: level, Verdict: report.Fail, Where: where, Reason: reason, Got: got}
}

// held is a check that was not tried.
func held(id, need, where, reason, got string) report.Check {
	return report.Check{
		ID: id, Area: id[:3], Title: "about " + id, Level: "MUST", Verdict: report.Skipped,
		HeldBack: &report.Obstacle{Need: need, Where: where, Reason: reason, Got: got},
	}
}

// TestCauses holds that one thing that is wrong is one cause, whatever fails by it, and which cause comes first.
func TestCauses(t *testing.T) {
	const broken = "500 Internal Server Error: duplicate key value violates unique constraint"
	for name, tc := range map[string]struct {
		checks []report.Check
		want   []string // per cause: failed < held back, ! when Entra needs it
	}{
		"nothing":     {[]report.Check{{ID: "AAD-001", Verdict: report.Pass}, {ID: "AAD-002", Verdict: report.Error}}, nil},
		"one failure": {[]report.Check{failing("CRE-001", "MUST", "POST /Users", "no id", "")}, []string{"CRE-001"}},
		"the same answer to the same request": {[]report.Check{
			failing("CRE-001", "MUST", "GET /Users/5f0c9a52-9f8e-4b52-9b39-0d4f4ae0f7aa", "the status is wrong", "500"),
			failing("CRE-002", "MUST", "GET /Users/6a0c9a52-9f8e-4b52-9b39-0d4f4ae0f7bb", "the status is wrong", "500"),
			failing("CRE-003", "MUST", "GET /Users/6a0c9a52-9f8e-4b52-9b39-0d4f4ae0f7bb", "the status is wrong", "501"),
		}, []string{"CRE-001 CRE-002", "CRE-003"}},
		"an answer that tells where it comes from": {[]report.Check{
			failing("CRE-001", "MUST", "POST /Users", "the status is wrong", broken), failing("GRP-001", "MUST", "POST /Groups", "the status is wrong", broken),
			failing("PUT-001", "MUST", "PUT /Users/1", "the status is wrong", broken),
		}, []string{"CRE-001 GRP-001", "PUT-001"}},
		"what is held back counts": {[]report.Check{
			failing("CRE-001", "MUST", "POST /Users", "a", "1"), failing("GET-001", "MUST", "GET /Users", "b", "2"),
			held("PAT-001", "b works", "GET /Users", "b", "2"), held("PAT-002", "b works", "GET /Users", "b", "2"),
		}, []string{"GET-001 < PAT-001 PAT-002", "CRE-001"}},
		"a prerequisite names its check": {[]report.Check{
			failing("AAD-008", "MUST (Entra)", "GET /Users/1", "text", `"False"`), held("LIF-001", "active is a boolean (AAD-008)", "GET /Users/2", "text", `"True"`),
		}, []string{"AAD-008 < LIF-001!"}},
		"a prerequisite without check": {[]report.Check{
			held("PAT-001", "a user can be created", "POST /Users", "no", "500"), held("PAT-002", "a user can be created", "POST /Users", "no", "503"),
		}, []string{" < PAT-001 PAT-002"}},
		"what looks back points to where it looked": {[]report.Check{
			failing("ERR-001", "MUST", "GET /nowhere", "no JSON (seen in TRN-014)", "<p>"), failing("TRN-014", "MUST", "GET /nowhere", "no error", "<p>"),
		}, []string{"TRN-014 ERR-001"}},
		"Entra first": {[]report.Check{
			failing("CRE-001", "MUST", "POST /Users", "a", "1"), failing("CRE-002", "MUST", "POST /Users", "a", "1"), failing("AAD-027", "MUST (Entra)", "PATCH /Groups/1", "b", "2"),
		}, []string{"AAD-027!", "CRE-001 CRE-002"}},
		"a warning is no cause": {[]report.Check{{ID: "TRN-006", Verdict: report.Warn, Reason: "r"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, c := range report.Complete(report.Report{Checks: tc.checks}).Causes {
				text := strings.Join(c.Checks, " ")
				if len(c.Holds) > 0 {
					text += " < " + strings.Join(c.Holds, " ")
				}
				if c.Fatal {
					text += "!"
				}
				got = append(got, text)
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("the causes are %q, want %q", got, tc.want)
			}
		})
	}
}

// TestFingerprint holds what counts: what is announced, and neither its order nor meta, nor the host.
func TestFingerprint(t *testing.T) {
	of := func(base, body string) string {
		return report.Complete(report.Report{Discovery: []report.Exchange{
			{Method: "GET", URL: base + "/Schemas", Status: 200, Response: &report.Message{Body: body}},
		}}).Fingerprint.Value
	}
	first := of("http://a/scim", `{"Resources":[{"id":"u"},{"id":"g"}],"meta":{"location":"http://a"}}`)
	if again := of("http://b/v2", `{"meta":{},"Resources":[{"id":"g"},{"id":"u"}]}`); again != first {
		t.Errorf("the same in another order on another host is %s, want %s", again, first)
	}
	if other := of("http://a/scim", `{"Resources":[{"id":"u"}]}`); other == first {
		t.Error("another document has the same fingerprint")
	}
	if text := of("http://a/scim", `<html>`); text == first || text == "" {
		t.Errorf("what is no JSON has the fingerprint %q", text)
	}
}
