package suites_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/selftest"
)

// someTarget names the target of TestSomebodysEndpoint, which only runs when TestTest starts it.
const someTarget = "ENTRASIM_TEST_TARGET"

// TestSomebodysEndpoint is a test as somebody else writes it, of a right and of a wrong endpoint.
func TestSomebodysEndpoint(t *testing.T) {
	var endpoint http.Handler = selftest.NewPlain()
	opts := suites.Options{Token: selftest.PlainToken, Checks: []string{"AAD-001", "AAD-026", "AAD-027"}}
	switch os.Getenv(someTarget) {
	case "":
	case "wrong":
		for _, d := range selftest.Defects() {
			if d.Name == "remove-member-wipes-group" {
				endpoint = d.Wrap(endpoint)
			}
		}
	case "groupless":
		right := endpoint
		endpoint = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, "/Groups") {
				w.WriteHeader(http.StatusInternalServerError)
				return
			}
			right.ServeHTTP(w, r)
		})
		opts.Checks = []string{"AAD-001", "AAD-027"}
	case "refusing":
		opts.Token = "not-the-token"
	}
	opts.Handler = endpoint
	suites.Test(t, opts)
}

type event struct{ Action, Test, Output string }

// TestTest holds how verdicts show in the output of `go test -json`.
func TestTest(t *testing.T) {
	for target, tc := range map[string]struct {
		fails bool
		want  map[string]string // check → action
		text  string
	}{
		"right":     {false, map[string]string{"AAD-001": "pass", "AAD-026": "pass", "AAD-027": "pass"}, ""},
		"wrong":     {true, map[string]string{"AAD-001": "pass", "AAD-026": "pass", "AAD-027": "fail"}, "requirement"},
		"groupless": {true, map[string]string{"AAD-001": "pass", "AAD-027": "skip"}, "could not be tried"},
		"refusing":  {true, map[string]string{}, "refuses the token"},
	} {
		t.Run(target, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), "go", "tool", "test2json", os.Args[0], "-test.v=test2json", "-test.run=^TestSomebodysEndpoint$")
			cmd.Env = append(os.Environ(), someTarget+"="+target)
			out, err := cmd.Output()
			if err != nil && !tc.fails {
				t.Errorf("the test ends with %v; want that it fails: %t", err, tc.fails)
			}
			got, text, whole := map[string]string{}, strings.Builder{}, ""
			for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
				var e event
				if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
					t.Fatalf("%v in %s", err, lines.Text())
				}
				text.WriteString(e.Output)
				_, sub, _ := strings.Cut(e.Test, "/")
				switch id, _, _ := strings.Cut(sub, "_"); {
				case e.Action != "pass" && e.Action != "fail" && e.Action != "skip":
				case id != "":
					got[id] = e.Action
				case e.Test != "":
					whole = e.Action
				}
			}
			for id, want := range tc.want {
				if got[id] != want {
					t.Errorf("%s: %s, want %s\n%s", id, got[id], want, text.String())
				}
			}
			if (whole == "fail") != tc.fails || len(got) != len(tc.want) || !strings.Contains(text.String(), tc.text) {
				t.Errorf("the whole test: %s, %d subtests; want that it fails: %t, %d subtests and %q in\n%s", whole, len(got), tc.fails, len(tc.want), tc.text, text.String())
			}
			if strings.Contains(text.String(), selftest.PlainToken) {
				t.Error("the token is in the output")
			}
		})
	}
}
