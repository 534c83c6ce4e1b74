package httpapi_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

// discard is a response writer that keeps nothing.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { clear(d.header); return d.header }
func (d *discard) WriteHeader(int)             {}
func (d *discard) Write(p []byte) (int, error) { return len(p), nil }

func benchmarkRequests(b *testing.B, method, target string, body func(int) string) {
	tg := newTarget(b)
	w := &discard{http.Header{}}
	header := http.Header{"Authorization": {"Bearer " + tg.token}, "Content-Type": {"application/scim+json; charset=utf-8"}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r := httptest.NewRequest(method, target, nil)
		if body != nil {
			text := body(i)
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
		}
		r.Header = header
		tg.api.ServeHTTP(w, r)
	}
}

func BenchmarkLookupMiss(b *testing.B) {
	benchmarkRequests(b, "GET", "/scim/v2/Users?filter=userName+eq+%22nobody%40harborline.example%22", nil)
}

func BenchmarkCreate(b *testing.B) {
	benchmarkRequests(b, "POST", "/scim/v2/Users", func(i int) string {
		return strings.Replace(entraCreate, "Mira.Holt@harborline.example", "u"+strconv.Itoa(i)+"@harborline.example", 1)
	})
}
