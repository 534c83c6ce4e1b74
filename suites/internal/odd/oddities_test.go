package odd_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites/internal/odd"
	"github.com/entrasim/entrasim/suites/internal/selftest"
)

// TestWrapped holds that what wraps a provider leaves it one: it still says who it is.
func TestWrapped(t *testing.T) {
	ref, err := selftest.NewReference(context.WithoutCancel(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ref.Close() })
	for name, wrap := range map[string]odd.Wrap{
		"numbered": odd.Numbered, "shouting": odd.Shouting, "lagging": odd.Lagging(0, time.Now), "proxied": odd.Proxied, "labelled": odd.Labelled,
	} {
		t.Run(name, func(t *testing.T) {
			req := httptest.NewRequest(http.MethodGet, "http://target.example"+ref.BasePath+"/Users?count=1", nil)
			req.Header.Set("Authorization", "Bearer "+ref.Token)
			rec := httptest.NewRecorder()
			wrap(ref.Handler).ServeHTTP(rec, req)
			if rec.Code != http.StatusOK {
				t.Errorf("it answers %d %s, want 200", rec.Code, rec.Body)
			}
		})
	}
}
