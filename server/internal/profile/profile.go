package profile

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/entrasim/entrasim/server/internal/awkward"
	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/settings"
	"github.com/entrasim/entrasim/server/internal/store"
)

// Defects makes what has to stand around the port of an organisation with these defects, in this order.
type Defects interface {
	// Check says why an organisation cannot have a defect of that name; nil if it can.
	Check(name string) error
	// Compile is called with names that Check accepts, one at least.
	Compile(names []string, seed uint64) (func(http.Handler) http.Handler, error)
}

// Config is what a Service works on.
type Config struct {
	Store   store.Store
	Shared  bool             // other processes may change the store
	Base    settings.Base    // for all organisations; its mood for those that have none and for unknown clients
	Limits  resources.Limits // of the server; no organisation gets more of MaxResults and Body
	Defects Defects          // nil: there are none
	TurnOn  []string         // defects that every organisation has, besides its own
	Logger  *slog.Logger     // discarded when nil
}

// Service knows the profiles and settings of all organisations. It is safe for concurrent use.
type Service struct {
	cfg    Config
	nobody *resources.Profile

	mu   sync.RWMutex
	made map[string]made // by organisation
	// generation counts what has been forgotten, so that what was read before is not remembered after.
	generation uint64
}

var _ resources.Profiles = (*Service)(nil)

// made is a profile with what it was made from.
type made struct {
	version int64
	mood    string
	created time.Time
	profile *resources.Profile
}

