package testissuer

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jws"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
)

// Kind says which of Entra's tokens is wanted.
type Kind string

// The kinds.
const (
	Bearer    Kind = "bearer"    // wire §3.1
	Assertion Kind = "assertion" // wire §3.4
)

// DefaultSubject is the object id of the workload identity that signs when none is named.
const DefaultSubject = "3f1de1f5-6b0e-4a55-9d0c-2b8f5a0c7e11"

// Request says which token is wanted. Only Kind is required, and AppID or Audience for an assertion.
type Request struct {
	Kind     Kind           `json:"kind"`
	Tenant   string         `json:"tenant"`   // Config.Tenant when empty
	Subject  string         `json:"subject"`  // DefaultSubject when empty
	AppID    string         `json:"appId"`    // assertion: the app that the audience is made of
	Audience string         `json:"audience"` // when empty: entra.CustomAppAudience, or api://{appId}/.default
	Claims   map[string]any `json:"claims"`   // set or, with null, remove claims at the end
	WrongKey bool           `json:"wrongKey"` // sign with a key that is not published, under the kid of one that is
}

// Mint makes and signs a token.
func (i *Issuer) Mint(r Request) (string, error) {
	tenant, subject := cmp.Or(r.Tenant, i.cfg.Tenant), cmp.Or(r.Subject, DefaultSubject)
	if !entra.IsGUID(tenant) || !entra.IsGUID(subject) {
		return "", fmt.Errorf("mint token: tenant %q or subject %q is not a GUID in lower case; to be wrong on purpose, set claims", tenant, subject)
	}
	now := i.cfg.Now().Truncate(time.Second)
	claims := map[string]any{"sub": subject, "oid": subject, "tid": tenant, "iat": now.Unix(), "nbf": now.Unix()}
	switch r.Kind {
	case Bearer:
		maps.Copy(claims, map[string]any{
			"iss": entra.BearerIssuer(tenant), "aud": cmp.Or(r.Audience, entra.CustomAppAudience), "exp": now.Add(entra.BearerValidity).Unix(),
			"appid": entra.ClientAppID, "appidacr": "2", "ver": "1.0",
		})
	case Assertion:
		if r.AppID == "" && r.Audience == "" {
			return "", fmt.Errorf("mint token: an assertion needs an audience; set appId to the application's id, or audience")
		}
		maps.Copy(claims, map[string]any{
			"iss": entra.AssertionIssuer(tenant), "aud": cmp.Or(r.Audience, entra.AssertionAudiences(r.AppID)[0]),
			"exp": now.Add(entra.AssertionValidity).Unix(), "ver": "2.0",
		})
		if r.AppID != "" {
			claims["appid"] = r.AppID
		}
	default:
		return "", fmt.Errorf("mint token: kind %q is unknown; choose %s or %s", r.Kind, Bearer, Assertion)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	var id [16]byte
	if _, err := io.ReadFull(i.random, id[:]); err != nil {
		return "", fmt.Errorf("mint token: %w", err)
	}
	claims["uti"] = base64.RawURLEncoding.EncodeToString(id[:])
	for name, value := range r.Claims {
		if claims[name] = value; value == nil {
			delete(claims, name)
		}
	}
	return i.signLocked(claims, r.WrongKey)
}

func (i *Issuer) signLocked(claims map[string]any, wrongKey bool) (string, error) {
	payload, err := json.Marshal(claims, json.Deterministic(true))
	if err != nil {
		return "", fmt.Errorf("mint token: write claims: %w", err)
	}
	s := i.keys[len(i.keys)-1]
	kid := s.kid
	if wrongKey {
		if i.foreign == nil {
			foreign, err := i.makeLocked()
			if err != nil {
				return "", fmt.Errorf("mint token: %w", err)
			}
			i.foreign = &foreign
		}
		s = *i.foreign
	}
	header := jws.NewHeaders()
	for name, value := range map[string]string{jws.TypeKey: "JWT", jws.KeyIDKey: kid} {
		if err := header.Set(name, value); err != nil {
			return "", fmt.Errorf("mint token: write header: %w", err)
		}
	}
	token, err := jws.Sign(payload, jws.WithKey(jwa.RS256(), s.key, jws.WithProtectedHeaders(header)))
	if err != nil {
		return "", fmt.Errorf("mint token: %w", err)
	}
	return string(token), nil
}
