package testissuer_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"flag"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth/testissuer"
)

var update = flag.Bool("update", false, "write the golden files anew; look at the difference before keeping it")

const appID = "0a1b2c3d-4e5f-4a6b-8c7d-9e8f7a6b5c4d"

func clock() time.Time { return time.Date(2026, 3, 2, 8, 0, 0, 5e8, time.UTC) }

// shared is for tests that do not care which keys and ids there are.
var shared = sync.OnceValue(func() *testissuer.Issuer {
	seed := uint64(7)
	i, err := testissuer.New(testissuer.Config{Now: clock, Seed: &seed})
	if err != nil {
		panic(err)
	}
	return i
})

func newIssuer(t *testing.T, seed uint64) *testissuer.Issuer {
	t.Helper()
	i, err := testissuer.New(testissuer.Config{Now: clock, Seed: &seed})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func mint(t *testing.T, i *testissuer.Issuer, r testissuer.Request) string {
	t.Helper()
	token, err := i.Mint(r)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// published reads a key set by hand: kid to key.
func published(t *testing.T, document []byte) map[string]*rsa.PublicKey {
	t.Helper()
	var set struct {
		Keys []struct{ Kty, Kid, Use, N, E, D string }
	}
	if err := json.Unmarshal(document, &set); err != nil {
		t.Fatal(err)
	}
	keys := map[string]*rsa.PublicKey{}
	for _, k := range set.Keys {
		n, err1 := base64.RawURLEncoding.DecodeString(k.N)
		e, err2 := base64.RawURLEncoding.DecodeString(k.E)
		if err1 != nil || err2 != nil || k.Kty != "RSA" || k.Use != "sig" || k.D != "" {
			t.Fatalf("published key: %+v, %v, %v; want an RSA public key for signatures", k, err1, err2)
		}
		keys[k.Kid] = &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}
	}
	return keys
}

// open checks a token with nothing but the standard library and returns header and claims as text.
func open(t *testing.T, document []byte, token string) (header, claims string, err error) {
	t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatalf("token has %d parts, want 3", len(parts))
	}
	var raw [3][]byte
	for i, part := range parts {
		if raw[i], err = base64.RawURLEncoding.Strict().DecodeString(part); err != nil {
			t.Fatal(err)
		}
	}
	var h struct{ Kid string }
	if err := json.Unmarshal(raw[0], &h); err != nil {
		t.Fatal(err)
	}
	key := published(t, document)[h.Kid]
	if key == nil {
		t.Fatalf("kid %s is not published", h.Kid)
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	return string(raw[0]), string(raw[1]), rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], raw[2])
}

// TestTokens pins every byte of what is minted: header, claims and, because keys and ids follow from the seed, the signature.
func TestTokens(t *testing.T) {
	i := newIssuer(t, 7)
	requests := map[string]testissuer.Request{
		"bearer":            {Kind: testissuer.Bearer},
		"bearer_gallery":    {Kind: testissuer.Bearer, Audience: appID, Tenant: "11111111-2222-4333-8444-555555555555"},
		"assertion":         {Kind: testissuer.Assertion, AppID: appID},
		"assertion_bare":    {Kind: testissuer.Assertion, AppID: appID, Audience: appID, Subject: "99999999-2222-4333-8444-555555555555"},
		"assertion_altered": {Kind: testissuer.Assertion, AppID: appID, Claims: map[string]any{"uti": nil, "jti": "id-1", "ver": "1.0", "exp": 1.5}},
	}
	for _, name := range slices.Sorted(maps.Keys(requests)) { // ids follow from the order, too
		token := mint(t, i, requests[name])
		header, claims, err := open(t, i.KeySet(), token)
		if err != nil {
			t.Errorf("%s: the published key does not check the signature: %v", name, err)
		}
		golden(t, name, header+"\n"+claims+"\n"+token+"\n")
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%swant\n%s", path, got, want)
	}
}

