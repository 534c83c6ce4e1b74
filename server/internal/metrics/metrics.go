package metrics

import (
	"bytes"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// buckets reach from a cached read to a request that waited for a slow disk, in seconds.
var buckets = []float64{.00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}

// Metrics is one server's set of metrics.
type Metrics struct {
	set      *metrics.Set
	inFlight *metrics.Gauge
	series   sync.Map // key → series: look-up by name is too slow for every request
}

type key struct {
	endpoint, method string
	status           int
}

type series struct {
	requests *metrics.Counter
	seconds  *metrics.PrometheusHistogram
}

// New returns an empty set; version labels entrasim_build_info.
func New(version string) *Metrics {
	m := &Metrics{set: metrics.NewSet()}
	m.inFlight = m.set.NewGauge("entrasim_scim_requests_in_flight", nil)
	m.set.NewGauge(fmt.Sprintf("entrasim_build_info{version=%q}", version), nil).Set(1)
	return m
}

// Begin notes that a request is being answered.
func (m *Metrics) Begin() { m.inFlight.Inc() }

// End notes the answer. Endpoint must come from a fixed set.
func (m *Metrics) End(endpoint, method string, status int, took time.Duration) {
	m.inFlight.Dec()
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
	default:
		method = "other"
	}
	k := key{endpoint, method, status}
	v, ok := m.series.Load(k)
	if !ok {
		what := fmt.Sprintf("endpoint=%q,method=%q", endpoint, method)
		v, _ = m.series.LoadOrStore(k, &series{
			requests: m.set.GetOrCreateCounter(fmt.Sprintf(`entrasim_scim_requests_total{%s,status="%d"}`, what, status)),
			seconds:  m.set.GetOrCreatePrometheusHistogramExt("entrasim_scim_request_seconds{"+what+"}", buckets),
		})
	}
	s := v.(*series)
	s.requests.Inc()
	s.seconds.Update(took.Seconds())
}

// Token notes an answer of the token endpoint. Outcome must come from a fixed set.
func (m *Metrics) Token(outcome string) {
	m.set.GetOrCreateCounter(fmt.Sprintf("entrasim_oauth_token_requests_total{outcome=%q}", outcome)).Inc()
}

// Handler serves the metrics in the Prometheus text format.
func (m *Metrics) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		var text bytes.Buffer
		m.set.WritePrometheus(&text)
		metrics.WriteProcessMetrics(&text)
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_, _ = w.Write(text.Bytes()) // who went away needs no answer
	})
}
