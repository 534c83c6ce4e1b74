package entra_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
	"github.com/entrasim/entrasim/server/internal/oauth/testissuer"
)

const (
	appID  = "0a1b2c3d-4e5f-4a6b-8c7d-9e8f7a6b5c4d"
	tenant = testissuer.DefaultTenant
	other  = "11111111-2222-4333-8444-555555555555"
)

var now = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

var theIssuer = sync.OnceValue(func() *testissuer.Issuer {
	seed := uint64(11)
	i, err := testissuer.New(testissuer.Config{Now: func() time.Time { return now }, Seed: &seed})
	if err != nil {
		panic(err)
	}
	return i
})

func keys(t testing.TB) keyset.Set {
	t.Helper()
	set, err := keyset.Parse(theIssuer().KeySet())
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func mint(t testing.TB, kind testissuer.Kind, claims map[string]any) string {
	t.Helper()
	token, err := theIssuer().Mint(testissuer.Request{Kind: kind, AppID: appID, Claims: claims})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// verify takes a token apart and checks its signature.
func verify(t testing.TB, token string) (entra.Claims, error) {
	t.Helper()
	u, err := entra.Parse(token)
	if err != nil {
		return entra.Claims{}, err
	}
	return u.Verify(t.Context(), keys(t))
}

func part(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

// wantCode compares the code of a rejection; "" wants none.
func wantCode(t testing.TB, err error, code entra.Code) {
	t.Helper()
	var rejected *entra.Rejection
	switch {
	case err == nil && code == "":
	case !errors.As(err, &rejected) || rejected.Code != code:
		t.Errorf("got %v, want a rejection with code %q", err, code)
	case rejected.Detail == "":
		t.Errorf("code %s comes without a detail", code)
	}
}

// wantNoPart wants none of a token's parts in an error.
func wantNoPart(t testing.TB, err error, token string) {
	t.Helper()
	if err == nil {
		return
	}
	for _, p := range strings.Split(token, ".") {
		if len(p) > 8 && strings.Contains(err.Error(), p) {
			t.Errorf("the error shows a part of the token: %v", err)
		}
	}
}
