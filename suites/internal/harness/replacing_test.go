package harness_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// TestPutUserRepeatsTheID: a target that insists on the id in the body gets it, and is told that it should not insist.
func TestPutUserRepeatsTheID(t *testing.T) {
	target := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		switch {
		case r.Method == http.MethodPost:
			answering(http.StatusCreated, `{"id":"7"}`)(w, r)
		case r.Method == http.MethodPut && !strings.Contains(string(body), `"id":"7"`):
			answering(http.StatusBadRequest, `{"status":"400"}`)(w, r)
		default:
			answering(http.StatusOK, `{"id":"7"}`)(w, r)
		}
	})
	status := 0
	checks, _, _ := play(t, target, nil, harness.Check(declare("PUT-001", harness.Must), func(t *harness.T) {
		status = t.PutUser(t.User(nil), t.UserBody(nil)).Status()
	}))
	if status != http.StatusOK || checks[0].Verdict != report.Warn {
		t.Errorf("the PUT is answered %d and the check is %s, want 200 and a warning", status, checks[0].Verdict)
	}
}
