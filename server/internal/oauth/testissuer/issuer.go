package testissuer

import (
	"cmp"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha3"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/lestrrat-go/jwx/v3/jwk"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
)

// DefaultTenant is the tenant of tokens that are asked for without one.
const DefaultTenant = "7d9c2a50-31f4-4c0e-8f25-0be0c9aa41d3"

// Config is what an Issuer works with.
type Config struct {
	Now       func() time.Time // required
	Tenant    string           // DefaultTenant when empty
	Key       *rsa.PrivateKey  // the first signing key; made when nil
	Seed      *uint64          // ids, and keys that are made, follow from it
	PublicURL string           // scheme, host and mount point in metadata; scheme and host of the request when empty
}

// Issuer signs tokens. It is safe for concurrent use.
type Issuer struct {
	cfg Config

	mu      sync.Mutex
	random  io.Reader
	seeded  bool
	keys    []signer // the last one signs
	foreign *signer  // never published; made when first needed
	// published is the key set as JSON.
	published []byte
}

// New makes or takes the first key.
func New(cfg Config) (*Issuer, error) {
	if cfg.Now == nil {
		return nil, errors.New("start test issuer: Now must be set")
	}
	cfg.Tenant = cmp.Or(cfg.Tenant, DefaultTenant)
	if !entra.IsGUID(cfg.Tenant) {
		return nil, fmt.Errorf("start test issuer: tenant %q is not a GUID in lower case, like %s", cfg.Tenant, DefaultTenant)
	}
	i := &Issuer{cfg: cfg, random: rand.Reader, seeded: cfg.Seed != nil}
	if cfg.Seed != nil {
		stream := sha3.NewSHAKE256()
		_, _ = stream.Write(binary.BigEndian.AppendUint64([]byte("entrasim test issuer"), *cfg.Seed)) // never fails before reading
		i.random = stream
	}
	if cfg.Key == nil {
		return i, i.Rotate()
	}
	s, err := newSigner(cfg.Key)
	if err != nil {
		return nil, fmt.Errorf("start test issuer: %w", err)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.keys = append(i.keys, s)
	return i, i.publishLocked()
}

// makeLocked makes a key of the kind the configuration asks for.
func (i *Issuer) makeLocked() (signer, error) {
	var stream io.Reader
	if i.seeded {
		stream = i.random
	}
	key, err := makeKey(stream)
	if err != nil {
		return signer{}, err
	}
	return newSigner(key)
}

// Rotate makes a new signing key. The old ones stay published.
func (i *Issuer) Rotate() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	s, err := i.makeLocked()
	if err != nil {
		return fmt.Errorf("rotate: %w", err)
	}
	i.keys = append(i.keys, s)
	return i.publishLocked()
}

// Retire stops publishing all keys but the one that signs.
func (i *Issuer) Retire() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.keys = i.keys[len(i.keys)-1:]
	return i.publishLocked()
}

// KeySet is the published key set as JSON.
func (i *Issuer) KeySet() []byte {
	i.mu.Lock()
	defer i.mu.Unlock()
	return append([]byte(nil), i.published...)
}

func (i *Issuer) publishLocked() error {
	list := make([]jwk.Key, 0, len(i.keys))
	for _, s := range i.keys {
		key, err := jwk.Import(&s.key.PublicKey)
		if err != nil {
			return fmt.Errorf("publish keys: %w", err)
		}
		if err := errors.Join(key.Set(jwk.KeyIDKey, s.kid), key.Set(jwk.KeyUsageKey, jwk.ForSignature)); err != nil {
			return fmt.Errorf("publish keys: %w", err)
		}
		list = append(list, key)
	}
	// jwx writes the members of a key in alphabetical order.
	document, err := json.Marshal(struct {
		Keys []jwk.Key `json:"keys"`
	}{list})
	if err != nil {
		return fmt.Errorf("publish keys: %w", err)
	}
	i.published = document
	return nil
}
