package harness_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// announcingSort is a target that announces sorting as told, and answers everything else with status.
func announcingSort(config string, status int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/ServiceProviderConfig") {
			answering(http.StatusOK, config)(w, r)
			return
		}
		answering(status, `{}`)(w, r)
	}
}

func TestOffered(t *testing.T) {
	for name, tc := range map[string]struct {
		config string
		status int
		want   report.Verdict
	}{
		"works":                  {`{}`, http.StatusOK, report.Pass},
		"silent and 501":         {`{}`, http.StatusNotImplemented, report.NotSupported},
		"silent and 405":         {`{}`, http.StatusMethodNotAllowed, report.NotSupported},
		"silent and 500":         {`{}`, http.StatusInternalServerError, report.Fail},
		"announced and 501":      {`{"sort":{"supported":true}}`, http.StatusNotImplemented, report.Fail},
		"announced as not there": {`{"sort":{"supported":false}}`, http.StatusNotImplemented, report.NotSupported},
	} {
		t.Run(name, func(t *testing.T) {
			checks, _, _ := play(t, announcingSort(tc.config, tc.status), nil, harness.Check(declare("AAD-101", harness.Must), func(t *harness.T) {
				t.Get("/Users", harness.Param{Name: "sortBy", Value: "userName"}).Offered(harness.GateSort).Is(http.StatusOK)
			}))
			if checks[0].Verdict != tc.want {
				t.Errorf("the check is %s (%s), want %s", checks[0].Verdict, checks[0].Reason, tc.want)
			}
		})
	}
}
