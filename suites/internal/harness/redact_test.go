package harness_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// TestSecretsNeverLeave lets a target echo the token wherever it can.
func TestSecretsNeverLeave(t *testing.T) {
	echo := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", r.Header.Get("Authorization"))
		w.Header().Set("Set-Cookie", "session=geheim")
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = io.WriteString(w, `{"detail":"`+r.Header.Get("Authorization")+`"}`)
	}
	checks, session, _ := play(t, http.HandlerFunc(echo), nil,
		harness.Check(declare("TST-001", harness.Must), func(c *harness.T) {
			c.Remark("the token is %s", c.Token())
			c.Get("/Users", harness.Param{Name: "x", Value: c.Token()}).Is(http.StatusOK)
		}),
		harness.Check(declare("TST-002", harness.Must), func(c *harness.T) { c.Abort("with %s", c.Token()) }))
	data, err := json.Marshal(struct{ Checks, Notes any }{checks, session.Notes()})
	if err != nil {
		t.Fatal(err)
	}
	for _, leak := range []string{"s3cret", "geheim"} {
		if strings.Contains(string(data), leak) {
			t.Errorf("%q is in the report: %s", leak, data)
		}
	}
	if !strings.Contains(string(data), "Bearer ***") {
		t.Errorf("the masked header is not in the report; the test looks in the wrong place: %s", data)
	}
}