func TestSeed(t *testing.T) {
	a, b, c := newIssuer(t, 1), newIssuer(t, 1), newIssuer(t, 2)
	if !bytes.Equal(a.KeySet(), b.KeySet()) || bytes.Equal(a.KeySet(), c.KeySet()) {
		t.Error("keys follow from the seed: want equal ones for equal seeds and others for others")
	}
	for range 3 {
		r := testissuer.Request{Kind: testissuer.Bearer}
		if x, y := mint(t, a, r), mint(t, b, r); x != y {
			t.Errorf("equal seeds give %s and %s", x, y)
		}
	}
	unseeded, err := testissuer.New(testissuer.Config{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	x, y := mint(t, unseeded, testissuer.Request{Kind: testissuer.Bearer}), mint(t, unseeded, testissuer.Request{Kind: testissuer.Bearer})
	if x == y {
		t.Error("two tokens are the same; each has its own uti")
	}
}

func TestRotation(t *testing.T) {
	i := newIssuer(t, 3)
	before := mint(t, i, testissuer.Request{Kind: testissuer.Bearer})
	if err := i.Rotate(); err != nil {
		t.Fatal(err)
	}
	after := mint(t, i, testissuer.Request{Kind: testissuer.Bearer})
	for name, token := range map[string]string{"before": before, "after": after} {
		if _, _, err := open(t, i.KeySet(), token); err != nil {
			t.Errorf("token of %s the rotation: %v", name, err)
		}
	}
	if n := len(published(t, i.KeySet())); n != 2 {
		t.Errorf("%d keys published after the rotation, want 2", n)
	}
	if err := i.Retire(); err != nil {
		t.Fatal(err)
	}
	if n := len(published(t, i.KeySet())); n != 1 {
		t.Errorf("%d keys published after retiring the old one, want 1", n)
	}
	if _, _, err := open(t, i.KeySet(), after); err != nil {
		t.Errorf("token of after the rotation: %v", err)
	}
}

func TestWrongKey(t *testing.T) {
	i := shared()
	if _, _, err := open(t, i.KeySet(), mint(t, i, testissuer.Request{Kind: testissuer.Bearer, WrongKey: true})); err == nil {
		t.Error("a token of the wrong key is good under the published one")
	}
	if n := len(published(t, i.KeySet())); n != 1 {
		t.Errorf("%d keys published, want 1", n)
	}
}

func TestMintRefuses(t *testing.T) {
	i := shared()
	for name, r := range map[string]testissuer.Request{
		"kind":                {Kind: "refresh"},
		"no kind":             {},
		"assertion for none":  {Kind: testissuer.Assertion},
		"tenant":              {Kind: testissuer.Bearer, Tenant: "contoso"},
		"tenant in capitals":  {Kind: testissuer.Bearer, Tenant: strings.ToUpper(testissuer.DefaultTenant)},
		"subject":             {Kind: testissuer.Bearer, Subject: "me"},
		"claim of no meaning": {Kind: testissuer.Bearer, Claims: map[string]any{"x": func() {}}},
	} {
		if token, err := i.Mint(r); err == nil || token != "" {
			t.Errorf("%s: got %q, %v, want an error", name, token, err)
		}
	}
	if _, err := testissuer.New(testissuer.Config{}); err == nil {
		t.Error("an issuer without clock is made")
	}
	if _, err := testissuer.New(testissuer.Config{Now: clock, Tenant: "contoso"}); err == nil {
		t.Error("an issuer for a tenant that is no GUID is made")
	}
}

func TestGivenKey(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	eight, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, err := x509.MarshalPKCS8PrivateKey(curve)
	if err != nil {
		t.Fatal(err)
	}
	block := func(der []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}) }
	for name, tt := range map[string]struct {
		data []byte
		ok   bool
	}{
		"PKCS #8":      {block(eight), true},
		"PKCS #1":      {block(x509.MarshalPKCS1PrivateKey(key)), true},
		"elliptic":     {block(other), false},
		"no key":       {block([]byte("nonsense")), false},
		"not PEM":      {[]byte("hello"), false},
		"nothing":      {nil, false},
		"just the DER": {eight, false},
	} {
		got, err := testissuer.ParseKey(tt.data)
		if (err == nil) != tt.ok || tt.ok && !got.Equal(key) {
			t.Errorf("%s: got %v, want ok %v", name, err, tt.ok)
		}
	}
	i, err := testissuer.New(testissuer.Config{Now: clock, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	for _, public := range published(t, i.KeySet()) {
		if !public.Equal(&key.PublicKey) {
			t.Error("another key than the given one is published")
		}
	}
	if _, _, err := open(t, i.KeySet(), mint(t, i, testissuer.Request{Kind: testissuer.Bearer})); err != nil {
		t.Error(err)
	}
}
