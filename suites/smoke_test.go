package suites_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/selftest"
)

const referenceServer = "the reference server"

// TestSmokeOnlyReads holds that the profile for production asks and never writes, whatever the gates and whatever the target
// answers.
func TestSmokeOnlyReads(t *testing.T) {
	ref, err := selftest.NewReference(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ref.Close() })
	for name, target := range map[string]http.Handler{
		referenceServer:     ref.Handler,
		"Plain":             selftest.NewPlain(),
		"200 to everything": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"id":"1"}`)) }),
		"404 to everything": http.NotFoundHandler(),
	} {
		t.Run(name, func(t *testing.T) {
			var mu sync.Mutex
			methods := map[string]int{}
			endpoint := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				methods[r.Method]++
				mu.Unlock()
				reads := []string{http.MethodGet, http.MethodHead, http.MethodOptions}
				if !slices.Contains(reads, r.Method) && (r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/.search")) {
					t.Errorf("smoke sends %s %s", r.Method, r.URL)
				}
				target.ServeHTTP(w, r)
			}))
			defer endpoint.Close()
			opts := suites.Options{
				URL: endpoint.URL, Token: selftest.PlainToken, Profile: "smoke", Seed: 7,
				Allow: []string{"load", "destructive", "faults", "me-write"}, OtherToken: "another-token-0123456789",
			}
			if name == referenceServer {
				opts.URL, opts.Token = endpoint.URL+ref.BasePath, ref.Token
			}
			rep, err := suites.Run(t.Context(), opts)
			if name == referenceServer && (err != nil || len(rep.Checks) < 40) {
				t.Errorf("%d checks, %v: nothing was looked at", len(rep.Checks), err) // elsewhere the run may well end at once
			}
			if methods[http.MethodGet] == 0 {
				t.Errorf("what was sent is %v: nothing was asked", methods)
			}
		})
	}
}
