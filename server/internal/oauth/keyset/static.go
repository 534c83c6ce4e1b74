package keyset

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
)

// Bounds of what is taken from a document.
const (
	maxDocument = 256 << 10
	maxKeys     = 100
	minBits     = 2048
	maxBits     = 8192 // checking a signature takes time by the square of this
	maxExponent = 1<<31 - 1
)

// ErrUnknownKey says that a set has no key with the kid asked for.
var ErrUnknownKey = errors.New("no key with this kid")

// Set finds the key that checks a signature.
type Set interface {
	// Key returns the key with that kid, or ErrUnknownKey; any other error means that the keys could not be had.
	Key(ctx context.Context, kid string) (*rsa.PublicKey, error)
}

// Static is a set that never changes.
type Static struct {
	keys map[string]*rsa.PublicKey
}

var _ Set = (*Static)(nil)

// Parse reads a JSON Web Key Set.
func Parse(document []byte) (*Static, error) {
	if len(document) > maxDocument {
		return nil, fmt.Errorf("parse key set: it has %d bytes, the limit is %d", len(document), maxDocument)
	}
	set, err := jwk.Parse(document, jwk.WithIgnoreParseError(true), jwk.WithMaxKeys(maxKeys))
	if err != nil {
		return nil, fmt.Errorf("parse key set: %w", err)
	}
	s := &Static{keys: make(map[string]*rsa.PublicKey, set.Len())}
	for i := range set.Len() {
		key, _ := set.Key(i)
		if err := s.add(key); err != nil {
			return nil, fmt.Errorf("parse key set: key %d: %w", i+1, err)
		}
	}
	if len(s.keys) == 0 {
		return nil, errors.New("parse key set: none of its keys can be used; it needs an RSA public key of 2048 bits or more with a kid, for RS256")
	}
	return s, nil
}

// add takes a key when it is one for RS256, and refuses what must not be in a published document.
func (s *Static) add(key jwk.Key) error {
	_, symmetric := key.(jwk.SymmetricKey)
	if private, err := jwk.IsPrivateKey(key); symmetric || err == nil && private {
		return errors.New("it is a secret key; give only the public halves, and replace this one, because it has been shown")
	}
	if key.KeyType() != jwa.RSA() {
		return nil
	}
	kid, _ := key.KeyID()
	if use, ok := key.KeyUsage(); kid == "" || ok && use != "sig" {
		return nil
	}
	if alg, ok := key.Algorithm(); ok && alg.String() != jwa.RS256().String() {
		return nil
	}
	var public rsa.PublicKey
	if err := jwk.Export(key, &public); err != nil {
		return fmt.Errorf("read kid %q: %w", kid, err)
	}
	if bits := public.N.BitLen(); bits < minBits || bits > maxBits || public.E < 3 || public.E > maxExponent || public.E%2 == 0 {
		return nil
	}
	if other := s.keys[kid]; other != nil && !other.Equal(&public) {
		return fmt.Errorf("kid %q is there twice with different keys", kid)
	}
	s.keys[kid] = &public
	return nil
}

// Key returns the key with that kid, or ErrUnknownKey.
func (s *Static) Key(_ context.Context, kid string) (*rsa.PublicKey, error) {
	if key := s.keys[kid]; key != nil {
		return key, nil
	}
	return nil, ErrUnknownKey
}
