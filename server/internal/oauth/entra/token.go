package entra

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jws"

	"github.com/entrasim/entrasim/server/internal/oauth/keyset"
)

// MaxToken is the size in bytes from which a token is not looked at.
const MaxToken = 16 << 10

// maxKid bounds a key id; Entra's have 27 or 43 characters.
const maxKid = 256

// Unverified is a token that nobody has checked yet. What it says may be used to choose the keys to check it with, and for
// nothing else.
type Unverified struct {
	raw    string
	kid    string
	issuer string
}

type header struct {
	Alg  string         `json:"alg"`
	Kid  string         `json:"kid"`
	Typ  string         `json:"typ"`
	Crit jsontext.Value `json:"crit"`
}

// LooksLike reports whether s has the outer form of a compact token: three parts between dots. No opaque token has.
func LooksLike(s string) bool { return strings.Count(s, ".") == 2 && !strings.Contains(s, ":") }

// Parse takes a token apart.
func Parse(raw string) (*Unverified, error) {
	if len(raw) > MaxToken {
		return nil, Reject(Malformed, "the token has %d bytes, the limit is %d", len(raw), MaxToken)
	}
	if !LooksLike(raw) {
		return nil, Reject(Malformed, "the token is not of the form header.claims.signature")
	}
	parts := strings.Split(raw, ".")
	var h header
	if err := decode(parts[0], &h); err != nil {
		return nil, Reject(Malformed, "header: %v", err)
	}
	switch {
	case h.Alg != SigningAlgorithm:
		return nil, Reject(Algorithm, "alg is %q, want %s", clip(h.Alg), SigningAlgorithm)
	case h.Crit != nil:
		return nil, Reject(Malformed, "header: crit names extensions, and none is supported")
	case h.Typ != "" && !strings.EqualFold(h.Typ, "JWT"):
		return nil, Reject(Malformed, "header: typ is %q, want JWT", clip(h.Typ))
	case h.Kid == "" || len(h.Kid) > maxKid:
		return nil, Reject(Malformed, "header: kid has %d bytes, want 1 to %d", len(h.Kid), maxKid)
	}
	payload, err := base64.RawURLEncoding.Strict().DecodeString(parts[1])
	if err != nil {
		return nil, Reject(Malformed, "claims are not base64url")
	}
	// Without this the last character of a signature could be varied, and one token would have several texts.
	if _, err := base64.RawURLEncoding.Strict().DecodeString(parts[2]); err != nil {
		return nil, Reject(Malformed, "the signature is not base64url")
	}
	c, err := parseClaims(payload)
	if err != nil {
		return nil, err
	}
	return &Unverified{raw: raw, kid: h.Kid, issuer: c.Issuer}, nil
}

func decode(part string, v any) error {
	data, err := base64.RawURLEncoding.Strict().DecodeString(part)
	if err != nil {
		return errors.New("it is not base64url")
	}
	return describe(json.Unmarshal(data, v))
}

// describe says what is wrong with a piece of JSON and where, without repeating any of it.
func describe(err error) error {
	var (
		syntax   *jsontext.SyntacticError
		semantic *json.SemanticError
	)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, jsontext.ErrDuplicateName):
		return errors.New("a member is there twice")
	case errors.As(err, &syntax):
		return fmt.Errorf("it is not JSON from byte %d on", syntax.ByteOffset)
	case errors.As(err, &semantic):
		return fmt.Errorf("%s has a value of the wrong kind", clip(string(semantic.JSONPointer)))
	}
	return errors.New("it cannot be read")
}

// BearerTenant is the tenant that the token claims as its v1 issuer, or "".
func (u *Unverified) BearerTenant() string { return tenantIn(bearerIssuer, u.issuer) }

// AssertionTenant is the tenant that the token claims as its v2 issuer, or "".
func (u *Unverified) AssertionTenant() string { return tenantIn(assertionIssuer, u.issuer) }

func tenantIn(form *regexp.Regexp, issuer string) string {
	if m := form.FindStringSubmatch(issuer); m != nil {
		return m[1]
	}
	return ""
}

// Verify checks the signature and returns what was signed.
func (u *Unverified) Verify(ctx context.Context, keys keyset.Set) (Claims, error) {
	key, err := keys.Key(ctx, u.kid)
	if errors.Is(err, keyset.ErrUnknownKey) {
		return Claims{}, Reject(UnknownKey, "kid %q is not in the key set", clip(u.kid))
	}
	if err != nil {
		return Claims{}, err
	}
	payload, err := jws.Verify([]byte(u.raw), jws.WithCompact(), jws.WithCritValidation(true), jws.WithKey(jwa.RS256(), key))
	if err != nil {
		return Claims{}, Reject(Signature, "the signature does not belong to this text and key %q", clip(u.kid))
	}
	// What jwx has checked is what counts, not what Parse saw.
	return parseClaims(payload)
}
