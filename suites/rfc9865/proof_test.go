package rfc9865_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
	"github.com/entrasim/entrasim/suites/rfc9865"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, rfc9865.Checks(), map[string][]string{
		"count-ignored":                 {"CUR-003", "CUR-009"},
		"count-zero-lists-all":          {"CUR-009"},
		"cursor-count-ignored":          {"CUR-003", "CUR-009", "CUR-017"},
		"cursor-default-unknown":        {"CUR-002"},
		"cursor-default-wrong":          {"CUR-015", "CUR-016"},
		"cursor-errors-untyped":         {"CUR-010", "CUR-012"},
		"cursor-flags-strings":          {"CUR-001"},
		"cursor-garbage-500":            {"CUR-010", "CUR-013"},
		"cursor-in-search-ignored":      {"CUR-017"},
		"cursor-not-announced":          {"CUR-001"},
		"cursor-not-url-safe":           {"CUR-006", "CUR-007"},
		"cursor-sizes-zero":             {"CUR-002"},
		"cursor-stands-still":           {"CUR-007", "CUR-010"},
		"cursor-unsorted":               {"CUR-014"},
		"next-cursor-missing":           {"CUR-004", "CUR-007"},
		"next-cursor-on-last-page":      {"CUR-004", "CUR-007"},
		"previous-cursor-on-first-page": {"CUR-005", "CUR-008"},
		"search-page-ignored":           {"CUR-017"},
		"sort-ignored":                  {"CUR-014"},
		"sort-within-page":              {"CUR-014"},
		"total-as-string":               {"CUR-018"},
		"total-off-by-one":              {"CUR-018"},
	}, map[string]string{
		"CUR-011": "cursors of the server live for an hour; TestBroken shortens that",
		"CUR-019": "the server has no such defect; TestBroken has one",
	})
}

// TestBroken breaks the server where it has no defect of its own for it.
func TestBroken(t *testing.T) {
	for name, tc := range map[string]struct {
		check string
		wrap  func(http.Handler) http.Handler
		want  report.Verdict
	}{
		"cursors outlive their time":       {"CUR-011", expiring(0, ""), report.Pass},
		"cursors expire":                   {"CUR-011", expiring(http.StatusBadRequest, "expiredCursor"), report.Pass},
		"expired cursors are an accident":  {"CUR-011", expiring(http.StatusInternalServerError, ""), report.Warn},
		"a walk stumbles over a deletion":  {"CUR-019", stumbling, report.Note},
		"a walk is untouched by deletions": {"CUR-019", func(h http.Handler) http.Handler { return h }, report.Pass},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ref, err := selftest.NewReference(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := ref.Close(); err != nil {
					t.Errorf("close the reference server: %v", err)
				}
			}()
			specs, err := selftest.Pick(rfc9865.Checks(), tc.check)
			if err != nil {
				t.Fatal(err)
			}
			checks, err := selftest.Run(t.Context(), tc.wrap(ref.Handler), harness.Config{URL: ref.BasePath, Token: ref.Token}, specs...)
			if err != nil {
				t.Fatal(err)
			}
			if c := checks[0]; c.Verdict != tc.want {
				t.Errorf("want %s: %s", tc.want, selftest.Explain(c))
			}
		})
	}
}

// expiring announces cursors that live for a second, and answers every one with an error (0: none).
func expiring(status int, scimType string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if status != 0 && r.URL.Query().Get("cursor") != "" {
				w.Header().Set("Content-Type", "application/scim+json")
				w.WriteHeader(status)
				_, _ = w.Write([]byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"scimType":"` + scimType + `"}`))
				return
			}
			answer := httptest.NewRecorder()
			next.ServeHTTP(answer, r)
			w.Header().Set("Content-Type", "application/scim+json")
			w.WriteHeader(answer.Code)
			_, _ = w.Write(bytes.ReplaceAll(answer.Body.Bytes(), []byte(`"cursorTimeout":3600`), []byte(`"cursorTimeout":1`)))
		})
	}
}

// stumbling forgets all cursors that it has given as soon as something is deleted, by an accident.
func stumbling(next http.Handler) http.Handler {
	var mu sync.Mutex
	given := map[string]bool{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if r.Method == http.MethodDelete {
			clear(given)
		}
		if cursor := r.URL.Query().Get("cursor"); cursor != "" && !given[cursor] {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		var list struct{ NextCursor string }
		if json.Unmarshal(answer.Body.Bytes(), &list, json.MatchCaseInsensitiveNames(true)) == nil {
			given[list.NextCursor] = true
		}
		w.Header().Set("Content-Type", "application/scim+json")
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	})
}
