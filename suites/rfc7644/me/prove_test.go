package me_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
	"github.com/entrasim/entrasim/suites/rfc7644/me"
)

func TestDefects(t *testing.T) {
	const subject = "needs a token that stands for a user: see TestSubject"
	selftest.Catches(t, me.Checks(), map[string][]string{"me-404": {"MEE-001"}}, map[string]string{
		"MEE-002": subject, "MEE-003": subject, "MEE-004": subject, "MEE-005": subject,
	})
}

// subject starts a reference server with a user and gives the run a token that stands for that user.
func subject(t *testing.T) *selftest.Reference {
	t.Helper()
	ref, err := selftest.NewReference(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ref.Close(); err != nil {
			t.Error(err)
		}
	})
	req := httptest.NewRequest(http.MethodPost, ref.BasePath+"/Users", strings.NewReader(
		`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"mira@entrasim.example","displayName":"Mira","title":"Clerk","password":"Xy-7-abcdefgh"}`))
	req.Header.Set("Authorization", "Bearer "+ref.Token)
	req.Header.Set("Content-Type", "application/scim+json")
	rec := httptest.NewRecorder()
	ref.Handler.ServeHTTP(rec, req)
	var user struct{ ID string }
	if err := json.Unmarshal(rec.Body.Bytes(), &user, json.MatchCaseInsensitiveNames(true)); err != nil || user.ID == "" {
		t.Fatalf("create the subject: %v, %d %s", err, rec.Code, rec.Body)
	}
	issued, err := ref.Server.IssueToken(t.Context(), server.DefaultOrganisation, server.DefaultProvider, server.TokenOptions{Subject: user.ID})
	if err != nil {
		t.Fatal(err)
	}
	ref.Token = issued.Token
	return ref
}

// TestSubject is the proof of the checks that need a subject: a right target, and ones that are wrong in one way each.
func TestSubject(t *testing.T) {
	onMe := func(spoil func(http.Handler, http.ResponseWriter, *http.Request)) func(http.Handler) http.Handler {
		return func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/Me") {
					spoil(next, w, r)
					return
				}
				next.ServeHTTP(w, r)
			})
		}
	}
	edit := func(change func(header http.Header, body string) string) func(http.Handler) http.Handler {
		return onMe(func(next http.Handler, w http.ResponseWriter, r *http.Request) {
			rec := httptest.NewRecorder()
			next.ServeHTTP(rec, r)
			body := change(rec.Header(), rec.Body.String())
			for name, values := range rec.Header() {
				if name != "Content-Length" {
					w.Header()[name] = values
				}
			}
			w.WriteHeader(rec.Code)
			_, _ = w.Write([]byte(body))
		})
	}
	for name, tc := range map[string]struct {
		wrong func(http.Handler) http.Handler
		finds string
	}{
		"right":           {func(next http.Handler) http.Handler { return next }, ""},
		"no Location":     {edit(func(h http.Header, body string) string { h.Del("Location"); return body }), "MEE-002"},
		"Location is /Me": {edit(func(h http.Header, body string) string { h.Set("Location", "/scim/v2/Me"); return body }), "MEE-002"},
		"somebody else":   {edit(func(_ http.Header, body string) string { return strings.Replace(body, "mira@", "marc@", 1) }), "MEE-003"},
		"password shown": {edit(func(_ http.Header, body string) string {
			return strings.Replace(body, `"userName"`, `"password":"x","userName"`, 1)
		}), "MEE-004"},
		"no projection": {onMe(func(next http.Handler, w http.ResponseWriter, r *http.Request) {
			r.URL.RawQuery = ""
			next.ServeHTTP(w, r)
		}), "MEE-004"},
		"changes are lost": {onMe(func(next http.Handler, w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPatch {
				w.WriteHeader(http.StatusNoContent)
				return
			}
			next.ServeHTTP(w, r)
		}), "MEE-005"},
	} {
		t.Run(name, func(t *testing.T) {
			ref := subject(t)
			ref.Handler = tc.wrong(ref.Handler)
			checks, err := ref.Run(t.Context(), harness.Config{}, me.Checks()...)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range checks {
				found := c.Verdict == report.Fail || c.Verdict == report.Note
				switch {
				case found && c.ID != tc.finds, !found && c.ID == tc.finds:
					t.Errorf("want fault found by %q only: %s", tc.finds, selftest.Explain(c))
				case tc.finds == "" && c.ID != "MEE-001" && c.Verdict != report.Pass:
					t.Errorf("a right target is not passed: %s", selftest.Explain(c))
				}
			}
		})
	}
}

func TestAnyTarget(t *testing.T) {
	selftest.Survives(t, me.Checks(), map[string]string{
		"MEE-001": "the provider answers 404 to all paths that it does not have",
	})
}
