package resources

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// ErrNotModified answers a read whose If-None-Match names the current version.
var ErrNotModified = errors.New("not modified")

// DefaultCount is the size of a page when the client does not say.
const DefaultCount = 100

// Config is what a Service works on.
type Config struct {
	Store      store.Store
	Now        func() time.Time
	IDs        *IDs
	MaxResults int       // largest page; a profile's Limits may lower it
	Random     io.Reader // source of salts; crypto/rand when nil
}

// Service creates, reads, changes and deletes resources. It is safe for concurrent use and keeps no state besides IDs.
type Service struct {
	cfg    Config
	hashes hasher
}

// New returns a Service.
func New(cfg Config) *Service {
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	return &Service{cfg: cfg, hashes: newHasher(cfg.Random)}
}

// Scope says in which organisation, in which mood, within which limits and under which address resources are handled.
type Scope struct {
	Organisation string
	Mode         schema.Mode
	Limits       Limits
	Base         string // URL in front of "/Users", without trailing slash
}

// limits are those of a scope, within those of the Service.
func (s *Service) limits(sc Scope) Limits {
	lim := sc.Limits
	if s.cfg.MaxResults > 0 && (lim.MaxResults == 0 || lim.MaxResults > s.cfg.MaxResults) {
		lim.MaxResults = s.cfg.MaxResults
	}
	return lim.WithDefaults()
}

// LimitsOf are the limits that hold for a scope.
func (s *Service) LimitsOf(sc Scope) Limits { return s.limits(sc) }

// Answer is a resource as the client gets it.
type Answer struct {
	ID       string
	Body     []byte // JSON
	Location string
	ETag     string
	Changed  bool // false: a write that found nothing to change
}

// now is the time of a change: milliseconds, which is what meta shows.
func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Millisecond) }

// after is the time of a change to something last changed at prev: later than that even when the clock stands still, so that
// lastModified tells that there was a change.
func (s *Service) after(prev time.Time) time.Time {
	if now := s.now(); now.After(prev) {
		return now
	}
	return prev.Add(time.Millisecond)
}

// location is the URI of a resource.
func (sc *Scope) location(rt *schema.ResourceType, id string) string {
	return sc.Base + rt.Endpoint + "/" + pathEscape(id)
}

// Location is the URI of a resource, whether it exists or not.
func (sc *Scope) Location(rt *schema.ResourceType, id string) string { return sc.location(rt, id) }

func notFound(rt *schema.ResourceType, id string) error {
	const shown = 100
	if len(id) > shown {
		id = id[:shown] + "…"
	}
	return scim.NotFound("%s %q does not exist", rt.Name, id)
}

// fromStore turns a store's error about a resource into the client's.
func fromStore(err error, rt *schema.ResourceType, id string, doing string) error {
	var (
		own   *scim.Error
		taken *store.ConflictError
	)
	switch {
	case err == nil, errors.As(err, &own), errors.Is(err, ErrNotModified):
		return err
	case errors.As(err, &taken):
		compared := "ignores letter case"
		if a := rt.UniqueAttribute(); a != nil && a.IsCaseExact() {
			compared = "minds letter case"
		}
		return scim.Conflict("a %s with %s %q exists already; the comparison %s", rt.Name, uniqueAttribute(rt), clip(taken.UniqueKey), compared)
	case errors.Is(err, store.ErrNotFound):
		return notFound(rt, id)
	}
	return fmt.Errorf("%s %s: %w", doing, rt.Name, err)
}

// get reads one record.
func get(ctx context.Context, r store.Reader, sc Scope, rt *schema.ResourceType, id string) (store.Record, error) {
	rec, err := r.Get(ctx, sc.Organisation, rt.Name, id)
	if errors.Is(err, store.ErrNotFound) {
		return rec, notFound(rt, id)
	}
	return rec, err
}
