package selftest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server"
)

// Reference is the project's own server in this process, in memory.
type Reference struct {
	Handler  http.Handler
	BasePath string
	Token    string
	close    func() error
}

// NewReference starts one. Close it when done.
func NewReference(ctx context.Context) (*Reference, error) {
	srv, err := server.New(ctx, server.Config{Memory: true})
	if err != nil {
		return nil, fmt.Errorf("start the reference server: %w", err)
	}
	token, _, err := srv.EnsureDefault(ctx)
	if err != nil {
		_ = srv.Close() // the first error says more
		return nil, fmt.Errorf("issue a token: %w", err)
	}
	return &Reference{Handler: srv.Handler(), BasePath: srv.BasePath(), Token: token, close: srv.Close}, nil
}

// Populate puts other people's data into the target: a check must not take an empty target for granted.
func (r *Reference) Populate() error {
	for _, resource := range []struct{ path, body string }{
		{"/Users", `{"userName":"somebody@elsewhere.example","displayName":"Somebody"}`},
		{"/Users", `{"userName":"nobody@elsewhere.example","active":false}`},
		{"/Groups", `{"displayName":"Team 1"}`},
		{"/Groups", `{"displayName":"Team 2"}`},
	} {
		req := httptest.NewRequest(http.MethodPost, r.BasePath+resource.path, strings.NewReader(resource.body))
		req.Header.Set("Authorization", "Bearer "+r.Token)
		req.Header.Set("Content-Type", "application/scim+json")
		rec := httptest.NewRecorder()
		r.Handler.ServeHTTP(rec, req)
		if rec.Code != http.StatusCreated {
			return fmt.Errorf("create in %s: the reference server answered %d %s", resource.path, rec.Code, rec.Body)
		}
	}
	return nil
}

// Close stops the server.
func (r *Reference) Close() error { return r.close() }

// Target returns base URL and token of what a spec package is run against: ENTRASIM_URL and ENTRASIM_TOKEN when both are
// set, otherwise a reference server that lives as long as the test.
func Target(t testing.TB) (url, token string) {
	t.Helper()
	if url, token = os.Getenv("ENTRASIM_URL"), os.Getenv("ENTRASIM_TOKEN"); url != "" && token != "" {
		return url, token
	}
	ref, err := NewReference(context.WithoutCancel(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	listener := httptest.NewServer(ref.Handler)
	t.Cleanup(func() {
		listener.Close()
		if err := ref.Close(); err != nil {
			t.Errorf("close the reference server: %v", err)
		}
	})
	return listener.URL + ref.BasePath, ref.Token
}
