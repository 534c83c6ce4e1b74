package harness

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestTimed holds that a request which gets no answer in time fails with an error that says so, whatever hangs, every time.
func TestTimed(t *testing.T) {
	done := make(chan struct{})
	target := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/begins" {
			w.WriteHeader(http.StatusOK)
			_ = http.NewResponseController(w).Flush()
		}
		if r.URL.Path != "/answers" {
			<-done
		}
	}))
	t.Cleanup(func() { close(done); target.CloseClientConnections(); target.Close() })
	s := &Session{cfg: Config{Timeout: 20 * time.Millisecond}}
	client := s.clientOver(&recorder{next: http.DefaultTransport})
	for range 20 {
		for _, path := range []string{"/hangs", "/begins"} {
			resp, err := client.Post(target.URL+path, "application/scim+json", strings.NewReader("{}"))
			if err == nil {
				resp.Body.Close()
			}
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Fatalf("POST %s: got error %v, want one that says that the time was over", path, err)
			}
		}
	}
	s.cfg.Timeout = time.Minute
	resp, err := s.clientOver(http.DefaultTransport).Get(target.URL + "/answers")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.ReadAll(resp.Body); err != nil {
		t.Errorf("read an answer that came in time: %v", err)
	}
}
