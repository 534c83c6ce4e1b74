package server

import (
	"context"
	"strings"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/store/postgres"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

// IsDatabaseURL reports whether a Config.DataDir names a database instead of a directory.
func IsDatabaseURL(data string) bool {
	return strings.HasPrefix(data, "postgres://") || strings.HasPrefix(data, "postgresql://")
}

// isDatabase reports whether other processes may work on the same store.
func isDatabase(cfg Config) bool { return !cfg.Memory && IsDatabaseURL(cfg.DataDir) }

func openStore(ctx context.Context, cfg Config) (store.Store, error) {
	switch {
	case cfg.Memory:
		return memory.New(), nil
	case isDatabase(cfg):
		return postgres.Open(ctx, cfg.DataDir, postgres.Options{Logger: cfg.Logger})
	}
	opts := sqlite.Options{Dir: cfg.DataDir, Logger: cfg.Logger}
	if cfg.SyncFull != nil && !*cfg.SyncFull {
		opts.Synchronous = sqlite.Normal
	}
	return sqlite.Open(ctx, opts)
}
