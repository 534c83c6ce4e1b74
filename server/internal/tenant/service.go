package tenant

import (
	"crypto/rand"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

// Config is what a Service needs.
type Config struct {
	Store  store.Store
	Shared bool // other processes may change the store: nothing is remembered between requests
	Now    func() time.Time
	Random io.Reader        // source of tokens and their ids; crypto/rand when nil
	Logger *slog.Logger     // told when last uses cannot be written; discarded when nil
	Mood   string           // mood of new organisations
	Roles  []string         // role list of new organisations, lowest first
	Forget func(org string) // told about organisations that were deleted; may be nil
}

// Service manages organisations, providers and tokens, and authenticates requests. It is safe for concurrent use.
type Service struct {
	cfg   Config
	cache cache

	uses      uses
	flush     chan struct{} // holds one request to write last uses
	stop      chan struct{} // closed by Close
	flushDone chan struct{} // closed when writeUses has ended
	closeOnce sync.Once
	lastSweep time.Time // owned by writeUses
}

// New returns a Service and starts its one goroutine; Close ends it.
func New(cfg Config) *Service {
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Service{cfg: cfg, flush: make(chan struct{}, 1), stop: make(chan struct{}), flushDone: make(chan struct{})}
	s.cache.entries = map[[32]byte]*entry{}
	s.uses.byHash = map[[32]byte]*use{}
	go s.writeUses()
	return s
}

// Close writes the last uses not yet written and ends the Service; the store stays open.
func (s *Service) Close() {
	s.closeOnce.Do(func() { close(s.stop) })
	<-s.flushDone
}
