package suites_test

import (
	"context"
	"net/http/httptest"
	"testing"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/selftest"
)

// reference serves the reference server with other people's data and returns options that open every gate of it.
func reference(t testing.TB) suites.Options {
	t.Helper()
	ref, err := selftest.NewReference(context.WithoutCancel(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	if err := ref.Populate(); err != nil {
		t.Fatal(err)
	}
	target := httptest.NewServer(ref.Handler)
	t.Cleanup(func() {
		target.Close()
		if err := ref.Close(); err != nil {
			t.Errorf("close the reference server: %v", err)
		}
	})
	client := suites.OAuthClient(*ref.OAuth)
	client.TokenURL = target.URL + client.TokenURL
	return suites.Options{
		URL: target.URL + ref.BasePath, Token: ref.Token, OtherToken: ref.OtherToken, OAuth: &client, Allow: suites.Gates(), Seed: 7,
	}
}
