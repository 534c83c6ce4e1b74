package scimclient_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// TestErrorBodies: only the HTTP status steers. The body is copied into the log whatever it is, and read as far as it is a SCIM error:
// a numeric status and a wrong media type are let pass (wire §12, Q20, Q22).
func TestErrorBodies(t *testing.T) {
	const urn = `"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],`
	media := func(v string) http.Header { return http.Header{"Content-Type": {v}} }
	for name, tt := range map[string]struct {
		header           http.Header
		body             string
		scimType, detail string
		shown            string // in the log; the body itself when empty
	}{
		"as the RFC has it":         {body: `{` + urn + `"status":"409","scimType":"uniqueness","detail":"taken"}`, scimType: "uniqueness", detail: "taken"},
		"numeric status":            {body: `{` + urn + `"status":409,"scimType":"uniqueness","detail":"taken"}`, scimType: "uniqueness", detail: "taken"},
		"status of another failure": {body: `{` + urn + `"status":"500","detail":"taken"}`, detail: "taken"},
		"no status":                 {body: `{"detail":"taken"}`, detail: "taken"},
		"numeric detail":            {body: `{` + urn + `"status":"409","scimType":7,"detail":42}`},
		"JSON of one's own":         {header: media("application/json"), body: `{"error":{"code":"E17"}}`},
		"a list":                    {body: `[{"detail":"taken"}]`},
		"plain text":                {header: media("text/plain"), body: "taken"},
		"broken JSON":               {body: `{"detail":"ta`},
		"HTML":                      {header: media("text/html"), body: "<html>taken</html>", shown: "[Redact]"},
		"nothing":                   {header: http.Header{}},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := ask(t, canned{status: http.StatusConflict, header: tt.header, body: tt.body}, createUser())
			var f *scimclient.Failure
			if !errors.As(err, &f) {
				t.Fatalf("got %v, want a *Failure", err)
			}
			if f.Class != scimclient.Conflict || f.Code != scimclient.CodeServiceIncompatibleFiltering || f.Status != http.StatusConflict {
				t.Errorf("got %s %s for status %d; want what 409 means, whatever the body says", f.Class, f.Code, f.Status)
			}
			if f.SCIMType != tt.scimType || f.Detail != tt.detail {
				t.Errorf("read: got scimType %q and detail %q, want %q and %q", f.SCIMType, f.Detail, tt.scimType, tt.detail)
			}
			shown := tt.shown
			if shown == "" {
				shown = tt.body
			}
			if !strings.HasSuffix(f.Message, " Web Response: "+shown) {
				t.Errorf("message %q: want it to end with the body, %q", f.Message, shown)
			}
		})
	}
}
