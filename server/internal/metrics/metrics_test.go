package metrics_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/metrics"
)

func scrape(m *metrics.Metrics) string {
	rec := httptest.NewRecorder()
	m.Handler().ServeHTTP(rec, httptest.NewRequest("GET", "/metrics", nil))
	return rec.Body.String()
}

func TestMetrics(t *testing.T) {
	m := metrics.New("v1.2.3")
	for range 3 {
		m.Begin()
	}
	m.End("Users", "POST", 201, 2*time.Millisecond)
	m.End("Users", "BREW", 405, time.Millisecond)
	m.Token("issued")
	got := scrape(m)
	for _, want := range []string{
		`entrasim_scim_requests_total{endpoint="Users",method="POST",status="201"} 1`,
		`entrasim_scim_requests_total{endpoint="Users",method="other",status="405"} 1`,
		`entrasim_scim_request_seconds_bucket{endpoint="Users",method="POST",le="0.0025"} 1`,
		`entrasim_scim_requests_in_flight 1`,
		`entrasim_oauth_token_requests_total{outcome="issued"} 1`,
		`entrasim_build_info{version="v1.2.3"} 1`,
	} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("/metrics lacks the line %s", want)
		}
	}
}

func TestEndAllocatesNothing(t *testing.T) {
	m := metrics.New("")
	m.Begin()
	m.End("Users", "GET", 200, time.Millisecond)
	if n := testing.AllocsPerRun(100, func() { m.End("Users", "GET", 200, time.Millisecond) }); n > 1 {
		t.Errorf("End: %v allocations per call, want at most 1 (the key)", n)
	}
}
