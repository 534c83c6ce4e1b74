package keyset_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"sync"
	"testing"

	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
)

// rsaKeys are made once; making them is slow.
var rsaKeys = sync.OnceValue(func() []*rsa.PrivateKey {
	keys := make([]*rsa.PrivateKey, 3)
	for i := range keys {
		var err error
		if keys[i], err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
			panic(err)
		}
	}
	return keys
})

// member is one key of a document, written by hand so that it owes nothing to the library under test.
func member(key *rsa.PublicKey, kid, more string) string {
	enc := base64.RawURLEncoding.EncodeToString
	return fmt.Sprintf(`{"kty":"RSA","kid":%q,"n":%q,"e":%q%s}`, kid, enc(key.N.Bytes()), enc(big.NewInt(int64(key.E)).Bytes()), more)
}

func document(members ...string) string { return `{"keys":[` + strings.Join(members, ",") + `]}` }

func TestParse(t *testing.T) {
	a, b := &rsaKeys()[0].PublicKey, &rsaKeys()[1].PublicKey
	// A public half is all that is needed, so a modulus of any size can be made up.
	small := &rsa.PublicKey{N: new(big.Int).SetBit(big.NewInt(1), 1023, 1), E: 65537}
	huge := &rsa.PublicKey{N: new(big.Int).SetBit(big.NewInt(1), 16383, 1), E: 65537}
	even := &rsa.PublicKey{N: a.N, E: 4}
	private, err := json.Marshal(map[string]string{
		"kty": "RSA", "kid": "p", "n": base64.RawURLEncoding.EncodeToString(a.N.Bytes()), "e": "AQAB",
		"d": base64.RawURLEncoding.EncodeToString(rsaKeys()[0].D.Bytes()),
		"p": base64.RawURLEncoding.EncodeToString(rsaKeys()[0].Primes[0].Bytes()), "q": base64.RawURLEncoding.EncodeToString(rsaKeys()[0].Primes[1].Bytes()),
	})
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	point, err := curve.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	ec := fmt.Sprintf(`{"kty":"EC","crv":"P-256","kid":"ec","x":%q,"y":%q}`,
		base64.RawURLEncoding.EncodeToString(point[1:33]), base64.RawURLEncoding.EncodeToString(point[33:]))
	for name, tt := range map[string]struct {
		document string
		kids     string // that must be found
		gone     string // that must not
		fails    string // part of the error
	}{
		"one key":                {document: document(member(a, "a", "")), kids: "a"},
		"a key without a set":    {document: member(a, "a", ""), fails: "parse key set"},
		"Entra's members":        {document: document(member(a, "a", `,"use":"sig","x5t":"a","x5c":[],"issuer":"https://x"`)), kids: "a"},
		"two keys":               {document: document(member(a, "a", ""), member(b, "b", `,"alg":"RS256"`)), kids: "a b", gone: "c"},
		"the same twice":         {document: document(member(a, "a", ""), member(a, "a", "")), kids: "a"},
		"one kid, two keys":      {document: document(member(a, "a", ""), member(b, "a", "")), fails: `kid "a" is there twice`},
		"other algorithm":        {document: document(member(a, "a", ""), member(b, "b", `,"alg":"RS512"`)), kids: "a", gone: "b"},
		"for encryption":         {document: document(member(a, "a", ""), member(b, "b", `,"use":"enc"`)), kids: "a", gone: "b"},
		"no kid":                 {document: document(member(a, "", "")), fails: "none of its keys"},
		"too small":              {document: document(member(small, "s", ""), member(a, "a", "")), kids: "a", gone: "s"},
		"too large":              {document: document(member(huge, "h", ""), member(a, "a", "")), kids: "a", gone: "h"},
		"even exponent":          {document: document(member(even, "e", ""), member(a, "a", "")), kids: "a", gone: "e"},
		"unknown kind":           {document: document(`{"kty":"XYZ","kid":"x"}`, member(a, "a", "")), kids: "a", gone: "x"},
		"broken key":             {document: document(`{"kty":"RSA","kid":"x"}`, member(a, "a", "")), kids: "a", gone: "x"},
		"elliptic key":           {document: document(ec, member(a, "a", "")), kids: "a", gone: "ec"},
		"private key":            {document: document(string(private)), fails: "secret key"},
		"private key among them": {document: document(member(b, "b", ""), string(private)), fails: "secret key"},
		"symmetric key":          {document: document(`{"kty":"oct","kid":"o","k":"c2VjcmV0"}`, member(a, "a", "")), fails: "secret key"},
		"empty set":              {document: `{"keys":[]}`, fails: "none of its keys"},
		"no set":                 {document: `{}`, fails: "parse key set"},
		"HTML":                   {document: `<html>`, fails: "parse key set"},
		"nothing":                {document: ``, fails: "parse key set"},
		"too long":               {document: document(member(a, "a", "")) + strings.Repeat(" ", 256<<10), fails: "the limit is"},
		"too many":               {document: document(strings.Split(strings.Repeat(member(a, "a", "")+"\n", 101), "\n")[:101]...), fails: "parse key set"},
	} {
		t.Run(name, func(t *testing.T) {
			set, err := keyset.Parse([]byte(tt.document))
			if tt.fails != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fails) {
					t.Fatalf("error: got %v, want one with %q", err, tt.fails)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, kid := range strings.Fields(tt.kids) {
				if key, err := set.Key(t.Context(), kid); err != nil || key == nil {
					t.Errorf("kid %s: got %v, %v, want the key", kid, key, err)
				}
			}
			for _, kid := range append(strings.Fields(tt.gone), "", "nobody") {
				if _, err := set.Key(t.Context(), kid); !errors.Is(err, keyset.ErrUnknownKey) {
					t.Errorf("kid %q: got %v, want ErrUnknownKey", kid, err)
				}
			}
		})
	}
	set, err := keyset.Parse([]byte(document(member(a, "a", ""), member(b, "b", ""))))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := set.Key(t.Context(), "b"); !got.Equal(b) {
		t.Error("kid b gives another key than the document has under it")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(document(member(&rsaKeys()[0].PublicKey, "a", "")))
	f.Add(`{"keys":[{"kty":"oct","k":""}]}`)
	f.Add(`{"keys":[null,1,{"kty":"RSA","n":"AQ","e":"AQ","kid":"a"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		set, err := keyset.Parse([]byte(text))
		if err != nil {
			return
		}
		if _, err := set.Key(t.Context(), ""); !errors.Is(err, keyset.ErrUnknownKey) {
			t.Errorf("the empty kid gives a key")
		}
	})
}
