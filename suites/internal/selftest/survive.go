package selftest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// nonsense are targets that answer everything the same and are no SCIM endpoints: the answer's status, media type and body.
var nonsense = map[string]struct {
	status      int
	contentType string
	body        string
}{
	"a web page":            {200, "text/html", "<html><body>Welcome</body></html>"},
	"nothing":               {200, "", ""},
	"204":                   {204, "", ""},
	"null":                  {200, "application/scim+json", "null"},
	"an empty object":       {200, "application/scim+json", "{}"},
	"an empty array":        {200, "application/scim+json", "[]"},
	"a string":              {200, "application/scim+json", `"hello"`},
	"created, and an id":    {201, "application/scim+json", `{"id":"1"}`},
	"an id that is none":    {201, "application/scim+json", `{"id":{"a":1},"meta":[],"schemas":"x"}`},
	"a list of nulls":       {200, "application/scim+json", `{"totalResults":"2","Resources":[null,1,"x",[],{}]}`},
	"lists as text":         {200, "application/scim+json", `{"id":"1","Resources":"none","emails":"x","members":{},"name":[],"active":"yes","meta":{"location":7}}`},
	"401":                   {401, "application/scim+json", `{"status":"401"}`},
	"404":                   {404, "application/json", `{"error":"not found"}`},
	"500 with a stack":      {500, "text/plain", "Traceback (most recent call last):\n  File \"a.py\", line 1"},
	"a redirect to a login": {302, "text/html", ""},
	"truncated JSON":        {200, "application/scim+json", `{"id":"1","Resour`},
	"bytes":                 {200, "application/octet-stream", "\x00\xff\xfe{"},
}

// Survives proves that specs come to a verdict whatever a target answers: none may panic, and none may end in an error, as an
// answer always came. The hand-written provider (Plain) is among the targets, and is not to be accused; exceptions are ids that
// rightly find something there, with the reason.
func Survives(t *testing.T, specs []harness.Spec, exceptions map[string]string) {
	t.Helper()
	t.Run("plain", func(t *testing.T) {
		t.Parallel()
		for _, c := range judgeAny(t, NewPlain(), "", specs) {
			switch _, known := exceptions[c.ID]; {
			case !known && (findsFault(c) || c.Verdict == report.Error):
				t.Errorf("a right server is accused: %s", Explain(c))
			case known && !findsFault(c):
				t.Errorf("%s is listed as an exception (%s) and is %s: take it off the list", c.ID, exceptions[c.ID], c.Verdict)
			}
		}
	})
	for name, n := range nonsense {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if n.contentType != "" {
					w.Header().Set("Content-Type", n.contentType)
				}
				if n.status == http.StatusFound {
					w.Header().Set("Location", "/login")
				}
				w.WriteHeader(n.status)
				_, _ = fmt.Fprint(w, n.body)
			})
			for _, c := range judgeAny(t, handler, "another-token", specs) {
				if c.Verdict == report.Error && (strings.Contains(c.Reason, "panicked") || strings.Contains(c.Reason, "written wrongly")) {
					t.Errorf("%s does not come to a verdict: %s", c.ID, c.Reason)
				}
			}
		})
	}
}

func judgeAny(t *testing.T, handler http.Handler, otherToken string, specs []harness.Spec) []report.Check {
	t.Helper()
	cfg := harness.Config{OtherToken: otherToken, Allow: harness.OperatorGates(), Timeout: 5 * time.Second}
	checks, err := Run(t.Context(), handler, cfg, specs...)
	if err != nil {
		t.Fatal(err)
	}
	return checks
}
