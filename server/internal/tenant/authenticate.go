package tenant

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

// ErrUnauthenticated is the one answer to every token that lets nobody in.
var ErrUnauthenticated = errors.New("no live token")

// Principal is who a request acts for.
type Principal struct {
	Organisation store.Organisation
	Provider     string
	Token        string // id of the token, never its secret
	Subject      string // id of the user that the token stands for; "" for none
	ReadOnly     bool   // the token changes nothing
}

// Authenticate takes the value of an Authorization header and returns whose token it carries, or ErrUnauthenticated. Any other
// error means that the store could not be asked.
func (s *Service) Authenticate(ctx context.Context, header string) (Principal, error) {
	secret := parseBearer(header)
	h := hash(secret)
	now := s.cfg.Now()
	generation, e := s.cache.get(h)
	if e != nil && e.live(now) {
		s.used(e.use, now)
		return e.principal, nil
	}
	e, err := s.lookup(ctx, secret, h)
	if err != nil {
		return Principal{}, err
	}
	if e == nil || !e.live(now) {
		return Principal{}, ErrUnauthenticated
	}
	e.use = s.uses.of(h)
	if !s.cfg.Shared {
		s.cache.put(generation, h, e)
	}
	s.used(e.use, now)
	return e.principal, nil
}

// lookup asks the store; nil means that nobody has this token any more or yet.
func (s *Service) lookup(ctx context.Context, secret string, h [32]byte) (*entry, error) {
	t, o, err := store.TokenAndOrganisation(ctx, s.cfg.Store, h)
	if errors.Is(err, store.ErrNotFound) {
		// A token that was never issued goes the way of one that was revoked: it is compared all the same.
		t, err = store.Token{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("authenticate: %w", err)
	}
	_, provider, _ := strings.Cut(secret, ":")
	same := subtle.ConstantTimeCompare(t.Hash[:], h[:]) & subtle.ConstantTimeCompare([]byte(t.Provider), []byte(provider))
	if same != 1 || !t.Revoked.IsZero() {
		return nil, nil
	}
	return &entry{principal: Principal{Organisation: o, Provider: t.Provider, Token: t.ID, Subject: t.Subject, ReadOnly: t.ReadOnly}, expires: t.Expires}, nil
}

// entry is one authenticated token in the cache.
type entry struct {
	principal Principal
	expires   time.Time
	use       *use
}

func (e *entry) live(now time.Time) bool { return e.expires.IsZero() || now.Before(e.expires) }

// cache holds authenticated tokens by hash. A lookup that began before a drop may not fill it afterwards: its entry
// might be what was just revoked. The generation tells.
type cache struct {
	mu         sync.RWMutex
	generation uint64
	entries    map[[32]byte]*entry
}

func (c *cache) get(h [32]byte) (uint64, *entry) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.generation, c.entries[h]
}

func (c *cache) put(generation uint64, h [32]byte, e *entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if generation == c.generation {
		c.entries[h] = e
	}
}

func (c *cache) drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.generation++
	clear(c.entries)
}
