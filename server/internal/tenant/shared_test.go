package tenant_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// What one process on a store revokes, another refuses with the next request.
func TestSharedStore(t *testing.T) {
	st := memory.New()
	t.Cleanup(func() { st.Close() })
	now := func() time.Time { return time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC) }
	var forgotten []string
	one := tenant.New(tenant.Config{Store: st, Shared: true, Now: now, Mood: "entra", Forget: func(org string) { forgotten = append(forgotten, org) }})
	t.Cleanup(one.Close)
	other := tenant.New(tenant.Config{Store: st, Shared: true, Now: now, Mood: "entra"})
	t.Cleanup(other.Close)
	if _, err := one.CreateOrganisation(t.Context(), "acme", ""); err != nil {
		t.Fatal(err)
	}
	issued, err := one.IssueToken(t.Context(), "acme", "acme-entra", tenant.TokenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	header := "Bearer " + issued.Secret
	for range 2 {
		if p, err := other.Authenticate(t.Context(), header); err != nil || p.Organisation.ID != "acme" {
			t.Fatalf("a token that the other process issued: got %+v, %v", p, err)
		}
	}
	if _, err := one.RevokeToken(t.Context(), "acme", issued.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Authenticate(t.Context(), header); !errors.Is(err, tenant.ErrUnauthenticated) {
		t.Errorf("a token that the other process revoked: got %v", err)
	}
	if err := one.DeleteOrganisation(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(forgotten, []string{"acme"}) {
		t.Errorf("told to forget %v, want acme", forgotten)
	}
}

// A process that tells late what it saw early does not take back what another has told.
func TestTheLatestUseOfSeveralProcessesIsKept(t *testing.T) {
	st := memory.New()
	t.Cleanup(func() { st.Close() })
	early := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	late := early.Add(time.Hour)
	process := func(at time.Time) *tenant.Service {
		s := tenant.New(tenant.Config{Store: st, Shared: true, Now: func() time.Time { return at }, Mood: "entra"})
		t.Cleanup(s.Close)
		return s
	}
	slow, quick := process(early), process(late)
	if _, err := slow.CreateOrganisation(t.Context(), "acme", ""); err != nil {
		t.Fatal(err)
	}
	issued, err := slow.IssueToken(t.Context(), "acme", "acme-entra", tenant.TokenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*tenant.Service{slow, quick} {
		if _, err := s.Authenticate(t.Context(), "Bearer "+issued.Secret); err != nil {
			t.Fatal(err)
		}
	}
	quick.Close()
	slow.Close()
	stored, err := st.Tokens(t.Context(), "acme", "")
	if err != nil || len(stored) != 1 || !stored[0].LastUsed.Equal(late) {
		t.Errorf("stored: got %+v, %v; want last use %v", stored, err, late)
	}
}
