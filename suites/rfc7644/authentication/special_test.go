package authentication_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
	"github.com/entrasim/entrasim/suites/rfc7644/authentication"
)

// judge runs one check against a reference server behind front, which may be nil.
func judge(t *testing.T, id string, front func(*selftest.Reference, http.Handler) http.Handler) report.Check {
	t.Helper()
	specs, err := selftest.Pick(authentication.Checks(), id)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := selftest.NewReference(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := ref.Close(); err != nil {
			t.Error(err)
		}
	}()
	ref.Handler = front(ref, ref.Handler)
	checks, err := ref.Run(t.Context(), harness.Config{}, specs...)
	if err != nil {
		t.Fatal(err)
	}
	return checks[0]
}

// TestOtherTenantIsStillAuthenticated is the proof of AUT-010: a target that says 401 to another tenant's request.
func TestOtherTenantIsStillAuthenticated(t *testing.T) {
	c := judge(t, "AUT-010", func(ref *selftest.Reference, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/Users/") && r.Header.Get("Authorization") == "Bearer "+ref.OtherToken {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	if c.Verdict != report.Warn {
		t.Errorf("want warn: %s", selftest.Explain(c))
	}
}

// TestClientCredentials is the proof of AUT-012: targets whose token endpoint is broken in one way each.
func TestClientCredentials(t *testing.T) {
	answering := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	for name, tc := range map[string]struct {
		token http.Handler
		want  report.Verdict
	}{
		"right":               {nil, report.Pass},
		"no token endpoint":   {http.NotFoundHandler(), report.Warn},
		"no token":            {answering(200, `{"token_type":"Bearer"}`), report.Warn},
		"another type":        {answering(200, `{"access_token":"abcdefghij","token_type":"mac"}`), report.Warn},
		"a token that is not": {answering(200, `{"access_token":"abcdefghij","token_type":"Bearer"}`), report.Warn},
	} {
		t.Run(name, func(t *testing.T) {
			c := judge(t, "AUT-012", func(_ *selftest.Reference, next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if tc.token != nil && r.URL.Path == "/oauth/token" {
						tc.token.ServeHTTP(w, r)
						return
					}
					next.ServeHTTP(w, r)
				})
			})
			if c.Verdict != tc.want {
				t.Errorf("want %s: %s", tc.want, selftest.Explain(c))
			}
			for _, e := range c.Exchanges {
				if e.Response != nil && strings.Contains(e.Response.Body, "abcdefghij") {
					t.Errorf("the access token is in the report: %s", e.Response.Body)
				}
			}
		})
	}
}