// New returns a Service. The error is about the configuration.
func New(cfg Config) (*Service, error) {
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	mode, err := (&settings.Settings{}).Mode(cfg.Base)
	if err != nil {
		return nil, err
	}
	s := &Service{
		cfg: cfg, made: map[string]made{},
		nobody: &resources.Profile{Registry: schema.Core(), Mode: mode, Limits: cfg.Limits},
	}
	for _, name := range cfg.TurnOn {
		if err := s.checkDefect(name); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// For returns the profile of an organisation, the same as long as its settings are the same.
func (s *Service) For(ctx context.Context, org string) (*resources.Profile, error) {
	if org == "" {
		return s.nobody, nil
	}
	have, ok, generation := s.known(org)
	if ok && !s.cfg.Shared {
		return have.profile, nil
	}
	o, err := s.cfg.Store.Organisation(ctx, org)
	if errors.Is(err, store.ErrNotFound) {
		return s.nobody, nil // it has just been deleted; there is nothing left to serve
	}
	if err != nil {
		return nil, fmt.Errorf("read organisation: %w", err)
	}
	if ok && have.isOf(o) {
		return have.profile, nil
	}
	return s.make(ctx, o, generation)
}

// Of implements resources.Profiles. Where the store is not shared, what was read for a request may have been kept from an
// earlier one, so that it does not tell which settings hold.
func (s *Service) Of(ctx context.Context, o store.Organisation) (*resources.Profile, error) {
	if s.cfg.Shared && o.ID != "" {
		have, ok, generation := s.known(o.ID)
		if ok && have.isOf(o) {
			return have.profile, nil
		}
		return s.make(ctx, o, generation)
	}
	return s.For(ctx, o.ID)
}

func (s *Service) known(org string) (have made, ok bool, generation uint64) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	have, ok = s.made[org]
	return have, ok, s.generation
}

// isOf reports whether a profile was made from what an organisation says now.
func (m made) isOf(o store.Organisation) bool {
	return m.version == o.SettingsVersion && m.mood == o.Mood && m.created.Equal(o.Created)
}

// make reads the settings and remembers the profile, unless something was forgotten meanwhile.
func (s *Service) make(ctx context.Context, o store.Organisation, generation uint64) (*resources.Profile, error) {
	doc, err := s.cfg.Store.Settings(ctx, o.ID)
	if errors.Is(err, store.ErrNotFound) {
		return s.nobody, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	chosen, err := read(doc)
	if err != nil {
		return nil, err
	}
	p, err := s.profile(o, chosen)
	if err != nil {
		return nil, err
	}
	if p.Wrap, err = s.wrap(o.ID, p, chosen); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if have, ok := s.made[o.ID]; ok && have.version == doc.Version && have.mood == o.Mood && have.created.Equal(o.Created) {
		return have.profile, nil // made by another request at the same time
	}
	if generation == s.generation {
		s.made[o.ID] = made{version: doc.Version, mood: o.Mood, created: o.Created, profile: p}
	}
	return p, nil
}

// read reads a stored document; none is the document that chooses nothing.
func read(doc store.Settings) (*settings.Settings, error) {
	if doc.Version == 0 {
		return &settings.Settings{}, nil
	}
	chosen, err := settings.Parse(doc.Doc, settings.Options{})
	if err != nil {
		return nil, fmt.Errorf("read settings of organisation %s: %w", doc.Organisation, err)
	}
	return chosen, nil
}

// profile makes the profile of an organisation, but for what stands around the port.
func (s *Service) profile(o store.Organisation, chosen *settings.Settings) (*resources.Profile, error) {
	base := s.cfg.Base
	base.Mood = cmp.Or(o.Mood, base.Mood)
	mode, err := chosen.Mode(base)
	if err != nil {
		return nil, fmt.Errorf("organisation %s: %w", o.ID, err)
	}
	return &resources.Profile{Registry: chosen.Registry(), Mode: mode, Limits: s.limits(chosen.Limits())}, nil
}

// wrap returns what stands around the port: defects, and inside of them what is inconvenient; nil for nothing.
func (s *Service) wrap(org string, p *resources.Profile, chosen *settings.Settings) (func(http.Handler) http.Handler, error) {
	around, err := s.defects(org, chosen)
	if err != nil {
		return nil, err
	}
	lim := p.Limits.WithDefaults()
	inside := awkward.Wrap(awkward.Config{Mode: p.Mode, Registry: p.Registry, DefaultCount: lim.DefaultCount, MaxResults: lim.MaxResults})
	switch {
	case around == nil:
		return inside, nil
	case inside == nil:
		return around, nil
	}
	return func(next http.Handler) http.Handler { return around(inside(next)) }, nil
}

// defects compiles the defects that are turned on; nil if there are none.
func (s *Service) defects(org string, chosen *settings.Settings) (func(http.Handler) http.Handler, error) {
	names := slices.Clone(s.cfg.TurnOn)
	for _, name := range chosen.Defects() {
		if slices.Contains(names, name) {
			continue
		}
		if err := s.checkDefect(name); err != nil {
			s.cfg.Logger.Warn("defect left out", slog.String("organisation", org), slog.String("defect", name), slog.Any("error", err))
			continue
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return nil, nil
	}
	wrap, err := s.cfg.Defects.Compile(names, cmp.Or(chosen.Seed(), s.cfg.Base.Seed))
	if err != nil {
		return nil, fmt.Errorf("turn on defects of organisation %s: %w", org, err)
	}
	return wrap, nil
}

func (s *Service) checkDefect(name string) error {
	if s.cfg.Defects == nil {
		return refusal.New(refusal.Invalid, "this server has no defects")
	}
	return s.cfg.Defects.Check(name)
}

// limits puts an organisation's limits over the server's.
func (s *Service) limits(own resources.Limits) resources.Limits {
	base := s.cfg.Limits
	own.MaxResults = least(own.MaxResults, base.MaxResults)
	own.Body = least(own.Body, base.Body)
	own.DefaultCount = cmp.Or(own.DefaultCount, base.DefaultCount)
	own.FilterLength = cmp.Or(own.FilterLength, base.FilterLength)
	own.FilterDepth = cmp.Or(own.FilterDepth, base.FilterDepth)
	own.PatchOperations = cmp.Or(own.PatchOperations, base.PatchOperations)
	own.Members = cmp.Or(own.Members, base.Members)
	own.BulkOperations = cmp.Or(own.BulkOperations, base.BulkOperations)
	own.Concurrent = cmp.Or(own.Concurrent, base.Concurrent)
	if own.Rate == 0 {
		own.Rate, own.Burst = base.Rate, base.Burst
	}
	return own
}

// least returns the smaller of two limits, of which 0 is none.
func least[N int | int64](a, b N) N {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// Forget drops what is known about an organisation, for one that has been deleted.
func (s *Service) Forget(org string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.generation++
	delete(s.made, org)
}
