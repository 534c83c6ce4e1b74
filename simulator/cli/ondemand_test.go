package cli_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
)

func TestOnDemand(t *testing.T) {
	target, url := endpoint(t)
	args := func(more ...string) []string {
		return append([]string{"provision", "on-demand"}, append(more, "--url", url+"?aadOptscim062020", "--token-env", "SCIM_TOKEN", "--directory", file(t, "crew.yaml", crew))...)
	}
	o := run(t, t.Context(), args("ada@yard.example")...)
	for _, want := range []string{
		"1. Import", "2. Determine if in scope", "Assigned to the application", "3. Perform action", "userName", `"ada@yard.example"`,
		"POST /Users", "Success: ada@yard.example: create",
	} {
		if o.err != nil || !strings.Contains(o.out, want) {
			t.Errorf("story: %v, got\n%s\nwant %q in it", o.err, o.out, want)
		}
	}
	if strings.Contains(o.out, "Test connection") {
		t.Error("the connection test is shown although it succeeded")
	}
	o = run(t, t.Context(), args("ada@yard.example")...)
	if o.err != nil || !strings.Contains(o.out, "Match between source and target system") || !strings.Contains(o.out, "Skipped: ada@yard.example") {
		t.Errorf("a second time: %v\n%s", o.err, o.out)
	}
	o = run(t, t.Context(), args("Crew", "ada@yard.example", "bob@yard.example", "--json")...)
	var doc struct {
		Result    string
		Steps     []struct{ Phase, Name string }
		Exchanges []struct{ Method string }
	}
	if err := json.Unmarshal([]byte(o.out), &doc, json.MatchCaseInsensitiveNames(true)); err != nil || doc.Result == "" || len(doc.Steps) < 3 || len(doc.Exchanges) < 4 {
		t.Errorf("as JSON: %v, %v, got %+v of\n%s", o.err, err, doc, o.out)
	}
	check(t, run(t, t.Context(), args("nobody@yard.example")...), 2, "nobody@yard.example")
	check(t, run(t, t.Context(), args("ada@yard.example", "bob@yard.example")...), 2, "no members")
	target.Before = func(w http.ResponseWriter, r *http.Request, _ string) bool {
		if r.Method == http.MethodPost {
			w.WriteHeader(http.StatusBadRequest)
		}
		return r.Method == http.MethodPost
	}
	o = run(t, t.Context(), args("bob@yard.example")...)
	check(t, o, 1, "ServiceIncompatible")
	if !strings.Contains(o.out, "Failed to create User") {
		t.Errorf("a failure: got\n%s\nwant the step that failed", o.out)
	}
	target.Before = func(w http.ResponseWriter, _ *http.Request, _ string) bool {
		w.WriteHeader(http.StatusUnauthorized)
		return true
	}
	o = run(t, t.Context(), args("bob@yard.example")...)
	check(t, o, 3, "401")
	if !strings.Contains(o.out, "1. Test connection") {
		t.Errorf("a refused connection: got\n%s\nwant its step", o.out)
	}
}
