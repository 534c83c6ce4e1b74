package put_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
	"github.com/entrasim/entrasim/suites/rfc7644/put"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, put.Checks(), map[string][]string{
		"conflict-as-500":             {"PUT-011"},
		"conflict-without-scimtype":   {"PUT-011"},
		"emails-limited":              {"PUT-003"},
		"empty-array-rejected":        {"PUT-005"},
		"extension-always-in-schemas": {"PUT-014"},
		"extension-shell":             {"PUT-014"},
		"failed-put-applied":          {"PUT-013"},
		"null-in-body-rejected":       {"PUT-005"},
		"put-204":                     {"PUT-001"},
		"put-405":                     {"PUT-001"},
		"put-conflicts-with-itself":   {"PUT-001", "PUT-011", "PUT-012"},
		"put-creates":                 {"PUT-010"},
		"put-keeps-extension":         {"PUT-014"},
		"put-merges":                  {"PUT-003", "PUT-005"},
		"put-moves":                   {"PUT-007"},
		"put-not-stored":              {"PUT-002"},
		"put-required-500":            {"PUT-009"},
		"read-only-rejected":          {"PUT-006", "PUT-007"},
		"stale-read":                  {"PUT-002"},
		"unknown-id-400":              {"PUT-010"},
		"unknown-id-500":              {"PUT-010"},
	}, map[string]string{
		"PUT-004": "the server has no such defect; TestBroken has one",
		"PUT-008": "the server has no immutable attribute of its own; TestBroken gives it one",
	})
}

// badge is an extension with an attribute that is written once.
const (
	badge     = `{"id":"urn:example:params:scim:schemas:2.0:Badge","name":"Badge","attributes":[{"name":"number","type":"string","mutability":"immutable"}]}`
	badgeType = `{"name":"User","schemaExtensions":[{"schema":"urn:example:params:scim:schemas:2.0:Badge","required":false}]}`
)

// TestBroken breaks the server where it has no defect of its own for it.
func TestBroken(t *testing.T) {
	for name, tc := range map[string]struct {
		check string
		wrap  func(http.Handler) http.Handler // nil: the server as it is
		want  report.Verdict
	}{
		"left out values are cleared":  {"PUT-004", nil, report.Pass},
		"left out values are kept":     {"PUT-004", keeping, report.Note},
		"immutable values are guarded": {"PUT-008", nil, report.Pass},
		"immutable values are ignored": {"PUT-008", ignoring, report.Warn},
	} {
		t.Run(name, func(t *testing.T) {
			ref, err := selftest.NewReference(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := ref.Close(); err != nil {
					t.Errorf("close the reference server: %v", err)
				}
			}()
			extended := server.Change{Schemas: [][]byte{[]byte(badge)}, Types: [][]byte{[]byte(badgeType)}}
			if err := ref.Server.Configure(t.Context(), server.DefaultOrganisation, extended); err != nil {
				t.Fatal(err)
			}
			specs, err := selftest.Pick(put.Checks(), tc.check)
			if err != nil {
				t.Fatal(err)
			}
			handler := ref.Handler
			if tc.wrap != nil {
				handler = tc.wrap(handler)
			}
			checks, err := selftest.Run(t.Context(), handler, harness.Config{URL: ref.BasePath, Token: ref.Token}, specs...)
			if err != nil {
				t.Fatal(err)
			}
			if c := checks[0]; c.Verdict != tc.want {
				t.Errorf("want %s: %s", tc.want, selftest.Explain(c))
			}
		})
	}
}

// keeping fills what a PUT leaves out with what is there.
func keeping(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			now := map[string]any{}
			_ = json.Unmarshal(current(next, r).Body.Bytes(), &now)
			_ = json.UnmarshalRead(r.Body, &now) // over what is there
			merged, err := json.Marshal(now)
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(merged)), int64(len(merged))
		}
		next.ServeHTTP(w, r)
	})
}

// ignoring answers a PUT that is refused for its mutability as if nothing were wrong.
func ignoring(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPut {
			next.ServeHTTP(w, r)
			return
		}
		now, answer := current(next, r), httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		if strings.Contains(answer.Body.String(), "mutability") {
			answer = now
		}
		w.Header().Set("Content-Type", "application/scim+json")
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	})
}

// current is the resource that a request is about.
func current(next http.Handler, r *http.Request) *httptest.ResponseRecorder {
	get := r.Clone(r.Context())
	get.Method, get.Body, get.ContentLength = http.MethodGet, http.NoBody, 0
	answer := httptest.NewRecorder()
	next.ServeHTTP(answer, get)
	return answer
}
