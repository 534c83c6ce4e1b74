package metrics

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// buckets reach from a cached read to a request that waited for a slow disk, in seconds.
var buckets = []float64{.00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}

// Metrics is one server's set of metrics, in a registry of its own.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	inFlight prometheus.Gauge
	series   sync.Map // key → series: label look-up by hashing strings is too slow for every request
}

type key struct {
	endpoint, method string
	status           int
}

type series struct {
	requests prometheus.Counter
	seconds  prometheus.Observer
}

// New returns an empty set; version labels entrasim_build_info.
func New(version string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "entrasim_scim_requests_total", Help: "SCIM requests answered.",
		}, []string{"endpoint", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "entrasim_scim_request_seconds", Help: "Time to answer a SCIM request.", Buckets: buckets,
		}, []string{"endpoint", "method"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "entrasim_scim_requests_in_flight", Help: "SCIM requests being answered.",
		}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "entrasim_build_info", Help: "Version of the server; always 1.", ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	m.registry.MustRegister(
		m.requests, m.seconds, m.inFlight, build, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
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
		v, _ = m.series.LoadOrStore(k, &series{
			requests: m.requests.WithLabelValues(endpoint, method, strconv.Itoa(status)),
			seconds:  m.seconds.WithLabelValues(endpoint, method),
		})
	}
	s := v.(*series)
	s.requests.Inc()
	s.seconds.Observe(took.Seconds())
}

// Handler serves the metrics in the Prometheus text format.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
