package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/entrasim/entrasim/server/internal/store/gate"
)

// Open connects to the database that a URL names (postgres://user:password@host:5432/database, with the parameters that
// libpq and pgxpool know; search_path chooses the schema) and brings its tables up to date. It waits for a database that is
// starting as long as Options.Patience says.
func Open(ctx context.Context, url string, opts Options) (*Store, error) {
	opts, err := opts.complete()
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	cfg, err := poolConfig(url, opts)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	s := &Store{gate: gate.New(), patience: opts.Patience}
	name := fmt.Sprintf("%s:%d/%s", cfg.ConnConfig.Host, cfg.ConnConfig.Port, cfg.ConnConfig.Database)
	if err := s.open(ctx, cfg, opts); err != nil {
		return nil, fmt.Errorf("open store in PostgreSQL at %s: %w", name, errors.Join(err, s.Close()))
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, cfg *pgxpool.Config, opts Options) (err error) {
	if s.pool, err = pgxpool.NewWithConfig(ctx, cfg); err != nil {
		return err
	}
	if err := s.patiently(ctx, func() error { return s.pool.Ping(ctx) }); err != nil {
		return err
	}
	return migrate(ctx, cfg.ConnConfig, opts.Logger)
}
